"""Every variable the code reads is documented, and the other way round."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_settings_and_their_page_agree():
    sources = [p.read_text("utf-8") for p in (ROOT / "gongkai").rglob("*.py")]
    read = {name for text in sources for name in re.findall(r"[\"'](GONGKAI_[A-Z_]+)[\"']", text)}
    page = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    assert read == set(re.findall(r"^\| `(GONGKAI_[A-Z_]+)`", page, re.MULTILINE))
