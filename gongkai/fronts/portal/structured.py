"""JSON-LD for machines that read the site: what a page is, in schema.org words. No text in it can end the block."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone
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
_CHANGES = {
    "amends": "legislationChanges",
    "supersedes": "legislationChanges",
    "repeals": "legislationRepeals",
    "implements": "legislationApplies",
}
BLOCK = re.compile(r'(?P<start><script type="application/ld\+json">)(?P<data>.*?)(?P<end></script>)', re.S)


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
    text = _written({"@context": "https://schema.org"} | data)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - every < > & is escaped


def _written(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False).translate(_ESCAPES)


def in_traditional(page: str, convert: Callable[[str], str], inside: Callable[[str], str]) -> str:
    """The page with its data blocks in the script of the page: words converted, addresses of pages those of the
    edition (`inside`), and the language told."""

    def one(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: one(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [one(each, key) for each in value]
        if not isinstance(value, str) or key.startswith("@"):
            return value
        if key == "inLanguage":
            return "zh-Hant"
        if value.startswith(f"{settings.SITE_URL}/"):
            return f"{settings.SITE_URL}{inside(value.removeprefix(settings.SITE_URL))}"
        return value if value.startswith(("http://", "https://")) else convert(value)

    def rewritten(found: re.Match[str]) -> str:
        return f"{found['start']}{_written(one(json.loads(found['data'])))}{found['end']}"

    return BLOCK.sub(rewritten, page)


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


def legislation(
    document: Document, url: str, issuer: str, changes: Iterable[tuple[str, str]], today: date
) -> SafeString:
    """Legislation: a policy or rule with number, dates and force. `changes`: (relation kind, address)."""
    is_ahead = bool(document.effective_on and document.effective_on > today)
    force = "NotInForce" if is_ahead else _FORCE.get(document.validity, "")
    facts: dict[str, Any] = {
        "legislationIdentifier": document.document_number,
        "legislationDate": _day(document.dated_on),
        "datePublished": _moment(document.published_at),
        "dateModified": _moment(document.last_published_at),
        "legislationDateOfApplicability": _day(document.effective_on),
        "expires": _day(document.expires_on),
        "legislationType": document.get_kind_display(),
        "legislationLegalForce": f"https://schema.org/{force}" if force else "",
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


def article(document: Document, url: str, publisher: str, image: str = "", about: Iterable[str] = ()) -> SafeString:
    """Article: what is no legislation. `image` and `about` are addresses; about: the policies that it explains."""
    known = {
        "datePublished": _moment(document.published_at),
        "dateModified": _moment(document.last_published_at),
        "description": document.summary,
        "keywords": ",".join(map(str, document.keywords)),
        "image": absolute(image) if image else "",
        "about": [{"@type": "Legislation", "url": absolute(policy)} for policy in about],
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


def _moment(value: datetime | None) -> str:
    return timezone.localtime(value).isoformat(timespec="seconds") if value else ""


def _day(value: Any) -> str:
    return value.isoformat() if value else ""
