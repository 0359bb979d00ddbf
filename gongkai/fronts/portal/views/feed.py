"""The calendar of a unit. The token in the address is the only key; nothing personal is inside."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.apps.ledgers.queries import feed


@require_safe
def calendar_feed(_request: HttpRequest, token: str) -> HttpResponse:
    """iCalendar. An unknown or ended token is not found; what is found is kept by nobody on the way."""
    data = feed(token, site_url=settings.SITE_URL)
    if data is None:
        raise Http404
    return HttpResponse(
        data,
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"},
    )
