"""What kind of content bytes are. The browser's word and the name's ending are hints, never believed alone."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

OFFICE = "application/vnd.openxmlformats-officedocument."
UNKNOWN = "application/octet-stream"

# the first bytes of a file
SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
)
# a part that only this kind of package has
PACKAGES = (
    ("word/document.xml", f"{OFFICE}wordprocessingml.document"),
    ("xl/workbook.xml", f"{OFFICE}spreadsheetml.sheet"),
    ("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroenabled.12"),
    ("ppt/presentation.xml", f"{OFFICE}presentationml.presentation"),
    ("OFD.xml", "application/ofd"),
)
# the old container says nothing of what is in it, so the name's ending may
OLD_OFFICE = {".doc": "application/msword", ".wps": "application/vnd.ms-works", ".xls": "application/vnd.ms-excel"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# ISO media files say after their first four bytes what they are; the brands that are not named here hold MP4 video
BRANDS = {
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"qt  ": "video/quicktime",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"avif": "image/avif",
}
# an ID3 tag, or the head of a frame: MPEG 1, 2 or 2.5, layer III, with a real bit rate and sampling rate
SOUND = re.compile(rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xeb]", re.S)
MARKUP = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|script|svg)\b", re.I | re.S
)


def content_type_of(data: bytes, name: str) -> str:
    """The content type by the bytes; `application/octet-stream` for what is not known."""
    for start, kind in SIGNATURES:
        if data.startswith(start):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return BRANDS.get(data[8:12], "video/mp4")
    if SOUND.match(data):
        return "audio/mpeg"
    if data.startswith(OLE):
        return OLD_OFFICE.get(PurePath(name).suffix.lower(), "application/x-ole-storage")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _package(data)
    if MARKUP.match(data[:4096]):
        return "text/html"
    return "text/plain" if _is_text(data) else UNKNOWN


def _package(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {entry.lstrip("/") for entry in package.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "application/zip"
    return next((kind for part, kind in PACKAGES if part in names), "application/zip")


def _is_text(data: bytes) -> bool:
    """Text has no control characters but tabs and line ends; UTF-16 says so at its start."""
    start = data[:8192]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", start)
