"""What a person asks the ledger for, and how it is written in an address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

OVERDUE = "overdue"
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Filter:
    """Conditions that all must hold; empty ones do not count.

    `state` is a state as the board shows it: an item past its due date is `overdue` and nothing else, so that the
    cells of a row add up; `open` is whatever is not closed out. `overdue` asks for the lateness alone. `unit` finds
    items that name the unit or a group it belongs to, in `role` when one is given. `row` is a row of the board: "u12" a
    unit, "g3" a group, "t融媒中心" a name not matched, "-" nobody; with `role="principal"` the items counted there.
    `month` is "2026-06"; for month and chapter "-" means none.
    """

    notice: int | None = None
    year: int | None = None
    chapter: str = ""
    unit: int | None = None
    row: str = ""
    role: str = ""
    state: str = ""
    due_from: date | None = None
    due_to: date | None = None
    overdue: bool = False
    text: str = ""
    person: int | None = None
    origin: str = ""
    month: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filter:
        """The filter in a query string; what cannot be read is left out, as if it had not been asked."""
        values: dict[str, Any] = {}
        for name, read in READERS.items():
            word = (query.get(name) or "").strip()
            if not word:
                continue
            try:
                values[name] = read(word)
            except ValueError:
                continue
        return cls(**values)

    def as_query(self, **changes: object) -> str:
        """The query string of this filter, with some conditions changed (None or empty: dropped)."""
        values = asdict(self) | changes
        words = {name: _word(values[name]) for name in (field.name for field in fields(self))}
        return urlencode({name: word for name, word in words.items() if word})


def _word(value: object) -> str:
    if value is True:
        return "1"
    return "" if value in (None, False, "") else str(value)


def _number(word: str) -> int:
    """A number that a column of the database can hold."""
    if not (word.isascii() and word.isdecimal() and len(word) <= 18):
        raise ValueError(word)
    return int(word)


def _row(word: str) -> str:
    if word[0] in "ug":
        _number(word[1:])
    elif word[0] not in "t-":
        raise ValueError(word)
    return word


def _month(word: str) -> str:
    if word != "-":
        date.fromisoformat(f"{word}-01")
    return word


READERS: dict[str, Callable[[str], Any]] = {
    "notice": _number,
    "year": _number,
    "chapter": str,
    "unit": _number,
    "row": _row,
    "role": str,
    "state": str,
    "due_from": date.fromisoformat,
    "due_to": date.fromisoformat,
    "overdue": bool,
    "text": str,
    "person": _number,
    "origin": str,
    "month": _month,
}
