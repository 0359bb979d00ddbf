"""The acts of an item's page: which form, which operation, what is said; and the step whose refusals stand under it."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from gongkai.apps.files.operations import store
from gongkai.apps.ledgers.operations import (
    add_evidence,
    add_sub_task,
    assign,
    change_item,
    close_out,
    drop_quota_entry,
    give_verdict,
    note_progress,
    record_quota,
    remind,
    remove_evidence,
    reopen,
    return_item,
    set_disclosed_url,
    set_event_day,
    set_person,
    submit_for_check,
    unassign,
)
from gongkai.apps.ledgers.operations.counting import bind_quota, unbind_quota
from gongkai.fronts.desk.forms import item as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._forms_page import Act


def _part(things: Any, pk: int | None) -> Any:
    """The thing of this page that the address names; another item's things do not exist here."""
    found = next((thing for thing in things if thing.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _unassign(page: Any, _values: dict[str, Any]) -> None:
    unassign(actor=page.request.user, item_unit=_part(page.shown.units, page.target))


def _add_evidence(page: Any, values: dict[str, Any]) -> None:
    upload = values.pop("upload")
    actor = page.request.user
    kept = store(actor=actor, data=upload.read(), name=upload.name) if upload else None
    add_evidence(actor=actor, item=page.item, file=kept, **values)


def _remove_evidence(page: Any, _values: dict[str, Any]) -> None:
    remove_evidence(actor=page.request.user, evidence=_part(page.shown.evidence, page.target))


def _verdict(page: Any, values: dict[str, Any]) -> None:
    unit = _part([check.unit for check in page.shown.checks], page.target)
    give_verdict(actor=page.request.user, item=page.item, unit=unit, **values)


def _quota(page: Any, values: dict[str, Any]) -> None:
    record_quota(actor=page.request.user, quota=_part([row.quota for row in page.shown.quotas], page.target), **values)


def _uncount(page: Any, _values: dict[str, Any]) -> None:
    entries = [entry for row in page.shown.quotas for entry in row.quota.entries.all()]
    drop_quota_entry(actor=page.request.user, entry=_part(entries, page.target))


def _bind(page: Any, values: dict[str, Any]) -> None:
    bind_quota(actor=page.request.user, quota=_part([row.quota for row in page.shown.quotas], page.target), **values)


def _unbind(page: Any, _values: dict[str, Any]) -> None:
    sources = [row.quota.source for row in page.shown.quotas if hasattr(row.quota, "source")]
    unbind_quota(actor=page.request.user, source=_part(sources, page.target))


def _event(page: Any, values: dict[str, Any]) -> None:
    set_event_day(actor=page.request.user, time_limit=_part(page.shown.limits, page.target), **values)


def _on_item(operation: Any) -> Any:
    """An operation that takes the item and the form's values as they are."""
    return lambda page, values: operation(actor=page.request.user, item=page.item, **values)


ACTS = {
    "note": Act(forms.NoteForm, _on_item(note_progress), "已填报。"),
    "evidence": Act(forms.EvidenceForm, _add_evidence, "已增加佐证材料。"),
    "evidence_drop": Act(DeskForm, _remove_evidence, "已删除佐证材料。"),
    "submit": Act(forms.SubmitForm, _on_item(submit_for_check), "已提交，等牵头单位检查。"),
    "verdict": Act(forms.VerdictForm, _verdict, "已记下检查结论。"),
    "return": Act(forms.ReturnForm, _on_item(return_item), "已退回。"),
    "close": Act(forms.CloseOutForm, _on_item(close_out), "已确认。"),
    "reopen": Act(forms.ReasonForm, _on_item(reopen), "已重新打开。"),
    "sub_task": Act(forms.SubTaskForm, _on_item(add_sub_task), "已增加细化任务。"),
    "quota": Act(forms.QuotaEntryForm, _quota, "已登记。"),
    "bind": Act(forms.QuotaSourceForm, _bind, "已设置自动统计。"),
    "unbind": Act(DeskForm, _unbind, "已停止自动统计，人工登记的保留。"),
    "uncount": Act(DeskForm, _uncount, "已撤销这笔登记。"),
    "event": Act(forms.EventDayForm, _event, "已确定起算日，到期日随之算出。"),
    "person": Act(forms.PersonChoiceForm, _on_item(set_person), "已指定承办人。"),
    "disclosed": Act(forms.DisclosedForm, _on_item(set_disclosed_url), "已保存公开地址。"),
    "assign": Act(
        forms.AssignForm, lambda page, v: assign(actor=page.request.user, items=[page.item], **v), "已分派。"
    ),
    "unassign": Act(DeskForm, _unassign, "已去掉这个单位。"),
    "remind": Act(
        forms.RemindForm, lambda page, v: remind(actor=page.request.user, items=[page.item], **v), "已催办。"
    ),
    "change": Act(
        forms.ChangeItemForm,
        lambda page, values: change_item(actor=page.request.user, item=page.item, changes=values),
        "已保存。",
    ),
}
PARTS = frozenset({"evidence_drop", "verdict", "quota", "uncount", "bind", "unbind", "event", "unassign"})
STEP_OF = {
    "note": "note_progress",
    "evidence": "add_evidence",
    "evidence_drop": "remove_evidence",
    "submit": "submit_for_check",
    "verdict": "give_verdict",
    "return": "return_item",
    "close": "close_out",
    "reopen": "reopen",
    "sub_task": "add_sub_task",
    "quota": "record_quota",
    "uncount": "record_quota",
    "bind": "change_item",
    "unbind": "change_item",
    "event": "set_event_day",
    "person": "set_person",
    "disclosed": "set_disclosed_url",
    "assign": "assign",
    "unassign": "assign",
    "remind": "remind",
    "change": "change_item",
}
