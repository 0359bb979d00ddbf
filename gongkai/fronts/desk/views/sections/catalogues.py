"""标准目录: all domains with their state, the import with its preview, what is not mapped. CAT-08 to CAT-11."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate

from gongkai.apps.files.models import StoredFile
from gongkai.apps.files.operations import store
from gongkai.apps.files.queries import DamagedFile, open_bytes
from gongkai.apps.orgs.models import Unit
from gongkai.apps.orgs.permissions import is_office
from gongkai.apps.sections.operations import begin_catalogue, import_catalogue, preview_catalogue
from gongkai.apps.sections.permissions import may_compile, may_manage_sections, may_see_catalogues
from gongkai.apps.sections.queries import (
    compilation_clock,
    domain_of,
    domains,
    domains_state,
    find_items,
    unmapped_items,
    unmapped_sections,
)
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.forms.catalogues import GuidelineForm, ImportCatalogueForm
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views._forms_page import Act, FormsPage
from gongkai.fronts.desk.views._pages import query_without

SALT = "desk.catalogue"
KEPT_SECONDS = 24 * 3600
PAGE = 100
NO_LONGER = "预览已经过期，请重新选择文件。"
NO_RIGHT = "只有政务公开主管部门和编制单位的联络员可以编制标准目录。"


class Catalogues(FormsPage):
    """Every domain: 现行, 编制中 or 未编制. The guideline of a domain is registered here."""

    template_name = "desk/catalogues/list.html"
    acts: ClassVar[Mapping[str, Act]] = {
        "begin": Act(
            GuidelineForm,
            lambda page, v: begin_catalogue(actor=page.user, **v),
            "已登记标准指引，编制期限开始计算。",
        )
    }

    def is_allowed(self) -> bool:
        """Read by all; begun by who compiles for some unit."""
        return _may_import(self.user) if self.request.method == "POST" else may_see_catalogues(self.user)

    def page_url(self) -> str:
        """The list."""
        return reverse("desk:catalogues")

    def act_url(self, name: str) -> str:
        """Beside the addresses of single catalogues."""
        return reverse("desk:catalogues_act", args=[name])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The states, and how many are still to be compiled."""
        states = domains_state(localdate())
        asked = self.request.GET
        only, words, domain = asked.get("only", ""), asked.get("q", "").strip()[:60], asked.get("domain", "")
        return super().get_context_data(**kwargs) | {
            "q": words,
            "domain": domain,
            **self._found(words, domain),
            "all_states": states,
            "states": [row for row in states if only in ("", row.state)],
            "counts": [(word, sum(row.state == word for row in states)) for word in ("现行", "编制中", "未编制")],
            "all": len(states),
            "only": only,
            "clock": compilation_clock(),
            "unmapped": unmapped_items().count(),
            "may_manage": may_manage_sections(self.user),
            "may_import": _may_import(self.user),
        }

    def _found(self, words: str, domain: str) -> dict[str, Any]:
        """CAT-08: the rows of all catalogues in force by name and domain, once somebody asks for them."""
        if not words and not domain:
            return {"items": None}
        page = Paginator(find_items(words, domain), PAGE).get_page(self.request.GET.get("page"))
        names = {row.code: row.name for row in domains()}
        items = [(item, names.get(item.catalogue.domain, item.catalogue.domain)) for item in page.object_list]
        return {"items": items, "page": page, "query": query_without(self.request.GET, "page")}


def _may_import(user: Any) -> bool:
    return may_manage_sections(user) or user.memberships.filter(role="liaison").exists()


class ImportCatalogue(DeskView):
    """The file, then what it would change, then one button. Nothing is kept before."""

    template_name = "desk/catalogues/import.html"

    def is_allowed(self) -> bool:
        """Who compiles for some unit."""
        return _may_import(self.user)

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The empty form, with the domain that was asked for."""
        units = {} if is_office(self.user) else {"unit": self.user.memberships.values_list("unit", flat=True).first()}
        return self._page(ImportCatalogueForm(name="import", initial={"domain": request.GET.get("domain", "")} | units))

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """A file is previewed; a token of a preview is accepted."""
        if token := request.POST.get("token", ""):
            return self._accept(token, request.POST.get("reason", ""))
        form = ImportCatalogueForm(request.POST, request.FILES, name="import")
        if not form.is_valid():
            return self._page(form, status=422)
        values = form.cleaned_data
        if not may_compile(self.user, values["unit"]):
            form.add_error("unit", NO_RIGHT)
            return self._page(form, status=422)
        data = values["file"].read()
        preview = preview_catalogue(data=data, domain=values["domain"], level=values["level"], unit=values["unit"])
        if preview.problems:
            return self._page(form, status=422, preview=preview)
        stored = store(actor=self.user, data=data, name=values["file"].name or "目录.xlsx")
        issued = values["guideline_issued_on"]
        kept = {
            "file": stored.pk,
            "domain": values["domain"],
            "level": values["level"],
            "unit": values["unit"].pk,
            "guideline_title": values["guideline_title"],
            "issued": issued.isoformat() if issued else "",
            "user": self.user.pk,
        }
        token = signing.dumps(kept, salt=SALT)
        return self._page(form, preview=preview, token=token, domain=domain_of(values["domain"]), values=values)

    def _accept(self, token: str, reason: str) -> HttpResponse:
        try:
            kept = signing.loads(token, salt=SALT, max_age=KEPT_SECONDS)
            data = open_bytes(get_object_or_404(StoredFile, pk=kept["file"]))
        except (signing.BadSignature, DamagedFile):
            kept, data = {}, b""
        if kept.get("user") != self.user.pk:
            messages.error(self.request, NO_LONGER)
            return redirect("desk:catalogue_import")
        try:
            made = import_catalogue(
                actor=self.user,
                data=data,
                domain=kept["domain"],
                level=kept["level"],
                unit=get_object_or_404(Unit, pk=kept["unit"]),
                guideline_title=kept["guideline_title"],
                guideline_issued_on=parse_date(kept["issued"]) if kept["issued"] else None,
                change_reason=reason,
            )
        except Blocked as blocked:
            for sentence in blocked.blockers:
                messages.error(self.request, sentence)
            return redirect("desk:catalogue_import")
        messages.success(self.request, f"已存为编制稿，共 {made.items.count()} 项；核对后启用。")
        return redirect("desk:catalogue", pk=made.pk)

    def _page(self, form: ImportCatalogueForm, status: int = 200, **more: Any) -> HttpResponse:
        context = {"form": form, "clock": compilation_clock(), **more}
        return self.render_to_response(self.get_context_data(**context), status=status)


class Unmapped(DeskView):
    """Items without a section, and sections without an item."""

    template_name = "desk/catalogues/unmapped.html"
    may = staticmethod(may_see_catalogues)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Items by page; the sections of the site's own tree."""
        domain = self.request.GET.get("domain", "")
        page = Paginator(unmapped_items(domain), PAGE).get_page(self.request.GET.get("page"))
        items = [(item, domain_of(item.catalogue.domain)) for item in page.object_list]
        return super().get_context_data(**kwargs) | {
            "page": page,
            "items": items,
            "query": query_without(self.request.GET, "page"),
            "sections": unmapped_sections(),
        }
