"""What the units of an item do: notes, evidence, sub-tasks, counts, the day of an event."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from gongkai.apps.files.models import StoredFile
from gongkai.apps.ledgers.models import Evidence, ItemUnit, LedgerItem, ProgressNote, Quota, QuotaEntry, TimeLimit
from gongkai.apps.ledgers.operations.item_rows import count_limit, set_due
from gongkai.apps.ledgers.operations.steps import step
from gongkai.apps.ledgers.queries.calendar import work_calendar
from gongkai.apps.orgs.models import Membership, Unit, User
from gongkai.apps.sections.models import Section
from gongkai.domain.workflow import Blocked

Kind = Evidence.Kind


def note_progress(
    *,
    actor: User,
    item: LedgerItem,
    unit: Unit,
    text: str,
    percent: int | None = None,
    now: datetime | None = None,
) -> ProgressNote:
    """Note progress in the name of a unit. An item not started is under way from here. `percent` is 0 to 100."""
    if not text.strip():
        raise Blocked(["请填写进展情况。"])
    if percent is not None and not 0 <= percent <= 100:
        raise Blocked(["完成比例应在 0 到 100 之间。"])
    with step(actor=actor, item=item, action="note_progress", unit=unit, now=now) as taken:
        note = ProgressNote.objects.create(
            item=taken.item, unit=unit, author=actor, text=text.strip(), percent=percent, noted_at=taken.now
        )
        if percent is not None:
            taken.before, taken.after = {"完成比例": taken.item.percent}, {"完成比例": percent}
            taken.item.percent = percent
        taken.remark = note.text
    return note


def add_evidence(
    *,
    actor: User,
    item: LedgerItem,
    unit: Unit,
    kind: str,
    title: str,
    url: str = "",
    section: Section | None = None,
    file: StoredFile | None = None,
    dated_on: date | None = None,
    now: datetime | None = None,
) -> Evidence:
    """Add proof that the task is done: a web address, a section, or a file, photo or record."""
    if refused := _evidence_blockers(kind, title, url, section, file):
        raise Blocked(refused)
    with step(actor=actor, item=item, action="add_evidence", unit=unit, now=now) as taken:
        proof = Evidence.objects.create(
            item=taken.item,
            unit=unit,
            kind=kind,
            title=title.strip(),
            url=url,
            section=section,
            file=file,
            dated_on=dated_on,
            added_by=actor,
            added_at=taken.now,
        )
        taken.remark = f"{proof.get_kind_display()}：{proof.title}"
    return proof


def remove_evidence(*, actor: User, evidence: Evidence, now: datetime | None = None) -> None:
    """Take proof away, before it was submitted. Only whoever works for the unit that gave it."""
    item, unit = evidence.item, evidence.unit
    with step(actor=actor, item=item, action="remove_evidence", unit=unit, now=now) as taken:
        row = Evidence.objects.filter(pk=evidence.pk, item=taken.item).first()
        if row is None:
            raise Blocked(["这份佐证材料已经删除。"])
        taken.remark = f"{row.get_kind_display()}：{row.title}"
        taken.before = {"名称": row.title, "网址": row.url, "文件": str(row.file or "")}
        row.delete()


def add_sub_task(
    *,
    actor: User,
    item: LedgerItem,
    unit: Unit,
    text: str,
    due_on: date | None = None,
    person: User | None = None,
    now: datetime | None = None,
) -> LedgerItem:
    """Break a part of the task down for one's own unit, with a person and a day. The unit finishes it by itself."""
    if not text.strip():
        raise Blocked(["请填写细化任务的内容。"])
    if person and not Membership.objects.filter(unit=unit, user=person).exists():
        raise Blocked([f"{person.get_full_name()}不在{unit.short_name or unit.name}。"])
    with step(actor=actor, item=item, action="add_sub_task", unit=unit, now=now) as taken:
        if taken.item.origin == LedgerItem.Origin.SUB_TASK:
            raise Blocked(["细化任务下不再细化。"])
        if due_on and taken.item.due_on and due_on > taken.item.due_on:
            raise Blocked([f"细化任务的到期日不能晚于任务的到期日（{taken.item.due_on}）。"])
        made = LedgerItem.objects.create(
            notice_id=taken.item.notice_id,
            origin=LedgerItem.Origin.SUB_TASK,
            parent=taken.item,
            year=taken.item.year,
            position=taken.item.position,
            section_path=taken.item.section_path,
            chapter=taken.item.chapter,
            text=text.strip(),
            due_on=due_on,
            person=person,
            made_by_unit=unit,
        )
        name = unit.short_name or unit.name
        role = ItemUnit.Role.RESPONSIBLE
        ItemUnit.objects.create(item=made, unit=unit, role=role, unit_text=name, is_principal=True)
        taken.remark = made.text
        taken.after = {"细化任务": made.pk, "到期日": str(due_on or ""), "承办人": str(person or "")}
    return made


def record_quota(
    *,
    actor: User,
    quota: Quota,
    count: float,
    done_on: date,
    note: str,
    now: datetime | None = None,
) -> QuotaEntry:
    """Count something done towards a number the notice demands. The day may not lie in the future."""
    if count <= 0:
        raise Blocked(["数量应大于 0。"])
    if not note.strip():
        raise Blocked(["请说明做了什么，例如会议名称。"])
    with step(actor=actor, item=quota.item, action="record_quota", now=now) as taken:
        if done_on > taken.today:
            raise Blocked(["日期不能晚于今天。"])
        entry = QuotaEntry.objects.create(
            quota=quota, count=count, done_on=done_on, note=note.strip()[:300], made_by=actor
        )
        taken.remark = f"{quota.text}：{count:g}{quota.unit}，{entry.note}"
        taken.after = {"日期": str(done_on)}
    return entry


def drop_quota_entry(*, actor: User, entry: QuotaEntry, now: datetime | None = None) -> None:
    """Take back a count that was wrong. The history keeps it."""
    with step(actor=actor, item=entry.quota.item, action="record_quota", now=now) as taken:
        taken.remark = f"撤销登记：{entry.quota.text}，{entry.note}"
        taken.before = {"数量": entry.count, "日期": str(entry.done_on)}
        entry.delete()


def set_event_day(
    *, actor: User, time_limit: TimeLimit, event_on: date | None, now: datetime | None = None
) -> TimeLimit:
    """Say when the event happened that a limit counts from (印发后 3 个月); the due date follows. None: taken back.

    Where the last day lies in a year without a holiday arrangement, the item stays without a day until one is loaded.
    """
    with step(actor=actor, item=time_limit.item, action="set_event_day", now=now) as taken:
        row = TimeLimit.objects.select_for_update().get(pk=time_limit.pk)
        if row.kind != TimeLimit.Kind.RELATIVE:
            raise Blocked(["只有从某件事起算的时限才需要确定起算日。"])
        taken.before = {"起算日": str(row.event_on or ""), "到期日": str(taken.item.due_on or "")}
        row.event_on = event_on
        calendar = work_calendar()
        count_limit(row, calendar)
        row.save()
        set_due(taken.item, taken.item.time_limits.order_by("pk"), calendar, taken.today)
        taken.remark = f"{row.text}：自 {event_on} 起算" if event_on else f"{row.text}：取消起算日"
        if event_on and row.due_on is None:
            taken.remark += "，到期日待放假安排录入后计算"
        taken.after = {"起算日": str(event_on or ""), "到期日": str(taken.item.due_on or "")}
    return row


def set_person(*, actor: User, item: LedgerItem, person: User | None, now: datetime | None = None) -> LedgerItem:
    """Name who handles the item. The person belongs to one of its units."""
    with step(actor=actor, item=item, action="set_person", now=now) as taken:
        units = taken.parts.workers
        if person and not Membership.objects.filter(user=person, unit__in=units, user__is_active=True).exists():
            raise Blocked([f"{person.get_full_name()}不在这一项的承办单位。"])
        taken.before = {"承办人": str(taken.item.person or "")}
        taken.item.person = person
        taken.remark = f"承办人：{person.get_full_name()}" if person else "取消承办人"
    return taken.item


def set_disclosed_url(*, actor: User, item: LedgerItem, url: str, now: datetime | None = None) -> LedgerItem:
    """Where the public finds what was disclosed; empty takes it away. http and https only, or a path of this site."""
    url = url.strip()
    if url and not (url.startswith("/") and not url.startswith("//")):
        _check_url(url)
    with step(actor=actor, item=item, action="set_disclosed_url", now=now) as taken:
        taken.before = {"公开地址": taken.item.disclosed_url}
        taken.item.disclosed_url = url
        taken.remark = f"公开地址：{url or '无'}"
    return taken.item


def _evidence_blockers(kind: str, title: str, url: str, section: Section | None, file: StoredFile | None) -> list[str]:
    if kind not in Kind.values:
        return ["请选择佐证材料的种类。"]
    refused = [] if title.strip() else ["请填写佐证材料的名称。"]
    if kind == Kind.LINK:
        try:
            _check_url(url)
        except Blocked as wrong:
            refused += wrong.blockers
    elif kind == Kind.SECTION and section is None:
        refused.append("请选择栏目。")
    elif kind in (Kind.FILE, Kind.PHOTO, Kind.RECORD) and file is None:
        refused.append("请上传文件。")
    return refused


def _check_url(url: str) -> None:
    try:
        URLValidator(schemes=["http", "https"])(url)
    except ValidationError as wrong:
        raise Blocked(["网址填写有误，应以 http:// 或 https:// 开头。"]) from wrong
