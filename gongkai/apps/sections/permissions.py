"""Who may change the tree of sections."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from gongkai.apps.orgs.models import User
from gongkai.apps.orgs.permissions import is_office
from gongkai.apps.sections.models import Section


def may_manage_sections(user: User | AnonymousUser) -> bool:
    """Add, rename, move and retire: the openness office and the system administrator."""
    return is_office(user) or (user.is_active and user.is_superuser)


def may_see_sections(user: User | AnonymousUser) -> bool:
    """The tree is public; the desk shows it to everybody who signs in."""
    return user.is_authenticated


def may_change_section(user: User | AnonymousUser, section: Section) -> bool:
    """One section: those who manage all of them."""
    return section.pk is not None and may_manage_sections(user)
