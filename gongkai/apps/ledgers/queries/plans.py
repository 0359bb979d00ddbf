"""Who filed, published and reported in time; the look-back list; units that have no task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.apps.ledgers.models import (
    CompletionReport,
    FiledPlan,
    ItemUnit,
    LedgerItem,
    LookBackReview,
    Notice,
    Verdict,
)
from gongkai.apps.ledgers.permissions import Viewer, standing
from gongkai.apps.ledgers.queries.facts import WORKING
from gongkai.apps.ledgers.queries.visibility import memberships_of_groups, named_on, shown_state
from gongkai.apps.orgs.models import Unit


@dataclass(frozen=True, slots=True)
class Clock:
    """One duty of one unit: `state` is done, late (done after the day), missing (the day is over), waiting or none."""

    state: str
    word: str
    due_on: date | None
    done_on: date | None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One unit under a notice."""

    unit: Unit
    item_count: int
    plan: FiledPlan | None
    report: CompletionReport | None
    filing: Clock
    publication: Clock
    reporting: Clock


@dataclass(frozen=True, slots=True)
class PlanTable:
    """All units under a notice, and how many are filed, late and missing."""

    notice: Notice
    rows: tuple[PlanRow, ...]
    counts: dict[str, dict[str, int]]


WORDS = {
    "filing": ("已报备", "迟报备", "逾期未报备", "待报备"),
    "publication": ("已公开", "迟公开", "逾期未公开", "待公开"),
    "reporting": ("已报送", "迟报送", "逾期未报送", "待报送"),
}
STATES = ("done", "late", "missing", "waiting")


def clock(duty: str, due_on: date | None, done_on: date | None, today: date) -> Clock:
    """How a duty stands on a day. Without a due date nothing is ever late."""
    if done_on:
        state = "late" if due_on and done_on > due_on else "done"
    elif due_on is None:
        return Clock("none", "不要求", None, None)
    else:
        state = "missing" if today > due_on else "waiting"
    return Clock(state, WORDS[duty][STATES.index(state)], due_on, done_on)


def units_of_notice(notice: Notice) -> dict[int, int]:
    """The units that a notice gives work to, groups resolved, each with the number of its items. Four queries."""
    named = ItemUnit.objects.filter(item__notice=notice, item__withdrawn_on__isnull=True, role__in=WORKING)
    named = named.exclude(item__origin=LedgerItem.Origin.SUB_TASK)
    members = memberships_of_groups()
    items: dict[int, set[int]] = {}
    for unit_id, group_id, item_id in named.values_list("unit_id", "group_id", "item_id"):
        for pk in (unit_id,) if unit_id else members.get(group_id or 0, ()):
            items.setdefault(pk, set()).add(item_id)
    return {pk: len(found) for pk, found in items.items()}


def plan_table(notice: Notice, *, today: date, user: Viewer | None = None) -> PlanTable:
    """Filing, publication and report of every unit under a notice. With `user`, only units that person reads for."""
    counts = units_of_notice(notice)
    held = standing(user) if user is not None else None
    shown = counts.keys() if held is None or held.may_see_all else counts.keys() & held.reads_for
    plans = {row.unit_id: row for row in FiledPlan.objects.filter(notice=notice).select_related("filed_by")}
    reports = {row.unit_id: row for row in CompletionReport.objects.filter(notice=notice)}
    rows = []
    for unit in Unit.objects.filter(pk__in=shown):
        plan, report = plans.get(unit.pk), reports.get(unit.pk)
        rows.append(
            PlanRow(
                unit,
                counts[unit.pk],
                plan,
                report,
                clock("filing", notice.plan_due_on, plan.filed_on if plan else None, today),
                clock("publication", notice.plan_publication_due_on, plan.published_on if plan else None, today),
                clock("reporting", notice.report_due_on, report.sent_on if report else None, today),
            )
        )
    summed = {
        duty: {state: sum(getattr(row, duty).state == state for row in rows) for state in (*STATES, "none")}
        for duty in WORDS
    }
    return PlanTable(notice, tuple(rows), summed)


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What a unit reports: figures counted from the ledger, its items, and the checks it made as lead unit."""

    notice: Notice
    unit: Unit
    figures: dict[str, Any]
    items: tuple[LedgerItem, ...]
    verdicts: tuple[Verdict, ...]
    text: str


def report_draft(notice: Notice, unit: Unit, *, today: date) -> ReportDraft:
    """The draft of a unit's report: own completion, and what it found of the units it leads."""
    items = LedgerItem.objects.filter(named_on([unit.pk], WORKING), notice=notice, withdrawn_on__isnull=True)
    items = items.exclude(origin=LedgerItem.Origin.SUB_TASK)
    counts = dict(
        items.order_by().annotate(shown=shown_state(today)).values_list("shown").annotate(many=Count("pk")).order_by()
    )
    verdicts = tuple(
        Verdict.objects.filter(item__notice=notice, lead_unit=unit, is_current=True).select_related("item", "unit")
    )
    figures: dict[str, Any] = {"total": sum(counts.values()), "on": today.isoformat()}
    figures |= {state: counts.get(state, 0) for state in (*LedgerItem.State.values, "overdue")}
    figures["led"] = items.filter(item_units__unit=unit, item_units__role=ItemUnit.Role.LEAD).distinct().count()
    figures["checked"] = len(verdicts)
    figures["satisfied"] = sum(row.is_satisfied for row in verdicts)
    return ReportDraft(notice, unit, figures, tuple(items.order_by("position")), verdicts, _words(unit, figures))


def _words(unit: Unit, figures: dict[str, Any]) -> str:
    name = unit.short_name or unit.name
    said = (
        f"{name}承担任务 {figures['total']} 项，已销号 {figures['closed_out']} 项，"
        f"待核验 {figures['awaiting_check']} 项，推进中 {figures['in_progress']} 项，"
        f"未开始 {figures['not_started']} 项，逾期 {figures['overdue']} 项。"
    )
    if figures["led"]:
        said += f"牵头任务 {figures['led']} 项，检查责任单位 {figures['checked']} 家次，"
        said += f"其中已完成 {figures['satisfied']} 家次。"
    return said


def look_back_list(year: int, *, user: Viewer | None = None) -> QuerySet[LookBackReview]:
    """The items of last year under review in this year; with `user`, only those of the person's units."""
    rows = LookBackReview.objects.filter(year=year).select_related("item__notice", "reviewed_by", "new_item")
    held = standing(user) if user is not None else None
    if held is not None and not held.may_see_all:
        seen = LedgerItem.objects.filter(named_on(held.reads_for)) if held.reads_for else LedgerItem.objects.none()
        rows = rows.filter(item__in=seen)
    return rows.prefetch_related("item__item_units").order_by("item__notice", "item__position", "pk")


def units_without_items(year: int) -> list[Unit]:
    """Units in force, with people, whom no task of the year names: they set key areas themselves (TSK-15)."""
    members = memberships_of_groups()
    named = ItemUnit.objects.filter(item__year=year, item__withdrawn_on__isnull=True).values_list("unit_id", "group_id")
    busy: set[int] = set()
    for unit_id, group_id in named.distinct():
        busy |= {unit_id} if unit_id else members.get(group_id or 0, frozenset())
    kinds = (Unit.Kind.DEPARTMENT, Unit.Kind.TOWN, Unit.Kind.COMMITTEE, Unit.Kind.INSTITUTION, Unit.Kind.VERTICAL)
    staffed = Unit.objects.filter(Q(memberships__user__is_active=True), is_active=True, kind__in=kinds)
    return list(staffed.exclude(pk__in=busy).distinct())
