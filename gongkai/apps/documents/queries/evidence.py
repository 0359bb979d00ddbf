"""Public documents that a task of the ledger can point at as its proof."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from gongkai.apps.documents.models import Document, Placement
from gongkai.apps.documents.queries.desk import named

MOST_IN_PLACES, MOST_NAMED = 60, 4
LIGHT = ("id", "title", "document_number", "published_at", "validity")


def documents_in(sections: Iterable[int]) -> list[Document]:
    """What is public in these sections, newest first. One query, none without sections."""
    wanted = list(sections)
    if not wanted:
        return []
    places = Placement.objects.filter(section__in=wanted, is_live=True).values("document")
    rows = Document.objects.filter(live=True, pk__in=places).only(*LIGHT)
    return list(rows.order_by("-published_at", "-pk")[:MOST_IN_PLACES])


def public_named(words: str) -> list[Document]:
    """Public documents of this title or number; one whose title is exactly this comes alone. At most a few."""
    words = words.strip()
    if not words:
        return []
    rows = Document.objects.filter(live=True).only(*LIGHT).order_by("-published_at", "-pk")
    exact = list(rows.filter(title=words)[:MOST_NAMED])
    return exact or list(rows.filter(named(words))[:MOST_NAMED])


def public_address(document: Document) -> str:
    """Where the public reads it; the address never depends on where the document hangs."""
    return f"{settings.SITE_URL}/doc/{document.pk}/"
