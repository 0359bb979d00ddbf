"""From what a reader hands over to one normalised text, with the tables remembered as grids of spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.domain.notices._blocks import Paragraph, SourceBlock, Table
from gongkai.domain.notices._errors import UnreadableNotice
from gongkai.domain.notices._layout_wrap import unwrapped
from gongkai.domain.notices._values import Span

_LONGEST = 5_000_000


@dataclass(slots=True)
class Grid:
    """A table: spans of its cells by row and column. None is a blank cell; a merged cell stands wherever it covers.

    `blank_inherits` tells whether a blank repeats the cell above, as in a text whose merged cells are printed once.
    """

    span: Span
    rows: list[list[Span | None]] = field(default_factory=list)
    blank_inherits: bool = False
    # lines that only frame the table
    frame: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Source:
    """The normalised text and the tables that stood in it."""

    text: str
    grids: list[Grid] = field(default_factory=list)


# far more blanks in a row than any layout has: a page of nothing, cut to two line ends or to a wide gap
_VOID = re.compile(r"\s{80,}")


def normalise(text: str) -> str:
    """Line ends become newlines; marks that print nothing (byte order mark, zero width, NUL) go; voids shrink."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = text.translate(dict.fromkeys(map(ord, "\ufeff\u200b\u200c\u200d\u2060\x00")))
    return _VOID.sub(lambda found: "\n\n" if "\n" in found[0] else found[0][:8], text)


def gather(source: str | Sequence[SourceBlock]) -> Source:
    """One text from a plain text or from blocks.

    Raises:
        UnreadableNotice: nothing is in it, or more than five million characters.
    """
    found = Source(unwrapped(normalise(source))) if isinstance(source, str) else _Writer().write(source)
    if not found.text.strip():
        raise UnreadableNotice("文件里没有文字，请确认选对了文件。")
    if len(found.text) > _LONGEST:
        raise UnreadableNotice("文件超过五百万字，不像一份通知，请拆分后再读。")
    return found


class _Writer:
    """Writes blocks one after the other and remembers where each cell came to stand."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0

    def write(self, blocks: Sequence[SourceBlock]) -> Source:
        """The text of all blocks and the grids of its tables."""
        grids = []
        for block in blocks:
            if isinstance(block, Paragraph):
                self._put(block.label + block.text)
            else:
                grids.append(self._table(block))
        return Source("".join(self._parts), grids)

    def _put(self, words: str) -> Span:
        """Adds a piece on its own line and gives the span of its words."""
        words = normalise(words)
        start = self._length
        self._parts.append(words + "\n")
        self._length += len(words) + 1
        return start, start + len(words)

    def _table(self, table: Table) -> Grid:
        start = self._length
        places: dict[tuple[int, int], Span] = {}
        for number, row in enumerate(table.rows):
            for cell in row:
                span = self._put(cell.text)
                for down in range(min(cell.row_span, len(table.rows) - number)):
                    for across in range(min(cell.column_span, 64)):
                        places.setdefault((number + down, cell.column + across), span)
            self._put("")
        width = max((column for _, column in places), default=-1) + 1
        rows: list[list[Span | None]] = [
            [places.get((number, column)) for column in range(width)] for number in range(len(table.rows))
        ]
        return Grid((start, self._length), [[self._filled(span) for span in row] for row in rows])

    @staticmethod
    def _filled(span: Span | None) -> Span | None:
        return span if span and span[0] < span[1] else None
