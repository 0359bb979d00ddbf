"""Public pages of the ledger: what was promised, by whom, how far it is. TSK-05, TSK-17."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.apps.ledgers.models import Notice
from gongkai.apps.ledgers.queries import public_ledger
from gongkai.apps.ledgers.queries.public_lists import public_progress, published_plans
from gongkai.fronts.portal.head import Crumb, column, show

NAME, URL = "公开工作台账", "/ledger/"
PURPOSE = "每年的政务公开工作要点分解成任务，谁负责、什么时候完成、做到哪一步，都列在这里。"


@require_safe
def ledgers(request: HttpRequest) -> HttpResponse:
    """All public notices, newest year first."""
    head = column(request, NAME, URL, description=PURPOSE, kind="信息公开目录", here="ledger")
    return show(
        request, "portal/ledgers/list.html", head, {"rows": public_progress(timezone.localdate()), "purpose": PURPOSE}
    )


@require_safe
def ledger(request: HttpRequest, pk: int) -> HttpResponse:
    """The tasks of one notice."""
    notice = get_object_or_404(Notice, pk=pk, is_public=True)
    shown = public_ledger(notice, today=timezone.localdate())
    crumbs = [Crumb(NAME, URL), Crumb(f"{shown.year}年", f"{URL}{pk}/")]
    head = column(request, shown.title, f"{URL}{pk}/", crumbs, description=PURPOSE, kind="信息公开目录", here="ledger")
    return show(request, "portal/ledgers/ledger.html", head, {"ledger": shown, "plans": published_plans(pk)})


@require_safe
def plan(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """A unit's published plan for a notice."""
    found = next((plan for plan in published_plans(pk) if plan.unit_id == unit), None)
    if found is None:
        raise Http404
    name = f"{found.unit.name}工作计划"
    crumbs = [Crumb(NAME, URL), Crumb(f"{found.notice.year}年", f"{URL}{pk}/"), Crumb(name, f"{URL}{pk}/plans/{unit}/")]
    head = column(request, name, crumbs[-1].url, crumbs, kind="信息公开目录", here="ledger")
    return show(request, "portal/ledgers/plan.html", head, {"plan": found})
