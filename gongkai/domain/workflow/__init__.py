"""Transitions and their refusals: what may happen next, and the sentences that say why not."""

from gongkai.domain.workflow._facts import Person, PublicationFacts, StepFacts, open_rank, step_words
from gongkai.domain.workflow._publication import is_open, missing_interpretation, publication_blockers
from gongkai.domain.workflow._refusals import Blocked
from gongkai.domain.workflow._rules import Limit, RuleNotInForce, StepRule, gate_words, step_rules, time_limit
from gongkai.domain.workflow._synchrony import ThreeDates, synchrony_breaches

__all__ = [
    "Blocked",
    "Limit",
    "Person",
    "PublicationFacts",
    "RuleNotInForce",
    "StepFacts",
    "StepRule",
    "ThreeDates",
    "gate_words",
    "is_open",
    "missing_interpretation",
    "open_rank",
    "publication_blockers",
    "step_rules",
    "step_words",
    "synchrony_breaches",
    "time_limit",
]
