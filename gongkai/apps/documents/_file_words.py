"""The words of an uploaded file, as text and as rows of its tables."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.apps.files.readers import read_bytes
from gongkai.domain.notices import Paragraph, UnreadableNotice
from gongkai.domain.workflow import Blocked


@dataclass(frozen=True, slots=True)
class FileWords:
    """`text` holds everything, one line a paragraph or table row; `rows` the rows of the tables alone."""

    text: str
    rows: tuple[tuple[str, ...], ...]


def words_of_file(data: bytes, name: str) -> FileWords:
    """Raises `Blocked` with a sentence when the file cannot be read."""
    try:
        found = read_bytes(data, name)
    except UnreadableNotice as error:
        raise Blocked([f"“{name}”读不出来：{str(error).rstrip('。')}。"]) from error
    if isinstance(found, str):
        return FileWords(found, ())
    lines: list[str] = []
    rows: list[tuple[str, ...]] = []
    for block in found:
        if isinstance(block, Paragraph):
            lines.append(f"{block.label}{block.text}")
            continue
        width = max((cell.column + cell.column_span for row in block.rows for cell in row), default=0)
        for row in block.rows:
            cells = [""] * width
            for cell in row:
                cells[cell.column] = " ".join(cell.text.split())
            rows.append(tuple(cells))
            lines.append("\t".join(cells))
    return FileWords("\n".join(lines), tuple(rows))
