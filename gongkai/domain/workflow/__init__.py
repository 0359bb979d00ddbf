"""Transitions and their refusals: what may happen next, and the sentences that say why not."""

from gongkai.domain.workflow._facts import Person, PublicationFacts, StepFacts, step_words
from gongkai.domain.workflow._publication import missing_interpretation, publication_blockers
from gongkai.domain.workflow._refusals import Blocked
from gongkai.domain.workflow._synchrony import ThreeDates, synchrony_breaches

__all__ = [
    "Blocked",
    "Person",
    "PublicationFacts",
    "StepFacts",
    "ThreeDates",
    "missing_interpretation",
    "publication_blockers",
    "step_words",
    "synchrony_breaches",
]
