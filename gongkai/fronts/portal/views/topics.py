"""Topics: blocks put together on the desk, drawn here. PLT-16, INT-14, LIB-08."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.public_lists import (
    TAB_IN_FORCE,
    PublicFilter,
    library_documents,
    newest_of_sections,
)
from gongkai.apps.sections.models import TopicPage
from gongkai.apps.sections.queries import TopicBlock, topic_blocks
from gongkai.fronts.portal import structured
from gongkai.fronts.portal.head import Head, column_tags, crumbs_of, show, site_tags
from gongkai.fronts.portal.tree import Node, Outline, outline_of

ROWS, RULES = 6, 200


@dataclass(frozen=True, slots=True)
class Column:
    """A section in a topic: its name, its page, its newest documents."""

    title: str
    node: Node | None
    rows: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A block with what it needs: columns for sections and pairs, rows for rules in force."""

    kind: str
    value: Any
    columns: tuple[Column, ...] = ()
    rows: tuple[Document, ...] = ()


def topic(request: HttpRequest, node: Node) -> HttpResponse:
    """A topic page; a retired one says so and keeps its content."""
    row = TopicPage.objects.filter(pk=node.pk).first()
    if row is None:
        raise Http404
    crumbs = crumbs_of(node)
    head = Head(
        row.title,
        crumbs,
        site_tags(request) + column_tags(row.title, row.lead),
        [structured.breadcrumbs(crumbs)],
        canonical=node.url,
        path=node.path,
    )
    return show(request, "portal/topic.html", head, topic_context(request, row))


def topic_context(request: HttpRequest, row: TopicPage) -> dict[str, Any]:
    """What a topic shows; also for its preview on the desk. Three queries however many blocks."""
    site = outline_of(request)
    blocks = topic_blocks(row)
    named = [section.pk for block in blocks for section in block.sections if section]
    newest = newest_of_sections(named, ROWS) if named else {}
    rules = []
    if any(block.kind == "rules_in_force" for block in blocks):
        rules = library_documents([Document.Kind.REGULATION], PublicFilter(tab=TAB_IN_FORCE), 0, RULES)
    below = site.nodes.get(row.pk)
    return {
        "page": row,
        "blocks": [_drawn(block, site, newest, tuple(rules)) for block in blocks],
        "branches": below.sections if below else [],
    }


def _drawn(block: TopicBlock, site: Outline, newest: dict[int, list[Document]], rules: tuple[Document, ...]) -> Drawn:
    columns = tuple(
        Column(block.value or found.title, site.nodes.get(found.pk), tuple(newest.get(found.pk, ())))
        for found in block.sections
        if found
    )
    return Drawn(block.kind, block.value, columns, rules if block.kind == "rules_in_force" else ())
