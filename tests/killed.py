"""A process of the system that is killed (kill -9) at a chosen line, as a power cut would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = """
import os, signal
import django
django.setup()
from django.conf import settings
settings.PRIVATE_ROOT = {private!r}
from unittest import mock
from importlib import import_module
module, name = {place!r}.rsplit(".", 1)
whole, calls = getattr(import_module(module), name), [0]

def fatal(*args, **named):
    calls[0] += 1
    if calls[0] == {nth}:
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(*args, **named)

with mock.patch({place!r}, fatal):
{code}
"""


def database_url() -> str:
    """The address of the test database, for another process."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return f"postgres://{values['USER']}@{quote(values['HOST'], safe='')}/{values['NAME']}"


def killed_at(place: str, code: str, nth: int = 1) -> None:
    """Run `code` in a process of its own, which dies as it calls the function at `place` for the nth time."""
    lines = "\n".join(f"    {line}" for line in code.strip().splitlines())
    script = SCRIPT.format(private=str(settings.PRIVATE_ROOT), place=place, nth=nth, code=lines)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "gongkai.project.settings",
        "GONGKAI_DATABASE_URL": database_url(),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=False,
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr[-2000:]
