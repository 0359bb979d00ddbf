"""The list of dependencies and their reasons stay one list."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_each_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[\[<>=]", line)[0] for line in project["dependencies"]}
    table = (ROOT / "docs/decisions/0002-dependencies.md").read_text("utf-8")
    reasoned = set(re.findall(r"^\| ([a-z0-9-]+) \| \S", table, re.MULTILINE)) - {"package"}
    assert declared == reasoned


def test_each_record_is_listed():
    folder = ROOT / "docs/decisions"
    listed = set(re.findall(r"\((\d{4}-[a-z-]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    assert listed == {path.name for path in folder.glob("0*.md")}
