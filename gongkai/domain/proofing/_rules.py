"""What a text is held against: masks and wording lists. Built-in rows are facts of data/checks; places add theirs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

WordingKind = Literal["forbidden", "mistyped", "leader", "organ"]


@dataclass(frozen=True, slots=True)
class WordingRow:
    """A wording that is wrong, what is right instead ("" when only a person can tell), and who says so.

    `since`: from when it is wrong. `not_before` and `not_after`: words with which the same
    characters mean something else (村长 in 该村长期).
    """

    kind: WordingKind
    wrong: str
    right: str = ""
    basis: str = ""
    is_blocking: bool = False
    is_verified: bool = False
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class PrivacyRules:
    """The duty and, per kind of value, its name on screens and how many signs stay visible at the front and back."""

    basis: str
    names: Mapping[str, str]
    keep: Mapping[str, tuple[int, int]]
    grounds: Mapping[str, str]

    @staticmethod
    @lru_cache(maxsize=1)
    def built_in() -> PrivacyRules:
        """The rows of data/checks/privacy.toml."""
        rows = _read("privacy")
        return PrivacyRules(
            rows["duty"]["basis"],
            {row["kind"]: row["name"] for row in rows["mask"]},
            {row["kind"]: (row["keep_first"], row["keep_last"]) for row in rows["mask"]},
            {row["code"]: row["name"] for row in rows["ground"]},
        )


@dataclass(frozen=True, slots=True)
class ProofRules:
    """Everything one run holds a text against. Make it once and use it for many texts."""

    privacy: PrivacyRules
    wording: tuple[WordingRow, ...]
    # what the rows are made into for one walk through the text
    by_wrong: Mapping[str, WordingRow] = field(repr=False)
    pattern: re.Pattern[str] = field(repr=False)

    @staticmethod
    def built_in(own: Iterable[WordingRow] = ()) -> ProofRules:
        """The built-in rows with the rows of the place, which win over built-in ones of the same wording."""
        return _rules_with(tuple(own))


@lru_cache(maxsize=8)
def _rules_with(own: tuple[WordingRow, ...]) -> ProofRules:
    by_wrong = {row.wrong: row for row in (*built_in_wording(), *own) if row.wrong}
    words = sorted(by_wrong, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, words)) if words else r"(?!)")
    return ProofRules(PrivacyRules.built_in(), tuple(by_wrong.values()), by_wrong, pattern)


@lru_cache(maxsize=1)
def built_in_wording() -> tuple[WordingRow, ...]:
    """The rows of data/checks/organs.toml and wording.toml."""
    rows = []
    for name in ("organs", "wording"):
        for group in _read(name)["group"]:
            rows += [_row(group, entry) for entry in group["rows"]]
    return tuple(rows)


def _row(group: Mapping[str, Any], entry: Any) -> WordingRow:
    """A row is [wrong, right] or a table with more."""
    values = {"wrong": entry[0], "right": entry[1]} if isinstance(entry, list) else entry
    source = group["source"]
    basis = "".join((source["title"], f"（{source['number']}）" if source.get("number") else ""))
    return WordingRow(
        group["kind"],
        values["wrong"],
        values["right"],
        basis[:200],
        bool(values.get("is_blocking", group.get("is_blocking", False))),
        bool(group["verified"]),
        tuple(values.get("not_before", ())),
        tuple(values.get("not_after", ())),
        group["from"],
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("gongkai.data").joinpath(f"checks/{name}.toml").read_text("utf-8"))
