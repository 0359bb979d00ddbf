"""The HTML of a document's body: what may stand in it, its words alone, and a change at a place of those words.

`plain_text`, `tables` and `replace_span` share one derivation, so an offset of one is an offset of the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape

import nh3

from gongkai.domain.proofing import Cell, Table

TAGS = frozenset(
    re.findall(
        r"\w+",
        "p h2 h3 h4 ul ol li table caption thead tbody tfoot tr th td colgroup col img a strong em br sup sub"
        " blockquote figure figcaption",
    )
)
CLASSES = frozenset({"right", "center", "noindent"})
_STYLED = ("p", "h2", "h3", "h4", "td", "th", "figure", "figcaption", "table", "blockquote")
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "col": {"span"},
    "colgroup": {"span"},
}
# tags of other editors with a meaning that ours have too
_SAME = {
    "b": "strong",
    "i": "em",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    **dict.fromkeys(
        ["div", "section", "article", "header", "footer", "main", "center", "dd", "dt", "address", "pre"], "p"
    ),
}
_DROPPED = {"script", "style", "iframe", "object", "embed", "template", "noscript", "svg", "math", "head", "title"}
_OWN_PICTURE = re.compile(r"/doc/[^\s?#\\]+")
_NUMBER = re.compile(r"[1-9]\d{0,3}")

_TAG = r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
_TOKEN = re.compile(rf"<!--.*?-->|{_TAG}|(?P<entity>&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]+);)|(?P<words>[^<&]+)|.", re.S)
# what a browser folds to one blank; the full-width and the no-break space are written on purpose and stay
_BLANK = re.compile(r"[ \t\r\n\f]+")
_PART = re.compile(r"[ \t\r\n\f]+|[^ \t\r\n\f]+")
DEEPEST = 300
_NESTING = re.compile(
    r"<(/?)(?!(?:p|li|td|th|tr|dd|dt|br|hr|img|col|input|meta|link|option|thead|tbody|tfoot)[\s/>])[a-zA-Z]"
)
_MARKUP = re.compile(r"<[^<>]*>?")
_BLOCKS = TAGS - {"th", "td", "colgroup", "col", "img", "a", "strong", "em", "br", "sup", "sub"}
_EMPTIED = re.compile(r"<(strong|em|sup|sub|a)\b[^<>]*></\1>")


def is_too_deep(html: str) -> bool:
    """Whether tags stand open in each other beyond all measure. Those that a browser closes itself do not count."""
    depth = 0
    for tag in _NESTING.finditer(html):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > DEEPEST:
            return True
    return False


def sanitised(html: str) -> str:
    """The HTML with the tags, attributes, classes and addresses of the allow-list only; well formed, stable when
    sanitised again. Pictures come from the document itself, links lead to http, https or a relative address.
    Of what is nested deeper than any text is, only the words are kept: parsers need the square of the depth."""
    if is_too_deep(html):
        html = _MARKUP.sub(" ", html)
    renamed = re.sub(
        rf"<(/?)({'|'.join(_SAME)})(?=[\s>/])",
        lambda tag: f"<{tag[1]}{_SAME[tag[2].lower()]}",
        html,
        flags=re.IGNORECASE,
    )
    clean = nh3.clean(
        renamed,
        tags=set(TAGS),
        clean_content_tags=_DROPPED,
        attributes=_ATTRIBUTES,
        allowed_classes={tag: set(CLASSES) for tag in _STYLED},
        attribute_filter=_attribute,
        url_schemes={"http", "https"},
        link_rel=None,
        strip_comments=True,
    )
    return re.sub(r"<p></p>", "", re.sub(r"<img(?![^<>]*\ssrc=)[^<>]*>| class=\"\"", "", clean))


def _attribute(tag: str, name: str, value: str) -> str | None:
    """An attribute's value, or None to leave it out."""
    if name == "src":
        return value if tag == "img" and _OWN_PICTURE.fullmatch(value) and ".." not in value else None
    if name == "href":
        return None if value.strip().startswith(("//", "\\", "/\\")) else value.strip()
    if name in {"colspan", "rowspan", "span", "start", "width", "height"}:
        return value if _NUMBER.fullmatch(value) else None
    return value


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of the plain text and the HTML it was written as. Of equal length: character for character."""

    start: int
    text: str
    html_start: int
    html_end: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the text: where it leads, and the words that carry it."""

    href: str
    start: int
    end: int


@dataclass(slots=True)
class _OpenCell:
    start: int
    row: int
    column: int
    is_heading: bool
    row_count: int
    column_count: int
    first_piece: int


@dataclass(slots=True)
class _OpenTable:
    start: int
    row: int = -1
    column: int = 0
    cells: list[Cell] = field(default_factory=list)
    # places that a cell of a row above reaches down into
    taken: set[tuple[int, int]] = field(default_factory=set)
    cell: _OpenCell | None = None


class _Reader:
    """Walks once through the HTML. Lines end where blocks end, cells of a row are parted by a tab."""

    def __init__(self, html: str) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.runs: list[_Run] = []
        self.tables: list[Table] = []
        self.links: list[Link] = []
        self._link: tuple[str, int] | None = None
        self._open: list[_OpenTable] = []
        # what has to come before the next word: "", " ", "\t" or "\n"; with the HTML of a blank, to be able to cut it
        self._due = ""
        self._blank: tuple[int, int] | None = None
        for token in _TOKEN.finditer(html):
            self._take(token)
        self.text = "".join(self.pieces)

    def _take(self, token: re.Match[str]) -> None:
        if token["name"]:
            self._tag(token["name"].lower(), bool(token["close"]), token["rest"])
        elif token["entity"]:
            self._words(unescape(token["entity"]), *token.span())
        elif token["words"]:
            for part in _PART.finditer(token["words"]):
                place = (token.start() + part.start(), token.start() + part.end())
                if part[0][0] in " \t\r\n\f":
                    if not self._due and self.length:
                        self._due, self._blank = " ", place
                else:
                    self._words(part[0], *place)
        elif token[0] in "<&":
            self._words(token[0], *token.span())

    def _words(self, words: str, html_start: int, html_end: int) -> None:
        if self._due and self.length:
            if self._due == " " and self._blank:
                self.runs.append(_Run(self.length, " ", *self._blank))
            self.pieces.append(self._due)
            self.length += 1
        self._due, self._blank = "", None
        self.runs.append(_Run(self.length, words, html_start, html_end))
        self.pieces.append(words)
        self.length += len(words)

    def _part(self, mark: str) -> None:
        """Ask for a separator; the stronger one wins. Inside a cell a line end is a line end."""
        if mark == "\n" or self._due != "\n":
            self._due, self._blank = mark, None

    def _tag(self, name: str, closes: bool, rest: str) -> None:
        if name == "a":
            self._anchor(closes, rest)
        elif name == "br":
            self._part("\n")
        elif name == "table":
            self._table(closes)
        elif name in {"td", "th"} and self._open:
            self._cell(name, closes, rest)
        elif name in _BLOCKS:
            table = self._open[-1] if self._open else None
            if name == "tr" and table and not closes:
                table.row, table.column = table.row + 1, 0
            is_first_in_cell = bool(table and table.cell and table.cell.start == self.length + len(self._due))
            if not (is_first_in_cell and name != "tr"):
                self._part("\n")

    def _anchor(self, closes: bool, rest: str) -> None:
        if self._link and self.length > self._link[1]:
            href, start = self._link
            self.links.append(Link(href, start, self.length))
        self._link = None
        found = None if closes else re.search(r"\bhref=(?:\"([^\"]*)\"|'([^']*)')", rest)
        if found:
            start = self.length + (1 if self._due and self.length else 0)
            self._link = unescape(found[1] or found[2] or ""), start

    def _table(self, closes: bool) -> None:
        self._part("\n")
        if not closes:
            self._open.append(_OpenTable(self.length + 1 if self.length else 0))
        elif self._open:
            table = self._open.pop()
            self.tables.append(Table(tuple(table.cells), min(table.start, self.length), self.length))

    def _cell(self, name: str, closes: bool, rest: str) -> None:
        table = self._open[-1]
        if not closes:
            if table.cells and table.cells[-1].row == table.row:
                self._part_cell()
            while (table.row, table.column) in table.taken:
                table.column += 1
            rows, columns = _count(rest, "rowspan"), _count(rest, "colspan")
            table.taken |= {
                (table.row + down, table.column + right) for down in range(rows) for right in range(columns)
            }
            start = self.length + (1 if self._due and self.length else 0)
            table.cell = _OpenCell(start, table.row, table.column, name == "th", rows, columns, len(self.pieces))
            table.column += columns
        elif table.cell:
            cell, table.cell = table.cell, None
            start = min(cell.start, self.length)
            words = "".join(self.pieces[cell.first_piece :])
            text = words[len(words) - (self.length - start) :] if start < self.length else ""
            # blanks and line ends before the border belong to no cell
            self._due, self._blank = ("\n", None) if self._due == "\n" and not words else ("", None)
            table.cells.append(
                Cell(
                    text, start, self.length, cell.row, cell.column, cell.is_heading, cell.row_count, cell.column_count
                )
            )

    def _part_cell(self) -> None:
        """Cells of one row are parted by one tab each, empty ones too, so that the columns stay countable."""
        mark = "\n\t" if self._due == "\n" and self.length else "\t"
        self._due, self._blank = "", None
        self.pieces.append(mark)
        self.length += len(mark)


def _count(rest: str, name: str) -> int:
    """colspan or rowspan of a cell; at most 200, so that a hostile table stays small."""
    found = re.search(rf"\b{name}=[\"']?(\d{{1,4}})", rest)
    return max(1, min(int(found[1]), 200)) if found else 1


def plain_text(html: str) -> str:
    """The words of the HTML: a line for each block, cells of a row parted by tabs."""
    return _Reader(html).text


def tables(html: str) -> tuple[Table, ...]:
    """The tables of the HTML with the place of each cell in `plain_text(html)`."""
    return tuple(_Reader(html).tables)


def links(html: str) -> tuple[Link, ...]:
    """The links of the HTML with the place of their words in `plain_text(html)`; a link without words is left out."""
    return tuple(_Reader(html).links)


def replace_span(html: str, start: int, end: int, new: str) -> str:
    """The HTML in which the characters start to end of `plain_text(html)` read `new`, across inline tags too.

    The new words take the formatting of the first one they replace; line ends and cell borders inside stay.
    Nothing is changed when the span lies outside the text.
    """
    touched = [run for run in _Reader(html).runs if run.start < end and run.end > start]
    if not touched:
        return html
    made, at = [], 0
    for place, run in enumerate(touched):
        first, last = max(start - run.start, 0), min(end, run.end) - run.start
        if len(run.text) == run.html_end - run.html_start and run.text != " ":
            cut_from, cut_to = run.html_start + first, run.html_start + last
        else:  # an entity or a folded blank goes as a whole
            cut_from, cut_to = run.html_start, run.html_end
        made += [html[at:cut_from], escape(new, quote=False) if place == 0 else ""]
        at = cut_to
    made.append(html[at:])
    return _EMPTIED.sub("", "".join(made))
