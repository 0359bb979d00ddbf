"""What kind of file this is: by its first bytes, and by its name only where the bytes leave it open."""

from __future__ import annotations

import re
from pathlib import PurePath

HTML_START = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# a saved fragment: starts with an element and is closed by one
HTML_FRAGMENT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*<(?:div|table|p|article|section|meta|span)\b[^>]*>.*</\w+>\s*\Z", re.IGNORECASE | re.DOTALL
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
BY_NAME = {
    ".htm": "html",
    ".html": "html",
    ".shtml": "html",
    ".xhtml": "html",
    ".csv": "csv",
    ".tsv": "csv",
    ".mht": "mht",
    ".mhtml": "mht",
}


def kind_of(data: bytes, name: str) -> str:
    """One of zip, ole, pdf, rtf, image, archive, html, mht, csv, text. Content decides; the name breaks ties."""
    suffix = PurePath(name).suffix.lower()
    if signed := _by_signature(data):
        return signed
    if HTML_START.match(data[:4096]):
        return "html"
    if data[:4096].lstrip().lower().startswith(b"mime-version:") and b"multipart/related" in data[:4096].lower():
        return "mht"
    if suffix in BY_NAME:
        return BY_NAME[suffix]
    # a text file may begin with markup that a hacked site injected: only nameless fragments count as pages
    if suffix not in (".txt", ".text", ".md") and HTML_FRAGMENT.match(data[:262_144]):
        return "html"
    return "text"


def _by_signature(data: bytes) -> str | None:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(OLE):
        return "ole"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "archive"
    return "image" if data.startswith(IMAGES) and b"\0" in data[:4096] else None
