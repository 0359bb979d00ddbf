"""Files in, blocks out: `read_blocks(path)` and `read_bytes(data, name)`. One module per format, no Django."""

from __future__ import annotations

from pathlib import Path

from gongkai.apps.files.readers._formats import read_bytes
from gongkai.apps.files.readers._limits import MAXIMUM_BYTES, TOO_LARGE
from gongkai.apps.files.readers._package import Package
from gongkai.apps.files.readers.sheets.rows import Grid
from gongkai.apps.files.readers.sheets.workbook import xlsx_grids
from gongkai.domain.notices import SourceBlock, UnreadableNotice

__all__ = ["Grid", "read_blocks", "read_bytes", "read_grids"]


def read_blocks(path: Path) -> str | list[SourceBlock]:
    """The text (plain text files) or the blocks of a file. Raises UnreadableNotice for whatever cannot be read."""
    try:
        if not path.is_file():
            raise UnreadableNotice(f"找不到文件：{path.name}")
        if path.stat().st_size > MAXIMUM_BYTES:
            raise UnreadableNotice(TOO_LARGE)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadableNotice):
            raise
        raise UnreadableNotice(f"文件读不出来：{path.name}") from error
    return read_bytes(data, path.name)


def read_grids(data: bytes) -> list[tuple[str, Grid]]:
    """The visible sheets of an Excel workbook (.xlsx), cells and merged ranges by row and column from 1.

    Raises UnreadableNotice for what is no such workbook, damaged, locked or unreasonably large.
    """
    if len(data) > MAXIMUM_BYTES:
        raise UnreadableNotice(TOO_LARGE)
    if not data.startswith(b"PK"):
        raise UnreadableNotice("请用 Excel 工作簿（.xlsx）；旧格式请先另存为 .xlsx")
    return xlsx_grids(Package(data))
