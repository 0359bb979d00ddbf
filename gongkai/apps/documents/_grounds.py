"""On which ground of the regulation information may be withheld: rows of data/statutes/refusal_grounds.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class RefusalGround:
    """A ground of articles 14 to 16. `is_optional`: the regulation says 可以, not must."""

    code: str
    article: str
    name: str
    text: str
    is_optional: bool


@lru_cache(maxsize=1)
def refusal_grounds() -> Mapping[str, RefusalGround]:
    """Every ground by its code."""
    rows = tomllib.loads(files("gongkai.data").joinpath("statutes/refusal_grounds.toml").read_text("utf-8"))["grounds"]
    return {row["code"]: RefusalGround(**row) for row in rows}
