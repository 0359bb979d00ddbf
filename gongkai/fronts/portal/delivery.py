"""How a public answer travels: with a tag to ask again by, with leave to keep it, packed for who can unpack it.

A page depends on published data and its address alone, so its bytes are its version: who has them is told so (304).
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.text import compress_sequence

from gongkai.fronts.portal.headers import INSIDE

# a browser asks each time, which costs a few bytes; a cache in front of many may answer for a minute by itself
CACHED = "public, max-age=0, s-maxage=60, must-revalidate"
PACKED = re.compile(r"text/|application/(?:xml|atom\+xml|rss\+xml|json)|image/svg\+xml")
SMALLEST = 600
TAKES_GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q\s*=\s*(?P<weight>[\d.]+)\s*)?(?=,|$)", re.I)


class Delivery:
    """Tags, keeps and packs what everybody gets alike. What holds a cookie or a token is let through as it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # the edition middleware takes the edition off this address: what was asked for is read before
        is_inside = request.path_info.startswith((*INSIDE, "/static/"))
        response = self.get_response(request)
        is_draft = getattr(request, "is_preview", False) or getattr(request, "is_dummy", False)
        if is_inside or is_draft or request.method not in {"GET", "HEAD"} or not _is_for_all(response):
            return response
        if response.status_code != 200:
            return _packed(request, response)
        if "Cache-Control" not in response.headers:
            response["Cache-Control"] = CACHED
        if "ETag" not in response.headers and not response.streaming:
            response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        tag = response.headers.get("ETag", "")
        vary = _varies(response)
        answer = get_conditional_response(request, etag=tag, response=response) if tag else None
        if answer is None or answer is response:
            return _packed(request, response)
        if vary:
            patch_vary_headers(answer, ["Accept-Encoding"])
        return answer


def _is_for_all(response: HttpResponse) -> bool:
    kept_private = re.search(r"no-store|private", response.headers.get("Cache-Control", ""))
    return not response.cookies and not kept_private


def _varies(response: HttpResponse) -> bool:
    kind = response.headers.get("Content-Type", "")
    # a file of which parts may be asked for keeps its bytes
    is_whole = not (response.has_header("Content-Encoding") or response.has_header("Accept-Ranges"))
    return bool(PACKED.match(kind)) and is_whole


def _packed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Packed where that saves something. The tag turns weak: the same page, in other bytes."""
    if not _varies(response) or not (response.streaming or len(response.content) >= SMALLEST):
        return response
    patch_vary_headers(response, ["Accept-Encoding"])
    if not _takes_gzip(request):
        return response
    if response.streaming:
        response.streaming_content = compress_sequence(response.streaming_content)  # type: ignore[attr-defined]
        del response.headers["Content-Length"]
    else:
        response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = "gzip"
    tag = response.headers.get("ETag", "")
    if tag.startswith('"'):
        response.headers["ETag"] = f"W/{tag}"
    return response


def _takes_gzip(request: HttpRequest) -> bool:
    found = TAKES_GZIP.search(request.headers.get("Accept-Encoding", ""))
    return found is not None and found["weight"] not in {"0", "0.0", "0.00", "0.000"}
