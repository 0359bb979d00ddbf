"""The table of traditional characters says what OpenCC says, one character for one."""

from __future__ import annotations

import tomllib
from importlib import resources

import opencc


def test_the_table_is_what_its_source_says():
    table = tomllib.loads((resources.files("gongkai.data") / "script/traditional.toml").read_text("utf-8"))
    traditional, simplified = (table[name].replace("\n", "") for name in ("traditional", "simplified"))
    assert len(traditional) == len(simplified) > 2500
    converter = opencc.OpenCC("t2s")
    wrong = [
        (given, ours) for given, ours in zip(traditional, simplified, strict=True) if converter.convert(given) != ours
    ]
    assert wrong == []
