"""What the public templates ask for. All of it depends on published data, the address and the day only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.documents.queries.public import PublicDocument
from gongkai.apps.ledgers.queries import PublicLedger, PublicTask
from gongkai.domain.notices import without_paths
from gongkai.fronts.portal import addresses, structured, tree
from gongkai.fronts.portal.reading import ShownDocument, shown
from gongkai.fronts.portal.views import forms, home, sections, topics, units

register = template.Library()
register.filter("absolute", structured.absolute)
register.filter("page_of", addresses.page_of)
register.filter("attachment_url", addresses.attachment)
register.filter("qr_url", addresses.qr)
register.filter("page_qr", addresses.page_qr)
register.filter("cited_url", addresses.cited)
EDITIONS = ("hant", "care")


@register.simple_tag(takes_context=True)
def outline(context: template.Context) -> tree.Outline:
    """The tree and the foot of the site."""
    return tree.outline_of(context.get("request"))


@register.simple_tag
def place_name() -> str:
    """The name in the masthead."""
    return settings.WAGTAIL_SITE_NAME


@register.filter
def edition(url: str, name: str) -> str:
    """The address of a page in another edition: 繁體 under /hant/, 关怀版 under /care/."""
    return f"/{name}{url}"


@register.filter
def here(request: HttpRequest, name: str = "") -> str:
    """This page in another edition, or in the usual one."""
    url = request.get_full_path() if request else "/"
    for prefix in EDITIONS:
        if url.startswith(f"/{prefix}/"):
            url = url[len(prefix) + 1 :]
    return f"/{name}{url}" if name else str(url)


@register.simple_tag(takes_context=True)
def own_address(context: template.Context, canonical: str) -> str:
    """The address that stands for this page. The traditional version is a page of its own, for those who read it; the
    care version is the same page in another dress."""
    request = context.get("request")
    return edition(canonical, "hant") if getattr(request, "edition", "") == "hant" else canonical


@register.filter
def starts_at(path: str | None, above: str) -> bool:
    """Whether a page lies at or below another."""
    return bool(path) and str(path).startswith(above)


@register.filter
def day_shown(value: Any) -> str:
    """A day in a list: 11月20日 in this year, with the year otherwise."""
    if value is None:
        return ""
    day = timezone.localtime(value).date() if hasattr(value, "hour") else value
    return str(date_format(day, "m月d日" if day.year == timezone.localdate().year else "Y年m月d日"))


@register.filter
def sort_word(row: Document) -> str:
    """The mark before a title: what a reader must know of it before opening."""
    if row.validity in (Document.Validity.LAPSED, Document.Validity.REPEALED):
        return "off"
    if row.kind == Document.Kind.INTERPRETATION:
        return "read"
    return "ask" if row.is_emergency or row.validity == Document.Validity.AMENDED else ""


@register.filter
def mark_word(row: Document) -> str:
    """The words of that mark."""
    if row.validity in (Document.Validity.LAPSED, Document.Validity.REPEALED, Document.Validity.AMENDED):
        return str(row.get_validity_display())
    if row.kind == Document.Kind.INTERPRETATION:
        return str(row.get_form_display() or "解读")
    return "应急发布" if row.is_emergency else ""


@register.filter
def small_line(row: Document) -> str:
    """Under the title: unit, number, when it comes into force if that is still ahead."""
    unit = row.publisher.short_name or row.publisher.name
    starts = row.effective_on
    when = f"自{date_format(starts, 'Y年n月j日')}起施行" if starts and starts > timezone.localdate() else ""
    return " · ".join(filter(None, [unit, row.document_number, when]))


@register.filter
def file_kind(row: Attachment) -> str:
    """The last part of a file name, as a word."""
    return row.name.rpartition(".")[2].upper() if "." in row.name else ""


@register.simple_tag(takes_context=True)
def shown_document(context: template.Context) -> ShownDocument:
    """The document of the page; on a preview of the desk it is made from the draft."""
    if "shown" in context:
        ready: ShownDocument = context["shown"]
        return ready
    draft = context["object"]
    found = PublicDocument(draft, tuple(draft.attachments.all()), (), (), (), (), 0)
    return shown(found, tree.outline_of(context.get("request")), timezone.localdate())


@register.simple_tag(takes_context=True)
def page_values(context: template.Context) -> dict[str, Any]:
    """What a page of the tree shows; on a preview of the desk it is made from the draft."""
    if "head" in context:
        return {}
    request, page = context["request"], context["page"]
    node = tree.outline_of(request).nodes.get(page.pk)
    makers = {
        "section": lambda: sections.section_context(request, page, node),
        "unithome": lambda: units.unit_context(request, page, node),
        "topicpage": lambda: topics.topic_context(request, page),
        "formpage": lambda: forms.form_context(page),
        "homepage": lambda: home.home_context(request),
    }
    values = makers[page._meta.model_name]()
    context.update(values)
    return values


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch of the progress bar, in tasks."""

    kind: str
    start: int
    width: int


@register.filter
def bars(ledger: PublicLedger) -> list[Bar]:
    """The stretches of the progress bar, empty ones left out."""
    made: list[Bar] = []
    start = 0
    for kind in ("done", "under_way", "not_started", "late"):
        width = ledger.counts[kind]
        if width:
            made.append(Bar(kind, start, width))
            start += width
    return made


@register.filter
def shown_text(task: PublicTask) -> str:
    """The task without the bracket of places, when those are listed under it."""
    return without_paths(task.text) if task.places else task.text
