"""The figures of review: which steps, which gates, how long. Dated rows of data/review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from gongkai.data.tables import read_folder
from gongkai.domain.clock import Unit


class RuleNotInForce(LookupError):
    """No row of this rule was in force on this day."""


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step of review: steps of one rank run side by side; `working_days` is a recommendation and never blocks."""

    kind: str
    ordinal: int
    rank: int
    working_days: int
    gates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: so many working days, days or months. Only what is verified is law; the rest reminds."""

    amount: int
    unit: Unit
    source: str
    is_verified: bool


@lru_cache(maxsize=64)
def step_rules(on: date) -> tuple[StepRule, ...]:
    """The steps in force on that day, in their order. Raises RuleNotInForce."""
    row = _in_force(_tables()["rows"], on, "steps")
    return tuple(StepRule(**(step | {"gates": tuple(step["gates"])})) for step in row["steps"])


@lru_cache(maxsize=1)
def gate_words() -> Mapping[str, str]:
    """The five gates by their code: political → 政治关."""
    words: Mapping[str, str] = _tables()["gates"]
    return words


@lru_cache(maxsize=256)
def time_limit(name: str, on: date) -> Limit:
    """A limit of data/review/limits.toml in force on that day. Raises RuleNotInForce, KeyError for an unknown name."""
    row = _in_force(_tables()[name], on, name)
    source = row["source"]
    cited = "".join((f"《{source['title']}》" if source["number"] else source["title"], source["article"]))
    return Limit(row["amount"], row["unit"], cited, row["verified"])


def _tables() -> Mapping[str, Any]:
    return {name: rows for table in read_folder("review") for name, rows in table.items()}


def _in_force(rows: Iterable[Mapping[str, Any]], on: date, name: str) -> Mapping[str, Any]:
    for row in rows:
        if row["from"] <= on <= row.get("until", date.max):
            return row
    raise RuleNotInForce(f"{name} {on}")
