"""Reads the fact files of this package. Parsing is by the standard library; meaning is given by the domain."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files


def read_folder(folder: str) -> Iterator[Mapping[str, object]]:
    """The tables of every TOML file in a folder of this package, in the order of their names."""
    entries = sorted(files("gongkai.data").joinpath(folder).iterdir(), key=lambda entry: entry.name)
    for entry in entries:
        if entry.name.endswith(".toml"):
            yield tomllib.loads(entry.read_text(encoding="utf-8"))
