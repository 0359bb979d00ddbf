"""The gazette database: all issues by year, one issue with its contents, one article. LIB-11."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.apps.documents.queries.public_gazettes import find_articles, public_article, public_issue, public_issues
from gongkai.fronts.portal import addresses, reading, structured
from gongkai.fronts.portal.head import Crumb, Feed, Head, article_tags, column, column_tags, show, site_tags
from gongkai.fronts.portal.listing import read_filter

NAME, URL = "政府公报", "/gazette/"
PURPOSE = "政府公报各期目录和全文，创刊以来的各期都可以查。"


@require_safe
def gazettes(request: HttpRequest) -> HttpResponse:
    """Issues by year, newest first, and finding a piece across all of them."""
    words = read_filter(request.GET, ("words",)).words
    found = find_articles(words) if words else []
    years = [(year, list(rows)) for year, rows in groupby(public_issues(), key=lambda issue: issue.year)]
    feeds = [Feed(kind, f"{NAME}（{kind.upper()}）", f"/feeds/library/gazette.{kind}") for kind in ("atom", "rss")]
    head = column(
        request, NAME, URL, [Crumb("政策文件库", "/library/"), Crumb(NAME, URL)],
        description=PURPOSE, kind="政策文件", here="library", feeds=feeds,
    )  # fmt: skip
    return show(
        request, "portal/gazettes/list.html", head, {"years": years, "words": words, "found": found, "purpose": PURPOSE}
    )


@require_safe
def gazette_issue(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The contents of an issue, each piece with its page, and the whole issue as files."""
    found = public_issue(year, number)
    if found is None:
        raise Http404
    issue = found.issue
    url = addresses.issue(year, number)
    head = _head(request, str(issue), url, issue.document.title)
    head.tags += article_tags(
        title=issue.document.title,
        published_at=issue.document.published_at,
        source=issue.document.publisher.name,
        url=structured.absolute(url),
    )
    groups = [(heading, list(rows)) for heading, rows in groupby(found.articles, key=lambda row: row.heading_text)]
    body, _ = reading.boxed(issue.document.body, issue.document_id)
    context = {"issue": issue, "document": issue.document, "groups": groups, "files": found.attachments, "body": body}
    return show(request, "portal/gazettes/issue.html", head, context)


@require_safe
def gazette_article(request: HttpRequest, year: int, number: int, position: int) -> HttpResponse:
    """A piece that no document of the library holds; one that is in the library is read there."""
    row = public_article(year, number, position)
    if row is None or not row.body:
        raise Http404
    issue_url = addresses.issue(year, number)
    url = f"{issue_url}{position}/"
    body, _ = reading.boxed(row.body, row.issue.document_id, with_links=False)
    head = _head(request, str(row.issue), url, row.title, Crumb(row.title, url))
    head.tags += article_tags(
        title=row.title,
        published_at=row.issue.document.published_at,
        source=f"{NAME}{row.issue}",
        url=structured.absolute(url),
    )
    return show(request, "portal/gazettes/article.html", head, {"row": row, "body": body, "issue_url": issue_url})


def _head(request: HttpRequest, issue: str, url: str, title: str, *more: Crumb) -> Head:
    crumbs = [
        Crumb("政策文件库", "/library/"),
        Crumb(NAME, URL),
        Crumb(issue, "/".join(url.split("/")[:4]) + "/"),
        *more,
    ]
    tags = site_tags(request) + column_tags(NAME, PURPOSE, kind="政策文件")
    return Head(title, crumbs, tags, [structured.breadcrumbs(crumbs)], canonical=url, here="library")
