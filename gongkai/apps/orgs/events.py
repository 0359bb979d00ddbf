"""What happens to units and people that others may want to know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailWanted:
    """A message was delivered in the system and should go out by mail too."""

    message_id: int


@dataclass(frozen=True, slots=True)
class UnitRetired:
    """A unit is out of force; `successor_id` carries on its work, when one was named."""

    unit_id: int
    successor_id: int | None
