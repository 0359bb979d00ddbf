"""Who may write and read documents. Drafts are their units' own; the openness office and the auditors read all."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from gongkai.apps.documents.models import CleanUp, Document
from gongkai.apps.orgs.models import Membership, Unit, User

Viewer = User | AnonymousUser
ROLES = Membership.Role


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a person reaches: loaded once, asked often."""

    # keeps all documents: people of the openness office, and the system administrator
    may_manage: bool
    # reads all: those, and the auditors
    may_see_all: bool
    # units that the person writes for (联络员)
    works_for: frozenset[int]
    # units whose drafts the person reads (联络员、审核员)
    reads_for: frozenset[int]
    # reads what is under review, whoever's it is: reviewers of the oversight office
    reviews_all: bool = False


NOWHERE = Reach(False, False, frozenset(), frozenset())
UNDER_REVIEW = (Document.State.IN_REVIEW, Document.State.RETURNED, Document.State.SCHEDULED)


def reach(user: Viewer | None) -> Reach:
    """The person's roles in one query. None is the system itself; anonymous and switched-off people have none."""
    if user is None:
        return Reach(True, True, frozenset(), frozenset())
    if not isinstance(user, User) or not user.is_active or user.pk is None:
        return NOWHERE
    rows = list(Membership.objects.filter(user=user).values_list("role", "unit_id", "unit__is_oversight_office"))
    roles = [(role, unit) for role, unit, _ in rows]
    held = {role for role, _ in roles}
    manages = user.is_superuser or ROLES.OFFICE in held
    return Reach(
        may_manage=manages,
        may_see_all=manages or ROLES.AUDITOR in held,
        works_for=frozenset(unit for role, unit in roles if role in (ROLES.LIAISON, ROLES.OFFICE)),
        reads_for=frozenset(unit for role, unit in roles if role != ROLES.AUDITOR),
        reviews_all=any(role == ROLES.REVIEWER and is_oversight for role, _, is_oversight in rows),
    )


def may_write_any(user: Viewer) -> bool:
    """Whether the person may draft for some unit."""
    held = reach(user)
    return held.may_manage or bool(held.works_for)


def may_draft(user: Viewer | None, unit: Unit) -> bool:
    """Start a document of the unit: who acts for it, and the openness office."""
    held = reach(user)
    return held.may_manage or unit.pk in held.works_for


def may_edit(user: Viewer | None, document: Document) -> bool:
    """Change the document: who acts for the unit that publishes, answers for or drafts it, and the openness office."""
    held = reach(user)
    return held.may_manage or not held.works_for.isdisjoint(units_of_document(document))


def may_see(user: Viewer | None, document: Document) -> bool:
    """Find the document on the desk. What is live is public; drafts are their units' and those asked to sign off."""
    if document.live and isinstance(user, User) and user.is_active:
        return True
    return may_see_draft(user, document)


def may_see_draft(user: Viewer | None, document: Document) -> bool:
    """Read what is not public of it: the changes being written, the files of the next version, its review and history.
    That a document is live opens none of these to other units."""
    held = reach(user)
    if held.may_see_all:
        return True
    if not held.reads_for:
        return False
    # who reviews for the whole place sees what was submitted and what came of it, not what is still being written
    if held.reviews_all and document.state in (*UNDER_REVIEW, Document.State.PUBLISHED):
        return True
    return (
        not held.reads_for.isdisjoint(units_of_document(document))
        or document.sign_off_units.filter(pk__in=held.reads_for).exists()
    )


def may_close_duty(user: Viewer | None, unit_id: int) -> bool:
    """Say that what a unit owed is done: who acts for the unit, and the openness office."""
    held = reach(user)
    return held.may_manage or unit_id in held.works_for


def may_keep_libraries(user: Viewer | None) -> bool:
    """Clean-ups, gazette, official texts, planning periods of the whole place: the openness office."""
    return reach(user).may_manage


def may_work_for(user: Viewer | None, unit_id: int) -> bool:
    """Propose, record press events and briefings in the name of a unit: its people, and the openness office."""
    held = reach(user)
    return held.may_manage or unit_id in held.works_for


def may_decide_clean_up(user: Viewer | None, clean_up: CleanUp) -> bool:
    """Say what becomes of a document in a clean-up: the judicial office that guides it, and the openness office."""
    held = reach(user)
    return held.may_manage or clean_up.guided_by_id in held.works_for


def may_see_libraries(user: Viewer | None) -> bool:
    """The library screens of the desk: whoever acts for some unit, and who reads all."""
    held = reach(user)
    return held.may_see_all or bool(held.reads_for)


def units_of_document(document: Document) -> frozenset[int]:
    """The units whose document it is: publisher, responsible unit and drafting unit."""
    ids = (document.publisher_id, document.responsible_unit_id, document.drafting_unit_id)
    return frozenset(pk for pk in ids if pk)
