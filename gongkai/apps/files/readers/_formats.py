"""Which reader reads which kind of file. A reader is imported when its kind comes: text alone must start at once."""

from __future__ import annotations

import importlib

from gongkai.apps.files.readers._detect import kind_of
from gongkai.apps.files.readers._limits import EMPTY, MAXIMUM_BYTES, TOO_LARGE
from gongkai.domain.notices import SourceBlock, UnreadableNotice

Blocks = str | list[SourceBlock]

# kind: (module, function from bytes to blocks)
READERS = {
    "text": ("plain.text", "read_text"),
    "html": ("web.html", "read_html"),
    "mht": ("web.html", "read_mht"),
    "csv": ("sheets.workbook", "read_csv"),
    "zip": ("_containers", "read_zip"),
    "ole": ("_containers", "read_ole"),
    "pdf": ("placed.pdf", "read_pdf"),
    "rtf": ("_office", "read_rtf"),
}
REFUSED = {
    "image": "这是一张图片，读不出文字，请提供 Word、PDF 或网页版",
    "archive": "这是压缩包，请解压后逐个导入",
}


def read_bytes(data: bytes, name: str) -> Blocks:
    """The same as read_blocks for bytes in memory; the name only helps where the content leaves the kind open."""
    if not data:
        raise UnreadableNotice(EMPTY)
    if len(data) > MAXIMUM_BYTES:
        raise UnreadableNotice(TOO_LARGE)
    kind = kind_of(data, name)
    if kind in REFUSED:
        raise UnreadableNotice(REFUSED[kind])
    module, function = READERS[kind]
    found: Blocks = getattr(importlib.import_module(f"{__package__}.{module}"), function)(data)
    if not found or (isinstance(found, str) and not found.strip()):
        raise UnreadableNotice(EMPTY)
    return found
