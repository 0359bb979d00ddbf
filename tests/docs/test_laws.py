"""The page of the law names every limit that publication counts with, and its certainty."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "gongkai/data"
UNITS = {"working_days": "working day", "days": "day", "months": "month"}
LIMITS = tomllib.loads((DATA / "review/limits.toml").read_text("utf-8"))


def rows() -> list[str]:
    """The lines of the table of limits."""
    page = (ROOT / "docs/laws/publishing.md").read_text("utf-8")
    return [line for line in page.splitlines() if line.startswith("| ")]


@pytest.mark.parametrize("rule", LIMITS)
def test_each_limit_has_its_line(rule: str):
    (line,) = [line for line in rows() if f"{rule} |" in line]
    now = LIMITS[rule][-1]
    assert f"| {now['amount']} {UNITS[now['unit']]}" in line
    assert now["source"]["number"] in line
    # a figure that nobody found in a rule is not called read
    assert ("| read |" in line) == now["verified"]


@pytest.mark.parametrize("path", sorted((DATA / "duties").glob("*.toml")), ids=lambda path: path.name)
def test_each_duty_has_its_line(path: Path):
    now = tomllib.loads(path.read_text("utf-8"))["rows"][-1]
    (line,) = [line for line in rows() if f"duties/{path.name}" in line]
    figures = [now[name] for name in ("total", "by_leaders", "questions", "day", "days") if name in now]
    assert figures
    assert all(str(figure) in line.split("|")[2] for figure in figures)
    assert now["source"]["title"].split("》")[0].split("《")[-1] in line
    assert ("| unverified |" in line) != now["verified"]
