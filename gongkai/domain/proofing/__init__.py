"""Checks on a text before it is published: privacy, wording, format, citations; and how two texts differ."""

from gongkai.domain.proofing._differences import Segment, changed_pairs, comparable, differences
from gongkai.domain.proofing._tables import Cell, Table

__all__ = ["Cell", "Segment", "Table", "changed_pairs", "comparable", "differences"]
