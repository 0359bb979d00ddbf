"""The care edition's colours and sizes, counted from its style sheet. PLT-06; WCAG 2.2, 1.4.6."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SHEET = (Path(__file__).resolve().parents[3] / "gongkai/fronts/portal/static/portal/care.css").read_text("utf-8")
VALUES = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", SHEET))
GROUNDS = {name for name in VALUES if name.endswith("wash") or name == "paper"}


def luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb."""
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", sorted(set(VALUES) - GROUNDS))
@pytest.mark.parametrize("ground", [*sorted(GROUNDS), "reading"])
def test_every_pair_of_colours_has_seven_to_one(name, ground):
    behind = VALUES.get(ground, "#fff1b8")  # the paragraph that is being read aloud
    if name == "line" or (ground == "reading" and name not in {"ink", "link"}):
        return
    assert contrast(VALUES[name], behind) >= 7, (name, ground)


def test_nothing_is_smaller_than_22_pixels():
    sizes = [float(size) for size in re.findall(r"font-size: (?:max\()?([\d.]+)px", SHEET)]
    assert len(sizes) > 8
    assert min(sizes) >= 22


def test_nothing_floats_or_sticks():
    assert not re.search(r"position: (?:fixed|sticky)|float: (?!none)", SHEET)
    assert "position: static" in SHEET
