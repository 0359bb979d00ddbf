"""Who may do what with units and people. SYS-02: rights come from roles in units, never from a unit's name."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from gongkai.apps.orgs.models import Membership, Unit, User

Visitor = User | AnonymousUser


def has_role(user: Visitor, role: str, unit: Unit | None = None) -> bool:
    """Whether this person holds the role, in this unit when one is named."""
    if not user.is_authenticated or not user.is_active:
        return False
    roles = Membership.objects.filter(user_id=user.pk, role=role)
    return (roles.filter(unit=unit) if unit else roles).exists()


def is_office(user: Visitor) -> bool:
    """Whether this person works in the oversight office (主管部门人员). The system administrator does not, as such."""
    return has_role(user, Membership.Role.OFFICE)


def is_auditor(user: Visitor) -> bool:
    """Whether this person watches (监督员): reads all, writes nothing."""
    return has_role(user, Membership.Role.AUDITOR)


def is_liaison_of(user: Visitor, unit: Unit) -> bool:
    """Whether this person acts for the unit (联络员)."""
    return has_role(user, Membership.Role.LIAISON, unit)


def is_reviewer_of(user: Visitor, unit: Unit) -> bool:
    """Whether this person reviews for the unit (审核员)."""
    return has_role(user, Membership.Role.REVIEWER, unit)


def may_manage_units(user: Visitor) -> bool:
    """Units, names and groups: the oversight office and the system administrator."""
    return _is_administrator(user) or is_office(user)


def may_manage_people(user: Visitor) -> bool:
    """People and their roles: the oversight office and the system administrator."""
    return may_manage_units(user)


def may_load_years(user: Visitor) -> bool:
    """The yearly holiday arrangements: the oversight office and the system administrator."""
    return may_manage_units(user)


def may_see_units(user: Visitor) -> bool:
    """The organisation with its people: whoever acts for some unit."""
    if _is_administrator(user):
        return True
    return user.is_authenticated and user.is_active and Membership.objects.filter(user_id=user.pk).exists()


def may_issue_feed_token(user: Visitor, unit: Unit) -> bool:
    """A unit's calendar address: its liaisons, and who manages units."""
    return is_liaison_of(user, unit) or may_manage_units(user)


def _is_administrator(user: Visitor) -> bool:
    return user.is_authenticated and user.is_active and user.is_superuser
