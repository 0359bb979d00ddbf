"""Counters: what a number in the notice demands, and what is still missing, period by period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# how many periods of this kind a year has
PERIODS = {"year": 1, "half_year": 2, "half-year": 2, "quarter": 4, "month": 12}


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """One period of a counter: how many are wanted, how many were counted, how many are missing."""

    name: str
    starts_on: date
    ends_on: date
    wanted: float
    counted: float

    @property
    def missing(self) -> float:
        """Never negative: more than wanted is not owed back."""
        return max(0.0, self.wanted - self.counted)


@dataclass(frozen=True, slots=True)
class QuotaFacts:
    """A number that binds a task, and what was counted towards it: days and amounts."""

    text: str
    op: str
    value: float
    unit: str
    period: str
    entries: tuple[tuple[date, float], ...] = ()

    def counts(self, year: int) -> tuple[PeriodCount, ...]:
        """The periods of the plan's year and their counts. A quota without a period is one count over all its entries.

        A share (%) is a level, not a sum: the latest entry counts.
        """
        number = PERIODS.get(self.period)
        if self.unit in ("%", "％"):
            level = max(self.entries, key=lambda entry: entry[0])[1] if self.entries else 0.0
            return (_whole(self, year, level),)
        if number is None:
            return (_whole(self, year, sum(amount for _, amount in self.entries)),)
        return tuple(_period(self, year, each, 12 // number) for each in range(number))

    def shortfalls(self, year: int, today: date) -> tuple[str, ...]:
        """What is missing in the periods that have begun, each as a sentence. An upper limit (<=) is never short."""
        return () if self.op == "<=" else tuple(_sentences(self, year, today))


def _sentences(quota: QuotaFacts, year: int, today: date) -> Iterator[str]:
    for period in quota.counts(year):
        if period.missing and period.starts_on <= today:
            amount = (
                f"{period.missing:g}{quota.unit}" if quota.unit in ("%", "％") else f"{period.missing:g} {quota.unit}"
            )
            yield f"“{quota.text}”{period.name}还差 {amount.rstrip()}。"


def _whole(quota: QuotaFacts, year: int, counted: float) -> PeriodCount:
    return PeriodCount("", date(year, 1, 1), date(year, 12, 31), quota.value, counted)


def _period(quota: QuotaFacts, year: int, number: int, months: int) -> PeriodCount:
    first = number * months + 1
    starts_on = date(year, first, 1)
    last = first + months
    ends_on = date.fromordinal((date(year, last, 1) if last <= 12 else date(year + 1, 1, 1)).toordinal() - 1)
    counted = sum(amount for day, amount in quota.entries if starts_on <= day <= ends_on)
    return PeriodCount(_period_name(number, months), starts_on, ends_on, quota.value, counted)


def _period_name(number: int, months: int) -> str:
    if months == 12:
        return "全年"
    if months == 6:
        return ("上半年", "下半年")[number]
    return f"第{'一二三四'[number]}季度" if months == 3 else f"{number + 1}月"
