"""What happens to units and people that others may want to know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailWanted:
    """A message was delivered in the system and should go out by mail too."""

    message_id: int


@dataclass(frozen=True, slots=True)
class WorkYearLoaded:
    """The holiday arrangement of a year was loaded or corrected: working days of that year can be counted anew."""

    year: int


@dataclass(frozen=True, slots=True)
class WorkYearWithdrawn:
    """A loaded arrangement was taken back: working days of that year cannot be counted any more, or as shipped."""

    year: int
