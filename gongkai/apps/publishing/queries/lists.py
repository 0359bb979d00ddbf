"""What should be public and is not, what must be looked at again, what waits for its time, what was out of step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from gongkai.apps.documents.models import Document, Relation
from gongkai.apps.documents.queries import visible_to
from gongkai.apps.orgs.queries import work_calendar
from gongkai.apps.publishing.models import ReviewProcess
from gongkai.apps.publishing.permissions import Viewer, standing
from gongkai.domain.clock import CalendarNotPublished, WorkCalendar, due_after
from gongkai.domain.statutes import RuleNotInForce, time_limit
from gongkai.domain.workflow import ThreeDates, synchrony_breaches

Class, State = Document.OpennessClass, Document.State
BIG = ("document__body", "document__text")
# no limit of 20 working days ends sooner than this
SHORTEST = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class DisclosureGap:
    """A document that should be public and is not, or is and should not be (PUB-13)."""

    document: Document
    sentence: str
    due_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class Synchrony:
    """A policy and one interpretation: the three dates of both, and where they part (INT-02)."""

    policy: Document
    interpretation: Document
    breaches: tuple[str, ...]


def should_be_public(*, user: Viewer | None = None, today: date) -> list[DisclosureGap]:
    """应公开未公开、不应公开随意公开. 主动公开 and not public past the limit of article 26, counted from the day the
    information was made or, where that is not known, its date; and what is public without being 主动公开.

    With `user`, only what that person may see. Oldest first.
    """
    rows = _light(visible_to(user) if user is not None else Document.objects.all())
    wrong = rows.filter(live=True).exclude(openness_class=Class.PROACTIVE)
    gaps = [DisclosureGap(row, _wrongly_public(row), None, "") for row in wrong.order_by("published_at", "pk")]
    owed = rows.filter(live=False, openness_class=Class.PROACTIVE).exclude(state=State.WITHDRAWN)
    owed = owed.annotate(made_on=Coalesce("formed_on", "dated_on"))
    by_then = Q(publish_due_on__lt=today) | Q(publish_due_on=None, made_on__lt=today - SHORTEST)
    calendar = work_calendar()
    for row in owed.filter(by_then).order_by("made_on", "pk"):
        due, source = _public_by(row, calendar)
        if due and due < today:
            gaps.append(DisclosureGap(row, f"应于 {due} 前公开，还没有公开。", due, source))
    return gaps


def to_reconsider(*, user: Viewer | None = None, today: date) -> QuerySet[Document]:
    """PUB-15: withheld documents whose day of re-evaluation has come, longest waiting first."""
    return withheld(user=user).filter(reconsider_on__lte=today)


def withheld(*, user: Viewer | None = None) -> QuerySet[Document]:
    """Everything withheld, by age of the decision: the list for the periodic evaluation of article 18."""
    rows = _light(visible_to(user) if user is not None else Document.objects.all())
    return rows.filter(openness_class=Class.WITHHELD).order_by(F("reconsider_on").asc(nulls_first=True), "pk")


def scheduled(user: Viewer) -> QuerySet[ReviewProcess]:
    """What was signed and waits for its time, next first."""
    return _processes(user).filter(state=ReviewProcess.State.SIGNED).order_by("document__publish_at", "pk")


def later_reviews(user: Viewer) -> QuerySet[ReviewProcess]:
    """Emergency publications whose review is still owed, most pressing first. One that was returned is owed as before:
    the text is public meanwhile."""
    rows = _processes(user).filter(document__is_emergency=True, document__later_review_due_on__isnull=False)
    later = rows.filter(purpose=ReviewProcess.Purpose.LATER).exclude(state=ReviewProcess.State.CANCELLED)
    newest = later.order_by().values("document").annotate(last=Max("pk")).values("last")
    return later.filter(pk__in=newest).order_by("document__later_review_due_on", "pk")


def running(user: Viewer) -> QuerySet[ReviewProcess]:
    """Reviews under way that the person may see, longest waiting first."""
    return _processes(user).filter(state=ReviewProcess.State.RUNNING).order_by("submitted_at", "pk")


def returned_to(user: Viewer) -> QuerySet[ReviewProcess]:
    """What came back to the units the person writes for and has not been sent again, newest first."""
    held = standing(user)
    mine = Q(document__publisher__in=held.works_for) | Q(document__drafting_unit__in=held.works_for)
    mine |= Q(document__responsible_unit__in=held.works_for) | Q(submitted_by=held.user_id)
    rows = ReviewProcess.objects.filter(mine, state=ReviewProcess.State.RETURNED, bundled_with=None)
    rows = rows.filter(document__state=State.RETURNED).select_related("document", "document__publisher", "submitted_by")
    return _newest_only(rows).defer(*BIG).order_by("-ended_at", "-pk")


def synchrony(*, user: Viewer | None = None, since: date | None = None) -> list[Synchrony]:
    """INT-02: policies that were signed, with their interpretations, and the breaches of 三同步. Newest first."""
    grace = time_limit("interpretation_grace", timezone.localdate()).amount
    rows = Relation.objects.filter(kind=Relation.Kind.INTERPRETS, target__signed_at__isnull=False)
    rows = rows.select_related("document", "target", "target__publisher").order_by("-target__signed_at", "document")
    rows = rows.defer("document__body", "document__text", "target__body", "target__text")
    if since:
        rows = rows.filter(target__signed_at__date__gte=since)
    if user is not None:
        seen = visible_to(user).values("pk")
        rows = rows.filter(target__in=seen, document__in=seen)
    return [
        Synchrony(row.target, row.document, synchrony_breaches(_dates(row.target), _dates(row.document), grace))
        for row in rows
    ]


def _processes(user: Viewer) -> QuerySet[ReviewProcess]:
    rows = ReviewProcess.objects.filter(bundled_with=None)
    held = standing(user)
    if not (held.may_see_all or held.is_oversight):
        rows = rows.filter(document__in=visible_to(user, with_public=False).values("pk"))
    return rows.select_related("document", "document__publisher", "submitted_by").defer(*BIG)


def _newest_only(rows: QuerySet[ReviewProcess]) -> QuerySet[ReviewProcess]:
    """A document that was returned twice is listed once."""
    under_way = ReviewProcess.objects.filter(state__in=("running", "signed")).values("document")
    newest = ReviewProcess.objects.order_by().values("document").annotate(last=Max("pk")).values("last")
    return rows.filter(pk__in=newest).exclude(document__in=under_way)


def _light(rows: QuerySet[Document]) -> QuerySet[Document]:
    return rows.select_related("publisher", "responsible_unit").defer("body", "text", "elements")


def _public_by(row: Document, calendar: WorkCalendar) -> tuple[date | None, str]:
    made = row.formed_on or row.dated_on
    if made is None:
        return row.publish_due_on, ""
    try:
        limit = time_limit("publish_within", made)
    except RuleNotInForce:  # made before the regulation: no limit ran then
        return row.publish_due_on, ""
    if row.publish_due_on:
        return row.publish_due_on, limit.source
    try:
        return due_after(made, limit.amount, limit.unit, calendar), limit.source
    except CalendarNotPublished:
        return None, limit.source


def _wrongly_public(row: Document) -> str:
    word = row.get_openness_class_display()
    return f"公开属性是“{word}”，却已公开。" if word else "没有认定公开属性，却已公开。"


def _dates(row: Document) -> ThreeDates:
    return ThreeDates(row.organised_on, _here(row.signed_at), _here(row.published_at))


def _here(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None
