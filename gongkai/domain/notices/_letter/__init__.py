"""The covering letter of a notice and the head of its plan."""

from gongkai.domain.notices._letter._dates import plan_year
from gongkai.domain.notices._letter._read import read_letter

__all__ = ["plan_year", "read_letter"]
