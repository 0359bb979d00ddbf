"""Who does it: units in brackets, cells and lines, and bodies that running text names as doers."""

from gongkai.domain.notices._units._doers import doers
from gongkai.domain.notices._units._lists import Assignment, looks_like_units, split_units

__all__ = ["Assignment", "doers", "looks_like_units", "split_units"]
