"""The work calendar that every clock of the ledger uses."""

from __future__ import annotations

from functools import lru_cache

from gongkai.domain.clock import WorkCalendar, load_calendar


@lru_cache(maxsize=1)
def work_calendar() -> WorkCalendar:
    """The recorded years. The files belong to the program, so a new year arrives with a restart."""
    return load_calendar()
