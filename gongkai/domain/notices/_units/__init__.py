"""Who does it: units in brackets, cells and lines, and bodies that running text names as doers."""

from gongkai.domain.notices._units._doers import doers
from gongkai.domain.notices._units._lists import Assignment, split_units
from gongkai.domain.notices._units._looks import looks_like_units

__all__ = ["Assignment", "doers", "looks_like_units", "split_units"]
