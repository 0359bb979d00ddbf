"""The body of a document as blocks: what is to be written, before it is a Word file, a PDF or a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urljoin

from lxml import etree, html

Element: TypeAlias = etree._Element
HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
BLANKS = re.compile(r"[ \t\r\n\f]+")
# a hostile table stays small
SPAN, ROWS, COLUMNS = 200, 5000, 200


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one dress. A line end is a run of its own: `text` is a newline."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: str = ""  # "sup" or "sub"
    link: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `level` 2 to 4 is a heading; `mark` stands before an item of a list; `side` is center or right."""

    runs: tuple[Run, ...]
    level: int = 0
    side: str = ""
    mark: str = ""
    is_indented: bool = True

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its place from 0 and its reach; the reach never leaves the table nor meets another cell."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells by place, how many rows and columns it has, and its caption."""

    cells: tuple[GridCell, ...]
    row_count: int
    column_count: int
    caption: str = ""

    def rows(self) -> list[list[str]]:
        """The words in rows; a merged cell stands in its first place, the others are empty."""
        made = [[""] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            made[cell.row][cell.column] = cell.text
        return made


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what it shows in words. Without `data` it could not be had; its words stand in."""

    data: bytes | None
    words: str
    caption: str = ""


Block: TypeAlias = Paragraph | Grid | Picture


@dataclass(frozen=True, slots=True)
class PageText:
    """Everything that goes into a file: title, facts as (label, value), the body, where it was taken from and when."""

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()
    source: str = ""
    url: str = ""
    files: tuple[str, ...] = field(default=())

    @property
    def tables(self) -> tuple[Grid, ...]:
        """The tables of the body in order."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))


def page_text(
    *,
    title: str,
    body: str,
    facts: tuple[tuple[str, str], ...] = (),
    source: str = "",
    url: str = "",
    files: tuple[str, ...] = (),
    picture: Callable[[str], bytes | None] = lambda _: None,
) -> PageText:
    """Blocks of sanitised HTML. `picture` gives the bytes of an image address; links are made absolute by `url`."""
    root = html.fragment_fromstring(UNPRINTABLE.sub("", body), create_parent="div") if body.strip() else None
    blocks = tuple(_Walk(url, picture).blocks(root)) if root is not None else ()
    return PageText(
        printable(title),
        tuple((printable(label), printable(value)) for label, value in facts),
        blocks,
        printable(source),
        url,
        tuple(printable(name) for name in files),
    )


def printable(text: str) -> str:
    """Text without the characters that no XML may hold."""
    return UNPRINTABLE.sub("", text)


class _Walk:
    """From elements to blocks."""

    def __init__(self, url: str, picture: Callable[[str], bytes | None]) -> None:
        self._url, self._picture = url, picture

    def blocks(self, root: Element, mark: str = "") -> Iterator[Block]:
        loose: list[Run] = []
        loose += _words(root.text, Run(""))
        for node in root:
            name = node.tag if isinstance(node.tag, str) else ""
            if name in {"strong", "em", "a", "sup", "sub", "br", "span", "b", "i"}:
                loose += self._runs(node, Run(""))
            else:
                yield from self._loose(loose, mark)
                loose = []
                yield from self._block(node, name)
            loose += _words(node.tail, Run(""))
        yield from self._loose(loose, mark)

    def _loose(self, runs: list[Run], mark: str = "") -> Iterator[Block]:
        if "".join(run.text for run in runs).strip():
            yield Paragraph(_trimmed(runs), mark=mark)

    def _block(self, node: Element, name: str) -> Iterator[Block]:
        if name == "table":
            yield _grid(node)
        elif name == "img":
            yield self._image(node, "")
        elif name == "figure":
            caption = _text(node.find("figcaption"))
            for image in node.iter("img"):
                yield self._image(image, caption)
            for table in node.iter("table"):
                yield from self._block(table, "table")
        elif name in {"ul", "ol"}:
            yield from self._items(node, name)
        elif name in HEADINGS or name == "p":
            yield from self._paragraph(node, name)
        elif name:
            yield from self.blocks(node)

    def _paragraph(self, node: Element, name: str) -> Iterator[Block]:
        runs = _trimmed(self._runs(node, Run("")))
        classes = (node.get("class") or "").split()
        side = next((each for each in ("right", "center") if each in classes), "")
        if any(run.text.strip() for run in runs):
            indented = not side and "noindent" not in classes
            yield Paragraph(runs, HEADINGS.get(name, 0), side, is_indented=indented)
        for image in node.iter("img"):
            yield self._image(image, "")

    def _items(self, node: Element, name: str) -> Iterator[Block]:
        start = node.get("start") or "1"
        number = int(start) if start.isdigit() else 1
        for item in node.iterchildren("li"):
            mark = f"{number}." if name == "ol" else "•"
            number += 1
            for at, block in enumerate(self.blocks(item, mark)):
                is_first = at == 0 and isinstance(block, Paragraph) and not block.mark
                if is_first and isinstance(block, Paragraph):
                    yield Paragraph(block.runs, block.level, block.side, mark)
                else:
                    yield block

    def _image(self, node: Element, caption: str) -> Picture:
        return Picture(self._picture(node.get("src") or ""), printable(node.get("alt") or ""), caption)

    def _runs(self, node: Element, dress: Run) -> list[Run]:
        name = node.tag if isinstance(node.tag, str) else ""
        if name == "br":
            return [Run("\n")]
        if name in {"img", ""}:
            return []
        inner = Run(
            "",
            dress.bold or name in {"strong", "b"},
            dress.italic or name in {"em", "i"},
            name if name in {"sup", "sub"} else dress.raised,
            urljoin(self._url, node.get("href") or "") if name == "a" and node.get("href") else dress.link,
        )
        found = _words(node.text, inner)
        for child in node:
            found += self._runs(child, inner)
            found += _words(child.tail, inner)
        return found


def _words(text: str | None, dress: Run) -> list[Run]:
    words = BLANKS.sub(" ", text or "")
    return [Run(words, dress.bold, dress.italic, dress.raised, dress.link)] if words else []


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Without blanks and line ends at both ends, nor empty runs."""
    made = [run for run in runs if run.text]
    while made and not made[0].text.strip(" \n"):
        made.pop(0)
    while made and not made[-1].text.strip(" \n"):
        made.pop()
    if made:
        first, last = made[0], made[-1]
        made[0] = Run(first.text.lstrip(" "), first.bold, first.italic, first.raised, first.link)
        last = made[-1]
        made[-1] = Run(last.text.rstrip(" "), last.bold, last.italic, last.raised, last.link)
    return tuple(made)


def _text(node: Element | None) -> str:
    """The words of an element, a line for each paragraph or line end."""
    if node is None:
        return ""
    parts: list[str] = [node.text or ""]
    for child in node:
        is_line = child.tag in {"br", "p", "li", "ul", "ol", "h2", "h3", "h4"}
        if is_line:
            parts.append("\x01")
        parts.append(_text(child).replace("\n", "\x01"))
        if is_line and child.tag != "br":
            parts.append("\x01")
        parts.append(child.tail or "")
    lines = (BLANKS.sub(" ", line).strip(" ") for line in "".join(parts).split("\x01"))
    return "\n".join(line for line in lines if line)


def _grid(table: Element) -> Grid:
    """The cells of a table at their places; spans are cut where they would leave the table or meet another cell."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table][:ROWS]
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for at, row in enumerate(rows):
        column = 0
        for node in row.iterchildren("td", "th"):
            while (at, column) in taken:
                column += 1
            if column >= COLUMNS:
                break
            wide = min(_span(node, "colspan"), COLUMNS - column)
            wide = next((step for step in range(1, wide) if (at, column + step) in taken), wide)
            tall = min(_span(node, "rowspan"), len(rows) - at)
            taken |= {(at + down, column + right) for down in range(tall) for right in range(wide)}
            cells.append(GridCell(_text(node), at, column, tall, wide, node.tag == "th"))
            column += wide
    if not cells:  # it still counts among the tables of the page
        return Grid((GridCell("", 0, 0),), 1, 1)
    width = max(cell.column + cell.columns for cell in cells)
    return Grid(tuple(cells), len(rows), width, _text(table.find("caption")))


def _span(node: Element, name: str) -> int:
    value = node.get(name) or "1"
    return max(1, min(int(value), SPAN)) if value.isdigit() and len(value) < 6 else 1
