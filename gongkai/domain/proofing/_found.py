"""What a search for personal data hands on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A value that belongs to a person. `doubt`: what speaks against it; `is_public`: it is given as a contact."""

    kind: str
    start: int
    end: int
    digits: str
    doubt: str = ""
    is_public: bool = False
