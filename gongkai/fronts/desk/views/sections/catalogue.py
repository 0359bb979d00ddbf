"""One version of a standard catalogue: its rows with their sections, what it changed, the file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate

from gongkai.apps.documents.queries.catalogues import item_documents, item_hints
from gongkai.apps.documents.queries.spreading.item_channels import item_channels
from gongkai.apps.sections.models import Section, StandardCatalogue, StandardItem
from gongkai.apps.sections.operations import drop_draft, map_item, put_in_force, unmap_item
from gongkai.apps.sections.permissions import may_compile, may_manage_sections, may_see_catalogues
from gongkai.apps.sections.queries import (
    CatalogueDiff,
    catalogue_items,
    domain_of,
    export_catalogue,
    home,
    is_overdue,
    item_words,
    mapped_items,
    version_diff,
    versions_of,
)
from gongkai.fronts.desk.forms import catalogues as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views._forms_page import Act, FormsPage
from gongkai.fronts.desk.views._pages import query_without

PAGE = 50
# of the documents of one row the newest are shown; the public page of the row has all
ARTICLES = 10
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _map(page: Any, values: dict[str, Any]) -> None:
    map_item(actor=page.request.user, item=page.item, section=values["section"])


def _unmap(page: Any, _values: dict[str, Any]) -> None:
    section = get_object_or_404(Section, pk=page.request.POST.get("section") or 0)
    unmap_item(actor=page.request.user, item=page.item, section=section)


class CataloguePage(FormsPage):
    """Rows by page; at the right what may be done."""

    template_name = "desk/catalogues/catalogue.html"
    acts: ClassVar = {
        "force": Act(
            forms.InForceForm,
            lambda page, v: put_in_force(actor=page.request.user, catalogue=page.catalogue, **v),
            "已启用，公众可以查阅。",
        ),
        "drop": Act(
            DeskForm, lambda page, _v: drop_draft(actor=page.request.user, catalogue=page.catalogue), "已删除编制稿。"
        ),
        "map": Act(forms.MapItemForm, _map, "已对应。"),
        "unmap": Act(DeskForm, _unmap, "已取消对应。"),
    }
    acts_on_parts = frozenset({"map", "unmap"})

    def is_allowed(self) -> bool:
        """Read by all; drafts dropped by who compiles; the rest by the office."""
        if self.request.method != "POST":
            return may_see_catalogues(self.request.user)
        if self.kwargs.get("act") == "drop":
            return may_compile(self.request.user, self.catalogue.unit)
        return may_manage_sections(self.request.user)

    @cached_property
    def catalogue(self) -> StandardCatalogue:
        return get_object_or_404(StandardCatalogue.objects.select_related("unit", "made_by"), pk=self.kwargs["pk"])

    @property
    def item(self) -> StandardItem:
        """The row that an act is on."""
        rows = self.catalogue.items.select_related("catalogue")
        return get_object_or_404(rows, pk=self.target or 0)

    def page_url(self) -> str:
        return reverse("desk:catalogue", args=[self.kwargs["pk"]])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """After a draft was dropped there is no page to come back to."""
        answer = super().post(request, *args, **kwargs)
        if kwargs.get("act") == "drop" and answer.status_code == 302:
            return redirect("desk:catalogues")
        if answer.status_code == 302 and request.POST.get("next", "").startswith("?"):
            return redirect(f"{self.page_url()}{request.POST['next']}")
        return answer

    def form_settings(self, act: str) -> dict[str, Any]:
        """The reason that came with the draft; sections of the site's own tree."""
        if act == "force":
            items = self.changes[1].rows if self.changes else []
            return {"initial": {"reason": self.catalogue.change_reason}, "items": items}
        return {"below": home()} if act == "map" else {}

    @cached_property
    def changes(self) -> tuple[StandardCatalogue, CatalogueDiff] | None:
        """The version before, and the difference."""
        return version_diff(self.catalogue)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of rows, one of them opened; the difference from the version before."""
        bound: Mapping[str, DeskForm] = kwargs.get("bound", {})
        words = self.request.GET.get("q", "").strip()
        page = Paginator(catalogue_items(self.catalogue, words), PAGE).get_page(self.request.GET.get("page"))
        rows = mapped_items(self.catalogue, page.object_list)
        opened = self._opened(rows)
        versions = list(versions_of(self.catalogue))
        hints = item_hints(self.catalogue.domain, [row.item.key for row in rows], today=localdate())
        user = self.request.user
        return super().get_context_data(
            catalogue=self.catalogue,
            domain=domain_of(self.catalogue.domain),
            is_overdue=is_overdue(self.catalogue, localdate()),
            page=page,
            query=query_without(self.request.GET, "page"),
            here_query="?" + query_without(self.request.GET),
            rows=[(row, item_words(row.item, "channels"), hints[row.item.key]) for row in rows],
            opened=opened,
            articles=list(item_documents(self.catalogue.domain, opened.item.key)[:ARTICLES]) if opened else [],
            channels=item_channels([opened.item])[0] if opened else (),
            map=self.form_on("map", opened.item.pk, bound) if opened else None,
            unmap_url=self.act_url(f"unmap-{opened.item.pk}") if opened else "",
            q=words,
            versions=versions,
            before=self.changes[0] if self.changes else None,
            diff=self.changes[1] if self.changes else None,
            may_manage=may_manage_sections(user),
            may_drop=may_compile(user, self.catalogue.unit),
            **kwargs,
        )

    def _opened(self, rows: list[Any]) -> Any:
        asked = self.request.GET.get("at", "") or str(self.target or "")
        return next((row for row in rows if str(row.item.pk) == asked), None)


class CatalogueFile(DeskView):
    """The version as Excel."""

    may = staticmethod(may_see_catalogues)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002 - Django's
        """A download named by the title."""
        catalogue = get_object_or_404(StandardCatalogue, pk=kwargs["pk"])
        answer = HttpResponse(export_catalogue(catalogue), content_type=XLSX)
        name = f"{catalogue.title}（第{catalogue.version}版）.xlsx"
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return answer
