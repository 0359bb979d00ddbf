"""What programs ask for: the sitemap in chunks, robots.txt, security.txt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from math import ceil

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gongkai.apps.documents.queries.public_gazettes import gazette_chunk, gazette_chunks
from gongkai.apps.documents.queries.public_lists import sitemap_chunk, sitemap_chunks
from gongkai.apps.documents.queries.public_platform import closed_clean_ups
from gongkai.apps.ledgers.queries.public_lists import public_plan_places
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.queries import catalogues_public, item_places
from gongkai.fronts.portal import addresses
from gongkai.fronts.portal.libraries import LIBRARIES
from gongkai.fronts.portal.structured import absolute
from gongkai.fronts.portal.tree import Outline, outline_of

XML = "application/xml; charset=utf-8"
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
START = '<?xml version="1.0" encoding="UTF-8"?>\n'
FIXED = (
    *("/", "/latest/", "/library/", "/gazette/", "/clean-ups/", "/guides/", "/units/", "/catalogues/"),
    *("/ledger/", "/map/", "/feeds/", "/section-changes/"),
)
PAGES = 10_000
Entry = tuple[str, datetime | date | None]
# RFC 9116 wants an end that is not far away; the file is written anew on each request, so it never runs out
VALID_DAYS = 180


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the maps: pages, documents and pieces of the gazette, some ten thousand in each."""
    site = outline_of(request)
    pages = _pages(site)
    rows: list[Entry] = [
        (f"/sitemap-pages-{number}.xml", _newest(pages[number * PAGES : (number + 1) * PAGES]))
        for number in range(ceil(len(pages) / PAGES))
    ]
    documents: dict[int, datetime | None] = site.keep("sitemap chunks", sitemap_chunks)
    rows += [(f"/sitemap-documents-{number}.xml", at) for number, at in sorted(documents.items())]
    gazettes: dict[int, datetime | None] = site.keep("gazette chunks", gazette_chunks)
    rows += [(f"/sitemap-gazette-{number}.xml", at) for number, at in sorted(gazettes.items())]
    body = "".join(f"<sitemap><loc>{absolute(url)}</loc>{_lastmod(at)}</sitemap>\n" for url, at in rows)
    return HttpResponse(f"{START}<sitemapindex {SPACE}>\n{body}</sitemapindex>\n", content_type=XML)


def _newest(rows: Iterable[Entry]) -> datetime | None:
    return max((at for _, at in rows if isinstance(at, datetime)), default=None)


@require_safe
def sitemap_pages(request: HttpRequest, number: int) -> HttpResponse:
    """The pages of the tree, the lists that stand for themselves, catalogues, ledgers and clean-ups."""
    rows = _pages(outline_of(request))[number * PAGES : (number + 1) * PAGES]
    if not rows:
        raise Http404
    return HttpResponse("".join(_urls(rows)), content_type=XML)


def _pages(site: Outline) -> list[Entry]:
    """Every page that is no document and no piece of the gazette. Six queries."""
    rows: list[Entry] = [(url, None) for url in (*FIXED, *(library.url for library in LIBRARIES.values()))]
    # a section of the gazette only leads on to it
    shown = (node for node in site.nodes.values() if not node.is_retired)
    rows += [(node.url, node.changed_at) for node in shown if node.content_kind != Section.ContentKind.GAZETTE]
    catalogues = dict(catalogues_public().values_list("pk", "made_at"))
    rows += [(f"/catalogues/{pk}/", at) for pk, at in catalogues.items()]
    rows += [(f"/catalogues/{pk}/{place}/", catalogues[pk]) for pk, place in item_places(catalogues)]
    cleaned = {row.year: row.closed_on for row in closed_clean_ups()}
    rows += [(f"/clean-ups/{year}/", at) for year, at in cleaned.items()]
    for notice, units in public_plan_places().items():
        rows += [(f"/ledger/{notice}/", None), *((f"/ledger/{notice}/plans/{unit}/", None) for unit in units)]
    return rows


@require_safe
def sitemap_documents(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """Ten thousand documents, written as they are read; the tag is known before, so who has them costs one query."""
    site = outline_of(request)
    if number not in site.keep("sitemap chunks", sitemap_chunks):
        raise Http404
    rows = ((addresses.document(pk), at) for pk, at in sitemap_chunk(number))
    tag = f'"{number}-{site.state or 0}"'
    return StreamingHttpResponse(_urls(rows), content_type=XML, headers={"ETag": tag})


@require_safe
def sitemap_gazette(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """Issues of the gazette and the pieces that no document of the library holds."""
    site = outline_of(request)
    if number not in site.keep("gazette chunks", gazette_chunks):
        raise Http404
    tag = f'"{number}-{site.state or 0}"'
    return StreamingHttpResponse(_urls(_gazette_rows(number)), content_type=XML, headers={"ETag": tag})


def _gazette_rows(number: int) -> Iterator[Entry]:
    last = 0
    for issue, year, no, position, at in gazette_chunk(number):
        if issue != last:
            last = issue
            yield addresses.issue(year, no), at
        if position:
            yield f"{addresses.issue(year, no)}{position}/", at


def _urls(rows: Iterable[Entry]) -> Iterator[str]:
    yield f"{START}<urlset {SPACE}>\n"
    for url, at in rows:
        yield f"<url><loc>{absolute(url)}</loc>{_lastmod(at)}</url>\n"
    yield "</urlset>\n"


def _lastmod(at: datetime | date | None) -> str:
    if at is None:
        return ""
    told = timezone.localtime(at).isoformat(timespec="seconds") if isinstance(at, datetime) else at.isoformat()
    return f"<lastmod>{told}</lastmod>"


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Everything that is public may be read by programs; lists of searches, forms and the care version need not."""
    closed = ("/desk/", "/search/", "/forms/", "/care/", "/hant/search/", "/hant/forms/", "/*?q=", "/*&q=")
    rules = "".join(f"Disallow: {place}\n" for place in closed)
    lines = f"User-agent: *\n{rules}\nSitemap: {absolute('/sitemap.xml')}\n"
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116. Without a contact there is no such file: an empty promise helps nobody."""
    contact = outline_of(request).site.security_contact
    if not contact:
        raise Http404
    until = timezone.localdate() + timedelta(days=VALID_DAYS)
    lines = [f"Contact: {_as_address(contact)}", f"Expires: {until.isoformat()}T00:00:00+08:00"]
    lines.append("Preferred-Languages: zh")
    lines.append(f"Canonical: {absolute('/.well-known/security.txt')}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


def _as_address(contact: str) -> str:
    """The RFC wants an address; a mailbox or a telephone number is written as one."""
    if re.match(r"(?:mailto|https|tel):", contact):
        return contact
    return f"mailto:{contact}" if "@" in contact else f"tel:{re.sub(r'[^0-9+-]', '', contact)}"
