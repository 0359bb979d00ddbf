"""Time limits of a task."""

from gongkai.domain.notices._limits._find import find_limits
from gongkai.domain.notices._limits._kinds import likely_reading

__all__ = ["find_limits", "likely_reading"]
