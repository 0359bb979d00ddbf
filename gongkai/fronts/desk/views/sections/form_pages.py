"""表单: questions put together without code; the answers are for the unit that asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from gongkai.apps.sections.models import FormPage
from gongkai.apps.sections.operations import SealBroken, read_answers, save_form_page
from gongkai.apps.sections.permissions import may_manage_sections, may_read_answers, may_see_sections
from gongkai.apps.sections.queries import FIELD_KINDS, form_pages, html_of, text_of
from gongkai.fronts.desk.forms.homes import FormPageForm
from gongkai.fronts.desk.views._desk import DeskView

MOST_FIELDS = 40
PARTS = ("label", "field_type", "choices", "help_text")


class FormPages(DeskView):
    """All forms."""

    template_name = "desk/formpages/list.html"
    may = staticmethod(may_see_sections)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with its answers and whether this person may open them."""
        rows = [(page, may_read_answers(self.user, page)) for page in form_pages()]
        return super().get_context_data(**kwargs) | {"rows": rows, "may_manage": may_manage_sections(self.user)}


class EditForm(DeskView):
    """The editor: the head, then questions. Every button sends the whole form."""

    template_name = "desk/formpages/edit.html"
    may = staticmethod(may_manage_sections)

    @cached_property
    def page(self) -> FormPage | None:
        """The one that is edited; None for a new one."""
        if "pk" not in self.kwargs:
            return None
        found: FormPage = get_object_or_404(FormPage, pk=self.kwargs["pk"])
        return found

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """As it stands."""
        if self.page is None:
            return self._page(FormPageForm(name="form"), [_empty()])
        names = ("title", "thanks", "open_until_on")
        initial = {name: getattr(self.page, name) for name in names}
        initial |= {"owner_unit": self.page.owner_unit_id, "lead_text": text_of(self.page.lead)}
        rows = [
            {name: getattr(field, name) for name in PARTS} | {"required": field.required}
            for field in self.page.form_fields.all()
        ]
        return self._page(FormPageForm(name="form", initial=initial), rows)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Add, move or take away a question, or save."""
        rows = _sent(request.POST)
        todo = request.POST.get("do", "save")
        if todo != "save":
            return self._page(FormPageForm(name="form", initial=request.POST.dict()), _changed(rows, todo))
        head = FormPageForm(request.POST, name="form")
        saved: list[FormPage] = []

        def save(lead_text: str, **values: Any) -> None:
            saved.append(
                save_form_page(actor=self.user, page=self.page, lead=html_of(lead_text), fields=rows, **values)
            )

        if head.runs(save):
            messages.success(request, "已保存。")
            return redirect("desk:form_page", pk=saved[0].pk)
        return self._page(head, rows, status=422)

    def _page(self, head: FormPageForm, rows: list[dict[str, Any]], status: int = 200) -> HttpResponse:
        if self.page:
            head.fields.pop("parent", None)
        context = {"head": head, "rows": rows, "kinds": FIELD_KINDS.items(), "page": self.page}
        return self.render_to_response(self.get_context_data(**context), status=status)


class Answers(DeskView):
    """What people wrote."""

    template_name = "desk/formpages/answers.html"

    @cached_property
    def page(self) -> FormPage:
        found: FormPage = get_object_or_404(FormPage.objects.select_related("owner_unit"), pk=self.kwargs["pk"])
        return found

    def is_allowed(self) -> bool:
        """The unit that asked, nobody else."""
        return may_read_answers(self.user, self.page)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Opened one by one; that they were looked at is in the log."""
        try:
            answers, wrong = read_answers(actor=self.user, page=self.page), ""
        except SealBroken as broken:
            answers, wrong = [], str(broken)
        return super().get_context_data(**kwargs) | {"page": self.page, "answers": answers, "wrong": wrong}


def _empty() -> dict[str, Any]:
    return {"label": "", "field_type": "singleline", "choices": "", "help_text": "", "required": True}


def _sent(post: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for number in range(MOST_FIELDS + 1):
        if f"q{number}-label" not in post:
            break
        row: dict[str, Any] = {name: post.get(f"q{number}-{name}", "").replace("\r\n", "\n") for name in PARTS}
        rows.append(row | {"required": f"q{number}-required" in post})
    return rows


def _changed(rows: list[dict[str, Any]], todo: str) -> list[dict[str, Any]]:
    """add, up:2, down:2, drop:2."""
    verb, _, what = todo.partition(":")
    if verb == "add":
        return [*rows, _empty()]
    at = int(what) if what.isdecimal() and len(what) < 5 else -1
    if not 0 <= at < len(rows):
        return rows
    if verb == "drop":
        return rows[:at] + rows[at + 1 :]
    to = at + (1 if verb == "down" else -1)
    if verb in ("up", "down") and 0 <= to < len(rows):
        rows[at], rows[to] = rows[to], rows[at]
    return rows
