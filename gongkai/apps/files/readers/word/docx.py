"""Word documents (.docx): paragraphs and tables in order, with the numbers Word shows and without deleted text."""

from __future__ import annotations

from gongkai.apps.files.readers._package import Package, main_part
from gongkai.apps.files.readers.word.names import COMPATIBILITY, Element, child, is_on, number, value, w
from gongkai.apps.files.readers.word.numbering import Numbering, numbering_of
from gongkai.apps.files.readers.word.runs import boxes_of, merges_with_next, text_of
from gongkai.apps.files.readers.word.styles import Styles, styles_of
from gongkai.apps.files.readers.word.tables import RowCell, spanned
from gongkai.domain.notices import Paragraph, SourceBlock, Table, UnreadableNotice

# elements that only wrap others
WRAPPERS = frozenset(w(name) for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
GONE = frozenset(w(name) for name in ("del", "moveFrom"))
# the parser stops at 256 levels of XML, which is fewer tables than this
DEEPEST_TABLE = 100


def read_docx(package: Package) -> list[SourceBlock]:
    """The body of a Word document. Raises UnreadableNotice when the package has no readable body."""
    main = main_part(package, "/officeDocument", "word/document.xml")
    folder = main.rpartition("/")[0]
    body = child(package.xml(main), "body")
    if body is None:
        raise UnreadableNotice("文件里没有 Word 正文，可能已损坏，请重新另存后再导入")
    styles = styles_of(package.xml_if_any(f"{folder}/styles.xml"))
    numbering = numbering_of(package.xml_if_any(f"{folder}/numbering.xml"), styles.list_of_style)
    return _Body(styles, numbering).blocks(body)


class _Body:
    """Walks the body once, counting lists as it goes."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        # text of a paragraph whose end mark was deleted: it continues in the next one
        self._carried = Paragraph("")

    def blocks(self, parent: Element, depth: int = 0) -> list[SourceBlock]:
        """Blocks of the body, a cell or a text box."""
        outer, self._carried = self._carried, Paragraph("")
        found: list[SourceBlock] = []
        for node in _flattened(parent):
            if node.tag == w("p"):
                found += self._paragraphs(node, depth)
            elif node.tag == w("tbl") and depth < DEEPEST_TABLE:
                found += self._table(node, depth)
        if self._carried.text:
            found.append(self._carried)
        self._carried = outer
        return found

    def _paragraphs(self, node: Element, depth: int) -> list[SourceBlock]:
        boxed = [block for box in boxes_of(node) if depth < DEEPEST_TABLE for block in self.blocks(box, depth + 1)]
        if self._styles.is_contents(value(node, "pPr", "pStyle")):
            return boxed
        text = text_of(node, self._styles)
        carried, self._carried = self._carried, Paragraph("")
        label = carried.label or self._label(node)
        text = carried.text + text
        if merges_with_next(node):
            self._carried = Paragraph(text, label)
            return boxed
        lines = [" ".join(line.split("\t")).strip(" \u3000\xa0") for line in text.split("\n")]
        lines = [line for line in lines if line]
        return [*(Paragraph(line, "" if at else label) for at, line in enumerate(lines)), *boxed]

    def _label(self, node: Element) -> str:
        style = value(node, "pPr", "pStyle") or self._styles.default
        own = child(node, "pPr", "numPr")
        list_id, depth = self._styles.list_at(style)
        if own is not None:
            list_id = value(own, "numId") or list_id
            depth = number(value(own, "ilvl"), depth or 0)
        if list_id in (None, "0"):
            return ""
        if depth is None:
            depth = self._numbering.depth_of_style(list_id, style, 0)
        label = self._numbering.label(list_id, depth)
        # "1.1" and "第一章" are parted from the text by the tab that Word sets
        return f"{label} " if label[-1:].isalnum() else label

    def _table(self, node: Element, depth: int) -> list[SourceBlock]:
        rows: list[list[RowCell]] = []
        inner: list[list[SourceBlock]] = []
        for row in (item for item in _flattened(node) if item.tag == w("tr")):
            if child(row, "trPr", "del") is not None or is_on(row, "trPr", "hidden"):
                continue
            column = number(value(row, "trPr", "gridBefore"))
            cells: list[RowCell] = []
            for cell in (item for item in _flattened(row) if item.tag == w("tc")):
                across = max(1, min(number(value(cell, "tcPr", "gridSpan"), 1), 200))
                blocks = self.blocks(cell, depth + 1)
                inner.append(blocks)
                cells.append(
                    RowCell(_cell_text(blocks), column, across, _continues(cell, "vMerge"), _continues(cell, "hMerge"))
                )
                column += across
            rows.append(cells)
        table = spanned(rows)
        if all(len(row) <= 1 for row in table.rows):
            # a frame around text: what is inside is read as if the frame were not there
            return [block for blocks in inner for block in blocks]
        return [table]


def _continues(cell: Element, name: str) -> bool:
    merge = child(cell, "tcPr", name)
    return merge is not None and merge.get(w("val"), "continue") != "restart"


def _cell_text(blocks: list[SourceBlock]) -> str:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row) for row in block.rows]
        else:
            lines.append(f"{block.label}{block.text}")
    return "\n".join(lines)


def _flattened(parent: Element) -> list[Element]:
    """The children of an element, wrappers opened, deleted parts and tables of contents left out."""
    found: list[Element] = []
    for node in parent:
        if node.tag in WRAPPERS:
            found += _flattened(node)
        elif node.tag == w("sdt"):
            gallery = value(node, "sdtPr", "docPartObj", "docPartGallery")
            content = child(node, "sdtContent")
            if content is not None and gallery != "Table of Contents":
                found += _flattened(content)
        elif node.tag == f"{{{COMPATIBILITY}}}AlternateContent":
            found += [item for option in list(node)[:1] for item in _flattened(option)]
        elif node.tag not in GONE:
            found.append(node)
    return found
