"""Citations of a text and the documents they mean, also those that come later."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from gongkai.apps.documents._citations import Cited, find_cited
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
    waiting = Citation.objects.filter(target__isnull=True).exclude(document=document)
    same = Q(number_key=document.number_key) if document.number_key else Q(pk__in=[])
    if document.title_key:
        same |= Q(title_key=document.title_key, number_key__in=["", document.number_key])
    rows = list(waiting.filter(same).values_list("pk", "document_id"))
    Citation.objects.filter(pk__in=[pk for pk, _ in rows]).update(target=document)
    return sorted({citing for _, citing in rows})


def resolved(found: Iterable[Cited], *, except_id: int | None = None) -> dict[Cited, int]:
    """The documents that these citations mean, in one query. A number decides; a title alone must mean one document,
    and of several under one title the newest that is in force is meant. What was never published is not meant."""
    cited = list(found)
    numbers = {one.number_key for one in cited} - {""}
    titles = {one.title_key for one in cited} - {""}
    if not cited:
        return {}
    known = Document.objects.filter(Q(number_key__in=numbers) | Q(title_key__in=titles)).filter(
        published_at__isnull=False
    )
    rows = known.exclude(pk=except_id).exclude(kind=Document.Kind.INTERPRETATION)
    by_number: dict[str, int] = {}
    by_title: dict[str, tuple[bool, int]] = {}
    listed = rows.order_by("published_at", "pk").values_list("pk", "number_key", "title_key", "validity", "live")
    for pk, number, title, validity, is_live in listed:
        by_number[number] = pk
        stands = is_live and validity not in (Document.Validity.REPEALED, Document.Validity.LAPSED)
        if title not in by_title or stands or not by_title[title][0]:
            by_title[title] = (stands, pk)
    targets: dict[Cited, int] = {}
    for one in cited:
        # a number that leads nowhere is no reason to fall back on a title: it may be another document of that name
        target = by_number.get(one.number_key) if one.number_key else by_title.get(one.title_key, (False, None))[1]
        if target:
            targets[one] = target
    return targets


def _is_itself(cited: Cited, document: Document) -> bool:
    if cited.number_key:
        return cited.number_key == document.number_key
    return bool(cited.title_key) and cited.title_key == document.title_key
