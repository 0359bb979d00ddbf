"""Public lists: the notices with their counts, the tasks that asked for a section, the plans that units published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from gongkai.apps.ledgers.models import FiledPlan, LedgerItem, Notice
from gongkai.apps.ledgers.queries.lists import state_shown
from gongkai.apps.ledgers.queries.public import PUBLIC_STATES, PUBLIC_WORDS, public_notices
from gongkai.apps.ledgers.queries.visibility import is_late


@dataclass(frozen=True, slots=True)
class PublicNotice:
    """A public notice and how far its tasks are."""

    notice: Notice
    total: int
    closed_out: int
    late: int


@dataclass(frozen=True, slots=True)
class DemandingTask:
    """A task of a public notice that names a section as its place of disclosure."""

    notice: Notice
    position: int
    text: str
    state: str
    state_word: str


def public_progress(today: date, limit: int | None = None) -> tuple[PublicNotice, ...]:
    """The public notices, newest first, with their counts. Two queries."""
    notices = list(public_notices()[:limit])
    counted = {
        row["notice"]: row
        for row in LedgerItem.objects.filter(
            notice__in=notices, origin=LedgerItem.Origin.NOTICE, withdrawn_on__isnull=True
        )
        .order_by()
        .values("notice")
        .annotate(
            total=Count("pk"),
            closed_out=Count("pk", filter=Q(state=LedgerItem.State.CLOSED_OUT)),
            late=Count("pk", filter=is_late(today)),
        )
    }
    nothing = {"total": 0, "closed_out": 0, "late": 0}
    rows = [(notice, counted.get(notice.pk, nothing)) for notice in notices]
    return tuple(PublicNotice(notice, row["total"], row["closed_out"], row["late"]) for notice, row in rows)


def demanding_tasks(section_id: int, today: date) -> tuple[DemandingTask, ...]:
    """The tasks that this section answers, from public notices only. One query."""
    items = (
        LedgerItem.objects.filter(declared_paths__section=section_id, notice__is_public=True, withdrawn_on__isnull=True)
        .select_related("notice")
        .order_by("-notice__year", "position")
        .distinct()
    )
    shown = [(item, state_shown(item, today)) for item in items if item.notice]
    return tuple(
        DemandingTask(item.notice, item.position, item.text, PUBLIC_STATES[state], PUBLIC_WORDS[state])
        for item, state in shown
        if item.notice
    )


def published_plans(notice_id: int) -> list[FiledPlan]:
    """The plans that units published for a public notice, in the order of the units. One query."""
    plans = FiledPlan.objects.filter(notice=notice_id, notice__is_public=True, published_on__isnull=False)
    return list(plans.select_related("unit", "notice").order_by("unit__order", "unit__pk"))


def public_plan_places() -> dict[int, list[int]]:
    """Public notice → the units whose plans for it are published. Two queries."""
    found: dict[int, list[int]] = {pk: [] for pk in public_notices().values_list("pk", flat=True)}
    plans = FiledPlan.objects.filter(notice__in=list(found), published_on__isnull=False).order_by("unit__order", "unit")
    for notice, unit in plans.values_list("notice", "unit"):
        if notice is not None:
            found[notice].append(unit)
    return found
