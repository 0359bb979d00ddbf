"""Every link between our own pages leads to a file, and every command of the README exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.fronts.commands._topics import TOPICS

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "README.zh.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path):
    found = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    assert [link for link in found if not (page.parent / link).exists()] == []


def test_named_commands_exist():
    shown = re.compile(r"(?:^ {4,}|`)(?:\.venv/bin/)?gongkai ([a-z]+)", re.MULTILINE)
    named = {word for page in PAGES for word in shown.findall(page.read_text("utf-8"))}
    assert {"notice", "clock"} <= named <= set(TOPICS)


def test_the_readmes_commands_are_targets():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^    make (\w+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
