"""Forms: the page of the tree is public and pure; the form itself is filled in at the only address with a token."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from gongkai.apps.sections.models import FormPage
from gongkai.apps.sections.operations import receive_answer
from gongkai.apps.sections.queries import public_form, questions_form
from gongkai.domain.workflow import Blocked
from gongkai.fronts.portal import structured
from gongkai.fronts.portal.head import Head, column_tags, crumbs_of, show, site_tags
from gongkai.fronts.portal.tree import Node, outline_of


def form_page(request: HttpRequest, node: Node) -> HttpResponse:
    """What the form is for, until when, and the way to fill it in."""
    row = public_form(node.pk)
    if row is None:
        raise Http404
    return show(request, "portal/form.html", _head(request, row, node), form_context(row))


def form_context(row: FormPage) -> dict[str, Any]:
    """What the page of a form shows; also for its preview."""
    return {"page": row, "is_over": _is_over(row), "fill_url": f"/forms/{row.pk}/"}


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """The form itself. What was sent is kept encrypted; the page says only that it arrived."""
    row = public_form(pk)
    node = outline_of(request).nodes.get(pk)
    if row is None or node is None:
        raise Http404
    head = _head(request, row, node)
    head.canonical = ""
    context = form_context(row)
    if context["is_over"]:
        return show(request, "portal/form.html", head, context)
    made: forms.Form = questions_form(row)(request.POST if request.method == "POST" else None)
    refusals: list[str] = []
    if request.method == "POST" and made.is_valid():
        try:
            receive_answer(page=row, values=request.POST)
        except Blocked as refused:
            refusals = list(refused.blockers)
        else:
            return show(request, "portal/forms/done.html", head, context)
    return show(request, "portal/forms/fill.html", head, context | {"form": made, "refusals": refusals})


def _is_over(row: FormPage) -> bool:
    return bool(row.open_until_on and row.open_until_on < timezone.localdate())


def _head(request: HttpRequest, row: FormPage, node: Node) -> Head:
    crumbs = crumbs_of(node)
    tags = site_tags(request) + column_tags(row.title, kind="征集调查")
    return Head(row.title, crumbs, tags, [structured.breadcrumbs(crumbs)], canonical=node.url, path=node.path)
