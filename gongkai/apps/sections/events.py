"""What sections announce after it happened. `project/wiring.py` says who listens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SectionReplaced:
    """A section was taken out of use and another one stands in its place."""

    section_id: int
    replaced_by_id: int
