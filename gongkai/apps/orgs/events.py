"""What happens to units and people that others may want to know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailWanted:
    """A message was delivered in the system and should go out by mail too."""

    message_id: int
