"""文件关系: what rests on texts out of force, what names no document here, pairs that are broken. LIB-03, 09, 13."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from gongkai.apps.documents.queries import broken_pairs, citing_out_of_force, not_usable, unresolved, usable_as_basis
from gongkai.fronts.desk.views._pages import query_without
from gongkai.fronts.desk.views.libraries._shared import LibraryPage

PAGE = 50
LISTS: dict[str, tuple[str, Callable[[], QuerySet[Any]]]] = {
    "": ("引用已失效的文件", citing_out_of_force),
    "unresolved": ("引用没有对上文件", unresolved),
    "pairs": ("解读没有对应文件", broken_pairs),
    "basis": ("不得作为依据", not_usable),
}


class Relations(LibraryPage):
    """Four lists of what is wrong between documents; they are counted anew each time they are looked at."""

    template_name = "desk/libraries/relations.html"

    def page_url(self) -> str:
        return reverse("desk:relations")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of one list, with the counts of all."""
        shown = self.request.GET.get("show", "")
        if shown not in LISTS:
            raise Http404
        page = Paginator(LISTS[shown][1](), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            lists=[(key, word, rows().count()) for key, (word, rows) in LISTS.items()],
            shown=shown,
            page=page,
            rows=[(row, usable_as_basis(row)) for row in page] if shown == "basis" else page,
            query=query_without(self.request.GET, "page"),
            **kwargs,
        )
