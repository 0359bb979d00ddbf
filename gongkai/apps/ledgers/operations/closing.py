"""Submitting, checking, returning, closing out, reopening. Evidence, check and confirmation come from three people."""

from __future__ import annotations

from datetime import datetime

from gongkai.apps.audit.events import announce
from gongkai.apps.ledgers.events import ItemChecked, ItemClosedOut, ItemReturned, ItemSubmitted
from gongkai.apps.ledgers.models import LedgerItem, Verdict
from gongkai.apps.ledgers.operations.steps import StepTaken, step
from gongkai.apps.orgs.models import Unit, User
from gongkai.domain.workflow import Blocked


def submit_for_check(
    *, actor: User, item: LedgerItem, unit: Unit, remark: str = "", now: datetime | None = None
) -> LedgerItem:
    """Say that the item is done. It needs evidence; then the lead unit checks."""
    with step(actor=actor, item=item, action="submit_for_check", unit=unit, now=now) as taken:
        taken.item.submitted_by = actor
        taken.remark = remark.strip()
        announce(ItemSubmitted(taken.item.pk, unit.pk))
    return taken.item


def give_verdict(
    *,
    actor: User,
    item: LedgerItem,
    unit: Unit,
    is_satisfied: bool,
    remark: str = "",
    now: datetime | None = None,
) -> Verdict:
    """The lead unit's finding on one unit that has to be checked. A later finding replaces the earlier one.

    Where one unit both leads and is responsible, a second person of it checks. A finding of "not done" needs a remark.
    """
    if not is_satisfied and not remark.strip():
        raise Blocked(["请写明哪里没有完成。"])
    with step(actor=actor, item=item, action="give_verdict", now=now) as taken:
        name = unit.short_name or unit.name
        if unit.pk not in taken.parts.checked:
            raise Blocked([f"{name}不是这一项需要检查的单位。"])
        lead = _lead_of(taken)
        Verdict.objects.filter(item=taken.item, unit=unit, is_current=True).update(is_current=False)
        verdict = Verdict.objects.create(
            item=taken.item,
            unit=unit,
            lead_unit_id=lead,
            is_satisfied=is_satisfied,
            remark=remark.strip(),
            given_by=actor,
            given_at=taken.now,
        )
        taken.remark = f"{name}{'已完成' if is_satisfied else '未完成'}：{verdict.remark}".rstrip("：")
        announce(ItemChecked(taken.item.pk, unit.pk, is_satisfied))
    return verdict


def return_item(*, actor: User, item: LedgerItem, remark: str, now: datetime | None = None) -> LedgerItem:
    """Give the item back to those who work on it. Findings of "not done" end with it, those of "done" stay."""
    if not remark.strip():
        raise Blocked(["请写明退回的原因。"])
    with step(actor=actor, item=item, action="return_item", now=now) as taken:
        Verdict.objects.filter(item=taken.item, is_current=True, is_satisfied=False).update(is_current=False)
        taken.remark = remark.strip()
        announce(ItemReturned(taken.item.pk, taken.remark))
    return taken.item


def close_out(*, actor: User, item: LedgerItem, remark: str = "", now: datetime | None = None) -> LedgerItem:
    """Close the item out (销号). The blockers name everything that is still owed, and by whom."""
    with step(actor=actor, item=item, action="close_out", now=now) as taken:
        taken.item.closed_out_on = taken.today
        taken.item.percent = 100
        taken.remark = remark.strip()
        announce(ItemClosedOut(taken.item.pk))
    return taken.item


def reopen(*, actor: User, item: LedgerItem, reason: str, now: datetime | None = None) -> LedgerItem:
    """Open a closed item again. Evidence and history stay; it has to be checked anew."""
    if not reason.strip():
        raise Blocked(["请写明重新打开的原因。"])
    with step(actor=actor, item=item, action="reopen", now=now) as taken:
        Verdict.objects.filter(item=taken.item, is_current=True).update(is_current=False)
        taken.item.closed_out_on, taken.item.submitted_by = None, None
        taken.remark = reason.strip()
        announce(ItemReturned(taken.item.pk, taken.remark))
    return taken.item


def _lead_of(taken: StepTaken) -> int:
    """In whose name the person checks: the first of the checking units that the person acts for."""
    return next(unit for unit in taken.parts.checkers if unit in taken.held.works_for)
