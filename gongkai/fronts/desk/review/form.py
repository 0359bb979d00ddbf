"""The form of one task: every field of it, filled from the draft and read back as changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import QueryDict

from gongkai.apps.ledgers.queries.imports import DraftTask

CUT = "‖"
SPARE_ROWS = 1
UNIT_MARKS = re.compile(r"[、，,；;\n]+")
PATH_MARKS = re.compile(r"[>＞›]")
KINDS = (("fixed", "到日期"), ("relative", "事后"), ("recurring", "周期"))
OPS = ((">=", "不少于"), ("<=", "不超过"), ("=", "等于"))
PERIODS = (("", "—"), ("year", "每年"), ("half_year", "每半年"), ("quarter", "每季度"), ("month", "每月"))


def unit_line(names: Iterable[str]) -> str:
    """Unit names on one line, as a notice prints them."""
    return "、".join(names)


def initial(task: DraftTask | None, section: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the form shows: of a task, or of a new one under these headings."""
    if task is None:
        blank: dict[str, Any] = {"id": 0, "section": " › ".join(section), "limits": [{}], "quotas": [{}]}
        return blank
    return {
        "id": task.id,
        "number": task.number,
        "text": task.text,
        "section": " › ".join(task.section),
        "leads": unit_line(unit.text for unit in task.leads),
        "responsibles": unit_line(unit.text for unit in task.responsibles),
        "limits": [*task.deadlines, *({} for _ in range(SPARE_ROWS))],
        "quotas": [*task.quotas, *({} for _ in range(SPARE_ROWS))],
        "paths": "\n".join(">".join(path) for path in task.paths),
        "channels": unit_line(task.channels),
        "cites": "\n".join(task.cites),
    }


def changes(data: QueryDict, task: DraftTask | None) -> dict[str, Any]:
    """The fields that differ from the draft. A field the form does not carry stays as it is."""
    readers: dict[str, tuple[str, Callable[[str], Any]]] = {
        "number": ("number", lambda value: value.strip() or None),
        "text": ("text", lambda value: value.replace("\r\n", "\n").replace(CUT, "").strip()),
        "section": ("section", lambda value: _parts(value, PATH_MARKS)),
        "lead_units": ("leads", lambda value: _parts(value, UNIT_MARKS)),
        "responsible_units": ("responsibles", lambda value: _parts(value, UNIT_MARKS)),
        "paths": ("paths", lambda value: [_parts(line, PATH_MARKS) for line in value.splitlines() if line.strip()]),
        "channels": ("channels", lambda value: _parts(value, UNIT_MARKS)),
        "cites": ("cites", lambda value: _parts(value, re.compile("\n"))),
    }
    made: dict[str, Any] = {name: read(str(data[field])) for name, (field, read) in readers.items() if field in data}
    if "limit-count" in data:
        made["deadlines"] = _limits(data, task.deadlines if task else ())
    if "quota-count" in data:
        made["quotas"] = _quotas(data, task.quotas if task else ())
    old = _as_draft(task)
    return {name: value for name, value in made.items() if value != old.get(name)}


def _as_draft(task: DraftTask | None) -> dict[str, Any]:
    if task is None:
        return {"number": None, "lead_units": [], "responsible_units": [], "paths": [], "channels": [], "cites": []} | {
            "deadlines": [],
            "quotas": [],
        }
    return {
        "number": task.number or None,
        "text": task.text,
        "section": list(task.section),
        "lead_units": [unit.text for unit in task.leads],
        "responsible_units": [unit.text for unit in task.responsibles],
        "deadlines": list(task.deadlines),
        "quotas": list(task.quotas),
        "paths": [list(path) for path in task.paths],
        "channels": list(task.channels),
        "cites": list(task.cites),
    }


def _parts(value: str, marks: re.Pattern[str]) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in marks.split(value) if part.strip()))


def _limits(data: QueryDict, old: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    """A row without words and day is gone. A day typed over a damaged date settles it."""
    rows = []
    for number in range(_count(data, "limit-count")):
        field = _fields(data, f"limit-{number}-")
        if not field.get("text") and not field.get("date"):
            continue
        was = dict(old[number]) if number < len(old) else {}
        on = field.get("date") or None
        kind = "fixed" if on else field.get("kind", "relative")
        row = was | {
            "text": field.get("text") or on,
            "kind": "relative" if kind == "fixed" and not on else kind,
            "date": on,
        }
        row.setdefault("offset", None)
        if "offset" in field and field["offset"] != (was.get("offset") or ""):
            row["offset"] = field["offset"] or None
        if was.get("needs_confirmation") and on and on != was.get("date"):
            row["needs_confirmation"] = False
        rows.append(was if was and _same(was, row) else row)
    return rows


def _quotas(data: QueryDict, old: tuple[dict[str, Any], ...]) -> list[dict[str, Any]]:
    rows = []
    for number in range(_count(data, "quota-count")):
        field = _fields(data, f"quota-{number}-")
        if not field.get("value"):
            continue
        was = dict(old[number]) if number < len(old) else {}
        row = was | {
            "op": field.get("op", ">="),
            "value": _number(field["value"]),
            "unit": field.get("unit", ""),
            "period": field.get("period") or None,
            "of": field.get("of", ""),
        }
        rows.append(was if was and _same(was, row) else row)
    return rows


def _same(was: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return all((was.get(name) or None) == (value or None) for name, value in row.items())


def _fields(data: QueryDict, prefix: str) -> dict[str, str]:
    return {name[len(prefix) :]: str(data[name]).strip() for name in data if name.startswith(prefix)}


def _count(data: QueryDict, name: str) -> int:
    value = str(data.get(name, "0"))
    return min(200, int(value)) if value.isdecimal() and len(value) < 10 else 0


def _number(value: str) -> float | str:
    try:
        number = float(value)
    except ValueError:
        return value  # the operation names the field that cannot be kept
    return int(number) if number.is_integer() else number
