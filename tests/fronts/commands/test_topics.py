"""The command line lists its topics by name, and loads one only when it is called."""

from __future__ import annotations

import subprocess
import sys

from typer.testing import CliRunner

from gongkai.fronts.commands._topics import TOPICS, application

LOADED = """
import sys
from gongkai.fronts.commands._topics import application
try:
    application(["clock", "due", "2026-02-09", "--working-days", "20"])
except SystemExit as end:
    assert not end.code, end.code
print([name for name in ("django", "wagtail", "docx", "openpyxl") if name in sys.modules])
"""


def test_every_topic_is_listed_by_name():
    listed = CliRunner().invoke(application, ["--help"]).output
    for topic, (_, words) in TOPICS.items():
        assert topic in listed
        assert words in listed


def test_a_command_without_database_never_loads_django():
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["2026-03-13", "[]"]
