"""The gazette as the public reads it: issues, contents, one article, finding across all issues. LIB-11."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Case, Count, F, IntegerField, Max, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from gongkai.apps.documents.models import Attachment, GazetteArticle, GazetteIssue
from gongkai.domain.text import plain

FOUND_LIMIT = 200
# issues in one map; an issue of two hundred pieces would still fit
GAZETTE_CHUNK = 200


@dataclass(frozen=True, slots=True)
class PublicIssue:
    """An issue with its contents in order and the files of its whole."""

    issue: GazetteIssue
    articles: tuple[GazetteArticle, ...]
    attachments: tuple[Attachment, ...]


def public_issues() -> QuerySet[GazetteIssue]:
    """The issues that are public, newest first, with how many articles each has."""
    rows = GazetteIssue.objects.filter(document__live=True).select_related("document")
    shown = rows.only("year", "number", "total_number", "issued_on", "document__title", "document__live")
    return shown.annotate(article_count=Count("articles")).order_by("-year", "-number")


def public_issue(year: int, number: int) -> PublicIssue | None:
    """One issue, or None. Three queries."""
    rows = GazetteIssue.objects.filter(year=year, number=number, document__live=True)
    issue = rows.select_related("document__publisher").defer("document__text").first()
    if issue is None:
        return None
    told = Case(When(body="", then=Value(False)), default=Value(True), output_field=BooleanField())
    articles = issue.articles.select_related("document").defer("body", "document__body", "document__text")
    articles = articles.annotate(has_body=told)
    files = Attachment.objects.filter(document=issue.document_id, is_live=True, is_inline=False)
    return PublicIssue(
        issue,
        tuple(articles.order_by("position")),
        tuple(files.select_related("file").defer("text", "cleaning").order_by("order", "pk")),
    )


def public_article(year: int, number: int, position: int) -> GazetteArticle | None:
    """One article of a public issue with its text, or None."""
    rows = GazetteArticle.objects.filter(
        issue__year=year, issue__number=number, position=position, issue__document__live=True
    )
    return rows.select_related("issue__document", "document").defer("issue__document__body", "document__body").first()


def find_articles(words: str) -> list[GazetteArticle]:
    """Articles of all issues whose title holds the words, newest issue first, at most `FOUND_LIMIT`. One query."""
    wanted = Q(issue__document__live=True)
    for word in words.split():
        wanted &= (
            Q(title__icontains=word) | Q(title__icontains=plain(word)) | Q(document__document_number__icontains=word)
        )
    rows = GazetteArticle.objects.filter(wanted).select_related("issue", "document").defer("body", "document__body")
    return list(rows.order_by("-issue__year", "-issue__number", "position")[:FOUND_LIMIT])


def gazette_chunks() -> dict[int, datetime | None]:
    """Number of a map of issues → when one of them was last published. An issue stays in its map. One query."""
    number = Cast((F("pk") - 1) / Value(GAZETTE_CHUNK), IntegerField())
    rows = GazetteIssue.objects.filter(document__live=True).order_by().annotate(chunk=number).values_list("chunk")
    return dict(rows.annotate(Max("document__last_published_at")))


def gazette_chunk(number: int) -> Iterator[tuple[int, int, int, int, datetime | None]]:
    """Issue, its year and number, and the place of each piece with a page of its own, 0 when it has none. One query."""
    first = number * GAZETTE_CHUNK
    own = Q(articles__document__isnull=True) & ~Q(articles__body="")
    place = Case(When(own, then=F("articles__position")), default=Value(0), output_field=IntegerField())
    rows = GazetteIssue.objects.filter(pk__gt=first, pk__lte=first + GAZETTE_CHUNK, document__live=True)
    rows = rows.annotate(place=place).order_by("pk", "place")
    columns = ("pk", "year", "number", "place", "document__last_published_at")
    for pk, year, no, position, at in rows.values_list(*columns).iterator(2000):
        yield pk, year, no, position or 0, at
