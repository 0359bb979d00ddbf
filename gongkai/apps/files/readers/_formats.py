"""Which reader reads which kind of file."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.apps.files.readers._detect import kind_of
from gongkai.apps.files.readers._docx import read_docx
from gongkai.apps.files.readers._html import read_html, read_mht
from gongkai.apps.files.readers._limits import EMPTY, MAXIMUM_BYTES, TOO_LARGE
from gongkai.apps.files.readers._package import LOCKED, Package
from gongkai.apps.files.readers._text import read_text
from gongkai.apps.files.readers._xlsx import read_calamine, read_csv, read_xlsx
from gongkai.domain.notices._blocks import SourceBlock
from gongkai.domain.notices._errors import UnreadableNotice

Blocks = str | list[SourceBlock]


def read_bytes(data: bytes, name: str) -> Blocks:
    """The same as read_blocks for bytes in memory; the name only helps where the content leaves the kind open."""
    if not data:
        raise UnreadableNotice(EMPTY)
    if len(data) > MAXIMUM_BYTES:
        raise UnreadableNotice(TOO_LARGE)
    found = READERS[kind_of(data, name)](data)
    if not found or (isinstance(found, str) and not found.strip()):
        raise UnreadableNotice(EMPTY)
    return found


def _refused(reason: str) -> Callable[[bytes], Blocks]:
    def refuse(_data: bytes) -> Blocks:
        raise UnreadableNotice(reason)

    return refuse


def _read_zip(data: bytes) -> Blocks:
    """A zip is what its parts say: Word, Excel, OFD or OpenDocument."""
    package = Package(data)
    names = {name.lower() for name in package.names}
    if "ofd.xml" in names:
        raise UnreadableNotice("")
    if any(name.startswith("word/") for name in names):
        return read_docx(package)
    if "xl/workbook.bin" in names:
        return read_calamine(data)
    if any(name.startswith("xl/") for name in names):
        return read_xlsx(package)
    raise UnreadableNotice("压缩包里不是通知文件，请解压后逐个导入")


def _read_ole(data: bytes) -> Blocks:
    """The container of old Office files, and of new ones with a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableNotice(LOCKED)
    if "Workbook".encode("utf-16-le") in data:
        return read_calamine(data)
    raise UnreadableNotice("")


READERS: dict[str, Callable[[bytes], Blocks]] = {
    "text": read_text,
    "html": read_html,
    "mht": read_mht,
    "csv": read_csv,
    "zip": _read_zip,
    "ole": _read_ole,
    "image": _refused("这是一张图片，读不出文字，请提供 Word、PDF 或网页版"),
    "archive": _refused("这是压缩包，请解压后逐个导入"),
}
