"""Time limits of a task."""

from gongkai.domain.notices._limits._find import find_limits

__all__ = ["find_limits"]
