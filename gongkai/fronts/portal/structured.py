"""JSON-LD for machines that read the site: what a page is, in schema.org words. No text in it can end the block."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from gongkai.apps.documents.models import Document

# nothing of these may stand in a script element as it is
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
_FORCE: dict[str, str] = {
    Document.Validity.IN_FORCE: "InForce",
    Document.Validity.AMENDED: "PartiallyInForce",
    Document.Validity.LAPSED: "NotInForce",
    Document.Validity.REPEALED: "NotInForce",
}
_CHANGES = {"amends": "legislationChanges", "repeals": "legislationRepeals"}


class Step(Protocol):
    """A step of a breadcrumb."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def url(self) -> str:
        """Where it is; empty when it has no page."""


def script(data: dict[str, Any]) -> SafeString:
    """A data block. It is no program: the content security policy lets it stand, and nothing in it can run."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - every < > & is escaped


def absolute(url: str) -> str:
    """An address with the site's name before it."""
    return url if url.startswith("http") else f"{settings.SITE_URL}{url}"


def breadcrumbs(steps: Sequence[Step]) -> SafeString:
    """BreadcrumbList from the home page down."""
    trail = [("首页", "/"), *((step.title, step.url) for step in steps)]
    items = [
        {"@type": "ListItem", "position": place, "name": title} | ({"item": absolute(url)} if url else {})
        for place, (title, url) in enumerate(trail, 1)
    ]
    return script({"@type": "BreadcrumbList", "itemListElement": items})


def organization(name: str, url: str, **facts: str) -> SafeString:
    """GovernmentOrganization; facts that are not known are left out."""
    known = {key: value for key, value in facts.items() if value}
    return script({"@type": "GovernmentOrganization", "name": name, "url": absolute(url)} | known)


def legislation(document: Document, url: str, issuer: str, changes: Iterable[tuple[str, str]]) -> SafeString:
    """Legislation: a policy or rule with number, dates and force. `changes`: (relation kind, address)."""
    facts: dict[str, Any] = {
        "legislationIdentifier": document.document_number,
        "legislationDate": _day(document.dated_on),
        "datePublished": document.published_at.isoformat() if document.published_at else "",
        "legislationDateVersion": _day(document.effective_on),
        "legislationType": document.get_kind_display(),
        "legislationLegalForce": f"https://schema.org/{_FORCE[document.validity]}"
        if document.validity in _FORCE
        else "",
        "description": document.summary,
        "keywords": ",".join(map(str, document.keywords)),
    }
    for kind, target in changes:
        if kind in _CHANGES:
            facts.setdefault(_CHANGES[kind], []).append(absolute(target))
    known = {key: value for key, value in facts.items() if value}
    passed = {"legislationPassedBy": {"@type": "GovernmentOrganization", "name": issuer}}
    return script(
        {"@type": "Legislation", "name": document.title, "url": absolute(url), "inLanguage": "zh-Hans"} | known | passed
    )


def article(document: Document, url: str, publisher: str) -> SafeString:
    """Article: what is no legislation."""
    known = {
        "datePublished": document.published_at.isoformat() if document.published_at else "",
        "description": document.summary,
    }
    facts = {key: value for key, value in known.items() if value}
    made = {"@type": "Article", "headline": document.title, "url": absolute(url), "inLanguage": "zh-Hans"}
    return script(made | facts | {"publisher": {"@type": "GovernmentOrganization", "name": publisher}})


def questions(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """FAQPage of questions and answers."""
    items = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for question, answer in pairs
    ]
    return script({"@type": "FAQPage", "mainEntity": items})


def _day(value: Any) -> str:
    return value.isoformat() if value else ""
