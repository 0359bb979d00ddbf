"""Files that hold other files: what is inside decides who reads them."""

from __future__ import annotations

from gongkai.apps.files.readers._office import read_office
from gongkai.apps.files.readers._package import LOCKED, Package
from gongkai.apps.files.readers.placed.ofd import read_ofd
from gongkai.apps.files.readers.sheets.workbook import read_calamine, read_xlsx
from gongkai.apps.files.readers.word.docx import read_docx
from gongkai.domain.notices import SourceBlock, UnreadableNotice

SLIDES = "这是演示文稿，不是通知，请提供 Word、PDF 或网页版"


def read_zip(data: bytes) -> list[SourceBlock]:
    """A zip is what its parts say: Word, Excel, OFD or OpenDocument. Raises UnreadableNotice for other zips."""
    package = Package(data)
    names = {name.lower() for name in package.names}
    if "ofd.xml" in names:
        return read_ofd(package)
    if any(name.startswith("word/") for name in names):
        return read_docx(package)
    if "xl/workbook.bin" in names:
        return read_calamine(data)
    if any(name.startswith("xl/") for name in names):
        return read_xlsx(package)
    if "content.xml" in names and "mimetype" in names:
        return read_calamine(data) if b"spreadsheet" in package.read("mimetype") else read_office(data, ".odt")
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableNotice(SLIDES)
    raise UnreadableNotice("压缩包里不是通知文件，请解压后逐个导入")


def read_ole(data: bytes) -> list[SourceBlock]:
    """The container of old Office files (.doc, .wps, .xls, .et), and of new ones with a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableNotice(LOCKED)
    # a Word file may hold a spreadsheet, so Word is asked for first
    if "WordDocument".encode("utf-16-le") in data:
        return read_office(data, ".doc")
    if "Workbook".encode("utf-16-le") in data:
        return read_calamine(data)
    if "PowerPoint Document".encode("utf-16-le") in data:
        raise UnreadableNotice(SLIDES)
    return read_office(data, ".doc")
