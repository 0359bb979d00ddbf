"""Who may take which step of a review. Rights come from roles in units, SYS-02; the domain says what else is needed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.permissions import may_edit, units_of_document
from gongkai.apps.orgs.models import Membership, User
from gongkai.apps.publishing.models import ReviewStep

Viewer = User | AnonymousUser
ROLES = Membership.Role
Kind = ReviewStep.Kind


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person may do in reviews: loaded once, asked often."""

    user_id: int | None
    # 主管部门人员
    is_office: bool
    # reviews for the whole place: reviewers and people of the oversight office
    is_oversight: bool
    # reads everything: officers and auditors
    may_see_all: bool
    # units the person reviews for (审核员)
    reviews_for: frozenset[int]
    # units the person acts for (联络员, 主管部门人员)
    works_for: frozenset[int]

    @property
    def has_part(self) -> bool:
        """Whether anything of a review can ever be the person's business."""
        return self.is_office or bool(self.reviews_for or self.works_for)


NOBODY = Standing(None, False, False, False, frozenset(), frozenset())


def standing(user: Viewer | None) -> Standing:
    """The person's roles in one query. Anonymous and switched-off people have none; nor has the administrator."""
    if not isinstance(user, User) or not user.is_active or user.pk is None:
        return NOBODY
    rows = list(Membership.objects.filter(user=user).values_list("role", "unit_id", "unit__is_oversight_office"))
    is_office = any(role == ROLES.OFFICE for role, _, _ in rows)
    return Standing(
        user_id=user.pk,
        is_office=is_office,
        is_oversight=is_office or any(role == ROLES.REVIEWER and oversees for role, _, oversees in rows),
        may_see_all=is_office or any(role == ROLES.AUDITOR for role, _, _ in rows),
        reviews_for=frozenset(unit for role, unit, _ in rows if role == ROLES.REVIEWER),
        works_for=frozenset(unit for role, unit, _ in rows if role in (ROLES.LIAISON, ROLES.OFFICE)),
    )


def takes(held: Standing, *, kind: str, unit_id: int | None, units: Collection[int], publisher_id: int) -> bool:
    """Whether the role allows a step: 会签 by the unit's own people, 签发 by the office or the publisher's reviewers,
    the rest by reviewers of the document's units and of the oversight office."""
    if kind == Kind.SIGN_OFF:
        return unit_id in held.works_for or unit_id in held.reviews_for
    if kind == Kind.SIGN:
        return held.is_office or publisher_id in held.reviews_for
    return held.is_oversight or unit_id in held.reviews_for or not held.reviews_for.isdisjoint(units)


def may_take(held: Standing, step: ReviewStep, document: Document) -> bool:
    """`takes` for a step of this document's review."""
    return takes(
        held,
        kind=step.kind,
        unit_id=step.unit_id,
        units=units_of_document(document),
        publisher_id=document.publisher_id,
    )


def may_watch(user: Viewer) -> bool:
    """The lists of what should be public, of re-evaluations and of later reviews: whoever acts for a unit."""
    held = standing(user)
    return held.may_see_all or held.has_part


def may_repair(user: Viewer, document: Document) -> bool:
    """Change words that proofing found: the writers before review, within it who holds the open proof."""
    if document.state == Document.State.IN_REVIEW:
        return _holds_step(user, document, (Kind.PROOF,))
    return document.state != Document.State.SCHEDULED and may_edit(user, document)


def may_dismiss(user: Viewer, document: Document) -> bool:
    """Leave words as they are: the writers before review, within it who holds a step that looks at the text."""
    if document.state == Document.State.IN_REVIEW:
        return _holds_step(user, document, (Kind.PROOF, Kind.REVIEW, Kind.SECRECY))
    return document.state != Document.State.SCHEDULED and may_edit(user, document)


def may_keep_wording(user: Viewer) -> bool:
    """The wording lists of the place: the oversight office."""
    return standing(user).is_office


def _holds_step(user: Viewer, document: Document, kinds: Collection[str]) -> bool:
    if not isinstance(user, User) or not user.is_active:
        return False
    of_document = Q(process__document=document) | Q(process__bundle__document=document)
    steps = ReviewStep.objects.filter(of_document, kind__in=kinds, verdict="", opened_on__isnull=False)
    return steps.filter(claimed_by=user, process__state="running").exists()
