"""Citations of a text and the documents they mean, also those that come later."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from gongkai.apps.documents._citations import Cited, find_cited, sticking
from gongkai.apps.documents._kinds import kind_rules
from gongkai.apps.documents.models import Citation, Document


def rebuild_citations(*, document: Document) -> list[Citation]:
    """Read the public text anew and keep what it cites; what cannot be resolved is kept without target."""
    Citation.objects.filter(document=document).delete()
    found = [cited for cited in find_cited(document.text) if not _is_itself(cited, document)]
    targets = resolved(found, except_id=document.pk)
    rows = [
        Citation(
            document=document,
            target_id=targets.get(cited),
            cited_text=cited.text[:300],
            number_key=cited.number_key,
            title_key=cited.title_key,
            start=cited.start,
            end=cited.end,
        )
        for cited in found
    ]
    return Citation.objects.bulk_create(rows)


def resolve_backlog(*, document: Document) -> list[int]:
    """Point open citations at a document that has come; the ids of the documents that cite it."""
    if document.kind == Document.Kind.INTERPRETATION:
        return []
    waiting = Citation.objects.filter(target__isnull=True).exclude(document=document)
    same = Q(number_key__in=sticking(document.number_key)) if document.number_key else Q(pk__in=[])
    if document.title_key:
        same |= Q(title_key=document.title_key, number_key__in=["", document.number_key])
    rows = list(waiting.filter(same).values_list("pk", "document_id"))
    Citation.objects.filter(pk__in=[pk for pk, _ in rows]).update(target=document)
    return sorted({citing for _, citing in rows})


def resolved(found: Iterable[Cited], *, except_id: int | None = None) -> dict[Cited, int]:
    """The documents that these citations mean, in one query. A number decides; a title alone must mean one document,
    and of several under one title the newest that is in force is meant, and no news of the same title. What was never
    published is not meant."""
    cited = list(found)
    numbers = {key for one in cited for key in one.number_keys}
    titles = {one.title_key for one in cited} - {""}
    if not cited:
        return {}
    known = Document.objects.filter(Q(number_key__in=numbers) | Q(title_key__in=titles)).filter(
        published_at__isnull=False
    )
    rows = known.exclude(pk=except_id).exclude(kind=Document.Kind.INTERPRETATION)
    by_number: dict[str, int] = {}
    by_title: dict[str, tuple[tuple[bool, bool], int]] = {}
    fields = ("pk", "kind", "number_key", "title_key", "validity", "live")
    for pk, kind, number, title, validity, is_live in rows.order_by("published_at", "pk").values_list(*fields):
        by_number[number] = pk
        stands = is_live and validity not in (Document.Validity.REPEALED, Document.Validity.LAPSED)
        standing = (kind_rules()[kind].has_validity, stands)
        if title not in by_title or standing >= by_title[title][0]:
            by_title[title] = (standing, pk)
    targets: dict[Cited, int] = {}
    for one in cited:
        # a number that leads nowhere is no reason to fall back on a title: it may be another document of that name
        if one.number_key:
            target = next((by_number[key] for key in one.number_keys if key in by_number), None)
        else:
            target = by_title[one.title_key][1] if one.title_key in by_title else None
        if target:
            targets[one] = target
    return targets


def _is_itself(cited: Cited, document: Document) -> bool:
    if cited.number_key:
        return document.number_key in cited.number_keys
    return bool(cited.title_key) and cited.title_key == document.title_key
