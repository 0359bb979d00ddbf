"""Response headers of the public site. The desk keeps its own: its previews stand in a frame of the same origin."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

# nothing remote, nothing inline; a data block (JSON-LD) is no script to a browser
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
# where staff work: Wagtail's own screens need scripts and frames of their own
INSIDE = ("/desk/", "/documents/")
READING = ("GET", "HEAD")
# the only public address that takes something
TAKING = re.compile(r"(?:/hant|/care)?/forms/\d+/")


class PublicHeaders:
    """Puts the headers on every answer of the public site, errors included; the promise of TLS also on the desk's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_public = not request.path_info.startswith(INSIDE)
        takes = is_public and request.method not in READING
        if takes and not (request.method == "POST" and TAKING.fullmatch(request.path_info)):
            response: HttpResponse = HttpResponseNotAllowed(READING)
        else:
            response = self.get_response(request)
        if settings.SECURE_HSTS_SECONDS:
            # the proxy in front speaks TLS, so Django, which is spoken to plainly, would never promise it
            response.headers.setdefault("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}")
        if is_public:
            # a file may carry a stricter policy of its own
            response.headers.setdefault("Content-Security-Policy", POLICY)
            for name, value in HEADERS.items():
                response.headers[name] = value
        return response
