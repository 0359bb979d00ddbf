"""The site in traditional characters under /hant/, and large and plain under /care/. PLT-05, PLT-06.

Each page is made once, as always; an edition changes its words or its dress afterwards. So an edition has every page
the site has, and depends on nothing but the page and its address: it may be cached and written out as the page is.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.encoding import iri_to_uri

from gongkai.fronts.portal import pages_rewritten, structured
from gongkai.fronts.portal.traditional import Traditional

EDITIONS = ("hant", "care")
PREFIX = re.compile(r"/(hant|care)(/.*)?", re.S)
# one address for everybody: files, feeds, what machines read, and where staff work
PLAIN = re.compile(
    r"/(?:static|media|desk|documents|calendar|\.well-known)(?:/|$)|/feeds/.+\.(?:atom|rss)$"
    r"|/doc/\d+/(?:files/|download/|tables/|qr\.svg)|/catalogues/\d+\.xlsx$|/sitemap[\w-]*\.xml$"
    r"|/(?:robots\.txt|favicon\.ico|qr\.svg)$"
)
CACHED_BYTES = 64 * 1024 * 1024


class Editions:
    """Takes the edition off the address, lets the site answer, and puts the answer into that edition."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._made = _Kept(CACHED_BYTES)
        self._traditional: Traditional | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.edition = ""  # type: ignore[attr-defined]
        found = PREFIX.fullmatch(request.path_info)
        if found is None:
            return self.get_response(request)
        edition, path = found[1], found[2] or ""
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        if not path:
            return _to(f"/{edition}/{query}")
        if PLAIN.match(path) or path.startswith("//"):
            return _to(f"/{path.lstrip('/')}{query}")
        if PREFIX.fullmatch(path):  # an edition of an edition: the last one meant is the one asked for
            return _to(f"{path}{query}")
        request.edition = edition  # type: ignore[attr-defined]
        request.path = request.path_info = path
        if edition == "hant" and "%" in query:
            request.META["QUERY_STRING"] = self._simplified(request.META["QUERY_STRING"])
        return self._dressed(self.get_response(request), edition)

    def _dressed(self, response: HttpResponse, edition: str) -> HttpResponse:
        location = response.headers.get("Location", "")
        if location.startswith("/") and not location.startswith("//"):
            response["Location"] = inside(location, edition)
        kind = response.headers.get("Content-Type", "")
        if response.streaming or not kind.startswith("text/html") or response.headers.get("Content-Encoding"):
            return response
        content = response.content
        key = hashlib.sha256(edition.encode() + content).digest()
        made = self._made.get(key)
        if made is None:
            made = self._rewritten(content.decode(response.charset or "utf-8"), edition).encode("utf-8")
            if not response.cookies:  # a page with a token is nobody else's
                self._made.put(key, made)
        response.content = made
        if "Content-Length" in response.headers:
            response["Content-Length"] = str(len(made))
        if "ETag" in response.headers:
            response["ETag"] = f'"{hashlib.sha256(made).hexdigest()[:32]}"'
        return response

    def _simplified(self, query: str) -> str:
        """What was typed on a traditional page, as the site stores it: 辦法 finds 办法."""
        try:
            pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
        except ValueError:  # more than any form of ours sends
            return query
        return urlencode([(name, self._words().simplified(value)) for name, value in pairs])

    def _words(self) -> Traditional:
        self._traditional = self._traditional or Traditional(settings.PROTECTED_WORDS)
        return self._traditional

    def _rewritten(self, page: str, edition: str) -> str:
        if edition == "hant":
            page = pages_rewritten.converted(page, self._words().convert)
            page = structured.in_traditional(page, self._words().convert, lambda address: inside(address, edition))
        else:
            page = pages_rewritten.marked(page, edition)
        return pages_rewritten.with_links(page, lambda address: inside(address, edition))


def inside(address: str, edition: str) -> str:
    """The address in the edition: only for pages of this site that are in no edition yet."""
    if not address.startswith("/") or address.startswith("//"):
        return address
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    if PLAIN.match(path) or PREFIX.fullmatch(path):
        return address
    return f"/{edition}{address}"


def _to(address: str) -> HttpResponse:
    return HttpResponseRedirect(iri_to_uri(address))


class _Kept:
    """What was made, by the fingerprint of what it was made from; the oldest goes first."""

    def __init__(self, most: int) -> None:
        self._most, self._held = most, 0
        self._rows: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> bytes | None:
        with self._lock:
            found = self._rows.get(key)
            if found is not None:
                self._rows.move_to_end(key)
            return found

    def put(self, key: bytes, made: bytes) -> None:
        with self._lock:
            self._held += len(made) - len(self._rows.pop(key, b""))
            self._rows[key] = made
            while self._held > self._most and self._rows:
                self._held -= len(self._rows.popitem(last=False)[1])
