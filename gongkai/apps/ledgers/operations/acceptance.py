"""A reviewed draft enters the ledger, or leaves it again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.apps.audit.events import announce
from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.events import NoticeAccepted
from gongkai.apps.ledgers.models import LedgerItem, Notice, NoticeImport
from gongkai.apps.ledgers.operations.corrections import take_over
from gongkai.apps.ledgers.operations.drafts import check_draft
from gongkai.apps.ledgers.operations.item_rows import ItemRows, Surroundings, rows_of, save_new
from gongkai.apps.ledgers.permissions import may_manage
from gongkai.apps.ledgers.queries.calendar import work_calendar
from gongkai.apps.ledgers.queries.imports import accept_blockers, draft_units, notice_year, same_notice
from gongkai.apps.ledgers.queries.progress import items_with_progress
from gongkai.apps.ledgers.queries.proposals import decided_sections
from gongkai.apps.orgs.models import User
from gongkai.apps.sections.queries import aliases, sections_by_path
from gongkai.domain.clock import CalendarNotPublished, WorkCalendar
from gongkai.domain.ledger import ClockClause, LimitFacts, NoticeClocks, notice_clocks
from gongkai.domain.workflow import Blocked

State = NoticeImport.State
# marks between which the words of one clause stand
SENTENCE_END = "。；;\n"


def accept_import(
    *, actor: User, imported: NoticeImport, revision: int, is_reference: bool = False, now: datetime | None = None
) -> Notice:
    """Put the reviewed tasks into the ledger: a new notice, or the correction of one that is there.

    Refuses while something still needs a person's eye (the same sentences as `review().blockers`). A correction keeps
    every item that has progress: what the new text no longer has is withdrawn, not deleted. With `is_reference` the
    notice is kept only for comparison (TSK-13): its tasks name no unit here, are due to nobody and ask for no section.
    """
    now = now or timezone.now()
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以确认入账。"])
    with transaction.atomic():
        row, others = _open_drafts(imported)
        check_draft(row, revision)
        units = draft_units(row.draft)
        if refused := list(accept_blockers(row, units, is_reference=is_reference)):
            raise Blocked(refused)
        year = notice_year(row.draft) or now.year
        today = timezone.localdate(now)
        around = Surroundings(units, aliases(), sections_by_path(), decided_sections(), work_calendar(), year, today)
        found = same_notice(row.draft)
        former = Notice.objects.select_for_update().get(pk=found.pk) if found else None
        if former and is_reference:
            raise Blocked(["这份通知已经导入过，不能再仅作对照。"])
        if former and former.kind == Notice.Kind.REFERENCE:
            raise Blocked(["这份通知已作对照导入；要入账，请先撤销那次导入。"])
        notice = _fill(former or Notice(accepted_at=now, accepted_by=actor), row, year)
        if is_reference:
            notice.kind = Notice.Kind.REFERENCE
            notice.plan_due_on = notice.plan_publication_due_on = notice.report_due_on = None
        notice.save()
        tasks = [rows_of(notice, task, position, around) for position, task in enumerate(row.draft["tasks"], 1)]
        if is_reference:
            _keep_for_comparison(tasks)
        if former:
            take_over(notice, tasks, today)
        else:
            save_new(tasks)
        row.state, row.notice, row.ended_at = State.ACCEPTED, notice, now
        row.save(update_fields=["state", "notice", "ended_at"])
        _point_at(notice, others)
        announce(NoticeAccepted(notice.pk, former is not None))
        action = "更正入账" if former else "对照导入" if is_reference else "确认入账"
        after = {"任务": len(tasks), "年度": year, "导入": row.pk, "更正处数": len(row.corrections)}
        record(actor=actor, action=action, target=notice, after=after)
    return notice


def _keep_for_comparison(tasks: list[ItemRows]) -> None:
    for row in tasks:
        row.item.origin, row.item.due_on = LedgerItem.Origin.REFERENCE, None
        row.units, row.paths = [], []


def _open_drafts(imported: NoticeImport) -> tuple[NoticeImport, list[NoticeImport]]:
    """This upload and the others under review, all locked in one order: two of one notice cannot both be new."""
    open_or_this = NoticeImport.objects.filter(Q(state=State.UNDER_REVIEW) | Q(pk=imported.pk))
    rows = {row.pk: row for row in open_or_this.select_for_update().order_by("pk")}
    return rows.pop(imported.pk), list(rows.values())


def _point_at(notice: Notice, others: list[NoticeImport]) -> None:
    """Other uploads of this notice are corrections from now on; whoever reviews one has to look again."""
    for row in others:
        found = same_notice(row.draft)
        if found and found.pk == notice.pk and row.notice_id != notice.pk:
            row.notice, row.revision = notice, row.revision + 1
            row.save(update_fields=["notice", "revision"])


def undo_import(*, actor: User, imported: NoticeImport, now: datetime | None = None) -> NoticeImport:
    """Take a notice out of the ledger again, as long as nobody has worked on it. The upload stays as history."""
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以撤销导入。"])
    with transaction.atomic():
        row = NoticeImport.objects.select_for_update().get(pk=imported.pk)
        notice = Notice.objects.select_for_update().filter(pk=row.notice_id or 0).first()
        if refused := list(_undo_blockers(row, notice)):
            raise Blocked(refused)
        items = LedgerItem.objects.filter(notice=notice)
        count = items.count()
        items.delete()
        row.state, row.notice, row.ended_at = State.UNDONE, None, now or timezone.now()
        row.save(update_fields=["state", "notice", "ended_at"])
        record(actor=actor, action="撤销导入", target=row, before={"通知": str(notice), "任务": count})
        if notice:
            notice.delete()
    return row


def undo_blockers(imported: NoticeImport) -> tuple[str, ...]:
    """Why an import cannot be undone now; for the screen."""
    return tuple(_undo_blockers(imported, imported.notice))


def _undo_blockers(row: NoticeImport, notice: Notice | None) -> Iterator[str]:
    if row.state != State.ACCEPTED or notice is None:
        yield f"这次导入{row.get_state_display()}，没有可以撤销的入账。"
        return
    if notice.imports.filter(state=State.ACCEPTED).count() > 1:
        yield "这份通知入账后又更正过，不能撤销。"
    worked = items_with_progress(notice).count()
    if worked:
        yield f"已有 {worked} 项任务有了进展，不能撤销；可以导入更正后的通知。"
    if notice.plans.exists() or notice.completion_reports.exists():
        yield "已有单位报备了计划或报送了完成情况，不能撤销。"
    if notice.is_public:
        yield "这份通知的台账已向社会公开，请先取消公开。"


def discard_import(*, actor: User, imported: NoticeImport, now: datetime | None = None) -> NoticeImport:
    """Give up an upload that is not in the ledger. File and corrections stay as history."""
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以放弃导入。"])
    with transaction.atomic():
        row = NoticeImport.objects.select_for_update().get(pk=imported.pk)
        if row.state in (State.ACCEPTED, State.UNDONE, State.DISCARDED):
            raise Blocked([f"这次导入{row.get_state_display()}，不能放弃。"])
        row.state, row.ended_at = State.DISCARDED, now or timezone.now()
        row.save(update_fields=["state", "ended_at"])
        record(actor=actor, action="放弃导入", target=row)
    return row


def _fill(notice: Notice, row: NoticeImport, year: int) -> Notice:
    head = row.draft["notice"]
    notice.title, notice.year, notice.text = head["title"].strip()[:300], year, row.text
    notice.kind = head.get("kind") or _kind(notice.title)
    notice.issuer_text = (head.get("issuer") or "")[:200]
    notice.document_number = (head.get("doc_number") or "")[:80]
    notice.written_on, notice.published_on = _day(head.get("written_on")), _day(head.get("published_on"))
    notice.recipients, notice.legal_basis = head.get("recipients") or [], head.get("legal_basis") or []
    notice.disclosure_attribute = (head.get("disclosure_attribute") or "")[:40]
    notice.superior = notice.superior or superior_by_number(notice)
    clocks = lenient_clocks(row, notice, work_calendar())
    notice.plan_due_on = notice.plan_due_on or clocks.plan_due_on
    notice.plan_publication_due_on = notice.plan_publication_due_on or clocks.plan_publication_due_on
    notice.report_due_on = notice.report_due_on or clocks.report_due_on
    return notice


def superior_by_number(notice: Notice) -> Notice | None:
    """The notice of the ledger whose document number this one's legal basis, or else its text, cites."""
    numbered = Notice.objects.exclude(document_number="").exclude(pk=notice.pk).order_by("-year", "pk")
    for cited in ("".join(notice.legal_basis), notice.text):
        found = [row for row in numbered.defer("text") if _bare(row.document_number) in _bare(cited)]
        if found:
            return found[0]
    return None


def _bare(text: str) -> str:
    """Document numbers are compared whatever brackets and spaces they are printed with."""
    return "".join(text.split()).translate(str.maketrans("[]()（）【】", "〔〕〔〕〔〕〔〕"))


def _kind(title: str) -> str:
    if "分解" in title or "分工" in title:
        return Notice.Kind.BREAKDOWN
    return Notice.Kind.PLAN if "方案" in title else Notice.Kind.WORK_POINTS


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def lenient_clocks(row: NoticeImport, notice: Notice, calendar: WorkCalendar) -> NoticeClocks:
    """What the notice asks of every unit; only its fixed days while the calendar of a last day is not published."""
    found = list(clock_clauses(row))
    issued_on = notice.published_on or notice.written_on
    try:
        return notice_clocks(found, issued_on, calendar)
    except CalendarNotPublished:
        return notice_clocks([clause for clause in found if clause.limit.kind == "fixed"], issued_on, calendar)


def clock_clauses(row: NoticeImport) -> Iterator[ClockClause]:
    """Every limit of the letter and of the tasks that speaks of a plan or a report, with the words around it."""
    limits: list[dict[str, Any]] = list(row.draft["notice"].get("deadlines", ()))
    limits += [limit for task in row.draft["tasks"] for limit in task.get("deadlines", ())]
    placed = sorted((limit for limit in limits if limit.get("span")), key=lambda limit: limit["span"][0])
    for number, limit in enumerate(placed):
        start, end = limit["span"]
        first = max(row.text.rfind(mark, 0, start) for mark in SENTENCE_END) + 1
        ends = [place for mark in "。\n" if (place := row.text.find(mark, end)) >= 0]
        last = min(ends, default=len(row.text))
        if number + 1 < len(placed):
            last = min(last, placed[number + 1]["span"][0])
        if number:
            first = max(first, min(start, placed[number - 1]["span"][1]))
        facts = LimitFacts(limit["kind"], _day(limit.get("date")), limit.get("offset") or "")
        yield ClockClause(facts, limit["text"], row.text[first:start], row.text[end:last])
