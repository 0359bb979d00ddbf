"""Which items somebody has worked on: those are never deleted."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.apps.ledgers.models import (
    Evidence,
    ItemEvent,
    LedgerItem,
    LookBackReview,
    Notice,
    ProgressNote,
    QuotaEntry,
)


def items_with_progress(notice: Notice | None) -> QuerySet[LedgerItem]:
    """The items of a notice with a note, evidence, a count, a step taken, a sub-task or a look-back."""
    mine = {"item": OuterRef("pk")}
    return LedgerItem.objects.filter(
        Exists(ProgressNote.objects.filter(**mine))
        | Exists(Evidence.objects.filter(**mine))
        | Exists(ItemEvent.objects.filter(**mine))
        | Exists(LookBackReview.objects.filter(**mine))
        | Exists(QuotaEntry.objects.filter(quota__item=OuterRef("pk")))
        | Exists(LedgerItem.objects.filter(parent=OuterRef("pk")))
        | ~Q(state=LedgerItem.State.NOT_STARTED),
        notice=notice,
    )
