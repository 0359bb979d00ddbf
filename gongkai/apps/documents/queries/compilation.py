"""The book of a unit's policy documents: what belongs in it, and its file. LIB-10."""

from __future__ import annotations

from io import BytesIO

from django.db.models import Q, QuerySet

from gongkai.apps.documents._page_text import facts_of
from gongkai.apps.documents.models import Document
from gongkai.apps.files.writers import Book, Chapter, write_book_docx
from gongkai.apps.orgs.models import Unit

KINDS = (Document.Kind.NORMATIVE, Document.Kind.POLICY, Document.Kind.GUIDE)
IN_FORCE = (Document.Validity.IN_FORCE, Document.Validity.AMENDED, "")


def compiled_documents(unit: Unit) -> QuerySet[Document]:
    """The unit's policy and institutional documents that are public and in force, in the order of their dates.

    Only what is live and proactively disclosed: what is withheld, on request, withdrawn or a draft is never in it. The
    text is the published one, not that of a change under review.
    """
    whose = Q(responsible_unit=unit) | Q(drafting_unit=unit) | Q(publisher=unit)
    rows = _public().filter(whose)
    found: QuerySet[Document] = rows.select_related("publisher").order_by("kind", "dated_on", "pk")
    return found


def compiled_counts() -> list[tuple[Unit, int]]:
    """Every unit with documents for its book, and how many. Two queries."""
    counted: dict[int, set[int]] = {}
    for pk, *units in _public().values_list("pk", "responsible_unit", "drafting_unit", "publisher"):
        for unit in units:
            if unit:
                counted.setdefault(unit, set()).add(pk)
    return [(unit, len(counted[unit.pk])) for unit in Unit.objects.filter(pk__in=counted)]


def compilation_docx(unit: Unit) -> bytes:
    """The book as a Word file: title, contents with page numbers, one document after the other."""
    chapters = tuple(
        Chapter(document.title, document.get_kind_display(), tuple(facts_of(document)), tuple(_lines(document)))
        for document in compiled_documents(unit)
    )
    out = BytesIO()
    write_book_docx(Book(f"{unit.name}政策文件汇编", f"共收录公开文件 {len(chapters)} 件", chapters), out)
    return out.getvalue()


def _public() -> QuerySet[Document]:
    """A published document whose change is being drafted or reviewed stays public."""
    found: QuerySet[Document] = Document.objects.filter(
        kind__in=KINDS, live=True, openness_class=Document.OpennessClass.PROACTIVE, validity__in=IN_FORCE
    ).exclude(state=Document.State.WITHDRAWN)
    return found


def _lines(document: Document) -> list[str]:
    return [line.strip() for line in document.text.splitlines() if line.strip()]
