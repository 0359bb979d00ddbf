"""What a filter asks for, in words, each with the address that asks for all but that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from gongkai.apps.ledgers.models import LedgerItem
from gongkai.apps.ledgers.permissions import standing
from gongkai.apps.ledgers.queries import OPEN, Filter, FilterChoices
from gongkai.apps.ledgers.queries.boards import row_names
from gongkai.apps.orgs.models import User

STATES = (*LedgerItem.State.choices, ("overdue", "逾期"))
ORIGINS = dict(LedgerItem.Origin.choices)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that holds now, and the query without it."""

    word: str
    query: str


@dataclass(frozen=True, slots=True)
class StateLink:
    """One state with its count, the query that asks for it, and whether it is asked for now."""

    state: str
    word: str
    count: int
    query: str
    is_here: bool


def state_links(flt: Filter, counts: dict[str, int]) -> list[StateLink]:
    """全部 and the five states of the board. The counts add up."""
    asked = "overdue" if flt.overdue else flt.state
    everything = StateLink("", "全部", sum(counts.values()), flt.as_query(state="", overdue=False), not asked)
    return [
        everything,
        *(
            StateLink(state, str(word), counts.get(state, 0), flt.as_query(state=state, overdue=False), asked == state)
            for state, word in STATES
        ),
    ]


def conditions(flt: Filter, choices: FilterChoices) -> list[Condition]:
    """Every condition but the state, which has its own links."""
    words: list[tuple[str, Any]] = [
        ("notice", _named(choices.notices, flt.notice, "title")),
        ("year", f"{flt.year}年" if flt.year else ""),
        ("chapter", "没有章节" if flt.chapter == "-" else flt.chapter),
        ("unit", _named(choices.units, flt.unit, "short_name")),
        ("row", _row(flt.row)),
        ("state", "还没有销号" if flt.state == OPEN else ""),
        ("due_from", f"{flt.due_from} 起到期" if flt.due_from else ""),
        ("due_to", f"{flt.due_to} 前到期" if flt.due_to else ""),
        ("text", f"含“{flt.text}”" if flt.text else ""),
        ("person", _person(flt.person)),
        ("origin", ORIGINS.get(flt.origin, "")),
        ("month", flt.month and ("没有到期日" if flt.month == "-" else f"{flt.month} 到期")),
    ]
    return [Condition(str(word), _without(flt, name)) for name, word in words if word]


def _without(flt: Filter, name: str) -> str:
    # 主责 means nothing once the unit is gone
    role = "" if name in ("unit", "row") else flt.role
    return flt.as_query(**{name: None}, role=role)


def _named(rows: tuple[Any, ...], pk: int | None, field: str) -> str:
    if not pk:
        return ""
    row = next((row for row in rows if row.pk == pk), None)
    return (getattr(row, field) or str(row)) if row else f"编号 {pk}"


def _row(key: str) -> str:
    """A row of the board in words."""
    if key == "-":
        return "未指定单位"
    names = row_names([key]) if key else []
    return f"主责 {names[0][1]}" if names else ""


def _person(pk: int | None) -> str:
    person = User.objects.filter(pk=pk).first() if pk else None
    return f"承办人 {person.get_full_name()}" if person else ""


def people_of(user: Any) -> list[User]:
    """Whose work a person may ask for: everybody's, or that of the own units' people."""
    held = standing(user)
    people = User.objects.filter(is_active=True, memberships__isnull=False)
    if not held.may_see_all:
        people = people.filter(memberships__unit_id__in=held.reads_for)
    return list(people.distinct().order_by("last_name", "first_name"))


def without_state(flt: Filter) -> Filter:
    """The same filter in all states."""
    return replace(flt, state="", overdue=False)
