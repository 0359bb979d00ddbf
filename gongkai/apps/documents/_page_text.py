"""A document as a page that stands alone: no style sheet, no script, nothing remote; and as Word and PDF."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.html import escape
from django.utils.timezone import localtime

from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.documents.queries.files import picture_in
from gongkai.apps.files.writers.page import PageText, page_text


def facts_of(document: Document) -> list[tuple[str, str]]:
    """The lines of the metadata block that are filled in."""
    at = localtime(document.published_at).strftime("%Y-%m-%d %H:%M") if document.published_at else ""
    facts = (
        ("索引号", document.index_number or ""),
        ("发文机关", document.issuer_text),
        ("发文字号", document.document_number),
        ("成文日期", str(document.dated_on or "")),
        ("发布机构", document.publisher.name),
        ("发布日期", at),
        ("有效性", document.get_validity_display()),
    )
    return [(label, value) for label, value in facts if value]


def standing_page(document: Document) -> str:
    """The whole page. Pictures of the text keep their address on the site and do not show without a network."""
    facts = "".join(f"<tr><th>{label}</th><td>{escape(value)}</td></tr>" for label, value in facts_of(document))
    title = escape(document.title)
    return (
        '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>'
        f"{title}</title></head><body><h1>{title}</h1><table>{facts}</table>{document.body}</body></html>"
    )


def page_of(document: Document, files: Sequence[Attachment]) -> PageText:
    """The same for the writers of Word and PDF, with its pictures. `files`: the public attachments with their file."""
    return page_text(
        title=document.title,
        body=document.body,
        facts=tuple(facts_of(document)),
        source=document.source_text or document.publisher.name,
        url=f"{settings.SITE_URL}/doc/{document.pk}/",
        files=tuple(row.name for row in files if not row.is_inline),
        picture=lambda src: picture_in(files, src),
    )
