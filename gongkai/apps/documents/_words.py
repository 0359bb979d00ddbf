"""Words that many sentences of the libraries share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.apps.orgs.models import Unit

SHOWN = 5


def short(unit: Unit) -> str:
    """The name people use."""
    return unit.short_name or unit.name


def day(on: date) -> str:
    """2026年6月30日"""
    return f"{on.year}年{on.month}月{on.day}日"


def listed(parts: Iterable[str], noun: str = "个") -> str:
    """甲、乙、丙, and how many there are when they are too many to name."""
    all_parts = list(parts)
    words = "、".join(all_parts[:SHOWN])
    return words if len(all_parts) <= SHOWN else f"{words}等 {len(all_parts)} {noun}"
