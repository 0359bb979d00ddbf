"""What is shown across units: each unit's disclosure guide, and the results of closed clean-ups. CAT-07, LIB-02."""

from __future__ import annotations

from django.db.models import F, QuerySet

from gongkai.apps.documents.models import CleanUp, CleanUpEntry, Document
from gongkai.apps.documents.queries.public import ROW_FIELDS, public_documents


def guide_documents() -> dict[int, Document]:
    """Unit → its newest public guide, where the guide is a document. One query."""
    rows = public_documents().filter(kind=Document.Kind.GUIDE, title__contains="指南").select_related("publisher")
    return {row.publisher_id: row for row in rows.only(*ROW_FIELDS).order_by("published_at", "pk")}


def closed_clean_ups() -> QuerySet[CleanUp]:
    """The clean-ups whose result is out, newest first, with the notice of the result while it is public."""
    rows = CleanUp.objects.filter(state=CleanUp.State.CLOSED).select_related("guided_by", "result_document")
    shown = ("year", "title", "closed_on", "guided_by__name", "result_document__title", "result_document__live")
    return rows.only(*shown).order_by("-year", "-pk")


def clean_up_results(clean_up: CleanUp) -> list[CleanUpEntry]:
    """Every document of a closed clean-up with its conclusion, what ended first, then by unit. One query."""
    fields = ("clean_up", "decision", "decision_reason", "proposal_reason", "amend_by_on", "unit__name")
    shown = (f"document__{name}" for name in ("title", "document_number", "dated_on", "live", "validity", "kind"))
    rows = clean_up.entries.select_related("document", "unit").only(*fields, "unit__short_name", *shown)
    order = {CleanUpEntry.Outcome.REPEAL: 0, CleanUpEntry.Outcome.LAPSE: 1, CleanUpEntry.Outcome.AMEND: 2}
    found = rows.order_by("unit__order", "unit", F("document__dated_on").desc(nulls_last=True), "pk")
    return sorted(found, key=lambda row: order.get(CleanUpEntry.Outcome(row.decision), 3) if row.decision else 4)
