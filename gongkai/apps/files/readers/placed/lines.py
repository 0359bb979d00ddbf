"""Characters to lines, and lines to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from statistics import median

from gongkai.apps.files.readers.placed.marks import Glyph, Line

# marks that open a new paragraph wherever they stand
OPENING = re.compile(
    r"^(?:第?[一二三四五六七八九十百]+[、.．章节条]|[（(][一二三四五六七八九十]+[）)]|附件[:：\d]|"
    r"\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[）)]|[①-⑳])"
)
# lines beside a title that are no part of it: a document number, a date, a remark in brackets
APART = re.compile(r"[〔\[﹝]\d{4}[〕\]﹞]|\d{4}年\d{1,2}月\d{1,2}日|^[（(]|[。；：]$")
ENDING = tuple("。！？；：")
LATIN = re.compile(r"[0-9A-Za-z%,.)]")


def lines_of(glyphs: list[Glyph]) -> list[Line]:
    """Lines from top to bottom. Characters share a line when their middles differ by less than half their height."""
    rows: list[list[Glyph]] = []
    level = 0.0
    for glyph in sorted(glyphs, key=lambda each: -each.middle[1]):
        middle, height = glyph.middle[1], glyph.y1 - glyph.y0
        if rows and abs(level - middle) < 0.5 * min(height, rows[-1][0].y1 - rows[-1][0].y0):
            rows[-1].append(glyph)
            level += (middle - level) / len(rows[-1])
        else:
            rows.append([glyph])
            level = middle
    return [_line(row) for row in rows]


def _line(row: list[Glyph]) -> Line:
    row = sorted(row, key=lambda each: each.x0)
    text = row[0].char
    for before, after in pairwise(row):
        text += _gap(before, after) + after.char
    return Line(text, row[0].x0, min(each.y0 for each in row), row[-1].x1, max(each.y1 for each in row))


def _gap(before: Glyph, after: Glyph) -> str:
    """The space the page leaves: a quarter of the height parts Latin words; between Chinese, what the file spaced."""
    gap, height = after.x0 - before.x1, max(after.y1 - after.y0, 1.0)
    if LATIN.match(before.char) and LATIN.match(after.char):
        return " " if gap > 0.22 * height else ""
    if gap > 0.8 * height:
        return "　"
    if after.is_spaced and gap > 0.35 * height:
        return "  " if gap > 0.45 * height else " "
    return ""


def paragraphs_of(lines: list[Line], left: float, right: float) -> list[str]:
    """Lines of one column joined: a line that fills the width runs on, unless the next one opens a paragraph."""
    found: list[str] = []
    before: Line | None = None
    usual = _usual_step(lines)
    opening = _opening_rule(lines, left)
    for line in lines:
        opens = opening(line) and not is_unclosed(found[-1] if found else "")
        if before is not None and not opens and _runs_on(before, line, left, right, usual):
            found[-1] = joined(found[-1], line.text)
        else:
            found.append(line.text)
        before = line
    return found


def _runs_on(before: Line, line: Line, left: float, right: float, usual: float) -> bool:
    size = max(line.height, 1.0)
    fills = before.x1 >= right - _slack(before) * size
    indented = line.x0 > left + 1.3 * size
    differs = abs(before.height - line.height) > 0.2 * max(before.height, line.height)
    same_page = line.y1 <= before.y1
    far = same_page and before.y0 - line.y0 > 1.6 * usual
    if differs:
        return False
    if same_page and _is_centred(line, left, right):
        # a title on several lines; its number, date and brackets stand for themselves
        close = before.y0 - line.y0 <= 2.4 * size
        return close and (fills or _is_centred(before, left, right)) and not APART.search(line.text + before.text)
    return fills and not indented and not far


def _is_centred(line: Line, left: float, right: float) -> bool:
    indent, rest = line.x0 - left, right - line.x1
    return indent > 1.5 * line.height and abs(indent - rest) < 1.5 * line.height


def _slack(line: Line) -> float:
    """How many characters a full line may fall short: a mark that may not begin a line takes its character along."""
    return 1.2 if line.text.endswith(ENDING) else 2.4


def _opening_rule(lines: list[Line], left: float) -> Callable[[Line], bool]:
    """Which lines open a paragraph by their mark: where paragraphs are indented, a mark at the margin opens none."""
    marked = [line for line in lines if OPENING.match(line.text)]
    indented = [line for line in marked if line.x0 > left + 1.3 * line.height]
    if len(indented) * 5 >= len(marked) * 3:
        return lambda line: bool(OPENING.match(line.text)) and line.x0 > left + 1.3 * line.height
    return lambda line: bool(OPENING.match(line.text))


def is_unclosed(text: str) -> bool:
    """Is a bracket still open? Then a mark at the beginning of the next line counts inside it."""
    return any(text.count(left) > text.count(right) for left, right in ("（）", "()", "〔〕", "【】"))


def _usual_step(lines: list[Line]) -> float:
    steps = [before.y0 - after.y0 for before, after in pairwise(lines) if before.y0 > after.y0]
    return median(steps) if steps else 1e9


def joined(first: str, second: str) -> str:
    """Two lines as one: a space only between Latin words."""
    are_words = (first[-1:] + second[:1]).isascii() and first[-1:].isalpha() and second[:1].isalpha()
    return f"{first} {second}" if are_words else first + second


def cell_text(glyphs: list[Glyph], left: float, right: float) -> str:
    """The text of a table cell: its lines joined where they were only broken by the cell's width."""
    lines = lines_of(glyphs)
    if not lines:
        return ""
    size = median(line.height for line in lines)
    # a cell's margin is unknown: the widest line shows how far text may reach
    reach = max(line.x1 for line in lines)
    edge = reach if reach > right - 3 * size else right
    # in a narrow cell a name is broken at will
    is_narrow = len(lines) <= 4 and right - left < 9 * size
    found = [lines[0].text]
    for before, line in pairwise(lines):
        new_sentence = before.text.endswith("。") and line.x0 - left > 1.5 * size
        fills = before.x1 >= edge - _slack(before) * size and not new_sentence
        if (fills or is_narrow) and (is_unclosed(found[-1]) or not OPENING.match(line.text)):
            found[-1] = joined(found[-1], line.text)
        else:
            found.append(line.text)
    return "\n".join(found)
