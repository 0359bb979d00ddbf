"""Outreach events and the questions asked there. INT-13."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from gongkai.apps.documents.models import OutreachEvent, OutreachQuestion


def outreach_events(year: int | None = None, *, unit: int = 0) -> QuerySet[OutreachEvent]:
    """Events, newest first, with the number of questions and of those without an answer."""
    rows = OutreachEvent.objects.select_related("unit", "policy")
    rows = rows.defer("policy__body", "policy__text", "policy__elements")
    if year:
        rows = rows.filter(held_on__year=year)
    if unit:
        rows = rows.filter(unit=unit)
    return rows.annotate(
        question_count=Count("questions"), open_count=Count("questions", filter=Q(questions__answer=""))
    )


def open_questions() -> QuerySet[OutreachQuestion]:
    """Questions of events that nobody has answered yet, for the question bank."""
    return OutreachQuestion.objects.filter(answer="").select_related("event", "event__unit", "event__policy")
