"""The work calendar that every clock of the ledger uses."""

from gongkai.apps.orgs.queries import work_calendar

__all__ = ["work_calendar"]
