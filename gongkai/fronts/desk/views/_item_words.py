"""The parts of an item's page that need words: the clock day by day, counters, the steps, the history."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from gongkai.apps.ledgers.models import ItemEvent, LedgerItem, TimeLimit
from gongkai.apps.ledgers.queries import ItemPage
from gongkai.apps.ledgers.queries.calendar import work_calendar
from gongkai.apps.orgs.models import User
from gongkai.domain.clock import CalendarNotPublished, DayExplained, Unit, explain
from gongkai.domain.ledger import STATE_WORDS, STEPS
from gongkai.fronts.desk.forms.fields import DeskForm

# how the reader writes a relative limit: "10 working_days after …", "3 months"
AMOUNT = re.compile(r"\s*(\d+)\s*(working_day|workday|day|week|month|year)s?\b")
UNITS: dict[str, tuple[Unit, int]] = {
    "working_day": ("working_days", 1),
    "workday": ("working_days", 1),
    "day": ("days", 1),
    "week": ("days", 7),
    "month": ("months", 1),
    "year": ("months", 12),
}


# what happens to an item that is no step of its own
OTHER_WORDS = {"add_own_item": "自定重点领域", "look_back": "回头看转入", "recount": "重算到期日"}


@dataclass(frozen=True, slots=True)
class ExplainedLimit:
    """A time limit with every day from its event to its end, or the reason why that cannot be said yet."""

    limit: TimeLimit
    days: tuple[DayExplained, ...]
    missing: str
    form: DeskForm | None
    url: str


def explained(limit: TimeLimit, form: DeskForm | None, url: str) -> ExplainedLimit:
    """The limit day by day. Shown only when it ends on the day that stands in the ledger."""
    found = AMOUNT.match(limit.offset) if limit.kind == TimeLimit.Kind.RELATIVE else None
    is_open = limit.kind == TimeLimit.Kind.RELATIVE
    days: tuple[DayExplained, ...] = ()
    missing = ""
    if found and limit.event_on:
        unit, times = UNITS[found[2]]
        try:
            days = explain(limit.event_on, int(found[1]) * times, unit, work_calendar())
        except CalendarNotPublished as error:
            missing = str(error)
    if days and limit.due_on and days[-1].day != limit.due_on:
        days = ()
    return ExplainedLimit(limit, days, missing, form if is_open else None, url)


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """One period of a counter as numbers without a useless decimal."""

    name: str
    counted: str
    missing: str


def counted(row: Any, form: DeskForm | None, url: str) -> dict[str, Any]:
    """A counter with its periods, its entries and the form to add one."""
    is_ceiling = row.quota.op == "<="
    periods = [
        PeriodWords(
            period.name, f"{period.counted:g}", f"{period.missing:g}" if period.missing and not is_ceiling else ""
        )
        for period in row.periods
    ]
    return {"counted": row, "periods": periods, "form": form, "url": url}


@dataclass(frozen=True, slots=True)
class StepWord:
    """One of the four states, and whether the item is past it, at it, or before it."""

    word: str
    when: str


def steps(item: LedgerItem) -> list[StepWord]:
    """The four states in order."""
    order = list(STATE_WORDS)
    here = order.index(item.state)  # type: ignore[arg-type]
    return [
        StepWord(word, "now" if at == here else "done" if at < here else "later")
        for at, word in enumerate(STATE_WORDS.values())
    ]


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history."""

    at: datetime
    words: str
    change: str
    remark: str
    who: str


def history(events: Iterable[ItemEvent]) -> list[Happening]:
    """What happened, newest first."""
    return [_happening(event) for event in reversed(list(events))]


def _happening(event: ItemEvent) -> Happening:
    words = STEPS[event.action].words if event.action in STEPS else OTHER_WORDS.get(event.action, "办理")
    states = [str(STATE_WORDS.get(state, "")) for state in (event.from_state, event.to_state)]  # type: ignore[call-overload]
    change = " → ".join(states) if all(states) and states[0] != states[1] else ""
    unit = (event.unit.short_name or event.unit.name) if event.unit else ""
    person = event.actor.get_full_name() if event.actor else "系统"
    return Happening(event.at, words, change, event.remark, f"{unit} {person}".strip())


def people_on(page: ItemPage) -> list[User]:
    """Who may be put in charge: the people of the units that act, or of all units named when the office chooses."""
    units = [unit.pk for unit in page.acting_units] or [row.unit_id for row in page.units if row.unit_id]
    within = Q(memberships__unit_id__in=units) | Q(pk=page.item.person_id)
    return list(User.objects.filter(within, is_active=True).distinct().order_by("last_name", "first_name"))
