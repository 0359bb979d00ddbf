"""Telling people of reviews: what waits for them, what came back, what is public. Each thing once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse

from gongkai.apps.orgs.models import Membership, User
from gongkai.apps.orgs.operations.messages import send_to_all
from gongkai.apps.orgs.queries import officers
from gongkai.apps.publishing.models import ReviewProcess, ReviewStep
from gongkai.domain.workflow import step_words

ROLES = Membership.Role
Kind = ReviewStep.Kind


def tell_of_steps(process: ReviewProcess, steps: Iterable[ReviewStep], now: datetime) -> None:
    """Steps were opened: the people of the units that owe them. Part of the act that opened them."""
    for step in steps:
        words = step_words(step.kind, step.ordinal)
        title = f"待{words}：《{process.document.title}》"
        text = f"请于 {step.due_on} 前办理。" if step.due_on else ""
        _tell(people_of(step), process, f"step:{step.pk}", title=title, text=text, now=now)


def tell_submitter(process: ReviewProcess, word: str, title: str, text: str, now: datetime) -> None:
    """What became of what was submitted: who submitted and who drafted it."""
    ids = {process.submitted_by_id, process.document.created_by_id}
    people = User.objects.filter(pk__in=[pk for pk in ids if pk], is_active=True)
    _tell(people, process, word, title=title, text=text, now=now)


def tell_officers(process: ReviewProcess, word: str, title: str, text: str, now: datetime) -> None:
    """What the oversight office has to know."""
    _tell(officers(), process, word, title=title, text=text, now=now)


def people_of(step: ReviewStep) -> QuerySet[User]:
    """Who owes an open step: its holder, else the reviewers of its unit; 会签 the unit's people, 签发 the office."""
    if step.claimed_by_id:
        return User.objects.filter(pk=step.claimed_by_id, is_active=True)
    if step.kind == Kind.SIGN:
        return officers()
    roles = [ROLES.LIAISON, ROLES.REVIEWER] if step.kind == Kind.SIGN_OFF else [ROLES.REVIEWER]
    held = Membership.objects.filter(Q(unit=step.unit_id), role__in=roles)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def address_of(process_id: int) -> str:
    """Where the desk shows the review; empty while no desk is installed."""
    try:
        return reverse("desk:review_process", args=[process_id])
    except NoReverseMatch:
        return ""


def _tell(people: Iterable[User], process: ReviewProcess, word: str, *, title: str, text: str, now: datetime) -> None:
    lead = process.bundled_with_id or process.pk
    key = f"review:{lead}:{word}"
    send_to_all(users=people, key=key, title=title, text=text, url=address_of(lead), now=now)
