"""网站信息: host, record numbers and links of the whole site."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse

from gongkai.apps.sections.models import SiteFacts
from gongkai.apps.sections.operations import save_site_facts
from gongkai.apps.sections.operations.site import SITE_FIELDS, SITE_LINKS
from gongkai.apps.sections.permissions import may_manage_sections
from gongkai.fronts.desk.forms.site import SiteForm, as_lines
from gongkai.fronts.desk.views._forms_page import Act, FormsPage


class Site(FormsPage):
    """One form; the public pages show it from the next request on."""

    template_name = "desk/sections/site.html"
    may = staticmethod(may_manage_sections)
    acts: ClassVar = {
        "save": Act(SiteForm, lambda page, values: save_site_facts(actor=page.user, values=values), "网站信息已保存。")
    }

    def page_url(self) -> str:
        return reverse("desk:site_facts")

    def form_settings(self, act: str) -> dict[str, Any]:  # noqa: ARG002 - there is one form
        row = SiteFacts.objects.first() or SiteFacts()
        initial = {name: getattr(row, name) for name in SITE_FIELDS}
        return {"initial": initial | {name: as_lines(getattr(row, name)) for name in SITE_LINKS}}
