"""The gazette database: issues, what is missing, articles across issues, where copies went. LIB-11, LIB-12."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import BooleanField, Case, Count, Max, Q, QuerySet, Sum, Value, When
from django.utils.html import escape

from gongkai.apps.documents._contents import ContentsRow, read_contents, read_contents_file
from gongkai.apps.documents._numbers import number_key, title_key
from gongkai.apps.documents.models import Document, GazetteArticle, GazetteIssue

__all__ = [
    "ContentsRow", "YearOfIssues", "article_html", "find_articles", "gaps", "gazette_articles", "gazette_issues",
    "library_matches", "linkable_documents", "read_contents", "read_contents_file", "spread_totals", "whole_issue",
    "years_of_issues",
]  # fmt: skip
ISSUE = (
    "year", "number", "total_number", "issued_on", "document__title", "document__state", "document__live",
    "document__published_at",
)  # fmt: skip
ARTICLE = (
    "issue", "position", "heading_text", "title", "page_from", "document__title", "document__document_number",
    "document__live", "document__validity", "document__kind", "document__publisher", "issue__year", "issue__number",
    "issue__issued_on", "issue__document__live",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearOfIssues:
    """The issues of a year, newest first, and the numbers that are missing up to the last one known."""

    year: int
    issues: tuple[GazetteIssue, ...]
    missing: tuple[int, ...]


def gazette_issues(*, is_public: bool = False) -> QuerySet[GazetteIssue]:
    """All issues, newest first, with the number of articles and of copies given out."""
    rows = GazetteIssue.objects.select_related("document").only(*ISSUE)
    if is_public:
        rows = rows.filter(document__live=True)
    return rows.annotate(article_count=Count("articles", distinct=True)).order_by("-year", "-number")


def years_of_issues(*, is_public: bool = False) -> list[YearOfIssues]:
    """Issues by year, newest first; a year between the first and the last without any issue is there too, empty."""
    rows = list(gazette_issues(is_public=is_public))
    by_year: dict[int, list[GazetteIssue]] = {}
    for row in rows:
        by_year.setdefault(row.year, []).append(row)
    if not by_year:
        return []
    span = range(max(by_year), min(by_year) - 1, -1)
    return [YearOfIssues(year, tuple(by_year.get(year, ())), _missing(by_year.get(year, ()))) for year in span]


def gaps() -> list[str]:
    """What is missing from the first issue on, as sentences: numbers of a year, whole years, total numbers."""
    found = []
    years = years_of_issues()
    for one in reversed(years):
        if not one.issues:
            found.append(f"{one.year}年没有编录公报。")
        elif one.missing:
            found.append(f"{one.year}年缺第{'、'.join(map(str, one.missing))}期。")
    totals = sorted(issue.total_number for one in years for issue in one.issues if issue.total_number)
    if totals:
        known = set(totals)
        lost = [number for number in range(1, totals[-1] + 1) if number not in known]
        without = sum(not issue.total_number for one in years for issue in one.issues)
        if lost and without < len(lost):
            found.append(f"总期号缺 {len(lost)} 期：{_ranges(lost)}。")
    return found


def gazette_articles(issue: GazetteIssue) -> QuerySet[GazetteArticle]:
    """The contents of an issue, in order, without their texts."""
    rows = GazetteArticle.objects.filter(issue=issue).select_related("document", "issue")
    has_body = Case(When(body="", then=Value(False)), default=Value(True), output_field=BooleanField())
    return rows.only(*ARTICLE).annotate(has_body=has_body).order_by("position")


def article_html(article: GazetteArticle) -> str:
    """The text of an article: the linked document's while it is public, else its own."""
    document = article.document
    if document is not None and document.live:
        return document.body
    return article.body


def whole_issue(document: int) -> tuple[str, list[int]]:
    """The contents and every piece of a public issue as one text, by the id of its document; and the documents whose
    texts these are. A piece shows the text of its document while that is public. ("", []) when there is none such.

    Two queries.
    """
    issue = GazetteIssue.objects.filter(document=document, document__live=True).select_related("document").first()
    if issue is None:
        return "", []
    rows = issue.articles.select_related("document").defer("document__text").order_by("position")
    articles = [(row, article_html(row), row.document is not None and row.document.live) for row in rows]
    listed = "".join(f"<p>{escape(_line(row))}</p>" for row, _, _ in articles)
    pieces = "".join(
        f"<h2>{escape(row.title)}</h2>{_numbered(row) if is_linked else ''}{html}"
        for row, html, is_linked in articles
        if html
    )
    contents = f"<h2>目录</h2>{listed}" if articles else ""
    linked = [row.document_id for row, _, is_linked in articles if is_linked and row.document_id]
    return f"{contents}{pieces}{issue.document.body}", linked


def _line(row: GazetteArticle) -> str:
    page = f"（第 {row.page_from} 页）" if row.page_from else ""
    return f"{row.heading_text}　{row.title}{page}".strip("　")


def _numbered(row: GazetteArticle) -> str:
    number = row.document.document_number if row.document else ""
    return f'<p class="center">{escape(number)}</p>' if number else ""


def find_articles(words: str = "", *, unit: int = 0, year: int = 0, is_public: bool = True) -> QuerySet[GazetteArticle]:
    """Articles across all issues by words of the title or document number, by unit of the document and year of the
    issue, newest issue first."""
    rows = GazetteArticle.objects.select_related("document", "issue", "issue__document").only(*ARTICLE)
    if is_public:
        rows = rows.filter(issue__document__live=True)
    for word in words.split():
        wanted = Q(title__icontains=word)
        if key := number_key(word):
            wanted |= Q(document__number_key=key)
        rows = rows.filter(wanted)
    if unit:
        rows = rows.filter(Q(document__publisher=unit) | Q(document__responsible_unit=unit))
    if year:
        rows = rows.filter(issue__year=year)
    return rows.order_by("-issue__year", "-issue__number", "position")


def linkable_documents() -> QuerySet[Document]:
    """What an article may be linked to: documents of the library, not interpretations and not the gazette itself."""
    rows = Document.objects.exclude(kind__in=(Document.Kind.GAZETTE, Document.Kind.INTERPRETATION))
    found: QuerySet[Document] = rows.exclude(state=Document.State.WITHDRAWN).only("title", "document_number", "kind")
    return found


def library_matches(rows: Sequence[ContentsRow]) -> list[int | None]:
    """The document of the library for each line: by its number, else by its title when only one has it. Two queries."""
    numbers = {key for row in rows if (key := number_key(row.number))}
    titles = {title_key(row.title) for row in rows}
    kinds = Document.objects.exclude(kind__in=(Document.Kind.GAZETTE, Document.Kind.INTERPRETATION))
    kinds = kinds.exclude(state=Document.State.WITHDRAWN)
    by_number = _unique(kinds.filter(number_key__in=numbers).values_list("number_key", "pk"))
    by_title = _unique(kinds.filter(title_key__in=titles).values_list("title_key", "pk"))
    return [by_number.get(number_key(row.number)) or by_title.get(title_key(row.title)) for row in rows]


def spread_totals() -> list[dict[str, object]]:
    """Copies and times by channel: {"channel", "times", "copies", "last"}."""
    rows = GazetteIssue.objects.filter(spreads__isnull=False).order_by().values("spreads__channel")
    counted = rows.annotate(times=Count("spreads"), copies=Sum("spreads__copy_count"), last=Max("spreads__done_on"))
    return [
        {"channel": row["spreads__channel"], "times": row["times"], "copies": row["copies"], "last": row["last"]}
        for row in counted.order_by("-copies", "spreads__channel")
    ]


def _missing(issues: Iterable[GazetteIssue]) -> tuple[int, ...]:
    known = {issue.number for issue in issues}
    return tuple(number for number in range(1, max(known, default=0)) if number not in known)


def _unique(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """What two documents share means neither."""
    found: dict[str, set[int]] = {}
    for key, pk in pairs:
        if key:
            found.setdefault(key, set()).add(pk)
    return {key: next(iter(pks)) for key, pks in found.items() if len(pks) == 1}


def _ranges(numbers: Sequence[int]) -> str:
    """1—3、7、9—10, at most twelve runs."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [str(first) if first == last else f"{first}—{last}" for first, last in runs]
    return "、".join(words[:12]) + ("等" if len(words) > 12 else "")
