"""Which page of the tree is at an address.

Wagtail's own router asks the database twice a level; here the outline already knows what is where.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from gongkai.fronts.portal.tree import FORM, SECTION, TOPIC, UNIT_HOME, Node, Outline, outline_of
from gongkai.fronts.portal.views import forms, home, sections, topics, units

VIEWS: dict[str, Callable[[HttpRequest, Node], HttpResponse]] = {
    SECTION: sections.section,
    UNIT_HOME: units.unit_home,
    TOPIC: topics.topic,
    FORM: forms.form_page,
}


def page(request: HttpRequest, path: str) -> HttpResponse:
    """Whatever page of the tree is at this address. An address without its last slash leads to the one with it."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    if not path:
        return home.home(request)
    site = outline_of(request)
    node = site.at(f"/{path}")
    if node is None and not path.endswith("/") and _is_page(site, f"/{path}/"):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"/{path}/{'?' if query else ''}{query}")
    if node is None:
        raise Http404
    return VIEWS[node.kind](request, node)


def _is_page(site: Outline, address: str) -> bool:
    """Whether a page is at this address: of the tree, or one that has a pattern of its own before the tree's."""
    if site.at(address):
        return True
    try:
        return resolve(address).url_name != "page"
    except Resolver404:
        return False
