"""Who may do what with the ledger. Lead and responsible are roles of units on an item, not of people."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from gongkai.apps.orgs.models import Membership, User

Viewer = User | AnonymousUser
ROLES = Membership.Role


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is allowed by office: loaded once, asked often."""

    user_id: int | None
    # keeps the ledger: people of the openness office, and the system administrator
    may_manage: bool
    # reads everything: those, and the auditors
    may_see_all: bool
    is_auditor: bool
    # units that the person acts for (联络员; officers act for their office)
    works_for: frozenset[int]
    # units whose items the person reads
    reads_for: frozenset[int]

    def acts_for(self, unit_ids: Collection[int]) -> bool:
        """Whether the person acts for one of these units."""
        return not self.works_for.isdisjoint(unit_ids)


NOBODY = Standing(None, False, False, False, frozenset(), frozenset())


def standing(user: Viewer) -> Standing:
    """The person's roles in one query. Anonymous and switched-off people have none."""
    if not isinstance(user, User) or not user.is_active or user.pk is None:
        return NOBODY
    roles = list(Membership.objects.filter(user=user).values_list("role", "unit_id"))
    held = {role for role, _ in roles}
    manages = user.is_superuser or ROLES.OFFICE in held
    return Standing(
        user_id=user.pk,
        may_manage=manages,
        may_see_all=manages or ROLES.AUDITOR in held,
        is_auditor=ROLES.AUDITOR in held,
        works_for=frozenset(unit for role, unit in roles if role in (ROLES.LIAISON, ROLES.OFFICE)),
        reads_for=frozenset(unit for role, unit in roles),
    )


def may_manage(user: Viewer) -> bool:
    """Import notices, assign, close out, look back: the openness office."""
    return standing(user).may_manage


def may_see_ledger(user: Viewer) -> bool:
    """Whether the person has any part in the ledger."""
    held = standing(user)
    return held.may_see_all or bool(held.reads_for)


def may_work_for(user: Viewer, unit_id: int) -> bool:
    """File a plan, make sub-tasks, report: people who act for the unit."""
    return unit_id in standing(user).works_for
