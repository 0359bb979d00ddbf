"""What each kind of document must say, and the classes it may stand in: rows of gongkai/data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

SEPARATOR = "\\"


@dataclass(frozen=True, slots=True)
class KindRule:
    """A row of data/checks/document_kinds.toml. `fields`: what the kind shows besides title, body and publisher."""

    required: tuple[str, ...]
    fields: tuple[str, ...]
    genres: tuple[str, ...]
    has_validity: bool
    needs_interpretation: bool
    needs_text: bool


@dataclass(frozen=True, slots=True)
class Theme:
    """A class of 主题分类; `items` are (code, name) of the second level."""

    code: str
    name: str
    items: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def kind_rules() -> Mapping[str, KindRule]:
    """The rule of every kind, by its code."""
    rows = _read("checks/document_kinds.toml")["kinds"]
    return {
        kind: KindRule(
            tuple(row["required"]),
            tuple(dict.fromkeys([*row["fields"], *row["required"]])),
            tuple(row["genres"]),
            row["has_validity"],
            row["needs_interpretation"],
            row["needs_text"],
        )
        for kind, row in rows.items()
    }


@lru_cache(maxsize=1)
def themes() -> tuple[Theme, ...]:
    """主题分类, 22 classes with their second level. standards §7.3."""
    return tuple(
        Theme(
            row["code"],
            row["name"],
            tuple((f"{row['code']}{place:02d}", name) for place, name in enumerate(row.get("items", []), 1)),
        )
        for row in _read("catalogue/themes.toml")["themes"]
    )


@lru_cache(maxsize=1)
def theme_names() -> Mapping[str, str]:
    """Every class as it is kept (综合政务\\政务公开) by its code; the first level alone is allowed too."""
    names: dict[str, str] = {}
    for theme in themes():
        names[theme.code] = theme.name
        names |= {code: f"{theme.name}{SEPARATOR}{name}" for code, name in theme.items}
    return names


def read_theme(text: str) -> str | None:
    """The class that a code or a name means, as it is kept; None when there is none such. Slashes and > part levels."""
    names = theme_names()
    if text in names:
        return names[text]
    parts = [
        part.strip()
        for part in text.replace("＼", SEPARATOR).replace("/", SEPARATOR).replace(">", SEPARATOR).split(SEPARATOR)
    ]
    wanted = SEPARATOR.join(filter(None, parts))
    if wanted in names.values():
        return wanted
    ends = [name for name in names.values() if name.endswith(f"{SEPARATOR}{wanted}")]
    return ends[0] if len(ends) == 1 else None


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("gongkai.data").joinpath(name).read_text("utf-8"))
