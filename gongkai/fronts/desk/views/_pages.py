"""Addresses that keep their filter while one part changes."""

from __future__ import annotations

from django.http import QueryDict


def query_without(query: QueryDict, *names: str) -> str:
    """The query without the named parts and without empty ones, ending in & when something is left."""
    kept = query.copy()
    for name in names:
        kept.pop(name, None)
    for name in [name for name in kept if not any(kept.getlist(name))]:
        kept.pop(name)
    text = kept.urlencode()
    return f"{text}&" if text else ""
