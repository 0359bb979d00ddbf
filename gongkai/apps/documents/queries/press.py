"""Press-style interpretations: the plan by quarter, what took place, what is still owed. INT-08 to INT-10."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, Literal

from django.db.models import QuerySet

from gongkai.apps.documents._duties_data import NoRuleInForce, rule_on
from gongkai.apps.documents.models import Document, PressEvent, PressPlan
from gongkai.apps.orgs.models import Unit

SHOWN = (
    "title", "form", "unit", "unit__name", "unit__short_name", "policy", "policy__title", "policy__live",
)  # fmt: skip
EVENT = (*SHOWN, "held_on", "speaker_text", "rank", "media_text", "plan", "result", "result__title", "result__live")


@dataclass(frozen=True, slots=True)
class PressCount:
    """How often, how often by a leader, and what the rule asks for. Without a rule nothing is owed."""

    total: int
    by_leaders: int
    total_asked: int
    leaders_asked: int
    rule: dict[str, Any] | None = None

    @property
    def missing(self) -> int:
        """How many more there must be; leaders' events count towards both numbers."""
        return max(self.total_asked - self.total, self.missing_by_leaders, 0)

    @property
    def missing_by_leaders(self) -> int:
        """How many more leaders must hold."""
        return max(self.leaders_asked - self.by_leaders, 0)

    @property
    def sentence(self) -> str:
        """还差 1 次，其中负责人带头 1 次"""
        if not self.missing:
            return "已够"
        led = f"，其中负责人带头 {self.missing_by_leaders} 次" if self.missing_by_leaders else ""
        return f"还差 {self.missing} 次{led}"


@dataclass(frozen=True, slots=True)
class PlannedPress:
    """A plan with its event, if any."""

    plan: PressPlan
    event: PressEvent | None
    state: Literal["dropped", "held", "without_result", "overdue", "planned"]


@dataclass(frozen=True, slots=True)
class Quarter:
    """Plans and unplanned events of a quarter, and what ought to have happened by its end."""

    number: int
    planned: tuple[PlannedPress, ...]
    unplanned: tuple[PressEvent, ...]
    counted: PressCount
    is_past: bool
    is_running: bool

    @property
    def warning(self) -> str:
        """Said of a quarter that is running or over and behind an even pace."""
        if not (self.is_past or self.is_running) or not self.counted.missing:
            return ""
        return f"按每季度均衡推进，到第{'一二三四'[self.number - 1]}季度末{self.counted.sentence}。"


def press_count(year: int, *, unit: Unit | None = None) -> PressCount:
    """The count of a year for the whole place, or for one unit (nothing is asked of a single unit by the rule)."""
    events = PressEvent.objects.filter(held_on__year=year)
    if unit is not None:
        events = events.filter(unit=unit)
    counted = Counter(events.values_list("rank", flat=True))
    rule = press_rule(year) if unit is None else None
    return PressCount(
        sum(counted.values()), counted[PressEvent.Rank.LEADER], rule["total"] if rule else 0,
        rule["by_leaders"] if rule else 0, rule,
    )  # fmt: skip


def press_rule(year: int) -> dict[str, Any] | None:
    """The row of data/duties/press.toml for a year; None when there is none."""
    try:
        return rule_on("press", date(year, 12, 31))
    except NoRuleInForce:
        return None


def press_quarters(year: int, today: date, *, unit: int = 0) -> list[Quarter]:
    """The four quarters of a year. Two queries. The pace is that of the whole place, whatever unit is shown."""
    plans = (
        PressPlan.objects.filter(year=year)
        .select_related("unit", "policy")
        .only(*SHOWN, "year", "quarter", "planned_on", "dropped_reason")
    )
    events = list(press_events(year))
    by_plan = {event.plan_id: event for event in events if event.plan_id}
    planned: dict[int, list[PlannedPress]] = defaultdict(list)
    for plan in plans.order_by("planned_on", "pk"):
        if not unit or plan.unit_id == unit:
            planned[plan.quarter].append(_planned(plan, by_plan.get(plan.pk), today))
    shown = [event for event in events if not unit or event.unit_id == unit]
    rule = press_rule(year)
    return [
        Quarter(
            number,
            tuple(planned[number]),
            tuple(event for event in reversed(shown) if not event.plan_id and _quarter(event.held_on) == number),
            _pace([event for event in events if _quarter(event.held_on) <= number], rule, number),
            today > _last_day(year, number),
            today.year == year and _quarter(today) == number,
        )
        for number in range(1, 5)
    ]


def press_events(year: int | None = None) -> QuerySet[PressEvent]:
    """What took place, newest first."""
    rows = PressEvent.objects.select_related("unit", "policy", "result").only(*EVENT)
    return rows.filter(held_on__year=year) if year else rows


def overdue_plans(today: date) -> QuerySet[PressPlan]:
    """Planned events whose day has passed without a record (INT-09)."""
    rows = PressPlan.objects.filter(planned_on__lt=today, dropped_reason="", events__isnull=True)
    return rows.select_related("unit")


def events_without_result() -> QuerySet[PressEvent]:
    """Events that nothing in the interpretation section shows: no item, or one that is not public (INT-10)."""
    return press_events().exclude(result__live=True)


def policies_to_choose() -> QuerySet[Document]:
    """Policies that can be interpreted, newest first, for a choice."""
    kinds = (Document.Kind.NORMATIVE, Document.Kind.POLICY, Document.Kind.REGULATION, Document.Kind.PLAN)
    found: QuerySet[Document] = (
        Document.objects.filter(kind__in=kinds, live=True).only("title", "document_number").order_by("-published_at")
    )
    return found


def interpretations_to_choose() -> QuerySet[Document]:
    """Interpretations on the site, newest first, for a choice."""
    rows = Document.objects.filter(kind=Document.Kind.INTERPRETATION, live=True)
    found: QuerySet[Document] = rows.only("title", "document_number").order_by("-published_at")
    return found


def _planned(plan: PressPlan, event: PressEvent | None, today: date) -> PlannedPress:
    if event is not None:
        has_result = event.result is not None and event.result.live
        return PlannedPress(plan, event, "held" if has_result else "without_result")
    if plan.dropped_reason:
        return PlannedPress(plan, None, "dropped")
    return PlannedPress(plan, None, "overdue" if plan.planned_on < today else "planned")


def _pace(events: list[PressEvent], rule: dict[str, Any] | None, number: int) -> PressCount:
    led = sum(event.rank == PressEvent.Rank.LEADER for event in events)
    if rule is None:
        return PressCount(len(events), led, 0, 0)
    # what a quarter of the year each asks for; a fraction is asked for only once it is a whole event
    asked = (ceil(rule["total"] * number / 4), int(rule["by_leaders"] * number / 4))
    return PressCount(len(events), led, *asked, rule)


def _quarter(on: date) -> int:
    return (on.month + 2) // 3


def _last_day(year: int, number: int) -> date:
    return date(year, number * 3, 31 if number in (1, 4) else 30)
