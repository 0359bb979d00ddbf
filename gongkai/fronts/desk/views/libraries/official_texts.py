"""法规规章: local copies beside their official texts, and the rules that units apply."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.documents.models import AppliedRule, Document, OfficialText
from gongkai.apps.documents.operations.official_texts import apply_rule, drop_rule, save_official_text
from gongkai.apps.documents.permissions import may_edit, may_see
from gongkai.apps.documents.queries.official_texts import (
    all_applied_rules,
    differing,
    differing_places,
    regulations,
    without_official_text,
)
from gongkai.fronts.desk.forms import libraries as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._forms_page import Act
from gongkai.fronts.desk.views._pages import query_without
from gongkai.fronts.desk.views.libraries._shared import LibraryPage

PAGE = 50
VIEWS = {"": regulations, "differing": differing, "without": without_official_text}


class OfficialTexts(LibraryPage):
    """Public regulations and rules: which equal the official text, which do not, which nobody compared."""

    template_name = "desk/libraries/official_texts.html"

    def page_url(self) -> str:
        return reverse("desk:official_texts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of one of three lists, with the counts of all."""
        shown = self.request.GET.get("show", "")
        if shown not in VIEWS:
            raise Http404
        words = {"": "全部", "differing": "与正式版本不一致", "without": "没有登记正式版本"}
        lists = [(key, words[key], rows().filter(live=True).count()) for key, rows in VIEWS.items()]
        page = Paginator(VIEWS[shown]().filter(live=True), PAGE).get_page(self.request.GET.get("page"))
        query = query_without(self.request.GET, "page")
        return super().get_context_data(page=page, query=query, lists=lists, shown=shown, **kwargs)


def _save(page: Any, values: dict[str, Any]) -> None:
    file = values.pop("file")
    data, name = (file.read(), file.name) if file else (b"", "")
    save_official_text(actor=page.request.user, document=page.document, data=data, name=name, **values)


class OfficialTextPage(LibraryPage):
    """One regulation: the places where the copies differ at the left, the official text at the right."""

    template_name = "desk/libraries/official_text.html"
    acts: ClassVar = {"save": Act(forms.OfficialForm, _save, "已登记并核对。")}

    @cached_property
    def document(self) -> Document:
        rows = Document.objects.filter(kind=Document.Kind.REGULATION).select_related("publisher", "official_text")
        document: Document = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not may_see(self.request.user, document):
            raise Http404
        return document

    @cached_property
    def official(self) -> OfficialText | None:
        return OfficialText.objects.filter(document=self.document).first()

    def page_url(self) -> str:
        return reverse("desk:official_text", args=[self.document.pk])

    def form_settings(self, act: str) -> dict[str, Any]:  # noqa: ARG002 - there is one
        """What is registered, to start from; the text is pasted anew."""
        names = ("source_text", "source_url", "version_on")
        return {"initial": {name: getattr(self.official, name) for name in names}} if self.official else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The differing places."""
        official = self.official
        if official:
            official.document = self.document
        return super().get_context_data(
            document=self.document,
            official=official,
            places=differing_places(official) if official else (),
            may_save=may_edit(self.request.user, self.document),
            **kwargs,
        )


def _drop(page: Any, _values: dict[str, Any]) -> None:
    applied = get_object_or_404(AppliedRule.objects.select_related("unit", "document"), pk=page.target)
    drop_rule(actor=page.request.user, applied=applied)


class AppliedRules(LibraryPage):
    """The rules that each unit applies (国务院部门规章等)."""

    template_name = "desk/libraries/applied_rules.html"
    acts: ClassVar = {
        "add": Act(forms.AppliedRuleForm, lambda page, v: apply_rule(actor=page.request.user, **v), "已登记。"),
        "drop": Act(DeskForm, _drop, "已去掉。"),
    }
    acts_on_parts = frozenset({"drop"})

    def page_url(self) -> str:
        return reverse("desk:applied_rules")

    def form_settings(self, act: str) -> dict[str, Any]:
        """The person's own unit."""
        return {"initial": {"unit": self.own_unit()}} if act == "add" else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By unit."""
        rows = [(row, self.act_url(f"drop-{row.pk}")) for row in all_applied_rules()]
        return super().get_context_data(rows=rows, **kwargs)
