"""Public pages of the ledger: what was promised, by whom, how far it is. TSK-05, TSK-17."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from gongkai.apps.ledgers.models import Notice
from gongkai.apps.ledgers.queries import public_ledger
from gongkai.apps.ledgers.queries.public_lists import public_progress, published_plans


def ledgers(request: HttpRequest) -> HttpResponse:
    """All public notices, newest year first."""
    return render(request, "portal/ledgers.html", {"rows": public_progress(timezone.localdate()), "here": "ledger"})


def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """The tasks of one notice."""
    notice = get_object_or_404(Notice, pk=pk, is_public=True)
    shown = public_ledger(notice, today=timezone.localdate())
    return render(request, "portal/ledger.html", {"shown": shown, "plans": published_plans(pk), "here": "ledger"})


def plan(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """A unit's published plan for a notice."""
    found = next((plan for plan in published_plans(pk) if plan.unit_id == unit), None)
    if found is None:
        raise Http404
    return render(request, "portal/plan.html", {"plan": found, "here": "ledger"})
