"""Which units were briefed on a policy and which were not. INT-15."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.apps.documents.models import Briefing, Document
from gongkai.apps.orgs.models import Unit

# the units that carry policies out at the front line
EXECUTORS = (Unit.Kind.DEPARTMENT, Unit.Kind.TOWN, Unit.Kind.OFFICE, Unit.Kind.COMMITTEE)


@dataclass(frozen=True, slots=True)
class BriefedPolicy:
    """A policy with its briefings, newest first, and the units that none of them reached."""

    policy: Document
    briefings: tuple[Briefing, ...]
    briefed: tuple[Unit, ...]
    not_briefed: tuple[Unit, ...]


def briefed_policies() -> list[BriefedPolicy]:
    """Every policy that was briefed on at least once, the latest first. Four queries."""
    rows = Briefing.objects.select_related("policy", "held_by").prefetch_related("units")
    by_policy: dict[int, list[Briefing]] = {}
    for row in rows.defer("policy__body", "policy__text", "policy__elements"):
        by_policy.setdefault(row.policy_id, []).append(row)
    units = list(Unit.objects.filter(is_active=True, kind__in=EXECUTORS))
    return [_briefed(found, units) for found in by_policy.values()]


def units_not_briefed(policy: Document) -> list[Unit]:
    """Units that carry policies out and were in no briefing on this one; the unit that answers for it knows it."""
    known = Unit.objects.filter(briefings__policy=policy).values("pk")
    owner = policy.responsible_unit_id or policy.publisher_id
    return list(Unit.objects.filter(is_active=True, kind__in=EXECUTORS).exclude(pk__in=known).exclude(pk=owner))


def _briefed(briefings: list[Briefing], units: list[Unit]) -> BriefedPolicy:
    policy = briefings[0].policy
    reached = {unit.pk for row in briefings for unit in row.units.all()}
    owner = policy.responsible_unit_id or policy.publisher_id
    return BriefedPolicy(
        policy,
        tuple(briefings),
        tuple(unit for unit in units if unit.pk in reached),
        tuple(unit for unit in units if unit.pk not in reached and unit.pk != owner),
    )
