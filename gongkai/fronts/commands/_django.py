"""Django for the topics that need it, started only when one of their commands runs."""

from __future__ import annotations

import importlib
import os
from typing import Any

import django


def part(name: str) -> Any:
    """A module of gongkai, with Django ready: `part("apps.jobs.worker")`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.project.settings")
    django.setup()
    return importlib.import_module(f"gongkai.{name}")
