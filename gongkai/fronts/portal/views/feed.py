"""Feeds: the calendar of a unit, and what is new in Atom and RSS by section, unit and library."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.views.decorators.http import require_safe

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.public_lists import (
    PublicFilter,
    latest,
    library_documents,
    section_documents,
    told_of,
)
from gongkai.apps.files.writers.page import printable
from gongkai.apps.ledgers.queries import feed
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models import Section
from gongkai.fronts.portal import addresses
from gongkai.fronts.portal.head import column, show
from gongkai.fronts.portal.libraries import LIBRARIES
from gongkai.fronts.portal.structured import absolute
from gongkai.fronts.portal.tree import outline_of

NEWEST = 30
TYPES = {"atom": "application/atom+xml; charset=utf-8", "rss": "application/rss+xml; charset=utf-8"}
GAZETTE = "gazette"
# of a feed without entries: Django would say now, and each answer would differ from the last
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class Atom(Atom1Feed):
    """Atom 1.0."""

    def latest_post_date(self) -> datetime:
        """When the last entry changed."""
        return super().latest_post_date() if self.items else NEVER


class Rss(Rss201rev2Feed):
    """RSS 2.0."""

    def latest_post_date(self) -> datetime:
        """When the last entry changed."""
        return super().latest_post_date() if self.items else NEVER


MAKERS: dict[str, type[Atom | Rss]] = {"atom": Atom, "rss": Rss}


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


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """What can be subscribed to."""
    site = outline_of(request)
    head = column(
        request, "订阅", "/feeds/", description="用阅读器订阅最新公开、文件库、栏目和单位", kind="信息公开目录"
    )
    sections = [node for top in site.navigation for node in top.walk() if node.kind == "section"]
    context = {"libraries": LIBRARIES.values(), "sections": sections, "homes": site.unit_homes}
    return show(request, "portal/feeds.html", head, context)


@require_safe
def latest_feed(_request: HttpRequest, kind: str) -> HttpResponse:
    """Everything."""
    return _made(kind, "latest", "最新公开", "/latest/", latest(NEWEST))


@require_safe
def section_feed(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What came into a section last."""
    node = outline_of(request).nodes.get(pk)
    row = Section.objects.filter(pk=pk).only("title", "gathers", "depth", "path").first() if node else None
    if node is None or row is None:
        raise Http404
    rows = section_documents(pk, row.gathers, PublicFilter(), 0, NEWEST)
    return _made(kind, f"section/{pk}", row.title, node.url, rows)


@require_safe
def unit_feed(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What a unit published last."""
    unit = Unit.objects.filter(pk=pk, is_active=True).first()
    if unit is None:
        raise Http404
    home = outline_of(request).home_of(pk)
    url = home.url if home else f"/units/#u{pk}"
    return _made(kind, f"unit/{pk}", unit.name, url, latest(NEWEST, units=[pk]))


@require_safe
def library_feed(_request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """What came into a library last."""
    if slug == GAZETTE:
        return _made(kind, f"library/{slug}", "政府公报", "/gazette/", latest(NEWEST, kinds=[Document.Kind.GAZETTE]))
    library = LIBRARIES.get(slug)
    if library is None:
        raise Http404
    rows = library_documents(library.kinds, PublicFilter(), 0, NEWEST)
    return _made(kind, f"library/{slug}", library.name, library.url, rows)


def _made(kind: str, place: str, name: str, url: str, rows: Iterable[Document]) -> HttpResponse:
    """The feed. Its address is its name for ever, as that of a document is of an entry, wherever this one is read."""
    if kind not in MAKERS:
        raise Http404
    own = absolute(f"/feeds/{place}.{kind}")
    made = MAKERS[kind](
        title=printable(f"{name} · {settings.WAGTAIL_SITE_NAME}"),
        link=absolute(url),
        description=printable(f"{settings.WAGTAIL_SITE_NAME}“{name}”最近公开的信息"),
        language="zh-CN",
        feed_url=own,
        feed_guid=own,
    )
    shown = list(rows)
    told = told_of(shown)
    for row in shown:
        about = told[row.pk]
        said = about.summary or " · ".join(filter(None, [row.publisher.name, row.document_number]))
        made.add_item(
            title=printable(row.title),
            link=absolute(addresses.issue(*about.issue) if about.issue else addresses.page_of(row)),
            unique_id=absolute(addresses.page_of(row)),
            description=printable(said),
            author_name=printable(row.publisher.name),
            pubdate=row.published_at,
            updateddate=about.changed_at,
            categories=[row.get_kind_display()],
        )
    return HttpResponse(made.writeString("utf-8"), content_type=TYPES[kind])
