"""What must be so before the first page is served: tables, static files, on a first start the sample town."""

from __future__ import annotations

import hashlib
import importlib.util
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from gongkai.apps.sections._wagtail_names import name_in_chinese

SAMPLE = "gongkai.fronts.commands._sample_town"
logger = logging.getLogger(__name__)
Say = Callable[[str], None]


def migrate(say: Say) -> None:
    """Bring the tables up to date. Without anything to do this only reads which migrations were run."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("正在建立或升级数据库……")
        call_command("migrate", interactive=False, verbosity=0)
        name_in_chinese()


def collect_static(say: Say) -> None:
    """Gather the static files, when any of them or the program's version changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".gathered"
    state = _static_state()
    if stamp.exists() and stamp.read_text("utf-8") == state:
        return
    say("正在准备页面样式……")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state, "utf-8")


def load_sample(say: Say) -> None:
    """Load the sample town into an empty system: all of it or, when something fails, nothing."""
    town = sample_town()
    if not town or not town.is_empty():
        return
    say("第一次启动，正在载入样例县……")
    try:
        with transaction.atomic():
            town.load()
    except Exception:  # a newcomer without examples is better served than one without a system
        logger.exception("样例县没有载入")
        say("样例县没有载入（原因见上），系统是空的，照常可用。")


def demo_accounts() -> list[Any]:
    """The accounts of the sample town that can sign in here; none where the sample was not loaded."""
    town = sample_town()
    if not town:
        return []
    people = apps.get_model(settings.AUTH_USER_MODEL)._default_manager.filter(is_active=True)
    present = set(people.values_list("username", flat=True))
    return [account for account in town.ACCOUNTS if account.username in present]


def sample_town() -> Any:
    """The module of the sample town, or None in an installation without it."""
    return importlib.import_module(SAMPLE) if importlib.util.find_spec(SAMPLE) else None


def _static_state() -> str:
    """The versions of what brings static files, and our own files by name, size and time."""
    ours = hashlib.sha256()
    for path in sorted(settings.PACKAGE.glob("fronts/*/static/**/*")):
        if path.is_file():
            about = path.stat()
            ours.update(f"{path.relative_to(settings.PACKAGE)} {about.st_size} {about.st_mtime_ns}\n".encode())
    return f"django {django.__version__} wagtail {wagtail.__version__} {ours.hexdigest()}"
