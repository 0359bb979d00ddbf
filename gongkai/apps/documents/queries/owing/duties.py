"""What units owe because of documents."""

from __future__ import annotations

from django.db.models import F, QuerySet

from gongkai.apps.documents.models import Document, DocumentDuty
from gongkai.apps.documents.permissions import Viewer, reach

BIG = ("document__body", "document__text", "cause__body", "cause__text")


def duties_for(user: Viewer, *, with_done: bool = False) -> QuerySet[DocumentDuty]:
    """The duties of the person's units; all for the office and auditors. What is due first comes first."""
    held = reach(user)
    rows = DocumentDuty.objects.all() if held.may_see_all else DocumentDuty.objects.filter(unit__in=held.works_for)
    if not with_done:
        rows = rows.filter(done_at__isnull=True)
    rows = rows.select_related("document", "cause", "unit", "done_by").defer(*BIG)
    return rows.order_by(F("done_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "opened_on", "pk")


def duties_of(document: Document) -> QuerySet[DocumentDuty]:
    """What is or was owed because of this document, open ones first."""
    rows = DocumentDuty.objects.filter(document=document).select_related("cause", "unit", "done_by").defer(*BIG[2:])
    return rows.order_by(F("done_at").desc(nulls_first=True), "opened_on", "pk")
