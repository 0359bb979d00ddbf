"""Public pages about the section tree. CAT-04: the change log is public."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai.apps.sections.queries import change_log


def section_changes(request: HttpRequest) -> HttpResponse:
    """The last 200 changes of sections."""
    return render(request, "portal/changes.html", {"changes": change_log()[:200]})
