"""The document as a Word file: A4 in the proportions of an official paper (GB/T 9704), real headings and tables."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from gongkai.apps.files.writers.page._content import Grid, GridCell, PageText, Paragraph, Picture, Run
from gongkai.apps.files.writers.page._pictures import plain_picture

TITLE_FACE, BODY_FACE = "方正小标宋简体", "仿宋"
# the faces of the levels 一、 （一） 1.
HEAD_FACES = {2: "黑体", 3: "楷体", 4: "仿宋"}
TEXT_WIDTH = 8845  # 156 mm in twentieths of a point
LINE = Pt(28)
SIDES = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}


def write_page_docx(page: PageText) -> bytes:
    """Title, facts, text, attachments and source."""
    document = docx.Document()
    _prepare(document, page)
    title = document.add_heading("", 1)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _dress(title.add_run(page.title), TITLE_FACE, 22)
    if page.facts:
        cells = [
            GridCell(text, row, column, is_heading=column == 0)
            for row, fact in enumerate(page.facts)
            for column, text in enumerate(fact)
        ]
        _table(document, Grid(tuple(cells), len(page.facts), 2), shares=(1, 4))
        document.add_paragraph()
    for block in page.blocks:
        if isinstance(block, Paragraph):
            _paragraph(document, block)
        elif isinstance(block, Grid):
            if block.caption:
                _paragraph(document, Paragraph((Run(block.caption),), side="center"))
            _table(document, block)
        else:
            _picture(document, block)
    for line in _tail(page):
        _paragraph(document, Paragraph((Run(line),), is_indented=False), size=12)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _tail(page: PageText) -> list[str]:
    files = [f"附件：{name}" for name in page.files]
    return [*files, *(f"{label}：{value}" for label, value in (("来源", page.source), ("网址", page.url)) if value)]


def _prepare(document: Document, page: PageText) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    core = document.core_properties
    core.title, core.author, core.comments, core.language = page.title, "", "", "zh-CN"
    for name, size in (("Normal", 16), ("Heading 1", 22), ("Heading 2", 16), ("Heading 3", 16), ("Heading 4", 16)):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.font.color.rgb = None
        level = int(name[-1]) if name[-1].isdigit() else 0
        _faces(style.element.get_or_add_rPr(), TITLE_FACE if level == 1 else HEAD_FACES.get(level, BODY_FACE))
        form = style.paragraph_format
        form.space_before, form.space_after = Pt(0), Pt(14 if level == 1 else 0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, LINE
        for colour in style.element.rPr.findall(qn("w:color")):
            style.element.rPr.remove(colour)
    _page_number(section.footer.paragraphs[0])


def _page_number(paragraph: WordParagraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (("", "— "), ("begin", ""), ("code", "PAGE"), ("end", ""), ("", " —")):
        run = paragraph.add_run(text if not kind else "")
        _dress(run, "宋体", 14)
        if kind == "code":
            code = OxmlElement("w:instrText")
            code.text = text
            run._element.append(code)
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)


def _paragraph(document: Document, block: Paragraph, size: int = 0) -> None:
    made = document.add_heading("", block.level) if block.level else document.add_paragraph()
    if block.side:
        made.alignment = SIDES[block.side]
    elif block.is_indented:
        properties = made._element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:ind {nsdecls("w")} w:firstLineChars="200" w:firstLine="640"/>'))
    face = HEAD_FACES.get(block.level, BODY_FACE)
    if block.mark:
        _dress(made.add_run(f"{block.mark} "), face, size)
    for run in block.runs:
        _add(made, run, face, size)


def _add(paragraph: WordParagraph, run: Run, face: str, size: int) -> None:
    if run.text == "\n":
        paragraph.add_run().add_break()
        return
    made = paragraph.add_run(run.text)
    _dress(made, face, size)
    made.bold, made.italic = run.bold or None, run.italic or None
    if run.raised == "sup":
        made.font.superscript = True
    elif run.raised == "sub":
        made.font.subscript = True
    if run.link.startswith(("http://", "https://")):
        made.font.underline = True
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), paragraph.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(made._element)
        paragraph._element.append(link)


def _dress(run: WordRun, face: str, size: int) -> None:
    _faces(run._element.get_or_add_rPr(), face)
    if size:
        run.font.size = Pt(size)


def _faces(properties: object, face: str) -> None:
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined]
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(key), face)


def _picture(document: Document, block: Picture) -> None:
    found = plain_picture(block.data)
    if found is None:
        _paragraph(document, Paragraph((Run(f"[图：{block.caption or block.words or '见网页'}]"),), side="center"))
        return
    data, (width, height) = found
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    wide = int(min(Mm(156), Pt(width * 0.75)))
    wide = min(wide, int(Mm(210) * width / max(height, 1)))
    shape = paragraph.add_run().add_picture(io.BytesIO(data), width=wide)
    shape._inline.docPr.set("descr", block.words or block.caption)
    if block.caption:
        _paragraph(document, Paragraph((Run(block.caption),), side="center"), size=14)


def _table(document: Document, grid: Grid, shares: tuple[int, ...] = ()) -> None:
    """The whole table as XML: adding cells one by one takes minutes for a long one."""
    parts = shares or (1,) * grid.column_count
    widths = [TEXT_WIDTH * part // sum(parts) for part in parts]
    starts = {(cell.row, cell.column): cell for cell in grid.cells}
    covers = {(cell.row + down, cell.column): cell for cell in grid.cells for down in range(1, cell.rows)}
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = _head_rows(grid)
    rows = []
    for row in range(grid.row_count):
        cells, column = [], 0
        while column < grid.column_count:
            cell, above = starts.get((row, column)), covers.get((row, column))
            placed = cell or above or GridCell("", row, column)
            merge = "restart" if cell and cell.rows > 1 else "continue" if above and not cell else ""
            cells.append(_cell(cell.text if cell else "", placed, sum(widths[column : column + placed.columns]), merge))
            column += placed.columns
        repeated = "<w:tblHeader/>" if row < head else ""
        rows.append(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>")
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    body = document.element.body
    body.insert(len(body) - 1, made)
    document.add_paragraph().paragraph_format.line_spacing = Pt(12)


def _head_rows(grid: Grid) -> int:
    """How many rows from the top hold headings only: they are repeated on each page."""
    at = 0
    while at < grid.row_count - 1 and all(cell.is_heading for cell in grid.cells if cell.row == at):
        at += 1
    return at


def _cell(text: str, placed: GridCell, width: int, merge: str) -> str:
    span = f'<w:gridSpan w:val="{placed.columns}"/>' if placed.columns > 1 else ""
    joint = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    bold = "<w:b/>" if placed.is_heading else ""
    faces = f'<w:rFonts w:ascii="{BODY_FACE}" w:hAnsi="{BODY_FACE}" w:eastAsia="{BODY_FACE}"/>'
    fonts = f'<w:rPr>{faces}{bold}<w:sz w:val="24"/></w:rPr>'
    lines = "".join(
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="320" w:lineRule="atLeast"/></w:pPr>'
        f'<w:r>{fonts}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    about = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{joint}<w:vAlign w:val="center"/></w:tcPr>'
    return f"<w:tc>{about}{lines}</w:tc>"
