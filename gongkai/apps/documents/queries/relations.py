"""What binds documents, both ways, and pairs that are broken. LIB-13, INT-07."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.apps.documents.models import Citation, Document, Relation
from gongkai.apps.documents.queries.public import PublicRelation

Kind = Relation.Kind
# how a relation reads on each of its two pages: (kind, seen from the document that states it)
RELATION_WORDS: dict[tuple[str, bool], str] = {
    (Kind.INTERPRETS, True): "解读的文件",
    (Kind.INTERPRETS, False): "解读",
    (Kind.AMENDS, True): "修改的文件",
    (Kind.AMENDS, False): "被修改",
    (Kind.REPEALS, True): "废止的文件",
    (Kind.REPEALS, False): "被废止",
    (Kind.IMPLEMENTS, True): "依据",
    (Kind.IMPLEMENTS, False): "被作为依据",
    (Kind.SUPERSEDES, True): "代替的文件",
    (Kind.SUPERSEDES, False): "被代替",
}
LIGHT = ("id", "title", "document_number", "kind", "form", "published_at", "validity", "live", "state", "publisher")


def relations_of(document: Document) -> list[PublicRelation]:
    """The relations of a document as the desk shows them, both ways, those of drafts included. One query."""
    rows = Relation.objects.filter(Q(document=document) | Q(target=document)).select_related("document", "target")
    rows = rows.defer("document__body", "document__text", "target__body", "target__text").order_by("kind", "pk")
    seen = []
    for row in rows:
        is_outgoing = row.document_id == document.pk
        seen.append(
            PublicRelation(row.kind, is_outgoing, row.target if is_outgoing else row.document, row.articles_text)
        )
    return seen


def cites_of(pk: int, limit: int = 50) -> list[Document]:
    """The public documents that this one's text names, in the order of the text. One query."""
    places = Citation.objects.filter(document=pk, target__live=True).exclude(target=pk)
    rows = places.select_related("target").only("start", *(f"target__{name}" for name in LIGHT if name != "publisher"))
    found: dict[int, Document] = {}
    for row in rows.order_by("start")[: limit * 4]:
        if row.target:
            found.setdefault(row.target.pk, row.target)
    return list(found.values())[:limit]


def broken_pairs() -> QuerySet[Document]:
    """INT-07, LIB-13: live interpretations whose policy is not public, or that name none."""
    bound = Relation.objects.filter(document=OuterRef("pk"), kind=Kind.INTERPRETS, target__live=True)
    rows: QuerySet[Document] = Document.objects.filter(live=True, kind=Document.Kind.INTERPRETATION).filter(
        ~Exists(bound)
    )
    return rows.select_related("publisher").defer("body", "text").order_by("published_at", "pk")
