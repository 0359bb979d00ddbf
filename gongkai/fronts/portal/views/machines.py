"""What programs ask for: the sitemap in chunks, robots.txt, security.txt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.apps.documents.queries.public_lists import sitemap_chunk, sitemap_chunks
from gongkai.fronts.portal import addresses
from gongkai.fronts.portal.libraries import LIBRARIES
from gongkai.fronts.portal.structured import absolute
from gongkai.fronts.portal.tree import outline_of

XML = "application/xml; charset=utf-8"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
START = '<?xml version="1.0" encoding="UTF-8"?>\n'
FIXED = ("/", "/latest/", "/library/", "/gazette/", "/units/", "/catalogues/", "/map/", "/ledger/", "/section-changes/")
# RFC 9116 wants an end that is not far away; the file is written anew on each request, so it never runs out
VALID_DAYS = 180


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index: one map of pages, and one of each ten thousand documents."""
    site = outline_of(request)
    chunks: dict[int, datetime | None] = site.keep("sitemap chunks", sitemap_chunks)
    rows = [("/sitemap-pages.xml", None), *((f"/sitemap-documents-{n}.xml", at) for n, at in sorted(chunks.items()))]
    body = "".join(f"<sitemap><loc>{absolute(url)}</loc>{_lastmod(at)}</sitemap>\n" for url, at in rows)
    return HttpResponse(f"{START}<sitemapindex {SPACE}>\n{body}</sitemapindex>\n", content_type=XML)


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponse:
    """The pages of the tree and the lists that stand for themselves."""
    site = outline_of(request)
    fixed = [(url, None) for url in (*FIXED, *(library.url for library in LIBRARIES.values()))]
    nodes = [(node.url, node.changed_at) for node in site.nodes.values() if not node.is_retired]
    return HttpResponse("".join(_urls([*fixed, *nodes])), content_type=XML)


@require_safe
def sitemap_documents(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """Ten thousand documents, written as they are read; the tag is known before, so who has them costs one query."""
    if number > 10**6:
        raise Http404
    rows = ((addresses.document(pk), at) for pk, at in sitemap_chunk(number))
    tag = f'"{number}-{outline_of(request).state or 0}"'
    return StreamingHttpResponse(_urls(rows), content_type=XML, headers={"ETag": tag})


def _urls(rows: Iterable[tuple[str, Any]]) -> Iterator[str]:
    yield f"{START}<urlset {SPACE}>\n"
    for url, at in rows:
        yield f"<url><loc>{absolute(url)}</loc>{_lastmod(at)}</url>\n"
    yield "</urlset>\n"


def _lastmod(at: datetime | None) -> str:
    return f"<lastmod>{timezone.localtime(at).isoformat(timespec='seconds')}</lastmod>" if at else ""


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Everything that is public may be read by programs; lists of searches and forms need not."""
    lines = ["User-agent: *", "Disallow: /desk/", "Disallow: /search/", "Disallow: /forms/", "Disallow: /care/"]
    return HttpResponse("\n".join([*lines, f"Sitemap: {absolute('/sitemap.xml')}", ""]), content_type="text/plain")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Without a contact there is no such file: an empty promise helps nobody."""
    contact = outline_of(request).site.security_contact
    if not contact:
        raise Http404
    until = timezone.localdate() + timedelta(days=VALID_DAYS)
    lines = [f"Contact: {contact}", f"Expires: {until.isoformat()}T00:00:00+08:00", "Preferred-Languages: zh"]
    lines.append(f"Canonical: {absolute('/.well-known/security.txt')}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
