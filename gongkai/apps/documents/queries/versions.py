"""The states a document was in: public versions with their notes, and the drafts between them (PUB-12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wagtail.models import Revision

from gongkai.apps.documents._html import plain_text
from gongkai.apps.documents.models import Document, DocumentVersion
from gongkai.apps.documents.queries.facts import fact_rows
from gongkai.apps.documents.queries.working import working_copy

MOST_DRAFTS = 40


@dataclass(frozen=True, slots=True)
class StateText:
    """One state as words: its name, title, metadata and text."""

    name: str
    title: str
    facts: Mapping[str, str]
    text: str


def versions_of(document: Document) -> list[DocumentVersion]:
    """The public versions, newest first, without their texts. One query."""
    rows = DocumentVersion.objects.filter(document=document).select_related("published_by")
    return list(rows.defer("body", "facts").order_by("-number"))


def drafts_of(document: Document) -> list[Revision]:
    """The latest saves, newest first, without their contents. One query."""
    rows = document.revisions.select_related("user").defer("content").order_by("-created_at", "-pk")
    return list(rows[:MOST_DRAFTS])


def text_of(document: Document, name: str) -> StateText | None:
    """The state of this name: `v2` a public version, `r17` a save, `now` the newest draft. None when there is none."""
    if name == "now":
        return _of("现在的草稿", working_copy(document))
    kind, number = name[:1], name[1:]
    if not number.isdecimal() or len(number) > 18:
        return None
    if kind == "v":
        row = DocumentVersion.objects.filter(document=document, number=int(number)).first()
        return None if row is None else StateText(f"第 {row.number} 版", row.title, row.facts, plain_text(row.body))
    if kind == "r":
        revision = document.revisions.filter(pk=int(number)).first()
        return None if revision is None else _of("保存的稿子", revision.as_object())
    return None


def _of(name: str, state: Document) -> StateText:
    return StateText(name, state.title, dict(fact_rows(state)), plain_text(state.body))
