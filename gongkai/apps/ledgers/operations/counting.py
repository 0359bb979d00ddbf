"""What the system counts by itself towards numbers of the ledger, where the office has bound them. INT-08."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents.events import PressEventDropped, PressEventRecorded
from gongkai.apps.documents.models import PressEvent
from gongkai.apps.ledgers.models import ItemEvent, LedgerItem, Quota, QuotaEntry, QuotaSource
from gongkai.apps.ledgers.permissions import standing
from gongkai.apps.ledgers.queries.facts import parts_of
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked

Kind = QuotaSource.Kind
KEY = "press:"


def bind_quota(
    *, actor: User, quota: Quota, kind: str, is_whole_place: bool = False, now: datetime | None = None
) -> QuotaSource:
    """Let the system count towards this number from now on; what already took place in the item's year counts at once.

    Only the openness office. `is_whole_place`: events of all units count, not only of those that work on the item.
    """
    with transaction.atomic():
        item = _locked(quota)
        problems = _problems(actor, item)
        if kind not in Kind.values:
            problems.append("请选择统计内容。")
        if problems:
            raise Blocked(problems)
        QuotaEntry.objects.filter(quota=quota).exclude(source_key="").delete()
        source, _ = QuotaSource.objects.update_or_create(
            quota=quota, defaults={"kind": kind, "is_whole_place": is_whole_place}
        )
        events = PressEvent.objects.filter(held_on__year=item.year).select_related("unit").order_by("held_on", "pk")
        counted = sum(_follow(source, item, event) for event in events)
        words = f"{quota.text}：自动统计{source.get_kind_display()}，已有 {counted} 次"
        _note(actor, item, words, now)
        after = {"统计内容": source.get_kind_display(), "范围": "全部单位" if is_whole_place else "本项各单位"}
        record(actor=actor, action="设置自动统计", target=item, after=after | {"已有": counted})
    return source


def unbind_quota(*, actor: User, source: QuotaSource, now: datetime | None = None) -> None:
    """Stop counting; what was counted by the system goes, what people entered stays."""
    with transaction.atomic():
        item = _locked(source.quota)
        if problems := _problems(actor, item):
            raise Blocked(problems)
        QuotaEntry.objects.filter(quota=source.quota_id).exclude(source_key="").delete()
        _note(actor, item, f"{source.quota.text}：停止自动统计", now)
        record(actor=actor, action="停止自动统计", target=item, before={"统计内容": source.get_kind_display()})
        source.delete()


def count_press_event(event: PressEventRecorded, now: datetime | None = None) -> None:
    """Reaction: a press event was recorded or corrected. However often it is reported, it is counted once."""
    row = PressEvent.objects.select_related("unit").filter(pk=event.event_id).first()
    if row is None:
        return
    for source in _open_sources():
        item = source.quota.item
        before = QuotaEntry.objects.filter(quota=source.quota_id, source_key=f"{KEY}{row.pk}").exists()
        counts = _follow(source, item, row)
        if counts != before:
            words = "计入" if counts else "不再计入"
            _note(None, item, f"{source.quota.text}：{words}{row.title}（{row.held_on}）", now)
            after = {"数量要求": source.quota.text, words: row.title, "日期": str(row.held_on)}
            record(actor=None, action="自动统计次数", target=item, after=after, unit=row.unit)


def forget_press_event(event: PressEventDropped, now: datetime | None = None) -> None:
    """Reaction: a press event was taken out as wrong."""
    rows = QuotaEntry.objects.filter(source_key=f"{KEY}{event.event_id}").select_related("quota__item")
    for entry in rows.exclude(quota__item__state=LedgerItem.State.CLOSED_OUT):
        item = entry.quota.item
        _note(None, item, f"{entry.quota.text}：不再计入{entry.note}", now)
        record(actor=None, action="自动统计次数", target=item, before={"日期": str(entry.done_on), "说明": entry.note})
        entry.delete()


def _open_sources() -> Iterable[QuotaSource]:
    """What was closed out stays as it was checked."""
    rows = QuotaSource.objects.select_related("quota__item").order_by("pk")
    return list(rows.filter(quota__item__withdrawn_on=None).exclude(quota__item__state=LedgerItem.State.CLOSED_OUT))


def _follow(source: QuotaSource, item: LedgerItem, event: PressEvent) -> bool:
    """Make the entry what the event says. Whether it counts."""
    key = f"{KEY}{event.pk}"
    if not _counts(source, item, event):
        QuotaEntry.objects.filter(quota=source.quota_id, source_key=key).delete()
        return False
    values = {"count": 1, "done_on": event.held_on, "note": f"{event.get_form_display()}：{event.title}"[:300]}
    QuotaEntry.objects.update_or_create(quota_id=source.quota_id, source_key=key, defaults=values)
    return True


def _counts(source: QuotaSource, item: LedgerItem, event: PressEvent) -> bool:
    if event.held_on.year != item.year:
        return False
    if source.kind == Kind.PRESS_BY_LEADER and event.rank != PressEvent.Rank.LEADER:
        return False
    return source.is_whole_place or event.unit_id in parts_of(item).workers


def _problems(actor: User, item: LedgerItem) -> list[str]:
    problems = [] if standing(actor).may_manage else ["自动统计由政务公开主管部门设置。"]
    if item.state == LedgerItem.State.CLOSED_OUT:
        problems.append("这一项已经销号，不能再改。")
    return problems


def _locked(quota: Quota) -> LedgerItem:
    return LedgerItem.objects.select_for_update(of=("self",)).get(pk=quota.item_id)


def _note(actor: User | None, item: LedgerItem, remark: str, now: datetime | None) -> None:
    ItemEvent.objects.create(item=item, action="record_quota", remark=remark, actor=actor, at=now or timezone.now())
