"""Topics with what their blocks name. PLT-16, INT-14."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from gongkai.apps.sections.models import Section, TopicPage


@dataclass(frozen=True, slots=True)
class TopicBlock:
    """One block as it is drawn. `sections`: those that it names, in order; one that is gone is None.

    kind heading: value is text; text: value is HTML; sections, pair: value is the titles; links: list of
    {"text", "url"}; rules_in_force: no value, the list comes from the documents.
    """

    kind: str
    value: Any = ""
    sections: tuple[Section | None, ...] = field(default=())


def topics(*, with_retired: bool = False) -> QuerySet[TopicPage]:
    """Topics in the order of the tree; without the retired ones also without those of homes that are switched off."""
    rows: QuerySet[TopicPage] = TopicPage.objects.defer("body").order_by("path")
    return rows if with_retired else rows.filter(retired_on=None, live=True)


def topic_blocks(topic: TopicPage) -> list[TopicBlock]:
    """The blocks of a topic; one query for all sections that they name."""
    raw = [(block["type"], block["value"]) for block in topic.body.raw_data]
    wanted = {number for kind, value in raw for number in _numbers(kind, value)}
    known = Section.objects.select_related("owner_unit").in_bulk(wanted) if wanted else {}
    return [_block(kind, value, known) for kind, value in raw]


def _numbers(kind: str, value: Any) -> list[int]:
    if kind == "sections":
        return [value["section"]]
    return [value["policies"], value["interpretations"]] if kind == "pair" else []


def _block(kind: str, value: Any, known: dict[int, Section]) -> TopicBlock:
    named = tuple(known.get(number) for number in _numbers(kind, value))
    if kind == "sections":
        found = named[0]
        return TopicBlock(kind, value.get("title") or (found.title if found else ""), named)
    if kind == "pair":
        return TopicBlock(kind, "", named)
    if kind == "links":
        return TopicBlock(kind, [link.get("value", link) for link in value])
    return TopicBlock(kind, "" if kind == "rules_in_force" else value)
