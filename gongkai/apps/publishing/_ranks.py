"""Laying out the steps of a review, and opening them rank by rank."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from gongkai.apps.documents.models import Document
from gongkai.apps.orgs.models import Membership, Unit
from gongkai.apps.orgs.queries import work_calendar
from gongkai.apps.publishing._facts import Case
from gongkai.apps.publishing.models import ReviewProcess, ReviewStep
from gongkai.domain.clock import CalendarNotPublished, due_on
from gongkai.domain.statutes import gate_words, step_rules

Kind = ReviewStep.Kind


def lay_out(process: ReviewProcess, case: Case, now: datetime) -> None:
    """The steps of the rules in force today. The first review and proof are the drafting unit's own when it has a
    reviewer; the rest is the oversight office's. A sensitive release has one 会签 for each unit named."""
    own = _own_unit(case.document)
    steps = []
    for rule in step_rules(timezone.localdate(now)):
        if rule.kind == Kind.SIGN_OFF:
            units = _sign_off_units(case)
        elif rule.kind in (Kind.REVIEW, Kind.PROOF) and rule.ordinal == 1 and own:
            units = [own]
        else:
            units = [case.office] if case.office else [case.document.publisher]
        steps += [
            ReviewStep(process=process, kind=rule.kind, ordinal=rule.ordinal, rank=rule.rank, unit=unit)
            for unit in units
        ]
    ReviewStep.objects.bulk_create(steps)
    open_next(process, now)


def open_next(process: ReviewProcess, now: datetime) -> list[ReviewStep]:
    """Open the rank whose turn it is, with its due dates. Returns the steps opened; none when they are open already."""
    waiting = list(process.steps.filter(verdict="").order_by("rank", "pk"))
    turn = [step for step in waiting if step.rank == waiting[0].rank and step.opened_on is None]
    if not turn:
        return []
    today = timezone.localdate(now)
    days = {(rule.kind, rule.ordinal): rule.working_days for rule in step_rules(today)}
    calendar = work_calendar()
    for step in turn:
        step.opened_on = today
        step.due_on = _due(today, days.get((step.kind, step.ordinal)), calendar)
    ReviewStep.objects.bulk_update(turn, ["opened_on", "due_on"])
    return turn


def gates_for(step: ReviewStep, now: datetime) -> tuple[tuple[str, str], ...]:
    """The gates that this step has to tick, as (code, word), by the rules of the day the step was opened."""
    on = step.opened_on or timezone.localdate(now)
    words = gate_words()
    for rule in step_rules(on):
        if (rule.kind, rule.ordinal) == (step.kind, step.ordinal):
            return tuple((code, words[code]) for code in rule.gates)
    return ()


def _due(today: date, days: int | None, calendar: object) -> date | None:
    """A recommendation only: without next year's calendar there is none."""
    try:
        return None if days is None else due_on(today, days, calendar)  # type: ignore[arg-type]
    except CalendarNotPublished:
        return None


def _own_unit(document: Document) -> Unit | None:
    unit = document.drafting_unit or document.publisher
    reviewers = Membership.objects.filter(unit=unit, role=Membership.Role.REVIEWER, user__is_active=True)
    return unit if reviewers.exclude(user=document.created_by_id).exists() else None


def _sign_off_units(case: Case) -> list[Unit]:
    sensitive = [document.pk for document in case.documents if document.is_sensitive]
    if not sensitive:
        return []
    through = Document.sign_off_units.through.objects.filter(document__in=sensitive)
    return list(Unit.objects.filter(pk__in=through.values("unit")).order_by("order", "pk"))
