"""The heat map drawn: SVG for the eye, cells for the table that says the same. Five hundred cells are no template."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.safestring import SafeString

from gongkai.fronts.desk.views._heat import CELL_HEIGHT, CELL_WIDTH, Cell, Line, Picture

LABEL = "各单位十二周到期任务数，颜色越深越多，红框为已有逾期"
FONTS = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif"
LATE = ' stroke="#ab2318" stroke-width="2"'
LATE_WORDS = '<span class="red small nowrap">（有逾期）</span>'


def svg(picture: Picture, list_url: str = "") -> SafeString:
    """The picture. With `list_url` every number opens its rows; without it is an image to put into a report."""
    size = f'viewBox="0 0 {picture.width} {picture.height}" width="{picture.width}" height="{picture.height}"'
    role = "group" if list_url else "img"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="{role}" aria-label="{LABEL}" font-family="{FONTS}"'
    weeks = "".join(
        f'<text x="{middle}" y="18" text-anchor="middle" fill="#5c6470">{word}</text>' for middle, word in picture.weeks
    )
    lines = "".join(_line(line, list_url) for line in picture.lines)
    return SafeString(f'{head} font-size="13">{weeks}{lines}</svg>')


def _line(line: Line, list_url: str) -> str:
    title = f"<title>{escape(line.full_name)}</title>"
    name = f'<text x="0" y="{line.baseline}" fill="#1b2430">{escape(line.name)}{title}</text>'
    return f"<g>{name}{''.join(_cell(cell, line.baseline, list_url) for cell in line.cells)}</g>"


def _cell(cell: Cell, baseline: int, list_url: str) -> str:
    late = LATE if cell.is_late else ""
    size = f'width="{CELL_WIDTH}" height="{CELL_HEIGHT}"'
    box = f'<rect x="{cell.x}" y="{cell.y}" {size} fill="{cell.fill}"{late}/>'
    words = f'<text x="{cell.middle}" y="{baseline}" text-anchor="middle" fill="{cell.ink}">{cell.words}</text>'
    if not (cell.query and list_url):
        return box + words
    return f'<a href="{list_url}?{escape(cell.query)}" aria-label="{escape(cell.label)}">{box}{words}</a>'


def table_rows(picture: Picture, list_url: str) -> SafeString:
    """The same numbers as table rows."""
    return SafeString("".join(_row(line, list_url) for line in picture.lines))


def _row(line: Line, list_url: str) -> str:
    cells = "".join(f'<td class="num">{_number(cell, list_url)}</td>' for cell in line.cells)
    return f'<tr><th scope="row">{escape(line.full_name)}</th>{cells}<td class="num">{line.total}</td></tr>'


def _number(cell: Cell, list_url: str) -> str:
    if not cell.query:
        return "0"
    return f'<a href="{list_url}?{escape(cell.query)}">{cell.words}</a>{LATE_WORDS if cell.is_late else ""}'
