"""Dated rows of gongkai/data/duties: how often, by when, and by which notice."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any


class NoRuleInForce(LookupError):
    """No row of this table covers the day."""

    def __init__(self, name: str, on: date) -> None:
        super().__init__(f"duties/{name}.toml 没有 {on} 适用的规定")


def rule_on(name: str, on: date) -> dict[str, Any]:
    """The row of duties/<name>.toml in force on a day. Raises `NoRuleInForce`; never the last known one instead."""
    for row in rows_of(name):
        if row["from"] <= on <= row.get("until", on):
            return row
    raise NoRuleInForce(name, on)


@lru_cache(maxsize=8)
def rows_of(name: str) -> tuple[dict[str, Any], ...]:
    """All rows of duties/<name>.toml, as they stand there."""
    table = tomllib.loads(files("gongkai.data").joinpath(f"duties/{name}.toml").read_text("utf-8"))
    return tuple(table["rows"])
