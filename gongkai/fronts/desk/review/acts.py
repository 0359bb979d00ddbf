"""What a person can do on the review screen: the word on the button, and the operation it calls.

A button sends `do`: a verb and its arguments. Tasks are named by their id, which stays with them while their place
in the list changes; operations take the place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from gongkai.apps.ledgers import operations
from gongkai.apps.ledgers.models import NoticeImport
from gongkai.apps.ledgers.queries.imports import DraftTask, ImportReview
from gongkai.apps.orgs.models import Unit, UnitGroup, User
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.review import form

LOST = "没有找到这一项任务，可能已被合并或删除，请刷新后再试。"


@dataclass(frozen=True, slots=True)
class Asked:
    """One act: who asks, on which draft as they saw it, and the form."""

    actor: User
    review: ImportReview
    revision: int
    data: QueryDict

    @property
    def target(self) -> dict[str, Any]:
        """What every operation takes."""
        return {"actor": self.actor, "imported": self.review.imported, "revision": self.revision}

    def field(self, name: str) -> str:
        """A field of the form."""
        return str(self.data.get(name, "")).strip()

    def task(self, word: str) -> DraftTask:
        """The task of this id."""
        for task in self.review.tasks:
            if str(task.id) == word:
                return task
        raise Blocked([LOST])


def perform(asked: Asked) -> str:
    """Do what the button says; returns what to say. Raises Blocked."""
    verb, _, rest = asked.data.get("do", "").partition(" ")
    if verb not in VERBS:
        raise Blocked(["没有这个操作，请刷新后再试。"])
    return VERBS[verb](asked, rest)


def _edit(asked: Asked, rest: str) -> str:
    task = asked.task(rest)
    if made := form.changes(asked.data, task):
        operations.edit_task(**asked.target, index=task.index, changes=made)
        return f"第 {task.index + 1} 项已更正。"
    return "没有改动。"


def _add(asked: Asked, rest: str) -> str:
    """After the task named, at the end without one."""
    if not asked.field("text"):
        raise Blocked(["请填写任务内容。"])
    index = asked.task(rest).index + 1 if rest else len(asked.review.tasks)
    operations.add_task(**asked.target, index=index, changes=form.changes(asked.data, None))
    return f"已增加第 {index + 1} 项。"


def _place(asked: Asked, rest: str) -> str:
    """Unplaced text becomes a task of its own, where it stands in the notice."""
    start, end = (int(word) for word in rest.split())
    text = asked.review.imported.text[start:end].strip()
    before = [task.index for task in asked.review.tasks if task.span and task.span[0] < start]
    index = max(before, default=-1) + 1
    operations.add_task(**asked.target, index=index, changes={"text": text, "span": [start, end]})
    return f"这段文字已列为第 {index + 1} 项。"


def _merge(asked: Asked, rest: str) -> str:
    task = asked.task(rest)
    if task.index == 0:
        raise Blocked(["第一项前面没有任务可以合并。"])
    operations.merge_tasks(**asked.target, first=task.index - 1, second=task.index)
    return f"第 {task.index + 1} 项已并入第 {task.index} 项。"


def _split(asked: Asked, rest: str) -> str:
    """At the caret, or at the mark ‖ that was typed. What else was changed in the form is kept first."""
    task, typed = asked.task(rest), asked.data.get("text", "").replace("\r\n", "\n")
    at = typed.find(form.CUT) if form.CUT in typed else _whole(asked.data.get("at", ""))
    made = form.changes(asked.data, task)
    target = asked.target
    at -= len(typed) - len(typed.lstrip())
    if made:
        row = operations.edit_task(**target, index=task.index, changes=made)
        target = target | {"imported": row, "revision": row.revision}
    operations.split_task(**target, index=task.index, at=at)
    return f"第 {task.index + 1} 项已拆成两项。"


def _whole(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 10 else 0


def _drop(asked: Asked, rest: str) -> str:
    task = asked.task(rest)
    operations.drop_task(**asked.target, index=task.index)
    return f"第 {task.index + 1} 项已删除。"


def _confirm(asked: Asked, rest: str) -> str:
    """`confirm <task id or 0 for the letter> <which limit> [<day>]`; without a day, the day field of the form."""
    words = rest.split()
    day = words[2] if len(words) > 2 else asked.data.get("on", "")
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Blocked(["请填写这处日期。"]) from None
    index = None if words[0] == "0" else asked.task(words[0]).index
    operations.confirm_deadline(**asked.target, index=index, deadline_index=_whole(words[1]), on=on)
    return "日期已确认。"


def _choose(asked: Asked, rest: str) -> str:
    """`choose <u12 | g3 | - | ?> <name as printed>`: a unit, a group, nobody on purpose, or what the chooser says."""
    code, _, text = rest.partition(" ")
    remember = "remember" in asked.data or code.startswith("u")
    if code == "?":
        code, remember = _chosen(asked.data), "remember" in asked.data
    unit = Unit.objects.filter(pk=code[1:]).first() if code[:1] == "u" else None
    group = UnitGroup.objects.filter(pk=code[1:]).first() if code[:1] == "g" else None
    if code != "-" and unit is None and group is None:
        raise Blocked(["请从单位名录中选择一个单位。"])
    operations.choose_unit(**asked.target, unit_text=text, unit=unit, group=group, remember_alias=remember)
    if code == "-":
        return f"“{text}”按原文保留，不对应名录中的单位。"
    return f"“{text}”已对应“{unit or group}”" + ("，并记为别称。" if unit and remember else "。")


def _chosen(data: QueryDict) -> str:
    """The chooser: a button of a candidate, or a name typed into the box."""
    if data.get("code"):
        return str(data["code"])
    name = str(data.get("name", "")).strip()
    unit = Unit.objects.filter(name=name).first() or Unit.objects.filter(short_name=name).first()
    group = None if unit else UnitGroup.objects.filter(name=name).first()
    return f"u{unit.pk}" if unit else f"g{group.pk}" if group else ""


def _acknowledge(asked: Asked, _rest: str) -> str:
    operations.acknowledge_unplaced(**asked.target)
    return "已记下：这些文字不属于任何任务。"


def _head(asked: Asked, _rest: str) -> str:
    fields = ("title", "issuer", "doc_number", "year", "kind", "written_on", "published_on", "disclosure_attribute")
    made: dict[str, Any] = {name: asked.field(name) for name in fields if name in asked.data}
    if "recipients" in asked.data:
        made["recipients"] = [part for part in form.UNIT_MARKS.split(asked.field("recipients")) if part.strip()]
    operations.edit_notice_fields(**asked.target, changes=made)
    return "通知信息已更正。"


def _undo(asked: Asked, _rest: str) -> str:
    operations.undo_correction(**asked.target)
    return "已撤销上一步。"


VERBS: dict[str, Callable[[Asked, str], str]] = {
    "edit": _edit,
    "add": _add,
    "place": _place,
    "merge": _merge,
    "split": _split,
    "drop": _drop,
    "confirm": _confirm,
    "choose": _choose,
    "ack": _acknowledge,
    "head": _head,
    "undo": _undo,
}


def is_open(imported: NoticeImport) -> bool:
    """Whether the draft can still be changed."""
    return imported.state == NoticeImport.State.UNDER_REVIEW
