"""Bodies that running text names as doers."""

from gongkai.domain.notices._units import doers

__all__ = ["doers"]
