"""Who may change the tree of sections, the homes of units, forms and the standard catalogues."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.orgs.permissions import is_liaison_of, is_office, is_reviewer_of
from gongkai.apps.sections.models import FormPage, Section, UnitHome

Visitor = User | AnonymousUser


def may_manage_sections(user: Visitor) -> bool:
    """Add, rename, move and retire: the openness office and the system administrator."""
    return is_office(user) or (user.is_active and user.is_superuser)


def may_see_sections(user: Visitor) -> bool:
    """The tree is public; the desk shows it to everybody who signs in."""
    return user.is_authenticated


def may_change_section(user: Visitor, section: Section) -> bool:
    """One section: those who manage all of them."""
    return section.pk is not None and may_manage_sections(user)


def may_change_home(user: Visitor, home: UnitHome) -> bool:
    """Header and contacts of a unit's home: the unit's liaisons, and who manages sections."""
    return may_manage_sections(user) or is_liaison_of(user, home.unit)


def may_read_answers(user: Visitor, page: FormPage) -> bool:
    """What people wrote in a form: liaisons and reviewers of the unit that asked, nobody else."""
    unit = page.owner_unit
    return unit is not None and (is_liaison_of(user, unit) or is_reviewer_of(user, unit) or _office_of(user, unit))


def _office_of(user: Visitor, unit: Unit) -> bool:
    return unit.is_oversight_office and is_office(user)


def may_compile(user: Visitor, unit: Unit) -> bool:
    """Draft a standard catalogue for a unit: its liaisons, and who manages sections."""
    return may_manage_sections(user) or is_liaison_of(user, unit)


def may_see_catalogues(user: Visitor) -> bool:
    """Catalogues in force are public; drafts are seen by everybody who signs in: nothing in them is secret."""
    return user.is_authenticated
