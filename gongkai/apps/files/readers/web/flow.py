"""A part of a page as paragraphs and tables."""

from __future__ import annotations

import re

from gongkai.apps.files.readers.web.spans import table_of
from gongkai.apps.files.readers.web.tree import Node
from gongkai.domain.notices import Paragraph, SourceBlock, Table

BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    )
)
# a line break in the markup between two Chinese characters or marks is no space
FOLDED = re.compile(
    r"(?<=[\u2014-\u2027\u3000-\u9fff\uff00-\uffef])[ \t]*\n\s*"
    r"(?=[\u2014-\u2027\u3000-\u9fff\uff00-\uffef])"
)
SPACES = re.compile(r"[ \t\n\r\f\xa0\u2002\u2003\u2009]+")
INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\xad]")
BUTTONS = re.compile(
    r"^[\s【\[|｜/（(]*(?:打\s*印(?:本页|此页|页面)?|关\s*闭(?:窗口|本页|页面)?|收藏(?:本页)?|分享(?:到|至)?|返回(?:顶部|首页|列表)?|我要纠错|"
    r"字体|字号|大|中|小|[Aa][+-]|[\s【】\[\]|｜/：:、）)])+$|^扫一扫.{0,14}$|^(?:上|下)一[篇条][：:]|^(?:浏览|阅读|点击)(?:次数|量|数)?[：:]?\s*\d*\s*次?$"
)
LABEL_CELL = re.compile(r"^.{1,14}[：:]$")
COLON_SPACES = re.compile(r"[\s\u3000]")
LONG_CELL = 1200
# what the first row of a task table says
HEAD_WORD = re.compile(r"序号|任务|单位|部门|时限|内容|事项|措施|要求|责任|牵头|领域|科室|处室")


def squeeze(text: str) -> str:
    """Text without white space, for comparison."""
    return COLON_SPACES.sub("", text)


def tidy(text: str) -> str:
    """Text of one line as the page shows it: markup's line ends and runs of spaces folded."""
    return SPACES.sub(" ", FOLDED.sub("", INVISIBLE.sub("", text))).strip(" \u3000")


def blocks_of(part: Node) -> list[SourceBlock]:
    """Paragraphs and data tables of a part, in page order; layout tables are unwrapped."""
    flow = _Flow()
    flow.enter(part)
    flow.flush()
    return flow.blocks


class _Flow:
    """Collects inline text until a block element or a <br> ends the line."""

    def __init__(self) -> None:
        self.blocks: list[SourceBlock] = []
        self._line: list[str] = []
        self._label = ""

    def flush(self) -> None:
        """End the line."""
        text = tidy("".join(self._line))
        self._line.clear()
        if text and not BUTTONS.match(text):
            self.blocks.append(Paragraph(text, self._label))
            self._label = ""

    def enter(self, node: Node) -> None:
        """Add an element and all below it."""
        if node.tag == "br":
            self.flush()
        elif node.tag == "table":
            self._table(node)
        elif node.tag == "dt" and LABEL_CELL.match(squeeze(node.text())):
            # "索引号：" and its value stand on one line
            self.flush()
            self._children(node)
        elif node.tag == "dd":
            self._children(node)
            self.flush()
        elif node.tag == "pre":
            self._preformatted(node)
        elif node.tag in BLOCKS:
            self.flush()
            self._children(node)
            self.flush()
            self._label = ""
        else:
            self._children(node)

    def _children(self, node: Node) -> None:
        numbers = _ListNumbers(node) if node.tag == "ol" else None
        for child in node.children:
            if isinstance(child, str):
                self._line.append(child)
                continue
            if numbers and child.tag == "li":
                self.flush()
                self._label = numbers.next(child)
            self.enter(child)

    def _preformatted(self, node: Node) -> None:
        self.flush()
        for line in node.text().split("\n"):
            self._line.append(line)
            self.flush()

    def _table(self, node: Node) -> None:
        self.flush()
        pairs = _label_pairs(node)
        if pairs is not None:
            self.blocks += [Paragraph(pair) for pair in pairs]
        elif is_data_table(node):
            if (table := table_of(rows_of(node), cell_text)).rows:
                self.blocks.append(table)
        else:
            self._children(node)
            self.flush()


class _ListNumbers:
    """The numbers a browser puts before the items of an ordered list."""

    def __init__(self, node: Node) -> None:
        start = node.attributes.get("start", "1")
        self._at = int(start) - 1 if re.fullmatch(r"\d{1,4}", start) else 0
        self._kind = node.attributes.get("type", "1")

    def next(self, item: Node) -> str:
        """The label of the next item: "1.", "a."; a value attribute restarts the count."""
        value = item.attributes.get("value", "")
        self._at = int(value) if re.fullmatch(r"\d{1,4}", value) else self._at + 1
        if self._kind in "aA" and 1 <= self._at <= 26:
            return chr(ord(self._kind) + self._at - 1) + "."
        return f"{self._at}."


def cell_text(cell: Node) -> str:
    """The lines of a cell, joined by newlines; a table inside a cell gives its lines too."""
    lines: list[str] = []
    for block in blocks_of(cell):
        if isinstance(block, Table):
            lines += ["\t".join(inner.text for inner in row) for row in block.rows]
        else:
            lines.append(f"{block.label}{block.text}")
    return "\n".join(lines)


def rows_of(table: Node) -> list[list[Node]]:
    """The cells of each row, not looking into tables inside cells."""
    rows: list[list[Node]] = []
    for child in table.elements:
        if child.tag in ("tbody", "thead", "tfoot"):
            rows += rows_of(child)
        elif child.tag == "tr":
            rows.append([cell for cell in child.elements if cell.tag in ("td", "th")])
    return rows


def is_data_table(table: Node) -> bool:
    """Rows and columns of facts, and not a frame that only places parts of the page."""
    if table.attributes.get("role") == "presentation":
        return False
    rows = [row for row in rows_of(table) if row]
    wide = [row for row in rows if len(row) >= 2]
    if table.tables:
        return _has_heading(rows) and len(wide) >= 2
    if not wide or (len(rows) == 1 and not _has_heading(rows)):
        return False
    filled = sum(1 for row in wide if sum(1 for cell in row if cell.children) >= 2)
    spanned = any(cell.attributes.get("rowspan", "1") not in ("", "1") for row in rows for cell in row)
    if filled * 2 < len(wide) and not spanned:
        return False
    longest = max((cell.prose for row in rows for cell in row), default=0)
    if _has_heading(rows) and any(HEAD_WORD.search(cell.text()) for cell in rows[0] if cell.prose <= 16):
        return True
    # a frame holds the whole article in one cell, beside cells that hold next to nothing
    total = max(sum(cell.prose for row in rows for cell in row), 1)
    return not (longest > LONG_CELL and longest * 10 > total * 8)


def _has_heading(rows: list[list[Node]]) -> bool:
    """Is one of the first rows made of several short cells without sentence marks?"""
    for row in rows[:3]:
        texts = [squeeze(cell.text()) if cell.prose + cell.linked <= 16 else "。" for cell in row]
        if len([text for text in texts if 0 < len(text) <= 16 and "。" not in text]) >= max(2, len(texts) - 1):
            return True
    return False


def _label_pairs(table: Node) -> list[str] | None:
    """ "label：value" lines of a table of document properties, or None when it is another table."""
    if table.tables:
        return None
    texts = [[cell_text(cell) for cell in row] for row in rows_of(table)]
    labels = sum(1 for row in texts for text in row[::2] if LABEL_CELL.match(squeeze(text)))
    others = sum(1 for row in texts for text in row[::2] if text and not LABEL_CELL.match(squeeze(text)))
    if not labels or others or any(len(row) % 2 for row in texts if row):
        return None
    pairs = [(row[at], row[at + 1]) for row in texts for at in range(0, len(row), 2)]
    return [squeeze(label) + value.replace("\n", " ") for label, value in pairs if value]
