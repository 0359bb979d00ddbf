"""操作记录: the log, read by the auditor and the system administrator, and the proof that nobody changed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.audit.permissions import may_read_log
from gongkai.apps.audit.queries import LogFilter, entries, entry_count, verify
from gongkai.fronts.desk.forms.audit import LogForm
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views._pages import query_without

PAGE = 50


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


def in_words(value: Any) -> str:
    """A value of the log as people read it."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(in_words(part) for part in value)
    if isinstance(value, dict):
        return "；".join(f"{name}：{in_words(part)}" for name, part in value.items())
    return str(value)


def label_of(model: Any, name: str) -> str:
    """The Chinese name of a field, or the name itself where the log uses its own words."""
    try:
        return str(model._meta.get_field(name.removesuffix("_id")).verbose_name)
    except Exception:  # FieldDoesNotExist, or no model at all: the label is a courtesy
        return name


def shown(model: Any, name: str, value: Any) -> str:
    """A choice is shown by its label."""
    try:
        choices = dict(model._meta.get_field(name).flatchoices)
    except Exception:  # as above
        choices = {}
    return str(choices.get(value, "")) or in_words(value) if not isinstance(value, list | dict) else in_words(value)


def row_of(entry: AuditEntry) -> Row:
    """An entry with the differences between before and after."""
    model = model_of(entry.target_kind) if entry.target_kind else None
    names = list(dict.fromkeys([*entry.before, *entry.after]))
    changes = [
        Change(label_of(model, name), *(shown(model, name, side.get(name)) for side in (entry.before, entry.after)))
        for name in names
        if entry.before.get(name) != entry.after.get(name)
    ]
    return Row(entry, str(model._meta.verbose_name) if model else "", [c for c in changes if c.before or c.after])


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
