"""What the screens of sections share."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from wagtail.models import Page

from gongkai.apps.sections.models import HomePage, UnitHome
from gongkai.apps.sections.permissions import may_manage_sections, may_see_sections
from gongkai.fronts.desk.views._forms_page import FormsPage


class SectionsPage(FormsPage):
    """Read by everybody who signs in; changed by the office."""

    def is_allowed(self) -> bool:
        """Reading is wider than changing."""
        predicate = may_manage_sections if self.request.method == "POST" else may_see_sections
        return predicate(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the forms are shown."""
        return super().get_context_data(may_manage=may_manage_sections(self.request.user), **kwargs)


def root_page(pk: int) -> HomePage | UnitHome:
    """The site's own home page or a unit's home; another page is not found."""
    page = get_object_or_404(Page, pk=pk).specific
    if isinstance(page, HomePage | UnitHome):
        return page
    return get_object_or_404(UnitHome, pk=pk)
