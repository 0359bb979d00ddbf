"""Pages put together: furniture dropped, paragraphs and tables joined across page breaks."""

from __future__ import annotations

import re
from collections import Counter

from gongkai.apps.files.readers.placed.joins import continued
from gongkai.apps.files.readers.placed.lines import lines_of, paragraphs_of
from gongkai.apps.files.readers.placed.marks import Glyph, Line, Page
from gongkai.apps.files.readers.placed.tables import Grid, grids_of, table_of
from gongkai.domain.notices import Paragraph, SourceBlock, Table

PAGE_NUMBER = re.compile(
    r"^[\s\-—–_－·.]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/，,共]?\s*(?:共\s*)?\d{1,4}\s*页?)?"
    r"[\s\-—–_－·.]*$"
)
DIGITS = re.compile(r"\d+")
# parts of the page's height in which headers and footers stand
TOP, BOTTOM, LOW = 0.90, 0.10, 0.22


def blocks_of_pages(pages: list[Page]) -> list[SourceBlock]:
    """All pages as one run of paragraphs and tables."""
    stretches = [_stretches(page) for page in pages]
    flowing = _without_furniture(pages, [[each for each in page if isinstance(each, list)] for page in stretches])
    found: list[SourceBlock] = []
    lines: list[Line] = []
    width = max((page.width for page in pages), default=0.0)
    left, right = _margins([line for page in flowing for stretch in page for line in stretch], width)
    for page, kept in zip(stretches, flowing, strict=True):
        texts = iter(kept)
        for part in page:
            if isinstance(part, list):
                lines += next(texts)
                continue
            found += _paragraphs(lines, left, right)
            lines = []
            found = _with_table(found, part)
    return [*found, *_paragraphs(lines, left, right)]


def _stretches(page: Page) -> list[list[Line] | Table]:
    """Tables, and the lines above, between and below them."""
    grids = grids_of(page.rules)
    inside: list[list[Glyph]] = [[] for _ in grids]
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        at = next((at for at, grid in enumerate(grids) if grid.holds(glyph)), None)
        (outside if at is None else inside[at]).append(glyph)
    lines = lines_of(outside)
    found: list[list[Line] | Table] = []
    for grid, glyphs in zip(grids, inside, strict=True):
        if glyphs:
            above = [line for line in lines if line.y0 > _middle(grid)]
            lines = lines[len(above) :]
            found += [above, table_of(grid, glyphs)]
    return [*found, lines]


def _middle(grid: Grid) -> float:
    return (grid.ys[0] + grid.ys[-1]) / 2


def _without_furniture(pages: list[Page], texts: list[list[list[Line]]]) -> list[list[list[Line]]]:
    """Lines without page numbers, and without what stands at the head or foot of most pages."""
    repeated = Counter(
        key
        for page, stretches in zip(pages, texts, strict=True)
        for key in {_key(line) for lines in stretches for line in lines if _is_marginal(line, page)}
    )
    often = {key for key, times in repeated.items() if times >= 3 or (len(pages) == 2 and times == 2)}
    return [
        [
            [
                line
                for line in lines
                if not _is_page_number(line, page) and not (_is_marginal(line, page) and _key(line) in often)
            ]
            for lines in stretches
        ]
        for page, stretches in zip(pages, texts, strict=True)
    ]


def _is_marginal(line: Line, page: Page) -> bool:
    return line.y0 > page.height * TOP or line.y1 < page.height * BOTTOM


def _is_page_number(line: Line, page: Page) -> bool:
    """A bare number near the foot, or at the head: wide pages have high margins."""
    return bool(PAGE_NUMBER.match(line.text)) and (_is_marginal(line, page) or line.y1 < page.height * LOW)


def _key(line: Line) -> str:
    return DIGITS.sub("#", line.text)


def _margins(lines: list[Line], width: float) -> tuple[float, float]:
    """The left edge of most lines, and the right edge the longest reach; of short lines only, the page's own margin."""
    if not lines:
        return 0.0, 0.0
    starts = Counter(round(line.x0 / 3) for line in lines if len(line.text) > 12)
    first = min((start for start, times in starts.items() if times * 8 >= sum(starts.values())), default=None)
    left = min(line.x0 for line in lines) if first is None else first * 3.0
    ends = sorted(line.x1 for line in lines)
    reach = ends[min(len(ends) - 1, int(len(ends) * 0.95))]
    return left, reach if reach > 0.85 * (width - left) else width - left


def _paragraphs(lines: list[Line], left: float, right: float) -> list[SourceBlock]:
    return [Paragraph(text) for text in paragraphs_of(lines, left, right) if text.strip()]


def _with_table(found: list[SourceBlock], table: Table) -> list[SourceBlock]:
    """Add a table; one that only continues the table of the page before is joined to it."""
    last = found[-1] if found else None
    if not isinstance(last, Table) or _columns(last) != _columns(table):
        return [*found, table]
    return [*found[:-1], continued(last, table)]


def _columns(table: Table) -> int:
    return max((cell.column + cell.column_span for row in table.rows for cell in row), default=0)
