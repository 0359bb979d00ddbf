"""What decides whether a person may take a step on an item, gathered from the database for `domain.ledger`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.apps.ledgers.models import Evidence, ItemUnit, LedgerItem, Quota, Verdict
from gongkai.apps.ledgers.permissions import NOBODY, ROLES, Standing, Viewer, standing
from gongkai.apps.ledgers.queries.visibility import memberships_of_groups
from gongkai.apps.orgs.models import Membership, Unit, User
from gongkai.domain.ledger import (
    ACTIONS,
    Facts,
    OwedCheck,
    Person,
    QuotaFacts,
    State,
    blockers,
)

WORKING = (ItemUnit.Role.LEAD, ItemUnit.Role.RESPONSIBLE, ItemUnit.Role.SUPPORTING)


@dataclass(frozen=True, slots=True)
class Parts:
    """The units of an item with groups resolved to their members."""

    leads: tuple[int, ...]
    responsibles: tuple[int, ...]
    workers: frozenset[int]
    names: dict[int, str]

    @property
    def checkers(self) -> tuple[int, ...]:
        """The units that check: those that lead, else the first one named."""
        return self.leads or self.responsibles[:1]

    @property
    def checked(self) -> tuple[int, ...]:
        """The units to be checked: the responsible ones that do not check, else the checking ones themselves."""
        others = tuple(unit for unit in self.responsibles if unit not in self.checkers)
        return others or self.checkers


def parts_of(item: LedgerItem, rows: Iterable[ItemUnit] | None = None) -> Parts:
    """The units on the item, once each, in the order printed. At most five queries."""
    named = list(ItemUnit.objects.filter(item=item) if rows is None else rows)
    return parts_for([item], named)[item.pk]


def parts_for(items: Sequence[LedgerItem], rows: Iterable[ItemUnit]) -> dict[int, Parts]:
    """The same for many items, in as many queries as for one."""
    named: dict[int, list[ItemUnit]] = {}
    for row in sorted(rows, key=lambda row: (row.order, row.pk)):
        named.setdefault(row.item_id, []).append(row)
    has_groups = any(row.group_id for found in named.values() for row in found)
    members = memberships_of_groups() if has_groups else {}
    by_role = {item.pk: _by_role(named.get(item.pk, ()), members) for item in items}
    workers = {item.pk: _workers(item, by_role[item.pk]) for item in items}
    wanted = set().union(*workers.values()) if workers else set()
    texts = Unit.objects.filter(pk__in=wanted).values_list("pk", "short_name", "name")
    names = {pk: short or name for pk, short, name in texts}
    return {
        pk: Parts(
            tuple(found.get(ItemUnit.Role.LEAD, ())),
            tuple(found.get(ItemUnit.Role.RESPONSIBLE, ())),
            frozenset(workers[pk]),
            names,
        )
        for pk, found in by_role.items()
    }


def _by_role(rows: Iterable[ItemUnit], members: Mapping[int, frozenset[int]]) -> dict[str, dict[int, None]]:
    found: dict[str, dict[int, None]] = {}
    for row in rows:
        ids = [row.unit_id] if row.unit_id else sorted(members.get(row.group_id or 0, ()))
        found.setdefault(row.role, {}).update(dict.fromkeys(pk for pk in ids if pk))
    return found


def _workers(item: LedgerItem, by_role: Mapping[str, Iterable[int]]) -> set[int]:
    found = {pk for role in WORKING for pk in by_role.get(role, ())}
    return found | ({item.made_by_unit_id} if item.made_by_unit_id else set())


def facts_of(
    user: Viewer, item: LedgerItem, today: date, *, held: Standing | None = None, parts: Parts | None = None
) -> Facts:
    """The facts of one item for one person. About eight queries; the same for the screens and the operations."""
    held = held or standing(user)
    parts = parts or parts_of(item)
    verdicts = list(Verdict.objects.filter(item=item, is_current=True).select_related("given_by"))
    evidence = list(Evidence.objects.filter(item=item).select_related("added_by"))
    submitter = User.objects.filter(pk=item.submitted_by_id).first() if item.submitted_by_id else None
    return Facts(
        state=State(item.state),
        actor=_person(user) if held is not NOBODY else Person(0, ""),
        is_office=held.may_manage,
        is_lead=held.acts_for(parts.checkers),
        is_worker=held.acts_for(parts.workers),
        has_units=bool(parts.workers),
        is_withdrawn=item.withdrawn_on is not None,
        is_sub_task=item.origin == LedgerItem.Origin.SUB_TASK,
        evidence_count=len(evidence),
        submitted_by=_person(submitter) if submitter else None,
        evidence_by=tuple({row.added_by_id: _person(row.added_by) for row in evidence}.values()),
        checkers=tuple({row.given_by_id: _person(row.given_by) for row in verdicts}.values()),
        owed_checks=_owed(parts, verdicts),
        lone_checkers=_lone(parts, submitter),
        open_sub_task_count=item.sub_tasks.exclude(state=State.CLOSED_OUT).filter(withdrawn_on__isnull=True).count(),
        shortfalls=quota_shortfalls(item, today),
    )


def action_blockers(user: Viewer, item: LedgerItem, today: date) -> dict[str, tuple[str, ...]]:
    """For every action, the sentences under its greyed button; empty when it is possible."""
    facts = facts_of(user, item, today)
    return {action: blockers(action, facts) for action in ACTIONS}


def quota_shortfalls(item: LedgerItem, today: date) -> tuple[str, ...]:
    """What the counters of this item still miss, as sentences."""
    rows = Quota.objects.filter(item=item).prefetch_related("entries").order_by("pk")
    return tuple(sentence for row in rows for sentence in quota_facts(row).shortfalls(item.year, today))


def quota_facts(row: Quota) -> QuotaFacts:
    """A counter with its entries as the domain sees it."""
    entries = tuple((entry.done_on, entry.count) for entry in row.entries.all())
    return QuotaFacts(row.text, row.op, row.value, row.unit, row.period, entries)


def _person(user: object) -> Person:
    return Person(user.pk, user.get_full_name()) if isinstance(user, User) else Person(0, "")


def _owed(parts: Parts, verdicts: Iterable[Verdict]) -> tuple[OwedCheck, ...]:
    """One for each unit that no current verdict finds done, in the name of the first unit that checks."""
    latest: dict[int, Verdict] = {}
    for verdict in sorted(verdicts, key=lambda row: (row.given_at, row.pk)):
        latest[verdict.unit_id] = verdict
    owed = []
    for unit in parts.checked:
        last = latest.get(unit)
        if last and last.is_satisfied:
            continue
        lead = last.lead_unit_id if last else unit if unit in parts.checkers else parts.checkers[0]
        owed.append(OwedCheck(parts.names.get(lead, ""), parts.names.get(unit, ""), last is not None))
    return tuple(owed)


def _lone(parts: Parts, submitter: User | None) -> tuple[tuple[str, Person], ...]:
    """Checking units in which only the submitter could check."""
    if submitter is None:
        return ()
    able = Membership.objects.filter(
        unit__in=parts.checkers, role__in=(ROLES.LIAISON, ROLES.OFFICE), user__is_active=True
    )
    people: dict[int, set[int]] = {}
    for unit_id, user_id in able.values_list("unit_id", "user_id"):
        people.setdefault(unit_id, set()).add(user_id)
    if set().union(*people.values()) - {submitter.pk}:
        return ()
    return tuple((parts.names.get(unit, ""), _person(submitter)) for unit in people)
