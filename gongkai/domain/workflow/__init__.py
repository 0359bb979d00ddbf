"""Transitions and their refusals: what may happen next, and the sentences that say why not."""

from gongkai.domain.workflow._refusals import Blocked

__all__ = ["Blocked"]
