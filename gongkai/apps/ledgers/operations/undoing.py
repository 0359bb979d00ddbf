"""Taking back the last correction of a draft, from what the correction itself kept."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from django.db import transaction

from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.models import NoticeImport
from gongkai.apps.ledgers.operations import draft_values as values
from gongkai.apps.ledgers.operations.drafts import check_draft
from gongkai.apps.ledgers.permissions import may_manage
from gongkai.apps.ledgers.queries.imports import same_notice
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked

Draft = dict[str, Any]
Correction = dict[str, Any]
NOTHING = "没有可以撤销的更正。"


def undo_correction(*, actor: User, imported: NoticeImport, revision: int) -> NoticeImport:
    """Put the draft back to where it was before the last correction; called again, before the one before it.

    The correction leaves the list of the import and stays in the log. An alias that a choice of unit made is kept.
    """
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以核对导入的通知。"])
    with transaction.atomic():
        row = NoticeImport.objects.select_for_update().get(pk=imported.pk)
        check_draft(row, revision)
        if not row.corrections or row.corrections[-1]["action"] not in TAKE_BACK:
            raise Blocked([NOTHING])
        last, draft = row.corrections[-1], copy.deepcopy(row.draft)
        TAKE_BACK[last["action"]](draft, last, row.reading)
        row.draft, row.corrections, row.revision = draft, row.corrections[:-1], row.revision + 1
        if last["action"] == "更正通知信息":
            row.notice = same_notice(draft)
        row.save(update_fields=["draft", "notice", "corrections", "revision"])
        before = {"更正": last["action"], "任务": last["task"], "值": last["after"]}
        record(actor=actor, action="撤销更正", target=row, before=before, after={"值": last["before"]})
    return row


def _place(draft: Draft, task_id: int) -> int:
    for place, task in enumerate(draft["tasks"]):
        if task["id"] == task_id:
            return place
    raise Blocked([NOTHING])


def _edited(draft: Draft, last: Correction, reading: Draft) -> None:
    """The old values; words that came from the notice find their place in it again."""
    task = draft["tasks"][_place(draft, last["task"])]
    former = {name: value for name, value in last["before"].items() if name != "span"}
    values.change(task, former)
    read: Draft = next((row for row in reading.get("tasks", ()) if row["id"] == last["task"]), {})
    for name, words in former.items():
        places = read.get("spans", {}).get(name)
        if isinstance(words, list) and isinstance(places, list) and name in task["spans"]:
            known = {str(word): place for word, place in zip(read[name], places, strict=False)}
            now = zip(words, task["spans"][name], strict=True)
            task["spans"][name] = [place or known.get(str(word)) for word, place in now]


def _merged(draft: Draft, last: Correction, _reading: Draft) -> None:
    place = _place(draft, last["task"])
    draft["tasks"][place : place + 1] = last["before"]


def _split(draft: Draft, last: Correction, _reading: Draft) -> None:
    draft["tasks"][_place(draft, last["task"])] = last["before"]
    del draft["tasks"][_place(draft, last["after"][1]["id"])]


def _added(draft: Draft, last: Correction, reading: Draft) -> None:
    """The words that the task had taken up are unplaced again."""
    del draft["tasks"][_place(draft, last["task"])]
    if span := values.text_span(last["after"]):
        freed = [row for row in reading.get("unplaced", ()) if span[0] <= row["span"][0] and row["span"][1] <= span[1]]
        kept = draft.get("unplaced", [])
        draft["unplaced"] = sorted([*kept, *(row for row in freed if row not in kept)], key=lambda row: row["span"])


def _dropped(draft: Draft, last: Correction, _reading: Draft) -> None:
    """Back where its words stand in the notice; one without words there goes to the end."""
    task, tasks = last["before"], draft["tasks"]
    own = values.text_span(task)
    places = [values.text_span(other) for other in tasks]
    later = [at for at, place in enumerate(places) if own and place and place[0] > own[0]]
    tasks.insert(later[0] if later else len(tasks), task)


def _head(draft: Draft, last: Correction, _reading: Draft) -> None:
    draft["notice"].update(last["before"])


def _confirmed(draft: Draft, last: Correction, _reading: Draft) -> None:
    holder = draft["notice"] if last["task"] is None else draft["tasks"][_place(draft, last["task"])]
    deadlines = holder["deadlines"]
    deadlines[deadlines.index(last["after"])] = last["before"]


def _chosen(draft: Draft, last: Correction, _reading: Draft) -> None:
    text = last["field"].removeprefix("单位“").removesuffix("”")
    if last["before"] is None:
        draft["unit_choices"].pop(text, None)
    else:
        draft["unit_choices"][text] = last["before"]


def _acknowledged(draft: Draft, _last: Correction, _reading: Draft) -> None:
    draft["is_unplaced_seen"] = False


TAKE_BACK: dict[str, Callable[[Draft, Correction, Draft], None]] = {
    "更正任务": _edited,
    "合并任务": _merged,
    "拆开任务": _split,
    "增加任务": _added,
    "删除任务": _dropped,
    "更正通知信息": _head,
    "确认日期": _confirmed,
    "确认单位": _chosen,
    "确认未归位文字": _acknowledged,
}
