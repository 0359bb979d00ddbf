"""Pictures: what a camera or a program wrote beside the picture is cut out byte by byte; the picture itself is not
touched, so nothing of its quality is lost. Orientation and colour profile stay."""

from __future__ import annotations

import io
import struct
import zlib
from collections import Counter

from PIL import Image

PNG = b"\x89PNG\r\n\x1a\n"
# parts of a PNG that hold words, camera data or a time; colour, size and animation stay
PNG_NOTES = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
GPS, ORIENTATION = 0x8825, 0x0112
POSITION, CAMERA, NOTES, BEHIND = "拍摄位置", "拍摄设备和时间等信息", "图片备注", "图片末尾附带的数据"


def stripped_picture(data: bytes) -> tuple[bytes, Counter[str]]:
    """The picture without what is said about it, and what was removed. Bytes of another kind come back unchanged."""
    removed: Counter[str] = Counter()
    made = data
    if data.startswith(b"\xff\xd8\xff"):
        made = _jpeg(data, removed)
    elif data.startswith(PNG):
        made = _png(data, removed)
    elif data.startswith((b"GIF87a", b"GIF89a")):
        made = _gif(data, removed)
    elif data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        made = _webp(data, removed)
    return made, +removed


def _told(exif: bytes, removed: Counter[str]) -> int:
    """Count what an Exif block says; its orientation (1 when it has none)."""
    found = Image.Exif()
    try:
        found.load(exif)
        if found.get_ifd(GPS):
            removed[POSITION] += 1
        orientation = found.get(ORIENTATION, 1)
    except Exception:  # a damaged block of camera data: it goes as a whole
        orientation = 1
    removed[CAMERA] += 1
    return orientation if isinstance(orientation, int) and 1 <= orientation <= 8 else 1


def _only_orientation(orientation: int) -> bytes:
    """The smallest Exif block that says how to turn the picture."""
    return b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", ORIENTATION, 3, 1, orientation, 0) + b"\0\0\0\0"


def _jpeg(data: bytes, removed: Counter[str]) -> bytes:
    out = bytearray(b"\xff\xd8")
    at, orientation = 2, 1
    exif_at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xFF:
            at += 1
            continue
        if mark == 0xDA:
            break
        if mark in {0x01, *range(0xD0, 0xD8)}:
            at += 2
            continue
        end = at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        segment, body = data[at:end], data[at + 4 : end]
        at = end
        if mark == 0xE1 and body.startswith(b"Exif\0\0"):
            orientation = _told(body[6:], removed)
        elif mark == 0xE2 and body.startswith(b"ICC_PROFILE\0"):
            out += segment
        elif mark in {0xE0, 0xEE}:  # JFIF and Adobe say how colours are kept
            if mark == 0xE0 and not body.startswith(b"JFIF\0"):
                continue  # JFXX: a thumbnail
            out += segment
            exif_at = len(out) if mark == 0xE0 else exif_at
        elif 0xE1 <= mark <= 0xEF:
            removed[CAMERA if mark == 0xE2 else NOTES] += 1
        elif mark == 0xFE:
            removed[NOTES] += 1
        else:
            out += segment
    if orientation != 1:
        block = b"Exif\0\0" + _only_orientation(orientation)
        out[exif_at:exif_at] = b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
    return bytes(out) + _scans(data, at, removed)


def _scans(data: bytes, at: int, removed: Counter[str]) -> bytes:
    """From the first scan to the end mark; what stands behind it is no part of the picture."""
    end = at
    while True:
        end = data.find(b"\xff", end)
        if end < 0 or end + 1 >= len(data):
            return data[at:]  # cut short: the check of the picture says so
        mark = data[end + 1]
        if mark == 0xD9:
            if data[end + 2 :].strip(b"\0\xff\r\n"):
                removed[BEHIND] += 1
            return data[at : end + 2]
        if mark in {0, 0xFF} or 0xD0 <= mark <= 0xD7:
            end += 1 if mark == 0xFF else 2
        else:  # tables or a scan header between the scans of a progressive picture
            end += 2 + (struct.unpack(">H", data[end + 2 : end + 4])[0] if end + 4 <= len(data) else 0)


def _png(data: bytes, removed: Counter[str]) -> bytes:
    out = bytearray(PNG)
    at = 8
    while at + 12 <= len(data):
        size = struct.unpack(">I", data[at : at + 4])[0]
        name, chunk = data[at + 4 : at + 8], data[at : at + 12 + size]
        at += 12 + size
        if name == b"eXIf":
            orientation = _told(chunk[8:-4], removed)
            if orientation != 1:
                body = name + _only_orientation(orientation)
                out += struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
        elif name in PNG_NOTES:
            removed[NOTES] += name != b"tIME"
        else:
            out += chunk
        if name == b"IEND":
            removed[BEHIND] += bool(data[at:].strip(b"\0"))
            return bytes(out)
    return bytes(out) + data[at:]


def _gif(data: bytes, removed: Counter[str]) -> bytes:
    """Comments and the data of programs go; the extension that lets a film repeat stays."""
    if len(data) < 13:
        return data
    at = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    out = bytearray(data[:at])
    while at < len(data):
        start, kind = at, data[at]
        if kind == 0x3B:
            removed[BEHIND] += bool(data[at + 1 :].strip(b"\0"))
            return bytes(out) + b"\x3b"
        if kind == 0x21:
            at = _blocks_end(data, at + 2)
            label = data[start + 1 : start + 2]
            repeats = label == b"\xff" and data[start + 3 : start + 11] in {b"NETSCAPE", b"ANIMEXTS"}
            if label == b"\xf9" or repeats:
                out += data[start:at]
            else:
                removed[NOTES] += 1
        elif kind == 0x2C and at + 10 <= len(data):
            flags = data[at + 9]
            at = _blocks_end(data, at + 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0))
            out += data[start:at]
        else:
            return bytes(out) + data[at:]
    return bytes(out)


def _blocks_end(data: bytes, at: int) -> int:
    """Behind the chain of sub-blocks that begins here."""
    while at < len(data) and data[at]:
        at += data[at] + 1
    return at + 1


def _webp(data: bytes, removed: Counter[str]) -> bytes:
    size = struct.unpack("<I", data[4:8])[0]
    end = min(len(data), 8 + size)
    removed[BEHIND] += bool(data[8 + size :].strip(b"\0"))
    chunks: list[bytes] = []
    at, flags = 12, 0
    while at + 8 <= end:
        name, length = data[at : at + 4], struct.unpack("<I", data[at + 4 : at + 8])[0]
        chunk = data[at : at + 8 + length + (length & 1)]
        at += 8 + length + (length & 1)
        if name == b"EXIF":
            orientation = _told(chunk[8:].removeprefix(b"Exif\0\0"), removed)
            if orientation != 1:
                body = _only_orientation(orientation)
                chunks.append(name + struct.pack("<I", len(body)) + body)
                flags |= 8
        elif name == b"XMP ":
            removed[NOTES] += 1
        else:
            chunks.append(chunk)
    if chunks and chunks[0].startswith(b"VP8X") and len(chunks[0]) > 8:
        head = bytearray(chunks[0])
        head[8] = (head[8] & ~0x0C) | flags
        chunks[0] = bytes(head)
    body = b"WEBP" + b"".join(chunks) + data[at:end]
    if not +removed:
        return data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def same_picture(one: bytes, other: bytes) -> bool:
    """Whether both show the same pixels, turned the same way. A first that does not open was only mended."""
    try:
        with Image.open(io.BytesIO(one)) as first:
            first.load()
    except (OSError, ValueError, SyntaxError, EOFError):
        return True
    with Image.open(io.BytesIO(one)) as first, Image.open(io.BytesIO(other)) as second:
        if first.getexif().get(ORIENTATION, 1) != second.getexif().get(ORIENTATION, 1):
            return False
        if first.size != second.size or first.mode != second.mode:
            return False
        return first.tobytes() == second.tobytes()


def opens_alike(one: bytes, other: bytes) -> bool:
    """`same_picture`, and False when the second does not open."""
    try:
        return same_picture(one, other)
    except (OSError, ValueError, SyntaxError, EOFError):
        return False
