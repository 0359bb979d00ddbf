"""What a task and a head of a draft may hold, and how tasks are joined and cut."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from gongkai.apps.ledgers.models import Notice
from gongkai.domain.workflow import Blocked

Task = dict[str, Any]
LISTS = ("deadlines", "quotas", "paths", "channels", "cites")
KINDS = ("fixed", "relative", "recurring")
OPS = (">=", "<=", "=")
PERIODS = ("year", "half_year", "quarter", "month", "")


def task_values(changes: Mapping[str, Any]) -> Task:
    """The changes in the form of the draft. Raises Blocked naming every field that cannot be kept."""
    return _checked(changes, TASK_FIELDS)


def notice_values(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The same for the head of the notice."""
    return _checked(changes, NOTICE_FIELDS)


def _checked(changes: Mapping[str, Any], fields: Mapping[str, tuple[str, Callable[[Any], Any]]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    refused = []
    for name, value in changes.items():
        if name not in fields:
            refused.append(f"没有“{name}”这个字段。")
            continue
        label, read = fields[name]
        try:
            made[name] = read(value)
        except (ValueError, TypeError, KeyError, AttributeError):
            refused.append(f"“{label}”填写有误，请检查。")
    if refused:
        raise Blocked(refused)
    return made


def _text(value: Any) -> str:
    return str(value or "").strip()


def _needed(value: Any) -> str:
    if not _text(value):
        raise ValueError
    return _text(value)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        raise TypeError
    return list(dict.fromkeys(word for word in map(_text, value or ()) if word))


def _paths(value: Any) -> list[list[str]]:
    """Each path as a list of names, or as one line with ">" between them."""
    paths = (row.split(">") if isinstance(row, str) else row for row in value or ())
    return [names for names in ([word for word in map(_text, path) if word] for path in paths) if names]


def _day(value: Any) -> str | None:
    if not value:
        return None
    return (value if isinstance(value, date) else date.fromisoformat(str(value))).isoformat()


def _deadlines(value: Any) -> list[dict[str, Any]]:
    return [_deadline(dict(row)) for row in value or ()]


def _deadline(row: dict[str, Any]) -> dict[str, Any]:
    on = _day(row.get("date"))
    kind = row.get("kind") or ("fixed" if on else "relative")
    if kind not in KINDS or (kind == "fixed") != bool(on):
        raise ValueError(kind)
    made = {"text": _needed(row.get("text") or on), "kind": kind, "date": on, "offset": row.get("offset") or None}
    kept = {name: row[name] for name in ("span", "needs_confirmation") if row.get(name)}
    return made | kept


def _quotas(value: Any) -> list[dict[str, Any]]:
    return [_quota(dict(row)) for row in value or ()]


def _quota(row: dict[str, Any]) -> dict[str, Any]:
    op, period, value = row.get("op") or ">=", row.get("period") or "", float(row["value"])
    if op not in OPS or period not in PERIODS or value < 0:
        raise ValueError(op)
    of, unit = _text(row.get("of")), _text(row.get("unit"))
    made = {"op": op, "value": value, "unit": unit, "period": period or None, "of": of}
    made["text"] = _text(row.get("text")) or f"{made['of']}{op}{value:g}{made['unit']}"
    return made | ({"span": row["span"]} if row.get("span") else {})


def _span(value: Any) -> list[int] | None:
    if not value:
        return None
    start, end = map(int, value)
    if not 0 <= start < end:
        raise ValueError
    return [start, end]


def _year(value: Any) -> int | None:
    year = int(value) if value else None
    if year and not 1990 <= year <= 2100:
        raise ValueError
    return year


def _kind(value: Any) -> str:
    return str(Notice.Kind(value))


TASK_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "number": ("编号", lambda value: _text(value) or None),
    "text": ("任务", _needed),
    "section": ("章节", _texts),
    "lead_units": ("牵头单位", _texts),
    "responsible_units": ("责任单位", _texts),
    "deadlines": ("时限", _deadlines),
    "quotas": ("数量要求", _quotas),
    "paths": ("公开路径", _paths),
    "channels": ("其他渠道", _texts),
    "cites": ("引用文件", _texts),
    "span": ("原文位置", _span),
}
NOTICE_FIELDS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "title": ("标题", _needed),
    "attachment_title": ("附件标题", _text),
    "issuer": ("发文机关", _text),
    "doc_number": ("发文字号", lambda value: _text(value) or None),
    "year": ("年度", _year),
    "kind": ("种类", _kind),
    "written_on": ("成文日期", _day),
    "published_on": ("发布日期", _day),
    "recipients": ("主送", _texts),
    "disclosure_attribute": ("公开属性", lambda value: _text(value) or None),
    "legal_basis": ("依据", _texts),
    "deadlines": ("时限", _deadlines),
}


def blank_task(task_id: int, before: Task | None) -> Task:
    """A new task under the headings of the one before it."""
    section = list(before["section"]) if before else []
    empty: Task = {name: [] for name in ("lead_units", "responsible_units", *LISTS)}
    return {"id": task_id, "section": section, "number": None, "text": "", "spans": {}} | empty


def change(task: Task, checked: Mapping[str, Any]) -> None:
    """Set the fields. Words that stay keep their place in the source; new words have none."""
    spans = task.setdefault("spans", {})
    for name, value in checked.items():
        if name == "span":
            spans["text"] = value
            continue
        if name in SPANNED:
            known = {_key(row): span for row, span in _paired(task, name)}
            spans[name] = [known.get(_key(row)) for row in value]
        task[name] = value


def join(one: Task, two: Task) -> None:
    """Add the second task to the first."""
    one["text"] = f"{one['text']}{two['text']}"
    for name in ("lead_units", "responsible_units", *LISTS):
        mine = _paired(one, name)
        known = {_key(row) for row, _ in mine}
        _set_pairs(one, name, mine + [(row, span) for row, span in _paired(two, name) if _key(row) not in known])
    places = [span for span in (text_span(one), text_span(two)) if span]
    if places:
        one.setdefault("spans", {})["text"] = [min(start for start, _ in places), max(end for _, end in places)]


def cut(task: Task, at: int, task_id: int) -> Task:
    """Cut the task after `at` characters; returns the second half. Values follow the words they were read from."""
    rest = copy.deepcopy(task)
    text = task["text"]
    task["text"], rest["text"] = text[:at].rstrip(), text[at:].lstrip()
    rest["id"], rest["number"] = task_id, None
    for name in LISTS:
        pairs = _paired(task, name)
        second = [not _stands_in(row, task["text"]) and _stands_in(row, rest["text"]) for row, _ in pairs]
        _set_pairs(task, name, [pair for pair, is_second in zip(pairs, second, strict=True) if not is_second])
        _set_pairs(rest, name, [pair for pair, is_second in zip(pairs, second, strict=True) if is_second])
    if place := text_span(task):
        middle = min(place[1] - 1, place[0] + at)
        task["spans"]["text"], rest["spans"]["text"] = [place[0], middle], [middle, place[1]]
        rest["spans"]["number"] = None
    return rest


def text_span(task: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where the task stands in the text of the notice; None for one that a person added."""
    span = task.get("spans", {}).get("text")
    return (int(span[0]), int(span[1])) if span else None


def take_up(draft: dict[str, Any], task: Task) -> None:
    """A task made of unplaced text takes it off the list of unplaced text."""
    if place := text_span(task):
        draft["unplaced"] = [
            row for row in draft.get("unplaced", []) if row["span"][0] < place[0] or row["span"][1] > place[1]
        ]


# lists of words whose places stand beside them in `spans`; deadlines and quotas carry their own
SPANNED = ("section", "lead_units", "responsible_units", "paths", "channels", "cites")


def _paired(task: Task, name: str) -> list[tuple[Any, Any]]:
    rows = task.get(name) or []
    spans = (task.get("spans", {}).get(name) or []) if name in SPANNED else []
    return list(zip(rows, [*spans, *([None] * len(rows))][: len(rows)], strict=True))


def _set_pairs(task: Task, name: str, pairs: list[tuple[Any, Any]]) -> None:
    task[name] = [row for row, _ in pairs]
    if name in SPANNED:
        task.setdefault("spans", {})[name] = [span for _, span in pairs]


def _key(row: Any) -> str:
    return repr(sorted(row.items())) if isinstance(row, dict) else repr(row)


def _stands_in(row: Any, text: str) -> bool:
    words = row.get("text", "") if isinstance(row, dict) else row
    parts: Iterable[str] = [words] if isinstance(words, str) else words
    squeezed = "".join(text.split())
    return all("".join(part.split()) in squeezed for part in parts)
