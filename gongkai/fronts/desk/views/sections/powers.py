"""权责清单: imported, matched to items of the catalogues; the gaps first. CAT-12."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.sections.models import PowerEntry
from gongkai.apps.sections.operations import import_powers, match_alike, match_power
from gongkai.apps.sections.permissions import may_manage_sections, may_see_catalogues
from gongkai.apps.sections.queries import item_names, power_gaps, powers, suggest_item
from gongkai.fronts.desk.forms import catalogues as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._forms_page import Act, FormsPage
from gongkai.fronts.desk.views._pages import query_without

PAGE = 50


def _import(page: Any, values: dict[str, Any]) -> None:
    done = import_powers(actor=page.request.user, data=values["file"].read(), unit=values["unit"])
    words = f"已导入：新增 {done.added} 项，保留 {done.kept} 项，不再列入 {done.removed} 项。"
    messages.success(page.request, words)


def _alike(page: Any, _values: dict[str, Any]) -> None:
    count = match_alike(actor=page.request.user)
    messages.success(page.request, f"按名称对应了 {count} 项。" if count else "没有名称相同或相近的事项。")


def _match(page: Any, values: dict[str, Any]) -> None:
    entry = get_object_or_404(PowerEntry, pk=page.target or 0)
    match_power(actor=page.request.user, entry=entry, item_key=values["item_key"])


class Powers(FormsPage):
    """The list, gaps first or only the gaps."""

    template_name = "desk/catalogues/powers.html"
    acts: ClassVar = {
        "import": Act(forms.PowersForm, _import, ""),
        "alike": Act(DeskForm, _alike, ""),
        "match": Act(forms.MatchPowerForm, _match, "已对应。"),
    }
    acts_on_parts = frozenset({"match"})

    def is_allowed(self) -> bool:
        """Reading is wider than changing."""
        predicate = may_manage_sections if self.request.method == "POST" else may_see_catalogues
        return predicate(self.request.user)

    def page_url(self) -> str:
        return reverse("desk:powers")

    def form_settings(self, act: str) -> dict[str, Any]:
        """The items to choose from."""
        return {"names": item_names()} if act == "match" else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One of the gaps is opened, with the item named most alike already chosen."""
        bound: Mapping[str, DeskForm] = kwargs.get("bound", {})
        gaps = power_gaps()
        only_gaps = "all" not in self.request.GET
        page = Paginator(gaps if only_gaps else powers(), PAGE).get_page(self.request.GET.get("page"))
        names = item_names()
        rows = list(page.object_list)
        asked = self.request.GET.get("at", "") or str(self.target or "")
        opened = next((entry for entry in rows if str(entry.pk) == asked), None)
        match = None
        if opened:
            form, url = self.form_on("match", opened.pk, bound)
            if not form.is_bound:
                form.initial = {"item_key": opened.item_key or suggest_item(opened, names)}
            match = (form, url)
        return super().get_context_data(
            rows=[(entry, names.get(entry.item_key, "")) for entry in rows],
            page=page,
            query=query_without(self.request.GET, "page"),
            gap_count=len(gaps),
            count=powers().count(),
            only_gaps=only_gaps,
            opened=opened,
            match=match,
            may_manage=may_manage_sections(self.request.user),
            **kwargs,
        )
