"""部门网页: who has a home, whether the public sees it, what its head says. PLT-14, CAT-07."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.documents.models import Placement
from gongkai.apps.sections.models import UnitHome
from gongkai.apps.sections.operations import change_unit_home, open_unit_home, switch_unit_home
from gongkai.apps.sections.permissions import may_change_home, may_manage_sections, may_see_sections
from gongkai.apps.sections.queries import home_rows, html_of, text_of, tree_plan
from gongkai.fronts.desk.forms import homes as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._desk import read_number
from gongkai.fronts.desk.views._forms_page import Act
from gongkai.fronts.desk.views.sections._page import SectionsPage

FACTS = ("lead_text", "address", "office_hours", "phone", "fax", "email", "post_code", "leader_text")


def _open(page: Any, values: dict[str, Any]) -> None:
    home = open_unit_home(
        actor=page.request.user,
        unit=values["unit"],
        values={"letters": values["letters"]},
        with_tree=values["with_tree"],
        is_on=values["is_on"],
    )
    messages.success(page.request, f"已为{home.unit}开设网页{'并启用' if home.live else '，启用后公众可见'}。")


class Homes(SectionsPage):
    """All organs, with or without a home."""

    template_name = "desk/homes/list.html"
    acts: ClassVar = {"open": Act(forms.OpenHomeForm, _open, "")}

    def page_url(self) -> str:
        return reverse("desk:homes")

    def act_url(self, name: str) -> str:
        return reverse("desk:homes_act", args=[name])

    def form_settings(self, act: str) -> dict[str, Any]:  # noqa: ARG002 - the page has one act
        """The unit whose row was followed."""
        return {"initial": {"unit": read_number(self.request.GET.get("unit", ""))}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with the state of its guide: a text of its own, or a document that hangs there."""
        rows = home_rows()
        guides = [row.guide.pk for row in rows if row.guide]
        filled = set(Placement.objects.filter(section__in=guides, is_live=True).values_list("section_id", flat=True))
        shown = [(row, bool(row.guide and (row.guide.body or row.guide.pk in filled))) for row in rows]
        return super().get_context_data(
            rows=shown,
            opened=sum(1 for row, _ in shown if row.home),
            live=sum(1 for row, _ in shown if row.home and row.home.live),
            without_guide=sum(1 for row, has in shown if row.home and not has),
            **kwargs,
        )


def _save(page: Any, values: dict[str, Any]) -> None:
    text = values.pop("duties_text")
    if text.replace("\r\n", "\n").strip() != text_of(page.home.duties):
        values["duties"] = html_of(text)
    change_unit_home(actor=page.request.user, home=page.home, values=values)


class HomePage(SectionsPage):
    """One home."""

    template_name = "desk/homes/home.html"
    acts: ClassVar = {
        "facts": Act(forms.HomeFactsForm, _save, "已保存。"),
        "address": Act(
            forms.HomeAddressForm,
            lambda page, v: change_unit_home(actor=page.request.user, home=page.home, values=v),
            "已保存，旧地址转到新地址。",
        ),
        "on": Act(
            DeskForm,
            lambda page, _v: switch_unit_home(actor=page.request.user, home=page.home, is_on=True),
            "已启用，公众可以看到。",
        ),
        "off": Act(
            DeskForm,
            lambda page, _v: switch_unit_home(actor=page.request.user, home=page.home, is_on=False),
            "已停用，公众看不到。",
        ),
    }

    def is_allowed(self) -> bool:
        """The unit's own liaison may change what the head says; the rest is the office's."""
        if self.request.method != "POST":
            return may_see_sections(self.request.user)
        if self.kwargs.get("act") == "facts":
            return may_change_home(self.request.user, self.home)
        return may_manage_sections(self.request.user)

    @cached_property
    def home(self) -> UnitHome:
        found: UnitHome = get_object_or_404(UnitHome.objects.select_related("unit"), pk=self.kwargs["pk"])
        return found

    def page_url(self) -> str:
        return reverse("desk:home", args=[self.home.pk])

    def form_settings(self, act: str) -> dict[str, Any]:
        """The present facts to start from."""
        if act == "facts":
            return {
                "initial": {name: getattr(self.home, name) for name in FACTS}
                | {"duties_text": text_of(self.home.duties)}
            }
        letters = "" if self.home.slug.isdecimal() else self.home.slug
        return {"initial": {"title": self.home.title, "letters": letters}} if act == "address" else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is there and what each tree would add."""
        codes = ["statutory", "local", *(["village"] if self.home.unit.kind == "town" else [])]
        plans = [(code, tree_plan(self.home, code)) for code in codes]
        return super().get_context_data(
            home=self.home,
            plans=plans,
            may_change=may_change_home(self.request.user, self.home),
            **kwargs,
        )
