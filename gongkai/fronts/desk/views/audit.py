"""操作记录: the log, read by the auditor and the system administrator, and the proof that nobody changed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.audit.permissions import may_read_log
from gongkai.apps.audit.queries import LogFilter, entries, entry_count, verify
from gongkai.apps.ledgers.models import ReminderRule
from gongkai.apps.orgs.models import Membership, Unit
from gongkai.fronts.desk.forms.audit import LogForm
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views._pages import query_without

PAGE = 50
Receiver = ReminderRule.Receiver


@dataclass(frozen=True, slots=True)
class Change:
    """One value that an act changed, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as the screen shows it."""

    entry: AuditEntry
    kind: str
    changes: list[Change]


def model_of(kind: str) -> Any:
    """The model behind `app.model`, or None: the log outlives models."""
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


# names that the log uses and no model field has
LABELS = {
    "alias": "别称",
    "aliases": "其他写法",
    "kinds": "包含类型",
    "members": "成员",
    "moved_people": "随转人员",
    "on": "启用日期",
    "oversight_office": "主管部门",
    "reason": "原因",
    "role": "角色",
    "roles": "角色",
    "unit": "单位",
}


def field_of(model: Any, name: str) -> Any:
    """The model's field of this name, or None: the log has names of its own, and outlives models."""
    try:
        return model._meta.get_field(name.removesuffix("_id")) if model else None
    except FieldDoesNotExist:
        return None


def choice_words(model: Any) -> dict[str, str]:
    """Every stored choice of the model with its label, so that the log never shows a code."""
    fields = model._meta.fields if model else ()
    words = {str(key): str(label) for field in fields for key, label in field.flatchoices or ()}
    return {**dict(Membership.Role.choices), **dict(Unit.Kind.choices), **dict(Receiver.choices), **words}


def in_words(value: Any, choices: dict[str, str]) -> str:
    """A value of the log as people read it."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(in_words(part, choices) for part in value)
    if isinstance(value, dict):
        return "；".join(f"{name}：{in_words(part, choices)}" for name, part in value.items())
    return choices.get(str(value), str(value))


def row_of(entry: AuditEntry) -> Row:
    """An entry with the differences between before and after."""
    model = model_of(entry.target_kind) if entry.target_kind else None
    choices = choice_words(model)
    changes = []
    for name in dict.fromkeys([*entry.before, *entry.after]):
        before, after = entry.before.get(name), entry.after.get(name)
        field = field_of(model, name)
        label = str(getattr(field, "verbose_name", "")) or LABELS.get(name, name)
        change = Change(label, in_words(before, choices), in_words(after, choices))
        if before != after and (change.before or change.after):
            changes.append(change)
    return Row(entry, str(model._meta.verbose_name) if model else "", changes)


class AuditLog(DeskView):
    """The log, newest first, by person, act, day and words."""

    template_name = "desk/audit/log.html"
    may = staticmethod(may_read_log)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = LogForm(self.request.GET or None, name="log")
        wanted = form.cleaned_data if form.is_valid() else {}
        found = entries(self.request.user, LogFilter(**wanted)).select_related("actor")
        page = Paginator(found, PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form,
            page=page,
            rows=[row_of(entry) for entry in page.object_list],
            filtering=any(wanted.values()),
            query=query_without(self.request.GET, "page"),
            **kwargs,
        )


class AuditVerify(DeskView):
    """Walks the chain from the first entry and says what it found."""

    may = staticmethod(may_read_log)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        broken = verify()
        if broken is None:
            messages.success(request, f"{entry_count()} 条记录逐条核对，前后相接，没有被改动。")
        else:
            messages.error(request, f"操作记录被改动过：{broken}")
        return redirect("desk:audit")
