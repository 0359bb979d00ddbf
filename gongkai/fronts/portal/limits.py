"""How often one visitor may ask for what has to be made: searching, sending a form, having a file written."""

from __future__ import annotations

import ipaddress
import math
import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

DYNAMIC = (
    ("search", re.compile(r"/search/")),
    ("download", re.compile(r"/doc/\d+/(?:download|tables)/")),
)
WORDS = {
    "search": "搜索太频繁。请过{seconds}秒再试。",
    "form": "提交太频繁。请过{seconds}秒再提交，刚才填写的内容没有收到。",
    "download": "下载太频繁。请过{seconds}秒再试。",
}


class Limits:
    """Counts by address in this process. Plain pages are not counted: they come from a cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._counter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._items: dict[str, RateLimitItem] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sort = sort_of(request)
        if not sort:
            return self.get_response(request)
        words = settings.RATE_LIMITS[sort]
        limit = self._items.setdefault(words, parse(words))
        who = visitor(request)
        if self._counter.hit(limit, sort, who):
            return self.get_response(request)
        seconds = max(1, math.ceil(self._counter.get_window_stats(limit, sort, who).reset_time - time.time()))
        context = {"heading": "请稍候", "text": WORDS[sort].format(seconds=seconds)}
        response = render(request, "portal/message.html", context, status=429)
        response["Retry-After"] = str(seconds)
        response["Cache-Control"] = "no-store"
        return response


def sort_of(request: HttpRequest) -> str:
    """search, form or download; "" for a page that costs nothing. The desk keeps its own order."""
    path = request.path_info
    if path.startswith("/desk/"):
        return ""
    if request.method == "POST":
        return "form"
    return next((sort for sort, pattern in DYNAMIC if pattern.match(path)), "")


def visitor(request: HttpRequest) -> str:
    """The address that asks. Another is believed only when a proxy named in GONGKAI_PROXIES tells it; of IPv6 the
    network counts, since a visitor has all addresses of it."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if _is_proxy(address):
        told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        address = next((part for part in reversed(told) if not _is_proxy(part)), address)
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)


def _is_proxy(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in ipaddress.ip_network(each, strict=False) for each in settings.PROXIES)
