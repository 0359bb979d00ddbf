"""The gate in front of Wagtail's own screens. Closed unless listed: what Wagtail adds tomorrow is closed too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers

# Wagtail views that every signed-in person needs: the own account, the parts of the shell itself.
OPEN_TO_ALL = frozenset(
    {
        "wagtailadmin_account",
        "wagtailadmin_dismissibles",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_sprite",
    }
)
OUTSIDE = "这里是系统管理页面，只有系统管理员可以打开。"
UNKNOWN = "没有这个页面，地址可能已经变了。"


class DeskGate:
    """Lets through the desk's views, the listed ones of the shell, and the system administrator."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        """Wagtail's dashboard is our first screen; its other screens answer with one sentence and 403."""
        match = request.resolver_match
        if match is None or not match.route.startswith("desk/") or match.namespaces[:1] == ["desk"]:
            return None
        if request.user.is_anonymous or match.view_name in OPEN_TO_ALL:
            return None  # Wagtail itself sends the anonymous to the login page
        if match.view_name == "wagtailadmin_home":
            return redirect("desk:today")
        if request.user.is_superuser:
            return None
        sentence, status = (OUTSIDE, 403) if match.url_name else (UNKNOWN, 404)
        response = render(request, "desk/refused.html", {"sentence": sentence}, status=status)
        add_never_cache_headers(response)
        return response
