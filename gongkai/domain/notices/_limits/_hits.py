"""What a rule matched, and the text it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """What a time expression stands in: the text for matching, the plan's year, whether it is a column of limits."""

    view: str
    year: int | None
    is_column: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An expression that a rule matched, not yet judged."""

    rule: str
    kind: str
    context: str
    found: re.Match[str]


def text_before(hit: Hit, setting: Setting, width: int = 8) -> str:
    """The characters right before the expression."""
    return setting.view[max(0, hit.found.start() - width) : hit.found.start()]
