"""Reading units, people, messages and the work calendar."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.utils.crypto import constant_time_compare

from gongkai.apps.orgs._matching import Match, build
from gongkai.apps.orgs._years import is_settled, joined
from gongkai.apps.orgs.models import FeedToken, Membership, Message, Unit, UnitGroup, UnitName, User, WorkYear
from gongkai.apps.orgs.permissions import is_auditor, is_office
from gongkai.domain.clock import WorkCalendar

__all__ = [
    "Match",
    "TreeRow",
    "group_member_ids",
    "groups_of",
    "inbox",
    "is_auditor",
    "is_office",
    "liaisons_of",
    "loaded_years",
    "match_units",
    "members_of_groups",
    "officers",
    "oversight_office",
    "people",
    "unit_of_token",
    "unit_tree",
    "units_of",
    "unread_count",
    "work_calendar",
]


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A unit in its place in the tree; the top is at depth 0."""

    unit: Unit
    depth: int
    other_names: tuple[UnitName, ...]
    people_count: int


def match_units(texts: Iterable[str]) -> dict[str, Match]:
    """What each name means, by the names and groups recorded today. Three queries, however many names.

    `how`: exact = the name in force; alias; former = a name it had; folded = one of these in traditional script;
    suffix = the place left out or the body shortened (县财政局, 发改委), or a generic collective name. Whatever could
    mean two units means none and lists both; a misspelt name lists up to five that are like it.
    """
    wanted = list(dict.fromkeys(texts))
    if not wanted:
        return {}
    units = {unit.pk: unit for unit in Unit.objects.all()}
    index = build(units, UnitName.objects.all(), UnitGroup.objects.all())
    return {text: index.match(text) for text in wanted}


def units_of(user: User | AnonymousUser, *roles: str) -> QuerySet[Unit]:
    """The units this person has a role in; with `roles`, only those held in one of these roles."""
    if not user.is_authenticated or not user.is_active:
        return Unit.objects.none()
    held = Membership.objects.filter(user_id=user.pk)
    if roles:
        held = held.filter(role__in=roles)
    return Unit.objects.filter(pk__in=held.values("unit"))


def group_member_ids(group: UnitGroup) -> frozenset[int]:
    """The units in force that a collective name stands for: those chosen and those of its kinds."""
    return members_of_groups([group])[group.pk]


def members_of_groups(groups: Iterable[UnitGroup]) -> dict[int, frozenset[int]]:
    """`group_member_ids` of many groups in two queries: group id → unit ids."""
    wanted = list(groups)
    chosen: dict[int, set[int]] = defaultdict(set)
    through = UnitGroup.members.through.objects.filter(unitgroup__in=wanted, unit__is_active=True)
    for group_id, unit_id in through.values_list("unitgroup_id", "unit_id"):
        chosen[group_id].add(unit_id)
    of_kind: dict[str, set[int]] = defaultdict(set)
    kinds = {kind for group in wanted for kind in group.kinds}
    for pk, kind in Unit.objects.filter(is_active=True, kind__in=kinds).values_list("pk", "kind"):
        of_kind[kind].add(pk)
    return {group.pk: frozenset(chosen[group.pk].union(*(of_kind[kind] for kind in group.kinds))) for group in wanted}


def groups_of(units: Iterable[Unit]) -> list[UnitGroup]:
    """The groups that any of these units belongs to, in order."""
    wanted = {unit.pk for unit in units}
    groups = list(UnitGroup.objects.all())
    members = members_of_groups(groups)
    return [group for group in groups if wanted & members[group.pk]]


def oversight_office() -> Unit | None:
    """The openness office of the place (政务公开主管部门), when one is named."""
    return Unit.objects.filter(is_oversight_office=True, is_active=True).first()


def unit_tree(*, with_retired: bool = False) -> list[TreeRow]:
    """All units, each below its superior, in order. A unit whose superior is left out stands at the top."""
    units = list(Unit.objects.filter(Q() if with_retired else Q(is_active=True)).select_related("parent"))
    in_use = Membership.objects.filter(user__is_active=True).order_by()
    counts = dict(in_use.values_list("unit").annotate(Count("user", distinct=True)))
    names: dict[int, list[UnitName]] = defaultdict(list)
    for name in UnitName.objects.exclude(kind=UnitName.Kind.CURRENT).order_by("kind", "pk"):
        names[name.unit_id].append(name)
    below: dict[int | None, list[Unit]] = defaultdict(list)
    shown = {unit.pk for unit in units}
    for unit in units:
        below[unit.parent_id if unit.parent_id in shown else None].append(unit)
    rows: list[TreeRow] = []
    waiting = [(unit, 0) for unit in reversed(below[None])]
    while waiting:
        unit, depth = waiting.pop()
        rows.append(TreeRow(unit, depth, tuple(names[unit.pk]), counts.get(unit.pk, 0)))
        waiting.extend((child, depth + 1) for child in reversed(below[unit.pk]))
    return rows


def people(text: str = "") -> QuerySet[User]:
    """Everybody who can have a role, those in use first; `text` is sought in names and units."""
    rows = User.objects.prefetch_related("memberships__unit").order_by("-is_active", "last_name", "first_name", "pk")
    for word in text.split():
        rows = rows.filter(
            Q(username__icontains=word)
            | Q(last_name__icontains=word)
            | Q(first_name__icontains=word)
            | Q(pk__in=Membership.objects.filter(unit__names__text__icontains=word).values("user"))
            # 林静: the family name and the given name are two columns
            | (Q(last_name=word[:1], first_name=word[1:]) | Q(last_name=word[:2], first_name=word[2:]))
        )
    return rows


def liaisons_of(units: Iterable[Unit]) -> QuerySet[User]:
    """The people in use who act for any of these units."""
    held = Membership.objects.filter(unit__in=list(units), role=Membership.Role.LIAISON)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def officers() -> QuerySet[User]:
    """The people in use who work in the oversight office."""
    held = Membership.objects.filter(role=Membership.Role.OFFICE)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def inbox(user: User) -> QuerySet[Message]:
    """What this person was told, newest first."""
    return Message.objects.filter(user=user)


def unread_count(user: User) -> int:
    """How many messages this person has not opened."""
    return Message.objects.filter(user=user, read_at=None).count()


def unit_of_token(token: str) -> Unit | None:
    """The unit whose calendar this token opens, or None. Takes the same time for a near miss as for a far one."""
    digest = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    found = FeedToken.objects.select_related("unit").filter(hash=digest).first()
    if found and constant_time_compare(found.hash, digest) and found.unit.is_active:
        return found.unit
    return None


def work_calendar() -> WorkCalendar:
    """The years that come with the program and those that were loaded since. One query, however many years.

    Ask once for a page: what another process loads counts from the next call on.
    """
    return joined(tuple(WorkYear.objects.order_by("year").values_list("text", flat=True)))


def loaded_years() -> dict[int, WorkYear]:
    """The loaded years that count, by year: one that the program ships verified by now no longer does."""
    rows = WorkYear.objects.select_related("loaded_by")
    return {row.year: row for row in rows if not is_settled(row.year)}
