"""Which of last year's items are looked at again (回头看)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LookBackFacts:
    """What an item of last year names."""

    unit_count: int
    has_time_limit: bool
    is_withdrawn: bool = False


def is_look_back_candidate(facts: LookBackFacts) -> bool:
    """对上一年度有明确责任主体和时限要求的任务逐项回头看: a named body and a time limit, both."""
    return facts.unit_count > 0 and facts.has_time_limit and not facts.is_withdrawn
