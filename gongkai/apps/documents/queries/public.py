"""What the public page of a document shows: the row as published, never a draft. LIB-13, PUB-12, PLT-01."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast

from gongkai.apps.documents.models import (
    Attachment,
    Citation,
    Document,
    DocumentVersion,
    GazetteArticle,
    Placement,
    Relation,
)

# what a line of a list shows; body and text are never loaded for it
ROW_FIELDS = (
    "pk", "kind", "state", "title", "form", "document_number", "index_number", "published_at", "dated_on",
    "effective_on", "validity", "is_emergency", "report_kind", "reporting_year", "plan_period", "live",
    "publisher__name", "publisher__short_name",
)  # fmt: skip
OTHER_FIELDS = ("id", "title", "document_number", "kind", "form", "published_at", "validity", "repealed_on", "live")
_PLACED, _VERSION, _PRINTED, _ENDED, _REPLACED = 0, 1, 2, 3, 4
GONE = (Document.Validity.REPEALED, Document.Validity.LAPSED)
Number = F | CombinedExpression


@dataclass(frozen=True, slots=True)
class PublicRelation:
    """A relation as one of its two ends sees it; `other` is the other end and is public."""

    kind: str
    is_outgoing: bool
    other: Document
    articles_text: str


@dataclass(frozen=True, slots=True)
class PublicVersion:
    """One version in the list of versions."""

    number: int
    note: str
    is_major: bool
    published_at: datetime


@dataclass(frozen=True, slots=True)
class EndedSource:
    """A document that this one names in its text and that is not in force any more."""

    pk: int
    title: str
    is_repealed: bool


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """Everything its page shows besides the tree. A withdrawn document has only its row."""

    document: Document
    attachments: tuple[Attachment, ...]
    section_ids: tuple[int, ...]
    relations: tuple[PublicRelation, ...]
    versions: tuple[PublicVersion, ...]
    # issues of the gazette that carry it: (year, number)
    printed_in: tuple[tuple[int, int], ...]
    cited_count: int
    # what its text names and what is repealed or lapsed by now
    ended_sources: tuple[EndedSource, ...] = ()
    # of an interpretation: what its policy replaced, and the policy, for comparing them word by word
    replaced: tuple[tuple[int, int], ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        """Whether only the tombstone is shown."""
        return not self.document.live

    def related(self, kind: str, *, is_outgoing: bool) -> tuple[PublicRelation, ...]:
        """The relations of one kind in one direction, newest first."""
        return tuple(row for row in self.relations if row.kind == kind and row.is_outgoing == is_outgoing)


def public_documents() -> QuerySet[Document]:
    """The documents that everybody may read now."""
    rows: QuerySet[Document] = Document.objects.filter(live=True)
    return rows


def public_document(pk: int) -> PublicDocument | None:
    """A document as its page shows it, or None when it was never public. Four queries; one when it was withdrawn."""
    citing = Citation.objects.filter(target=OuterRef("pk"), document__live=True).order_by().values("target")
    cited = citing.annotate(n=Count("document", distinct=True)).values("n")
    rows = (
        Document.objects.filter(Q(live=True) | Q(withdrawn_on__isnull=False), pk=pk)
        .select_related("publisher", "responsible_unit", "drafting_unit", "issuer", "official_text", "issue")
        .defer("text", "official_text__text")
        .annotate(cited_count=Subquery(cited, output_field=IntegerField()))
    )
    document = rows.first()
    if document is None:
        return None
    if not document.live:
        # the row may be a draft again: the tombstone stays, under the title that was public
        was = DocumentVersion.objects.filter(document=pk).order_by("-number").values_list("title", flat=True).first()
        document.title = was or document.title
        return PublicDocument(document, (), (), (), (), (), 0)
    attachments = Attachment.objects.filter(document=pk, is_live=True).select_related("file").defer("text", "cleaning")
    sections, versions, printed, ended, replaced = _places(pk)
    return PublicDocument(
        document,
        tuple(attachments.order_by("order", "pk")),
        sections,
        _relations(pk),
        versions,
        printed,
        getattr(document, "cited_count", None) or 0,
        ended,
        replaced,
    )


def public_title(pk: int) -> Document | None:
    """A public document's title, number and units without its text, or None. One query."""
    return public_documents().filter(pk=pk).select_related("publisher").only(*ROW_FIELDS).first()


def newest_text(pk: int) -> Document | None:
    """A public document with its text and its unit, for a section that shows its newest one whole. One query."""
    return public_documents().filter(pk=pk).select_related("publisher").only(*ROW_FIELDS, "body").first()


def summaries_of(pks: Iterable[int]) -> dict[int, str]:
    """What public documents say of themselves in short (内容概述). One query."""
    return dict(public_documents().filter(pk__in=list(pks)).values_list("pk", "summary"))


def public_version(pk: int, number: int) -> DocumentVersion | None:
    """One version of a public document with its text, or None."""
    rows = DocumentVersion.objects.filter(document=pk, number=number, document__live=True)
    return rows.select_related("document__publisher").defer("document__body", "document__text").first()


def public_pair(pk: int, number: int, other: int) -> tuple[DocumentVersion, DocumentVersion] | None:
    """Two versions of one public document, the older first, or None when one of them is not there."""
    found = DocumentVersion.objects.filter(document=pk, number__in=[number, other], document__live=True)
    rows = list(found.select_related("document__publisher").defer("document__text").order_by("number"))
    return (rows[0], rows[1]) if len(rows) == 2 else None


def citing_documents(pk: int) -> QuerySet[Document]:
    """The public documents whose text names this one, newest first."""
    citing = Citation.objects.filter(target=pk).values("document")
    rows = public_documents().filter(pk__in=citing).select_related("publisher").only(*ROW_FIELDS)
    return rows.order_by("-published_at", "-pk")


def two_texts(pk: int, other: int) -> tuple[Document, Document] | None:
    """Two public documents with their bodies, for comparing an old policy with the new one. One query."""
    found = {row.pk: row for row in public_documents().filter(pk__in=[pk, other]).defer("text")}
    return (found[pk], found[other]) if len(found) == 2 else None


def _relations(pk: int) -> tuple[PublicRelation, ...]:
    """Both directions in one query; an end that is not public is not told."""
    ends = [f"{end}__{name}" for end in ("document", "target") for name in OTHER_FIELDS]
    rows = (
        Relation.objects.filter(Q(document=pk) | Q(target=pk), document__live=True, target__live=True)
        .select_related("document", "target")
        .only("kind", "articles_text", *ends)
        .order_by("-document__published_at", "pk")
    )
    return tuple(
        PublicRelation(
            row.kind,
            row.document_id == pk,
            row.target if row.document_id == pk else row.document,
            row.articles_text,
        )
        for row in rows
    )


Pairs = tuple[tuple[int, int], ...]


def _places(
    pk: int,
) -> tuple[tuple[int, ...], tuple[PublicVersion, ...], Pairs, tuple[EndedSource, ...], Pairs]:
    """Sections, versions, gazette issues, ended sources of a document, and what the policies that it interprets
    replaced. One query: five short lists in one union."""
    no, nothing = Value(False, output_field=BooleanField()), Value("", output_field=CharField())

    def row(rows: QuerySet[Any], sort: int, number: Number, at: str, **said: object) -> QuerySet[Any, Any]:
        values = {"words": nothing, "mark": no} | said | {"sort": Value(sort, output_field=IntegerField()), "at": F(at)}
        numbered = rows.order_by().annotate(number_=Cast(number, IntegerField()), **values)
        made: QuerySet[Any, Any] = numbered.values_list("sort", "number_", "words", "mark", "at")
        return made

    placed = row(Placement.objects.filter(document=pk, is_live=True), _PLACED, F("section_id"), "published_at")
    versions = row(
        DocumentVersion.objects.filter(document=pk),
        _VERSION,
        F("number"),
        "published_at",
        words=F("note"),
        mark=F("is_major"),
    )
    issue = F("issue__year") * 1000 + F("issue__number")
    articles = GazetteArticle.objects.filter(document=pk, issue__document__live=True)
    printed = row(articles, _PRINTED, issue, "issue__document__published_at")
    cited = Citation.objects.filter(document=pk, target__live=True, target__validity__in=GONE).distinct()
    over = Case(When(target__validity=Document.Validity.REPEALED, then=Value(True)), default=Value(False))
    ended = row(cited, _ENDED, F("target_id"), "target__published_at", words=F("target__title"), mark=over)
    explained = Relation.objects.filter(document=pk, kind=Relation.Kind.INTERPRETS).values("target")
    former = Relation.objects.filter(document__in=explained, kind=Relation.Kind.SUPERSEDES)
    former = former.filter(document__live=True, target__live=True)
    newer = Cast(F("document_id"), CharField())
    replaced = row(former, _REPLACED, F("target_id"), "document__published_at", words=newer)
    found = list(placed.union(versions, printed, ended, replaced, all=True))
    return (
        tuple(sorted(number for sort, number, *_ in found if sort == _PLACED)),
        _versions(found),
        tuple(sorted(divmod(number, 1000) for sort, number, *_ in found if sort == _PRINTED)),
        tuple(EndedSource(number, words, bool(mark)) for sort, number, words, mark, _ in found if sort == _ENDED),
        tuple((number, int(words)) for sort, number, words, *_ in found if sort == _REPLACED),
    )


def _versions(found: Iterable[tuple[Any, ...]]) -> tuple[PublicVersion, ...]:
    rows = (PublicVersion(number, note, bool(major), at) for sort, number, note, major, at in found if sort == _VERSION)
    return tuple(sorted(rows, key=lambda version: -version.number))
