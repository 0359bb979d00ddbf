"""The sections that notices ask for, merged by their usual path. CAT-02, TSK-14."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.apps.ledgers.models import DeclaredPath, ItemUnit, LedgerItem
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.queries import place_in_tree, sections_by_path


@dataclass(frozen=True, slots=True)
class Proposal:
    """One place that tasks declare. `existing`: how many names of `path`, from the top, are sections already."""

    canonical: str
    path: tuple[str, ...]
    spellings: tuple[str, ...]
    items: tuple[LedgerItem, ...]
    decision: str
    section: Section | None
    existing: int
    owner: Unit | None


def section_proposals(*, decision: str | None = DeclaredPath.Decision.PROPOSED) -> tuple[Proposal, ...]:
    """Every declared place, once, with the tasks that ask for it. `decision` None: also those decided. Four queries."""
    rows = _declared()
    if decision:
        rows = rows.filter(decision=decision)
    grouped: dict[str, list[DeclaredPath]] = {}
    for row in rows:
        grouped.setdefault(row.canonical, []).append(row)
    sections = sections_by_path()
    owners = _owners({row.item_id for found in grouped.values() for row in found})
    return tuple(_proposal(canonical, found, sections, owners) for canonical, found in sorted(grouped.items()))


def decided_sections() -> dict[str, Section]:
    """The sections in force that people tied declared paths to, by canonical path: the next notice follows them."""
    rows = DeclaredPath.objects.filter(decision=DeclaredPath.Decision.ACCEPTED, section__retired_on__isnull=True)
    return {row.canonical: row.section for row in rows.select_related("section").order_by("pk") if row.section}


def proposal_count() -> int:
    """How many places wait for a decision."""
    return _declared().filter(decision=DeclaredPath.Decision.PROPOSED).order_by().values("canonical").distinct().count()


def _declared() -> QuerySet[DeclaredPath]:
    rows = DeclaredPath.objects.filter(item__withdrawn_on__isnull=True).select_related("item__notice", "section")
    return rows.defer("item__notice__text").order_by("canonical", "item__notice", "item__position", "pk")


def _owners(item_ids: set[int]) -> dict[int, Unit]:
    named = ItemUnit.objects.filter(item__in=item_ids, is_principal=True, unit__isnull=False).select_related("unit")
    return {row.item_id: row.unit for row in named if row.unit}


def _proposal(
    canonical: str, rows: list[DeclaredPath], sections: dict[str, Section], owners: dict[int, Unit]
) -> Proposal:
    path = place_in_tree(canonical.split(">"))
    existing = 0
    while existing < len(path) and ">".join(path[: existing + 1]) in sections:
        existing += 1
    items = {row.item_id: row.item for row in rows}
    return Proposal(
        canonical=canonical,
        path=path,
        spellings=tuple(dict.fromkeys(row.path_text for row in rows)),
        items=tuple(items.values()),
        decision=rows[0].decision,
        section=rows[0].section or sections.get(">".join(path)),
        existing=existing,
        owner=next((owners[pk] for pk in items if pk in owners), None),
    )
