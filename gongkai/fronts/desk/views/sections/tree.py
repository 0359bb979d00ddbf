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
from gongkai.apps.sections.models import HomePage, PathAlias, UnitHome
from gongkai.apps.sections.operations import add_section, drop_alias, save_alias
from gongkai.apps.sections.queries import (
    SectionRow,
    alias_list,
    change_log,
    default_alias_list,
    home,
    path_of,
    section_tree,
    unit_homes,
)
from gongkai.fronts.desk.forms import sections as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._desk import read_number
from gongkai.fronts.desk.views._forms_page import Act
from gongkai.fronts.desk.views._pages import query_without
from gongkai.fronts.desk.views.sections._page import SectionsPage

# from so many rows on, links lead to the sections at the top
LONG = 40
LOG_PAGE = 100


def _matches(row: SectionRow, words: str) -> bool:
    unit = row.section.owner_unit
    return words in row.canonical or bool(unit and (words in unit.name or words in unit.short_name))


def _add(page: Any, values: dict[str, Any]) -> None:
    above = path_of(values["parent"]) if values["parent"] else ()
    add_section(actor=page.request.user, path=[*above, values["title"]], unit=values["unit"])


class Sections(SectionsPage):
    """The tree of the site, or with ?home= of one unit."""

    template_name = "desk/sections/tree.html"
    acts: ClassVar = {"add": Act(forms.NewSectionForm, _add, "已新增栏目。")}

    @cached_property
    def root(self) -> HomePage | UnitHome | None:
        """Whose tree is shown."""
        asked = self.request.GET.get("home", "")
        if asked.isdecimal():
            found: UnitHome = get_object_or_404(UnitHome, pk=read_number(asked) or 0)
            return found
        return home()

    def page_url(self) -> str:
        return reverse("desk:sections")

    def act_url(self, name: str) -> str:
        return reverse("desk:sections_act", args=[name])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All sections in order; a search keeps those whose path or unit holds the words."""
        words = self.request.GET.get("q", "").strip()
        with_retired = "all" in self.request.GET
        only = self.request.GET.get("only", "")
        asked_for = Counter(DeclaredPath.objects.exclude(section=None).values_list("section_id", flat=True))
        tree = section_tree(with_retired=with_retired, below=self.root)
        kept = [row for row in tree if _matches(row, words) and (only != "ownerless" or _has_no_owner(row))]
        return super().get_context_data(
            rows=[(row, asked_for[row.section.pk]) for row in kept],
            tops=[row for row in kept if row.depth == 0] if len(kept) > LONG and not words else [],
            count=len(tree),
            ownerless=sum(map(_has_no_owner, tree)),
            only=only,
            q=words,
            with_retired=with_retired,
            root=self.root,
            homes=list(unit_homes(only_live=False)),
            **kwargs,
        )


def _has_no_owner(row: SectionRow) -> bool:
    section = row.section
    return section.owner_unit_id is None and section.content_kind != "branch" and section.retired_on is None


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
