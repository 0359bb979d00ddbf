"""The yearly clean-up of normative documents (清理): opened, proposed, decided, closed in one act. LIB-02."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._clean_up_notice import notice_body
from gongkai.apps.documents._locks import hold
from gongkai.apps.documents._numbers import quoted
from gongkai.apps.documents._state import mark_public_change
from gongkai.apps.documents._words import day, short
from gongkai.apps.documents.models import CleanUp, CleanUpEntry, Document, DocumentDuty
from gongkai.apps.documents.operations.drafts import save_draft
from gongkai.apps.documents.operations.duties import open_duty
from gongkai.apps.documents.operations.validity import apply_validity
from gongkai.apps.documents.permissions import may_decide_clean_up, may_keep_libraries, may_work_for
from gongkai.apps.documents.queries.clean_ups import closing_blockers, documents_to_clean
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.orgs.operations import send_message
from gongkai.apps.orgs.queries import liaisons_of, oversight_office
from gongkai.domain.workflow import Blocked

Outcome = CleanUpEntry.Outcome


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided on one document."""

    outcome: str
    reason: str
    amend_by_on: date | None
    at: datetime


ENDS = {Outcome.REPEAL: Document.Validity.REPEALED, Outcome.LAPSE: Document.Validity.LAPSED}


def open_clean_up(
    *,
    actor: User,
    year: int,
    guided_by: Unit,
    propose_by_on: date,
    title: str = "",
    units: Iterable[Unit] = (),
    now: datetime | None = None,
) -> CleanUp:
    """Open the clean-up of a year: every normative document in force becomes an entry of the unit that answers for it.

    `units` limits it to theirs. Only the openness office; one clean-up at a time.
    """
    today = timezone.localdate(now)
    chosen = list(units)
    with transaction.atomic():
        problems = []
        if not may_keep_libraries(actor):
            problems.append("文件清理由政务公开主管部门组织。")
        if propose_by_on <= today:
            problems.append("报送期限要在今天以后。")
        if running := CleanUp.objects.filter(state=CleanUp.State.OPEN).first():
            problems.append(f"“{running.title}”还没有结束，结束后再组织下一次。")
        documents = documents_to_clean(chosen)
        if not documents:
            problems.append("没有需要清理的现行有效规范性文件。")
        if problems:
            raise Blocked(problems)
        made = CleanUp.objects.create(
            year=year,
            title=title.strip() or f"{year}年行政规范性文件清理",
            guided_by=guided_by,
            started_on=today,
            propose_by_on=propose_by_on,
        )
        CleanUpEntry.objects.bulk_create(
            CleanUpEntry(clean_up=made, document_id=pk, unit_id=unit_id) for pk, unit_id in documents
        )
        _tell_units(made, {unit_id for _, unit_id in documents})
        after = {"年度": year, "文件": len(documents), "报送期限": str(propose_by_on), "指导单位": short(guided_by)}
        record(actor=actor, action="组织文件清理", target=made, after=after)
    return made


def propose(
    *, actor: User, entry: CleanUpEntry, proposal: str, reason: str, now: datetime | None = None
) -> CleanUpEntry:
    """The unit proposes to keep, amend, repeal or let lapse, and why. It may change that until there is a decision."""
    reason = reason.strip()
    with transaction.atomic():
        row = _locked(entry)
        problems = _running(row.clean_up)
        if not may_work_for(actor, row.unit_id):
            problems.append(f"清理建议由{short(row.unit)}报送。")
        if row.decision:
            problems.append(f"{quoted(row.document.title)}已有清理结论，不能再改建议。")
        if proposal not in Outcome.values:
            problems.append("请选择清理建议。")
        if not reason:
            problems.append("请写明理由。")
        if problems:
            raise Blocked(problems)
        before = {"清理建议": row.get_proposal_display()}
        row.proposal, row.proposal_reason = proposal, reason[:300]
        row.proposed_by, row.proposed_at = actor, now or timezone.now()
        row.save()
        after = {"清理建议": row.get_proposal_display(), "理由": row.proposal_reason}
        record(actor=actor, action="报送清理建议", target=row, before=before, after=after, unit=row.unit)
    return row


def decide(
    *,
    actor: User,
    entry: CleanUpEntry,
    decision: str,
    reason: str = "",
    amend_by_on: date | None = None,
    now: datetime | None = None,
) -> CleanUpEntry:
    """Say what becomes of a document. What is to be amended gets a day; going against the unit needs a reason.

    By the guiding judicial office or the openness office; without a proposal only when its day has passed.
    """
    now, reason = now or timezone.now(), reason.strip()
    with transaction.atomic():
        row = _locked(entry)
        problems = _running(row.clean_up) or _decision_problems(actor, row, Verdict(decision, reason, amend_by_on, now))
        if problems:
            raise Blocked(problems)
        before = {"清理结论": row.get_decision_display()}
        _put_decision(row, actor, Verdict(decision, reason, amend_by_on, now))
        after = {"清理结论": row.get_decision_display(), "审核意见": reason, "修改期限": str(row.amend_by_on or "")}
        record(actor=actor, action="审定清理结论", target=row, before=before, after=after, unit=row.unit)
    return row


def decide_as_proposed(
    *,
    actor: User,
    clean_up: CleanUp,
    entries: Sequence[CleanUpEntry],
    amend_by_on: date | None = None,
    now: datetime | None = None,
) -> int:
    """Take over what the units proposed for these entries. `amend_by_on` is for those to be amended. How many."""
    now = now or timezone.now()
    with transaction.atomic():
        rows = list(
            CleanUpEntry.objects.select_for_update(of=("self",))
            .filter(clean_up=clean_up, pk__in=[entry.pk for entry in entries], decision="")
            .select_related("clean_up", "unit")
        )
        problems = [] if rows else ["请选择还没有清理结论的文件。"]
        for row in rows:
            problems += _running(row.clean_up) or _decision_problems(
                actor, row, Verdict(row.proposal, "", amend_by_on, now)
            )
        if problems:
            raise Blocked(list(dict.fromkeys(problems)))
        for row in rows:
            _put_decision(row, actor, Verdict(row.proposal, "", amend_by_on, now))
        record(actor=actor, action="按建议审定清理结论", target=clean_up, after={"文件": len(rows)})
    return len(rows)


def close_clean_up(*, actor: User, clean_up: CleanUp, now: datetime | None = None) -> CleanUp:
    """Close it in one act: what is repealed or lapses does so today, what is to be amended becomes a duty with its day,
    and the notice of the result is drafted with its table, for review like any other notice.

    Blocked while a document has no decision; the sentence counts them by unit.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    with transaction.atomic():
        row = CleanUp.objects.select_for_update(of=("self",)).select_related("guided_by").get(pk=clean_up.pk)
        problems = _running(row)
        if not may_keep_libraries(actor):
            problems.append("清理结果由政务公开主管部门公布。")
        problems += closing_blockers(row)
        if problems:
            raise Blocked(problems)
        hold(row.entries.values_list("document_id", flat=True))
        entries = list(
            row.entries.select_related("document", "unit").order_by("unit__order", "unit", "document__dated_on")
        )
        for entry in entries:
            _carry_out(entry, row, today)
        mark_public_change()
        row.state, row.closed_on = CleanUp.State.CLOSED, today
        row.result_document = _draft_notice(actor, row, entries, today, now)
        row.save()
        counts = {str(Outcome(key).label): sum(entry.decision == key for entry in entries) for key in Outcome.values}
        record(actor=actor, action="公布清理结果", target=row, after=counts)
    return row


def _tell_units(clean_up: CleanUp, unit_ids: set[int]) -> None:
    """The liaisons of the units learn what they owe and by when."""
    for user in liaisons_of(Unit.objects.filter(pk__in=unit_ids)):
        send_message(
            user=user,
            key=f"clean_up:{clean_up.pk}",
            title=f"请在{day(clean_up.propose_by_on)}前报送“{clean_up.title}”的清理建议",
            url=_address_of(clean_up),
            by_mail=True,
        )


def _address_of(clean_up: CleanUp) -> str:
    """Where the desk shows it; empty while no desk is installed."""
    try:
        return reverse("desk:clean_up", args=[clean_up.pk])
    except NoReverseMatch:
        return ""


def _locked(entry: CleanUpEntry) -> CleanUpEntry:
    rows = CleanUpEntry.objects.select_for_update(of=("self",))
    return rows.select_related("clean_up", "unit", "document").get(pk=entry.pk)


def _running(clean_up: CleanUp) -> list[str]:
    return [f"“{clean_up.title}”已经结束。"] if clean_up.state == CleanUp.State.CLOSED else []


def _decision_problems(actor: User, row: CleanUpEntry, verdict: Verdict) -> list[str]:
    problems = []
    today = timezone.localdate(verdict.at)
    if not may_decide_clean_up(actor, row.clean_up):
        guide = short(row.clean_up.guided_by) if row.clean_up.guided_by else "司法行政部门"
        problems.append(f"清理结论由{guide}和政务公开主管部门审定。")
    if not row.proposal and today <= row.clean_up.propose_by_on:
        problems.append(f"{short(row.unit)}还没有报送建议，{day(row.clean_up.propose_by_on)}以后可以直接审定。")
    elif verdict.outcome not in Outcome.values:
        problems.append("请选择清理结论。")
    if verdict.outcome == Outcome.AMEND and (verdict.amend_by_on is None or verdict.amend_by_on <= today):
        problems.append("拟修改的文件要定修改期限，期限在今天以后。")
    if row.proposal and verdict.outcome != row.proposal and not verdict.reason:
        problems.append("清理结论与单位建议不同，请写明审核意见。")
    return problems


def _put_decision(row: CleanUpEntry, actor: User, verdict: Verdict) -> None:
    row.decision, row.decision_reason = verdict.outcome, verdict.reason[:300]
    row.amend_by_on = verdict.amend_by_on if verdict.outcome == Outcome.AMEND else None
    row.decided_by, row.decided_at = actor, verdict.at
    row.save()


def _carry_out(entry: CleanUpEntry, clean_up: CleanUp, today: date) -> None:
    """A document that was repealed while the clean-up ran stays as it is."""
    document = entry.document
    why = entry.decision_reason or entry.proposal_reason
    if entry.decision in ENDS:
        if document.validity not in ENDS.values():
            text = f"{clean_up.title}结论：{entry.get_decision_display()}。{why}"
            apply_validity(document=document, validity=ENDS[Outcome(entry.decision)], on=today, text=text)
    elif entry.decision == Outcome.AMEND and entry.amend_by_on:
        open_duty(
            kind=DocumentDuty.Kind.AMEND,
            document=document,
            text=f"按{clean_up.title}结论，{quoted(document.title)}应在{day(entry.amend_by_on)}前修改。",
            opened_on=today,
            unit_id=entry.unit_id,
            due_on=entry.amend_by_on,
            key=str(clean_up.pk),
        )


def _draft_notice(
    actor: User, clean_up: CleanUp, entries: Sequence[CleanUpEntry], today: date, now: datetime
) -> Document:
    office = oversight_office()
    values = {
        "kind": Document.Kind.NOTICE,
        "title": f"关于公布{clean_up.title}结果的公告",
        "publisher": office,
        "issuer_text": office.name if office else "",
        "genre": "公告",
        "dated_on": today,
        "body": notice_body(clean_up, entries, office.name if office else "", today),
    }
    return save_draft(actor=actor, document=None, values=values, now=now)
