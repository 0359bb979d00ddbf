"""One section: its facts, the tasks that asked for it, what hangs below, what was changed."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.documents.models import Document
from gongkai.apps.ledgers.queries import visible_items
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models import Section, UnitHome
from gongkai.apps.sections.operations import (
    change_section,
    move_section,
    rename_section,
    restore_section,
    retire_section,
)
from gongkai.apps.sections.queries import home, home_above, html_of, node_of, path_of, text_of
from gongkai.fronts.desk.forms import sections as forms
from gongkai.fronts.desk.views._forms_page import Act
from gongkai.fronts.desk.views.sections._page import SectionsPage

FACTS = (
    "owner_unit", "content_kind", "layout", "purpose", "update_days", "update_basis", "catalogue_code", "channels",
)  # fmt: skip
GATHERS = {"gather_kinds": "kinds", "gather_themes": "themes", "gather_units": "units"}


def _change(page: Any, values: dict[str, Any]) -> None:
    """What is gathered comes in three fields and is kept as one rule."""
    facts = {name: value for name, value in values.items() if name not in GATHERS}
    chosen = {name: values.get(field) or [] for field, name in GATHERS.items()}
    chosen["units"] = [unit.pk for unit in chosen["units"]]
    facts["gathers"] = {name: picked for name, picked in chosen.items() if picked}
    change_section(actor=page.request.user, section=page.section, changes=facts)


def _say(page: Any, values: dict[str, Any]) -> None:
    """Marks that plain text cannot hold stay while the words are the same."""
    text = values["text"].replace("\r\n", "\n").strip()
    if text != text_of(page.section.body):
        change_section(actor=page.request.user, section=page.section, changes={"body": html_of(text)})


def _gathered(section: Section) -> dict[str, Any]:
    return {field: section.gathers.get(name, []) for field, name in GATHERS.items()}


def _gathered_words(section: Section) -> str:
    """The rule in words: 政策解读、公示公告；县财政局、城关镇."""
    rules = section.gathers
    kinds = [str(label) for value, label in Document.Kind.choices if value in rules.get("kinds", ())]
    units = [unit.short_name or unit.name for unit in Unit.objects.filter(pk__in=rules.get("units", ()))]
    return "；".join("、".join(part) for part in (kinds, rules.get("themes", []), units) if part)


class SectionPage(SectionsPage):
    """One section."""

    template_name = "desk/sections/section.html"
    acts: ClassVar = {
        "facts": Act(
            forms.SectionFactsForm,
            _change,
            "已保存。",
        ),
        "text": Act(forms.SectionTextForm, _say, "已保存，公众可以看到。"),
        "rename": Act(
            forms.RenameSectionForm,
            lambda page, v: rename_section(
                actor=page.request.user, section=page.section, name=v["title"], reason=v["reason"]
            ),
            "已更名，地址不变。",
        ),
        "move": Act(
            forms.MoveSectionForm,
            lambda page, v: move_section(actor=page.request.user, section=page.section, **v),
            "已移动，旧地址转到新地址。",
        ),
        "retire": Act(
            forms.RetireSectionForm,
            lambda page, v: retire_section(actor=page.request.user, section=page.section, **v),
            "已停用。",
        ),
        "restore": Act(
            forms.ReasonForm,
            lambda page, v: restore_section(actor=page.request.user, section=page.section, **v),
            "已恢复。",
        ),
    }

    @cached_property
    def section(self) -> Section:
        sections = Section.objects.select_related("owner_unit", "replaced_by")
        section: Section = get_object_or_404(sections, pk=self.kwargs["pk"])
        return section

    @cached_property
    def home(self) -> UnitHome | None:
        """The unit's home that it lies under."""
        return home_above(self.section)

    def page_url(self) -> str:
        return reverse("desk:section", args=[self.section.pk])

    def form_settings(self, act: str) -> dict[str, Any]:
        """The present facts to start from; where to move and what replaces it, within the same tree."""
        if act == "facts":
            return {"initial": {name: getattr(self.section, name) for name in FACTS} | _gathered(self.section)}
        if act == "text":
            return {"initial": {"text": text_of(self.section.body)}}
        return {"below": self.home or home()} if act in ("move", "retire") else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, the tasks that asked for it (those the reader may see), what was changed."""
        section = self.section
        asked = visible_items(self.request.user).filter(declared_paths__section=section)
        return super().get_context_data(
            section=section,
            path=path_of(section),
            home=self.home,
            node=node_of(section.catalogue_code),
            gathered=_gathered_words(section),
            items=list(section.standard_items.order_by("domain", "key")),
            tasks=list(asked.select_related("notice").distinct()),
            below=list(Section.objects.child_of(section).order_by("path")),
            changes=list(section.changes.select_related("changed_by")),
            **kwargs,
        )
