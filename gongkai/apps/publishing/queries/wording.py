"""The wording lists as they are kept and as they are built in."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongkai.apps.publishing.models import WordingEntry
from gongkai.domain.proofing import ProofRules, WordingRow


def own_rows(kind: str = "", words: str = "") -> QuerySet[WordingEntry]:
    """The rows of the place, those in use first."""
    rows = WordingEntry.objects.order_by("-is_active", "kind", "wrong")
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(Q(wrong__contains=words) | Q(right__contains=words)) if words else rows


def built_in_rows(kind: str = "", words: str = "") -> tuple[WordingRow, ...]:
    """The rows that come with the programme, with their source; they are read only."""
    rows = ProofRules.built_in().wording
    return tuple(
        row
        for row in rows
        if (not kind or row.kind == kind) and (not words or words in row.wrong or words in row.right)
    )
