"""What a text cites and what cites a document: unresolved, out of force, unpublished. LIB-03, LIB-09."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Q, QuerySet

from gongkai.apps.documents._citations import find_cited
from gongkai.apps.documents._kinds import kind_rules
from gongkai.apps.documents.models import Citation, Document, Relation

Validity = Document.Validity
GONE = (Validity.REPEALED, Validity.LAPSED)
SHOWN = ("id", "title", "document_number", "kind", "form", "published_at", "validity", "live", "state")
# a document that amends, repeals or replaces another has to name it
NAMES_RIGHTLY = (Relation.Kind.AMENDS, Relation.Kind.REPEALS, Relation.Kind.SUPERSEDES)


def dependants_of(document: Document) -> Iterator[tuple[Document, bool]]:
    """Live documents in force that cite, carry out or interpret this one; True for those that interpret it.

    Left out are those that change this one, and interpretations of those: they name it as the former text.
    """
    changers = Relation.objects.filter(target=document, kind__in=NAMES_RIGHTLY).values("document")
    of_changers = Relation.objects.filter(target__in=changers, kind=Relation.Kind.INTERPRETS).values("document")
    interprets = Relation.objects.filter(target=document, kind=Relation.Kind.INTERPRETS).values_list(
        "document", flat=True
    )
    carries_out = Relation.objects.filter(target=document, kind=Relation.Kind.IMPLEMENTS).values("document")
    cites = Citation.objects.filter(target=document).values("document")
    interpreting = set(interprets)
    rows = Document.objects.filter(Q(pk__in=interpreting) | Q(pk__in=cites) | Q(pk__in=carries_out), live=True)
    rows = rows.exclude(pk__in=changers).exclude(validity__in=GONE)
    rows = rows.exclude(Q(pk__in=of_changers) & ~Q(pk__in=interpreting)).exclude(pk=document.pk)
    fields = ("id", "title", "kind", "responsible_unit", "drafting_unit", "publisher")
    for row in rows.only(*fields).order_by("pk"):
        yield row, row.pk in interpreting


def citing_out_of_force() -> QuerySet[Citation]:
    """LIB-09: citations, on live pages, of texts that are repealed or lapsed. Newest page first; `target` says what."""
    changes = Relation.objects.filter(kind__in=NAMES_RIGHTLY)
    rows = Citation.objects.filter(document__live=True, target__validity__in=GONE).exclude(document__validity__in=GONE)
    stale: list[int] = []
    changed = set(changes.filter(target__validity__in=GONE).values_list("document", "target"))
    explained = set(
        Relation.objects.filter(kind=Relation.Kind.INTERPRETS, target__in={pk for pk, _ in changed}).values_list(
            "document", "target"
        )
    )
    about = {(reader, old) for reader, new in explained for changer, old in changed if changer == new}
    for pk, document, target in rows.values_list("pk", "document", "target"):
        if (document, target) not in changed and (document, target) not in about:
            stale.append(pk)
    found = Citation.objects.filter(pk__in=stale).select_related("document__publisher", "target")
    return found.defer("document__body", "document__text", "target__body", "target__text").order_by(
        "-document__published_at", "start"
    )


def unresolved() -> QuerySet[Citation]:
    """Citations on live pages that mean no document here, newest page first."""
    rows = Citation.objects.filter(target__isnull=True, document__live=True).select_related("document__publisher")
    return rows.defer("document__body", "document__text").order_by("-document__published_at", "start")


def unresolved_of(document: Document) -> QuerySet[Citation]:
    """What this document cites that is not here."""
    return Citation.objects.filter(document=document, target__isnull=True)


def cited_validity(text: str, *, except_id: int | None = None) -> Mapping[str, str]:
    """For proofing: the words of each citation that must not be relied on → what holds of the document.

    废止 and 失效 for texts out of force; 未公开发布 for a normative document that was never published or is withdrawn
    (LIB-03: it may not be a basis). Citations of documents in force, or not known here, are left out. Two queries.
    """
    found = find_cited(text)
    numbers = {key for one in found for key in one.number_keys}
    titles = {one.title_key for one in found} - {""}
    if not found:
        return {}
    rows = Document.objects.filter(Q(number_key__in=numbers) | Q(title_key__in=titles)).exclude(pk=except_id)
    kinds = [kind for kind, rule in kind_rules().items() if rule.has_validity]
    listed = rows.filter(kind__in=kinds).order_by("published_at", "pk")
    by_number: dict[str, str] = {}
    by_title: dict[str, list[str]] = {}
    for number, title, validity, is_live, kind in listed.values_list(
        "number_key", "title_key", "validity", "live", "kind"
    ):
        word = _standing_word(validity, is_live, kind)
        by_number[number] = word
        by_title.setdefault(title, []).append(word)
    words: dict[str, str] = {}
    for one in found:
        if one.number_key:
            word = next((by_number[key] for key in one.number_keys if key in by_number), "")
        else:
            of_title = by_title.get(one.title_key, [])
            word = of_title[-1] if of_title and all(of_title) else ""
        if word:
            words[one.text] = word
    return words


def _standing_word(validity: str, is_live: bool, kind: str) -> str:
    if validity in GONE:
        return str(Validity(validity).label)
    return "未公开发布" if not is_live and kind == Document.Kind.NORMATIVE else ""


def not_usable() -> QuerySet[Document]:
    """LIB-03: normative documents that are out and may not serve as a basis: taken back, or without a record of
    consultation. Those out of force are listed by the library."""
    taken_back = Q(live=False, withdrawn_on__isnull=False)
    unheard = Q(live=True, consultation_text="") & ~Q(validity__in=GONE)
    rows = Document.objects.filter(taken_back | unheard, kind=Document.Kind.NORMATIVE).select_related("publisher")
    found: QuerySet[Document] = rows.defer("body", "text", "elements").order_by("-published_at", "-pk")
    return found


def usable_as_basis(document: Document) -> tuple[str, ...]:
    """Why a normative document may not serve as a basis of administration; empty when it may (LIB-03)."""
    if document.kind != Document.Kind.NORMATIVE:
        return ()
    reasons = []
    if not document.live:
        reasons.append("没有公开发布，不得作为行政管理依据。")
    if document.validity in GONE:
        reasons.append(f"已经{document.get_validity_display()}，不得作为行政管理依据。")
    if not document.consultation_text:
        reasons.append("没有征求意见的记录。")
    return tuple(reasons)
