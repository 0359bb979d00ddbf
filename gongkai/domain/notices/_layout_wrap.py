"""Pages that break their lines at a fixed width: the breaks inside paragraphs are taken out before anything is read."""

from __future__ import annotations

import re

from gongkai.domain.notices._rules import rule
from gongkai.domain.text import plain

# fewer lines than this do not show where a page breaks its lines
_MANY_LINES = 8
# a page line holds from fifteen to sixty characters of script; a character of script is two wide
_NARROWEST, _WIDEST = 30, 124
# a full line may be short by a mark that would not fit
_RAGGED = 4
_ENDS = tuple("。；;：:！？!?”）)〕】》|")
_WIDE = re.compile(r"[^\x00-\xff]")


def unwrapped(text: str) -> str:
    """The text with its paragraphs whole, when most lines are as wide as the page; else the text as it is."""
    lines = text.split("\n")
    printed = [line.rstrip() for line in lines]
    widths = [_width(line) for line in printed]
    page = _page_width([width for width in widths if width])
    if not page:
        return text
    indented = sum(line[:1].isspace() for line in printed if line) * 8 > sum(map(bool, printed))
    parts = [printed[0]]
    for number in range(1, len(lines)):
        before, line = printed[number - 1], printed[number]
        full = widths[number - 1] >= page - _RAGGED
        # a shorter line goes on too when it stops inside a sentence: a page that counts characters, not width
        open_end = 5 * widths[number - 1] >= 3 * page and before[-1:] not in _ENDS
        if line and (full or open_end) and not _begins(line, indented=indented):
            parts.append(line.lstrip())
        else:
            parts.append("\n" + line)
    return "".join(parts)


def _width(line: str) -> int:
    return len(line) + len(_WIDE.findall(line))


def _page_width(widths: list[int]) -> int:
    """The width at which the page broke its lines; 0 when lines end where their paragraphs end."""
    if len(widths) < _MANY_LINES:
        return 0
    widest = sorted(widths)[len(widths) * 9 // 10]
    full = sum(widest - _RAGGED <= width <= widest + _RAGGED for width in widths)
    return widest if _NARROWEST <= widest <= _WIDEST and 5 * full >= 2 * len(widths) else 0


def _begins(line: str, *, indented: bool) -> bool:
    """Whether a line begins something of its own: by its indent, a numbering mark, a label, a cell."""
    view = plain(line).strip()
    if indented and line[:1].isspace():
        return True
    starts = ("mark", "labelled_units", "furniture", "none", "bare_number")
    return line[:1] in "\t|" or any(rule(name).match(view) for name in starts)
