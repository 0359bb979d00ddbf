"""What import-linter cannot see. House §1."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.module_loading import import_string
from django_tasks.base import Task

from gongkai.project.wiring import DAILY

ROOT = Path(__file__).resolve().parents[2]
# lower rows first; a foreign key points to its own row or a lower one
ROWS = [{"audit", "files", "jobs"}, {"orgs"}, {"sections"}, {"documents"}, {"publishing"}, {"ledgers"}]


def row(label: str) -> int:
    return next((i for i, names in enumerate(ROWS) if label in names), -1)


def test_foreign_keys_point_down():
    wrong = []
    for label in set().union(*ROWS):
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.get_fields():
                if not (field.is_relation and field.concrete and field.related_model):
                    continue
                target = field.related_model._meta.app_label
                if target == "orgs" and field.related_model.__name__ == "User":
                    continue  # the person who acts: named everywhere, through settings.AUTH_USER_MODEL
                if row(target) > row(label):
                    wrong.append(f"{model.__name__}.{field.name} → {target}")
    assert wrong == []


def test_templates_stay_in_their_front():
    wrong = []
    for template in (ROOT / "gongkai/fronts").rglob("templates/**/*"):
        if template.suffix not in {".html", ".txt", ".xml"}:
            continue
        front = template.relative_to(ROOT / "gongkai/fronts").parts[0]
        for name in re.findall(r"{%\s*(?:extends|include)\s+[\"']([^\"']+)", template.read_text("utf-8")):
            shared = {front, "theme"} | ({"wagtailadmin", "wagtailusers"} if front == "desk" else set())
            if name.split("/")[0] not in shared:
                wrong.append(f"{template.name}: {name}")
    assert wrong == []


def test_the_domain_never_looks_at_the_clock():
    told = re.compile(r"\b(?:date\.today|datetime\.(?:now|utcnow|today)|time\.(?:time|monotonic|localtime))\b")
    assert [p.name for p in (ROOT / "gongkai/domain").rglob("*.py") if told.search(p.read_text("utf-8"))] == []


def test_only_wiring_listens():
    heard = re.compile(r"@receiver|\.connect\(")
    assert [
        p.name for p in (ROOT / "gongkai").rglob("*.py") if p.name != "wiring.py" and heard.search(p.read_text("utf-8"))
    ] == []


def test_daily_work_is_work_that_a_worker_can_take():
    # a plain function here would stop the worker at its hour
    assert [daily.name for daily in DAILY if not isinstance(import_string(daily.task_path), Task)] == []


def test_apps_hold_no_views_and_no_templates():
    allowed = {"models", "queries", "operations", "permissions", "apps", "events", "migrations"}
    extra = {
        "audit": {"management"},
        "files": {"readers", "writers", "cleaning", "media", "scanning"},
        "jobs": {"backend", "progress", "worker", "tasks"},
    }
    for app in (ROOT / "gongkai/apps").iterdir():
        if not app.is_dir() or app.name == "__pycache__":
            continue
        names = {p.stem for p in app.iterdir() if p.name not in {"__init__.py", "__pycache__"}}
        stray = {n for n in names - allowed - extra.get(app.name, set()) if not n.startswith("_")}
        assert stray == set(), (app.name, stray)


def test_nothing_is_left_open():
    marks = re.compile(r"\b(?:TODO|FIXME|XXX|NotImplemented)\b")
    assert [str(p) for p in (ROOT / "gongkai").rglob("*.py") if marks.search(p.read_text("utf-8"))] == []


def test_every_module_parses_with_the_oldest_python():
    for path in (ROOT / "gongkai").rglob("*.py"):
        ast.parse(path.read_text("utf-8"), feature_version=(3, 11))


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").glob("test_*.py")), ids=lambda path: path.name)
def test_benchmarks_follow_the_code(path):
    """They run too seldom to notice that a name is gone."""
    importlib.import_module(f"benchmarks.{path.stem}")
