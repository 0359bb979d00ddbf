"""How every step on an item is taken: the item under lock, the refusals, the event, the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.models import ItemEvent, LedgerItem
from gongkai.apps.ledgers.permissions import Standing, standing
from gongkai.apps.ledgers.queries.facts import Parts, facts_of, parts_of
from gongkai.apps.ledgers.queries.visibility import items_in_sight
from gongkai.apps.orgs.models import Unit, User
from gongkai.domain.ledger import STATE_WORDS, STEPS, Facts, State, blockers
from gongkai.domain.workflow import Blocked

UNSEEN = "没有找到这一项，或者您不能查看。"


@dataclass(slots=True)
class StepTaken:
    """A step that is allowed and under way. What the caller sets here goes into the history and the log."""

    item: LedgerItem
    facts: Facts
    parts: Parts
    held: Standing
    now: datetime
    remark: str = ""
    to_state: State | None = None
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    is_history: bool = True

    @property
    def today(self) -> date:
        """The day of the step, in China."""
        return timezone.localdate(self.now)


@contextmanager
def step(
    *, actor: User, item: LedgerItem, action: str, unit: Unit | None = None, now: datetime | None = None
) -> Iterator[StepTaken]:
    """One action on one item, in one transaction. Raises Blocked with the sentences that the screens show.

    A step that leads to a state only moves forward where that is a move: a note on an item under check leaves it there.
    """
    with transaction.atomic():
        held = standing(actor)
        row = items_in_sight(held).filter(pk=item.pk).values_list("pk", flat=True).first()
        if row is None:
            raise Blocked([UNSEEN])
        locked = LedgerItem.objects.select_for_update(of=("self",)).get(pk=row)
        taken = _begin(actor, locked, action, held, now or timezone.now())
        _check_unit(taken, unit)
        yield taken
        _end(actor, taken, action, unit)


def _begin(actor: User, item: LedgerItem, action: str, held: Standing, now: datetime) -> StepTaken:
    parts = parts_of(item)
    facts = facts_of(actor, item, timezone.localdate(now), held=held, parts=parts)
    if refused := blockers(action, facts):
        raise Blocked(refused)
    return StepTaken(item, facts, parts, held, now, to_state=_leads_to(action, facts))


def _leads_to(action: str, facts: Facts) -> State | None:
    to_state = STEPS[action].leads_to
    if action in ("note_progress", "add_evidence") and facts.state is not State.NOT_STARTED:
        return None
    return to_state


def _check_unit(taken: StepTaken, unit: Unit | None) -> None:
    """Whoever works on an item does so for one of its units."""
    if unit is not None and unit.pk not in taken.held.works_for:
        raise Blocked([f"您不是{unit.short_name or unit.name}的联络员。"])
    if unit is not None and unit.pk not in taken.parts.workers:
        raise Blocked([f"{unit.short_name or unit.name}不是这一项的承办单位。"])


def _end(actor: User, taken: StepTaken, action: str, unit: Unit | None) -> None:
    item, former = taken.item, taken.facts.state
    if taken.to_state:
        item.state = taken.to_state
    item.save()
    if taken.is_history:
        ItemEvent.objects.create(
            item=item,
            action=action,
            from_state=former if taken.to_state else "",
            to_state=taken.to_state or "",
            remark=taken.remark,
            actor=actor,
            unit=unit,
            at=taken.now,
        )
    record(
        actor=actor,
        action=STEPS[action].words,
        target=item,
        before={"状态": STATE_WORDS[former]} | dict(taken.before or {}),
        after={"状态": item.get_state_display(), "说明": taken.remark} | dict(taken.after or {}),
        unit=unit,
    )
