"""How often one visitor may ask for what has to be made: searching, sending a form, having a file written."""

from __future__ import annotations

import ipaddress
import logging
import math
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from gongkai.fronts.portal.counts import SharedCounts

DYNAMIC = (
    ("search", re.compile(r"/search/")),
    ("download", re.compile(r"/doc/\d+/(?:download|tables)/|/catalogues/\d+\.xlsx$")),
    ("compare", re.compile(r"/doc/\d+/(?:versions/\d+/)?compare/")),
)
# lists that may be searched within: ?q= makes them a search
SEARCHED = re.compile(r"[?&]q=[^&]")
WORDS = {
    "search": "搜索太频繁。请过{seconds}秒再试。",
    "form": "提交太频繁。请过{seconds}秒再提交，刚才填写的内容没有收到。",
    "download": "下载太频繁。请过{seconds}秒再试。",
    "compare": "对照太频繁。请过{seconds}秒再试。",
}
BRACKETED = re.compile(r"\[(?P<address>[^\]]+)\](?::\d+)?|(?P<plain>\d+\.\d+\.\d+\.\d+):\d+")
logger = logging.getLogger(__name__)


class Limits:
    """Counts by address, for all processes of this machine. Plain pages are not counted: they come from a cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._own = SlidingWindowCounterRateLimiter(MemoryStorage())
        file = settings.RATE_COUNTS
        self._shared = SlidingWindowCounterRateLimiter(SharedCounts(Path(file))) if file else self._own
        self._items: dict[str, RateLimitItem] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sort = sort_of(request)
        words = settings.RATE_LIMITS.get(sort, "")
        if not words:  # costs nothing, or is limited by nobody
            return self.get_response(request)
        limit = self._items.setdefault(words, parse(words))
        seconds = self._wait(limit, sort, visitor(request))
        if not seconds:
            return self.get_response(request)
        context = {"heading": "请稍候", "text": WORDS[sort].format(seconds=seconds)}
        response = render(request, "portal/message.html", context, status=429)
        response["Retry-After"] = str(seconds)
        response["Cache-Control"] = "no-store"
        return response

    def _wait(self, limit: RateLimitItem, sort: str, who: str) -> int:
        """Seconds until this visitor may ask again; 0: now. A full disk or a stuck file counts in this process only."""
        try:
            return _asked(self._shared, limit, sort, who)
        except sqlite3.Error:
            logger.exception("限流计数文件不可用，暂按本进程计数")
            return _asked(self._own, limit, sort, who)


def _asked(counter: SlidingWindowCounterRateLimiter, limit: RateLimitItem, sort: str, who: str) -> int:
    if counter.hit(limit, sort, who):
        return 0
    return max(1, math.ceil(counter.get_window_stats(limit, sort, who).reset_time - time.time()))


def sort_of(request: HttpRequest) -> str:
    """What has to be made: search, form, download or compare; "" for a page that costs nothing. The desk keeps its own
    order."""
    path = request.path_info
    if path.startswith("/desk/"):
        return ""
    if request.method == "POST":
        return "form"
    if SEARCHED.search(f"?{request.META.get('QUERY_STRING', '')}"):
        return "search"
    return next((sort for sort, pattern in DYNAMIC if pattern.match(path)), "")


def visitor(request: HttpRequest) -> str:
    """The address that asks. Another is believed only when a proxy named in GONGKAI_PROXIES tells it; of IPv6 the
    network counts, since a visitor has all addresses of it."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if _is_proxy(address):
        told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        address = next((part for part in reversed(told) if not _is_proxy(part)), address)
    found = _address(address)
    if found is None:
        return address[:64]
    return str(ipaddress.ip_network((found, 64), strict=False) if found.version == 6 else found)


def _address(words: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address as a server or a proxy writes it: with a port, in brackets; an IPv4 one in IPv6 dress is that IPv4."""
    if written := BRACKETED.fullmatch(words):
        words = written["address"] or written["plain"]
    try:
        found = ipaddress.ip_address(words)
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, ipaddress.IPv6Address) else found


def _is_proxy(address: str) -> bool:
    found = _address(address)
    return found is not None and any(found in ipaddress.ip_network(each, strict=False) for each in settings.PROXIES)
