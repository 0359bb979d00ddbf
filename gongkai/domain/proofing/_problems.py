"""What proofing says about a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["block", "warn"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `message` never holds personal data in clear; `repair` is what should stand at the span instead,
    "" to cut it, None when only a person can tell. `ground_needed`: it may stay only on a legal ground."""

    rule: str
    basis: str
    severity: Severity
    start: int
    end: int
    message: str
    repair: str | None = None
    ground_needed: bool = False
