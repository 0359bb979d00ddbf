"""栏目: the tree of the public site, who looks after what, which task asked for it, and what was changed when."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.ledgers.models import DeclaredPath
from gongkai.apps.ledgers.queries import visible_items
from gongkai.apps.sections.models import PathAlias, Section
from gongkai.apps.sections.operations import (
    add_section,
    change_section,
    drop_alias,
    move_section,
    rename_section,
    restore_section,
    retire_section,
    save_alias,
)
from gongkai.apps.sections.permissions import may_manage_sections, may_see_sections
from gongkai.apps.sections.queries import (
    SectionRow,
    alias_list,
    change_log,
    default_alias_list,
    path_of,
    section_tree,
)
from gongkai.fronts.desk.forms import sections as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._forms_page import Act, FormsPage
from gongkai.fronts.desk.views._pages import query_without

FACTS = ("owner_unit", "content_kind", "purpose", "update_days", "update_basis")
LOG_PAGE = 100


class SectionsPage(FormsPage):
    """Read by everybody who signs in; changed by the office."""

    def is_allowed(self) -> bool:
        """Reading is wider than changing."""
        predicate = may_manage_sections if self.request.method == "POST" else may_see_sections
        return predicate(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the forms are shown."""
        return super().get_context_data(may_manage=may_manage_sections(self.request.user), **kwargs)


def _matches(row: SectionRow, words: str) -> bool:
    unit = row.section.owner_unit
    return words in row.canonical or bool(unit and (words in unit.name or words in unit.short_name))


def _add(page: Any, values: dict[str, Any]) -> None:
    above = path_of(values["parent"]) if values["parent"] else ()
    add_section(actor=page.request.user, path=[*above, values["title"]], unit=values["unit"])


class Sections(SectionsPage):
    """The tree."""

    template_name = "desk/sections/tree.html"
    acts: ClassVar = {"add": Act(forms.NewSectionForm, _add, "已新增栏目。")}

    def page_url(self) -> str:
        return reverse("desk:sections")

    def act_url(self, name: str) -> str:
        return reverse("desk:sections_act", args=[name])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All sections in order; a search keeps those whose path or unit holds the words."""
        words = self.request.GET.get("q", "").strip()
        with_retired = "all" in self.request.GET
        asked_for = Counter(DeclaredPath.objects.exclude(section=None).values_list("section_id", flat=True))
        tree = section_tree(with_retired=with_retired)
        return super().get_context_data(
            rows=[(row, asked_for[row.section.pk]) for row in tree if _matches(row, words)],
            count=len(tree),
            q=words,
            with_retired=with_retired,
            **kwargs,
        )


class SectionPage(SectionsPage):
    """One section."""

    template_name = "desk/sections/section.html"
    acts: ClassVar = {
        "facts": Act(
            forms.SectionFactsForm,
            lambda page, v: change_section(actor=page.request.user, section=page.section, changes=v),
            "已保存。",
        ),
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

    def page_url(self) -> str:
        return reverse("desk:section", args=[self.section.pk])

    def form_settings(self, act: str) -> dict[str, Any]:
        """The present facts to start from."""
        return {"initial": {name: getattr(self.section, name) for name in FACTS}} if act == "facts" else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Facts, the tasks that asked for it (those the reader may see), what was changed."""
        section = self.section
        asked = visible_items(self.request.user).filter(declared_paths__section=section)
        return super().get_context_data(
            section=section,
            path=path_of(section),
            tasks=list(asked.select_related("notice").distinct()),
            below=list(Section.objects.child_of(section).order_by("path")),
            changes=list(section.changes.select_related("changed_by")),
            **kwargs,
        )


def _drop_alias(page: Any, _values: dict[str, Any]) -> None:
    alias = PathAlias.objects.filter(pk=page.target).first()
    if alias is None:
        raise Http404
    drop_alias(actor=page.request.user, alias=alias)


class Aliases(SectionsPage):
    """Spellings in notices and the section names they mean."""

    template_name = "desk/sections/aliases.html"
    acts: ClassVar = {
        "alias": Act(
            forms.AliasForm, lambda page, v: save_alias(actor=page.request.user, **v), "已保存，以后读通知照此对应。"
        ),
        "drop": Act(DeskForm, _drop_alias, "已去掉。"),
    }
    acts_on_parts = frozenset({"drop"})

    def page_url(self) -> str:
        return reverse("desk:aliases")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows of one's own first, then those that come with the program."""
        own = list(alias_list())
        spelled = {row.spelling for row in own}
        return super().get_context_data(
            own=[(row, self.act_url(f"drop-{row.pk}")) for row in own],
            defaults=[pair for pair in sorted(default_alias_list().items()) if pair[0] not in spelled],
            **kwargs,
        )


class SectionLog(SectionsPage):
    """Every change of the tree, newest first."""

    template_name = "desk/sections/log.html"

    def page_url(self) -> str:
        return reverse("desk:section_log")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of changes."""
        changes = change_log().select_related("section", "changed_by")
        page = Paginator(changes, LOG_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, query=query_without(self.request.GET, "page"), **kwargs)
