"""Numbers that bind a task."""

from gongkai.domain.notices._quotas._find import find_quotas

__all__ = ["find_quotas"]
