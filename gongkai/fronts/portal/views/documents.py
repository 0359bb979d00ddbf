"""The page of a document, its versions and comparisons. PLT-01, LIB-13, PUB-12."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.public import (
    PublicDocument,
    citing_documents,
    public_document,
    public_pair,
    public_title,
    public_version,
    two_texts,
)
from gongkai.domain.comparison import differences
from gongkai.fronts.portal import addresses, listing, reading, structured
from gongkai.fronts.portal.head import (
    Crumb,
    Head,
    article_tags,
    column,
    column_tags,
    column_type,
    crumbs_of,
    show,
    site_tags,
)
from gongkai.fronts.portal.libraries import LIBRARIES
from gongkai.fronts.portal.pairing import paired
from gongkai.fronts.portal.reading import ShownDocument
from gongkai.fronts.portal.tree import outline_of

LEGAL = {Document.Kind.NORMATIVE, Document.Kind.POLICY, Document.Kind.REGULATION}


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """A document; a withdrawn one leaves a page that says so and answers 410."""
    found = public_document(pk)
    if found is None:
        raise Http404
    if found.is_withdrawn:
        return _tombstone(request, found)
    issue = getattr(found.document, "issue", None)
    if issue:
        return HttpResponsePermanentRedirect(addresses.issue(issue.year, issue.number))
    page = reading.shown(found, outline_of(request), timezone.localdate())
    return show(request, "portal/document.html", head_of(request, page), {"shown": page})


def head_of(request: HttpRequest, page: ShownDocument) -> Head:
    """The head of a content page: all three sets of page tags, breadcrumb, data."""
    row = page.document
    node = page.placed[0] if page.placed else None
    library = next((library for library in LIBRARIES.values() if row.kind in library.kinds), None)
    trail = crumbs_of(node) or ([Crumb("政策文件库", "/library/"), Crumb(library.name, library.url)] if library else [])
    name = trail[-1].title if trail else row.get_kind_display()
    image = _image(page)
    described = row.summary or reading.excerpt(row.body)
    tags = site_tags(request) + column_tags(name, kind=column_type(name, node.content_kind if node else ""))
    tags += article_tags(
        title=row.title,
        published_at=row.published_at,
        source=page.source,
        url=page.share_url,
        keywords=row.keywords,
        author=row.author_text,
        description=described,
        image=structured.absolute(image) if image else "",
    )
    crumbs = [*trail, Crumb(row.title, page.url)]
    return Head(
        row.title,
        crumbs,
        tags,
        [structured.breadcrumbs(crumbs), *_data(page, image)],
        canonical=page.url,
        path=node.path if node else "",
        here="" if node else "library",
    )


def _image(page: ShownDocument) -> str:
    """The first picture of the text, else the first of the pictures beside it."""
    shown = (addresses.attachment(file) for file in page.media if file.media == "image")
    return reading.first_picture(page.document.body) or next(shown, "")


def _data(page: ShownDocument, image: str) -> list[SafeString]:
    row = page.document
    if row.kind in LEGAL:
        changes = [(line.kind, addresses.page_of(line.other)) for line in page.outgoing]
        issuer = row.issuer_text or row.publisher.name
        return [structured.legislation(row, page.url, issuer, changes, timezone.localdate())]
    about = [addresses.page_of(line.other) for line in page.policies]
    made = [structured.article(row, page.url, row.publisher.name, image, about)]
    pairs = reading.question_pairs(row.body) if row.kind == Document.Kind.INTERPRETATION else []
    return [*made, structured.questions(pairs)] if pairs else made


def _tombstone(request: HttpRequest, found: PublicDocument) -> HttpResponse:
    row = found.document
    contact = row.responsible_unit or row.publisher
    head = Head(row.title, [Crumb(row.title)], site_tags(request))
    return show(request, "portal/documents/withdrawn.html", head, {"document": row, "contact": contact}, status=410)


@require_safe
def cited(request: HttpRequest, pk: int) -> HttpResponse:
    """The public documents that name this one."""
    row = public_title(pk)
    if row is None:
        raise Http404
    page = listing.read_page(request.GET)
    total = citing_documents(pk).count()
    rows = list(citing_documents(pk)[(page - 1) * listing.SIZE : page * listing.SIZE])
    if page > 1 and not rows:
        raise Http404
    url = addresses.cited(pk)
    head = _inner_head(request, row, "引用本文的文件", url)
    context = {"document": row, "listing": listing.plain(url, page, total, rows)}
    return show(request, "portal/documents/cited.html", head, context)


@require_safe
def version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A version as it stood, with the note that came with it."""
    found = public_version(pk, number)
    if found is None:
        raise Http404
    body, _ = reading.boxed(found.body, pk, with_links=False)
    head = _inner_head(request, found.document, f"第{number}版", addresses.version(pk, number))
    return show(
        request, "portal/documents/version.html", head, {"version": found, "document": found.document, "body": body}
    )


@require_safe
def compare_versions(request: HttpRequest, pk: int, older: int, newer: int) -> HttpResponse:
    """Two versions of one document side by side."""
    pair = public_pair(pk, older, newer) if older < newer else None
    if pair is None:
        raise Http404
    old, new = pair
    head = _inner_head(request, new.document, "版本对照", addresses.versions_compared(pk, older, newer))
    sides = tuple((f"第{row.number}版", row.title, addresses.version(pk, row.number)) for row in pair)
    context = {"document": new.document, "sides": sides, "rows": side_by_side(old.body, new.body), "note": new.note}
    return show(request, "portal/documents/compare.html", head, context)


@require_safe
def compare(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Two documents side by side: the one that was replaced and the one that replaces it."""
    pair = two_texts(pk, other) if pk != other else None
    if pair is None:
        raise Http404
    old, new = pair
    if _since(old) > _since(new):
        return HttpResponsePermanentRedirect(addresses.compared(other, pk))
    head = _inner_head(request, old, "新旧对照", addresses.compared(pk, other))
    sides = tuple((word, row.title, addresses.page_of(row)) for word, row in (("旧文件", old), ("新文件", new)))
    context = {"document": old, "sides": sides, "rows": side_by_side(old.body, new.body), "note": ""}
    return show(request, "portal/documents/compare.html", head, context)


def side_by_side(before: str, after: str) -> list[tuple[SafeString, SafeString, bool]]:
    """Paragraphs of both texts in rows, what changed marked by words; the flag says whether the row differs."""
    rows = []
    for old, new in paired(reading.paragraphs(before), reading.paragraphs(after)):
        segments = [(s.kind, s.text) for s in differences(old, new)] if old != new else [("same", old)]
        left = reading.marked([s for s in segments if s[0] != "added"])
        right = reading.marked([s for s in segments if s[0] != "removed"])
        rows.append((left, right, old != new))
    return rows


def _since(row: Document) -> tuple[date, int]:
    """What makes one of two documents the older: its own date, else its publication."""
    return (row.dated_on or timezone.localdate(row.published_at), row.pk)


def _inner_head(request: HttpRequest, row: Document, name: str, url: str) -> Head:
    return column(
        request, name, url, [Crumb(row.title, addresses.document(row.pk)), Crumb(name, url)],
        description=f"《{row.title}》{name}", kind="政策文件", here="library",
    )  # fmt: skip
