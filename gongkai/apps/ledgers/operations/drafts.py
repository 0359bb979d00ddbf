"""Correcting what was read, before it enters the ledger. Every correction is kept; the reading itself never changes."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.models import NoticeImport
from gongkai.apps.ledgers.operations import draft_values as values
from gongkai.apps.ledgers.permissions import may_manage
from gongkai.apps.ledgers.queries.imports import same_notice
from gongkai.apps.orgs.models import Unit, UnitGroup, User
from gongkai.apps.orgs.operations import add_alias
from gongkai.domain.workflow import Blocked

Draft = dict[str, Any]
Change = Callable[[Draft], "tuple[Any, str, Any, Any]"]


def edit_task(
    *,
    actor: User,
    imported: NoticeImport,
    revision: int,
    index: int,
    changes: Mapping[str, Any],
    now: datetime | None = None,
) -> NoticeImport:
    """Change fields of the task at this place: number, text, section, units, deadlines, quotas, paths, channels, cites.

    Lists are given whole. A field that cannot be read is refused with a sentence that names it.
    """
    checked = values.task_values(changes)

    def change(draft: Draft) -> tuple[Any, str, Any, Any]:
        task = _task(draft, index)
        before = {name: copy.deepcopy(task.get(name)) for name in checked}
        values.change(task, checked)
        return task["id"], "、".join(checked), before, checked

    return _corrected(actor, imported, revision, "更正任务", change, now=now)


def merge_tasks(
    *, actor: User, imported: NoticeImport, revision: int, first: int, second: int, now: datetime | None = None
) -> NoticeImport:
    """Make one task of two: the second's words follow the first's, its units, limits and paths are added."""

    def change(draft: Draft) -> tuple[Any, str, Any, Any]:
        one, two = _task(draft, first), _task(draft, second)
        if one is two:
            raise Blocked(["请选择两项不同的任务。"])
        before = [copy.deepcopy(one), two]
        values.join(one, two)
        draft["tasks"].remove(two)
        return one["id"], "合并", before, one

    return _corrected(actor, imported, revision, "合并任务", change, now=now)


def split_task(
    *, actor: User, imported: NoticeImport, revision: int, index: int, at: int, now: datetime | None = None
) -> NoticeImport:
    """Cut a task in two after `at` characters of its text. Both keep the units; limits stay with their words."""

    def change(draft: Draft) -> tuple[Any, str, Any, Any]:
        task = _task(draft, index)
        if not 0 < at < len(task["text"]) or not task["text"][:at].strip() or not task["text"][at:].strip():
            raise Blocked(["拆开的位置要在任务文字的中间。"])
        before = copy.deepcopy(task)
        rest = values.cut(task, at, _next_id(draft))
        draft["tasks"].insert(draft["tasks"].index(task) + 1, rest)
        return task["id"], "拆开", before, [task, rest]

    return _corrected(actor, imported, revision, "拆开任务", change, now=now)


def add_task(
    *,
    actor: User,
    imported: NoticeImport,
    revision: int,
    index: int,
    changes: Mapping[str, Any],
    now: datetime | None = None,
) -> NoticeImport:
    """Add a task before the one at this place (at the end when `index` is the number of tasks). It needs a text.

    To place a stretch of unplaced text, give its `span` among the changes.
    """
    checked = values.task_values(changes)
    if not checked.get("text"):
        raise Blocked(["请填写任务内容。"])

    def change(draft: Draft) -> tuple[Any, str, Any, Any]:
        tasks = draft["tasks"]
        place = min(max(0, index), len(tasks))
        made = values.blank_task(_next_id(draft), tasks[place - 1] if place else None)
        values.change(made, checked)
        tasks.insert(place, made)
        values.take_up(draft, made)
        return made["id"], "增加", None, made

    return _corrected(actor, imported, revision, "增加任务", change, now=now)


def drop_task(
    *, actor: User, imported: NoticeImport, revision: int, index: int, now: datetime | None = None
) -> NoticeImport:
    """Take a task out of the draft. Its words stay in the notice."""

    def change(draft: Draft) -> tuple[Any, str, Any, Any]:
        task = _task(draft, index)
        draft["tasks"].remove(task)
        return task["id"], "删除", task, None

    return _corrected(actor, imported, revision, "删除任务", change, now=now)


def edit_notice_fields(
    *, actor: User, imported: NoticeImport, revision: int, changes: Mapping[str, Any], now: datetime | None = None
) -> NoticeImport:
    """Change the head: title, issuer, doc_number, year, kind, written_on, published_on, recipients, legal_basis, …"""
    checked = values.notice_values(changes)

    def change(draft: Draft) -> tuple[Any, str, Any, Any]:
        before = {name: draft["notice"].get(name) for name in checked}
        draft["notice"].update(checked)
        return None, "、".join(checked), before, checked

    return _corrected(actor, imported, revision, "更正通知信息", change, now=now)


def confirm_deadline(
    *,
    actor: User,
    imported: NoticeImport,
    revision: int,
    index: int | None,
    deadline_index: int,
    on: date,
    now: datetime | None = None,
) -> NoticeImport:
    """Say which day a damaged date means. `index` None: a deadline of the covering letter."""

    def change(draft: Draft) -> tuple[Any, str, Any, Any]:
        holder = draft["notice"] if index is None else _task(draft, index)
        deadlines = holder.get("deadlines", [])
        if not 0 <= deadline_index < len(deadlines):
            raise Blocked(["没有找到这处时限，请刷新后再试。"])
        deadline = deadlines[deadline_index]
        before = dict(deadline)
        deadline.update(kind="fixed", date=on.isoformat(), needs_confirmation=False)
        return holder.get("id"), "时限", before, dict(deadline)

    return _corrected(actor, imported, revision, "确认日期", change, now=now)


def choose_unit(
    *,
    actor: User,
    imported: NoticeImport,
    revision: int,
    unit_text: str,
    unit: Unit | None = None,
    group: UnitGroup | None = None,
    remember_alias: bool = False,
    now: datetime | None = None,
) -> NoticeImport:
    """Say which unit or group a printed name means; neither: leave it unmatched on purpose.

    With `remember_alias` the name becomes an alias of the unit, so the next notice finds it.
    """

    def change(draft: Draft) -> tuple[Any, str, Any, Any]:
        choices = draft.setdefault("unit_choices", {})
        before = choices.get(unit_text)
        choices[unit_text] = {"unit": unit.pk if unit else None, "group": group.pk if group else None}
        if unit and remember_alias:
            add_alias(actor=actor, unit=unit, text=unit_text)
        return None, f"单位“{unit_text}”", before, choices[unit_text] | {"name": str(unit or group or "不在名录中")}

    return _corrected(actor, imported, revision, "确认单位", change, now=now)


def acknowledge_unplaced(
    *, actor: User, imported: NoticeImport, revision: int, now: datetime | None = None
) -> NoticeImport:
    """Say that the text placed nowhere was looked at and belongs to no task."""

    def change(draft: Draft) -> tuple[Any, str, Any, Any]:
        draft["is_unplaced_seen"] = True
        return None, "未归位文字", False, True

    return _corrected(actor, imported, revision, "确认未归位文字", change, now=now)


def _corrected(
    actor: User, imported: NoticeImport, revision: int, action: str, change: Change, *, now: datetime | None
) -> NoticeImport:
    """Apply one change to the draft under lock, log it, raise the revision."""
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以核对导入的通知。"])
    with transaction.atomic():
        row = NoticeImport.objects.select_for_update().select_related("source").get(pk=imported.pk)
        check_draft(row, revision)
        draft = copy.deepcopy(row.draft)
        task_id, field, before, after = change(draft)
        if draft["notice"] != row.draft["notice"]:
            row.notice = same_notice(draft)
        row.draft = draft
        row.revision += 1
        row.corrections = [
            *row.corrections,
            {
                "at": (now or timezone.now()).isoformat(timespec="seconds"),
                "by": actor.pk,
                "by_text": actor.get_full_name(),
                "action": action,
                "task": task_id,
                "field": field,
                "before": before,
                "after": copy.deepcopy(after),
            },
        ]
        row.save(update_fields=["draft", "notice", "revision", "corrections"])
        record(actor=actor, action=action, target=row, before={"值": before}, after={"任务": task_id, "值": after})
    return row


def check_draft(row: NoticeImport, revision: int) -> None:
    """Refuse when the draft is not open, or another person has changed it since this one looked."""
    if row.state != NoticeImport.State.UNDER_REVIEW:
        raise Blocked([f"这次导入{row.get_state_display()}，不能再改。"])
    if row.revision != revision:
        raise Blocked(["这份核对稿刚被别人改过，请刷新后再改。"])


def _task(draft: Draft, index: int) -> dict[str, Any]:
    tasks = draft["tasks"]
    if not 0 <= index < len(tasks):
        raise Blocked(["没有找到这一项任务，请刷新后再试。"])
    return tasks[index]


def _next_id(draft: Draft) -> int:
    """Ids are never used twice, or a correction could speak of the wrong task."""
    used: Iterable[int] = (task["id"] for task in draft["tasks"])
    draft["last_id"] = max(draft.get("last_id", 0), *used, 0) + 1
    return int(draft["last_id"])
