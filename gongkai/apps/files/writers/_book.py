"""Many documents in one Word file, with a contents page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

TITLE_FACE, BODY_FACE = "黑体", "仿宋"
TEXT_WIDTH_CM = 15.6
# what XML cannot hold
_CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


@dataclass(frozen=True, slots=True)
class Chapter:
    """One document: its title, the group it stands under in the contents, its facts, its paragraphs."""

    title: str
    group: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """The chapters in order; those of a group stand together."""

    title: str
    subtitle: str
    chapters: tuple[Chapter, ...]


def write_book_docx(book: Book, out: Path | str | BinaryIO) -> None:
    """Title page, contents with links and page numbers (Word fills the numbers in on opening), the documents, each on a
    new page. Raises OSError."""
    document = docx.Document()
    _prepare(document)
    _line(document, book.title, TITLE_FACE, 26, WD_ALIGN_PARAGRAPH.CENTER, before=200)
    _line(document, book.subtitle, BODY_FACE, 14, WD_ALIGN_PARAGRAPH.CENTER, before=24)
    _page_break(document)
    _contents(document, book)
    for place, chapter in enumerate(book.chapters, 1):
        _page_break(document)
        _chapter(document, place, chapter)
    document.save(str(out) if isinstance(out, Path) else out)


def _prepare(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.7)
    section.top_margin, section.bottom_margin = Cm(3.0), Cm(2.6)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = BODY_FACE, Pt(14)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY_FACE)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(footer, "PAGE", "1")
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    document.settings.element.append(update)


def _contents(document: Document, book: Book) -> None:
    _line(document, "目　录", TITLE_FACE, 18, WD_ALIGN_PARAGRAPH.CENTER)
    group = ""
    for place, chapter in enumerate(book.chapters, 1):
        if chapter.group != group:
            group = chapter.group
            _line(document, group, TITLE_FACE, 14, WD_ALIGN_PARAGRAPH.LEFT, before=8)
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), _mark(place))
        run = paragraph.add_run(f"{place}. {chapter.title}".translate(_CONTROLS))
        paragraph._p.remove(run._r)
        link.append(run._r)
        paragraph._p.append(link)
        paragraph.add_run("\t")
        _field(paragraph, f"PAGEREF {_mark(place)} \\h", "")


def _chapter(document: Document, place: int, chapter: Chapter) -> None:
    heading = document.add_heading(level=1)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(place))
    start.set(qn("w:name"), _mark(place))
    heading._p.append(start)
    _dress(heading.add_run(chapter.title.translate(_CONTROLS)), TITLE_FACE, 18)
    heading._p.append(end)
    for label, value in chapter.facts:
        _line(document, f"{label}：{value}", BODY_FACE, 12, WD_ALIGN_PARAGRAPH.LEFT)
    for line in chapter.lines:
        paragraph = document.add_paragraph(line.translate(_CONTROLS))
        paragraph.paragraph_format.first_line_indent = Pt(28)
        paragraph.paragraph_format.line_spacing = Pt(28)
        paragraph.paragraph_format.space_after = Pt(0)


def _line(
    document: Document, text: str, face: str, size: int, alignment: WD_ALIGN_PARAGRAPH, *, before: int = 0
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.space_before = Pt(before)
    _dress(paragraph.add_run(text.translate(_CONTROLS)), face, size)


def _dress(run: Any, face: str, size: int) -> None:
    run.font.name, run.font.size = face, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _page_break(document: Document) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _field(paragraph: Paragraph, code: str, shown: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run(shown)
    paragraph._p.remove(run._r)
    field.append(run._r)
    paragraph._p.append(field)


def _mark(place: int) -> str:
    return f"document_{place}"
