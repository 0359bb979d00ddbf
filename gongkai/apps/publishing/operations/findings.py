"""What proofing finds in a document: found again on every change, repaired with one click, or left with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._html import replace_span
from gongkai.apps.documents._locks import held
from gongkai.apps.documents.events import DraftSaved
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import put_text, set_state
from gongkai.apps.documents.permissions import may_see_draft
from gongkai.apps.documents.queries import working_copy
from gongkai.apps.orgs.models import User
from gongkai.apps.publishing._proofing import ATTACHMENT, TEXT, Told, problems_of
from gongkai.apps.publishing._texts import follow_change
from gongkai.apps.publishing.models import Finding
from gongkai.apps.publishing.permissions import may_dismiss, may_repair
from gongkai.domain.proofing import PrivacyRules, masked
from gongkai.domain.workflow import Blocked

State = Finding.State
# found by another walk than proofreading (links are tried in the background)
LINK_RULES = ("link.",)
LONGEST_REPAIR = 300


def run_proofing(*, actor: User | None, document: Document, now: datetime | None = None) -> list[Finding]:
    """Read the newest draft and keep what is found; returns what is open. For other operations: nothing is logged.

    A finding is known again by rule, field and words: a dismissal stays, words that are gone count as put right.
    """
    now = now or timezone.now()
    with transaction.atomic():
        # the row first, as every other writer of findings does
        held(document.pk)
        told = problems_of(working_copy(document))
        settle(document, told, actor=actor, now=now)
    return list(Finding.objects.filter(document=document, state=State.OPEN))


def settle(
    document: Document, told: Sequence[Told], *, actor: User | None, now: datetime, link_rules: bool = False
) -> None:
    """Bring the rows of a document to what was found, of link rules or of all others. Four statements."""
    rows = Finding.objects.select_for_update().filter(document=document)
    known = {row.key: row for row in rows if row.rule.startswith(LINK_RULES) == link_rules}
    new, changed = [], []
    for one in told:
        row = known.pop(one.key, None)
        filled = row or Finding(document=document, key=one.key, found_at=now)
        before = (filled.start, filled.end, filled.message, filled.state, filled.repair, filled.severity)
        _fill(filled, one)
        if row is None:
            new.append(filled)
        elif before != (filled.start, filled.end, filled.message, filled.state, filled.repair, filled.severity):
            changed.append(filled)
    for row in known.values():
        if row.state == State.OPEN:
            row.state, row.settled_by, row.settled_at = State.REPAIRED, actor, now
            changed.append(row)
    Finding.objects.bulk_create(new, batch_size=500)
    fields = [
        "start",
        "end",
        "message",
        "severity",
        "repair",
        "has_repair",
        "basis",
        "state",
        "settled_by",
        "settled_at",
    ]
    Finding.objects.bulk_update(changed, fields, batch_size=200)


def _fill(row: Finding, told: Told) -> None:
    problem = told.problem
    row.field, row.rule, row.basis = told.field, problem.rule, problem.basis[:200]
    row.severity, row.message = problem.severity, problem.message[:300]
    row.start, row.end = problem.start, problem.end
    # the words of a file are changed in the file
    fits = problem.repair is not None and len(problem.repair) <= LONGEST_REPAIR
    row.has_repair = fits and not told.field.startswith(ATTACHMENT) and not problem.rule.startswith(LINK_RULES)
    row.repair = (problem.repair or "") if row.has_repair else ""
    if row.state == State.REPAIRED:
        row.state, row.settled_by, row.settled_at = State.OPEN, None, None


def proofread_saved(event: DraftSaved) -> None:
    """Reaction to a saved draft: what stands in it is read at once."""
    document = Document.objects.filter(pk=event.document_id).first()
    if document is not None:
        run_proofing(actor=None, document=document)


def repair(*, actor: User, finding: Finding, now: datetime | None = None) -> Document:
    """Put the proposed words in place of the found ones, in the newest draft, whatever tags run through them.

    Blocked when there is no proposal, when the words have changed since, or when it is not this person's to change.
    """
    now = now or timezone.now()
    with transaction.atomic():
        row, document = _opened(actor, finding)
        problems = [] if may_repair(actor, document) else [_not_yours(document)]
        if row.state != State.OPEN:
            problems.append(f"这个问题{row.get_state_display()}，不必再改。")
        elif row.field.startswith(ATTACHMENT):
            problems.append("附件里的文字要在原文件中改正后重新上传。")
        elif not row.has_repair:
            problems.append("这个问题没有现成的改法，请在正文中修改。")
        if problems:
            raise Blocked(problems)
        draft = working_copy(document)
        told = next((one for one in problems_of(draft, only=row.field) if one.key == row.key), None)
        if told is None or told.problem.repair is None:
            raise Blocked(["文字已经改动，请刷新后再看。"])
        is_reviewed = document.state == Document.State.IN_REVIEW
        put_text(actor=actor, document=document, now=now, **_changed(draft, told))
        if is_reviewed:
            follow_change(document)
        elif document.state != Document.State.RETURNED:
            set_state(document, Document.State.DRAFT)
        run_proofing(actor=actor, document=document, now=now)
        record(
            actor=actor, action="改正校对问题", target=document, after={"问题": row.message}, unit=document.publisher
        )
    return document


def _changed(draft: Document, told: Told) -> dict[str, str]:
    """The field with the proposed words in it."""
    problem, new = told.problem, told.problem.repair or ""
    if told.field == TEXT:
        return {"body": replace_span(draft.body, problem.start, problem.end, new)}
    words = getattr(draft, told.field)
    return {told.field: words[: problem.start] + new + words[problem.end :]}


def dismiss(*, actor: User, finding: Finding, reason: str, ground: str = "", now: datetime | None = None) -> Finding:
    """Leave a finding as it is, with a reason; personal data only on a ground of PUB-05 (data/checks)."""
    now, said = now or timezone.now(), reason.strip()
    grounds = PrivacyRules.built_in().grounds
    with transaction.atomic():
        row, document = _opened(actor, finding)
        problems = [] if may_dismiss(actor, document) else [_not_yours(document)]
        if row.state == State.REPAIRED:
            problems.append("这个问题已改正，不必说明。")
        if len(said) < 2:
            problems.append("请说明为什么不改。")
        if row.rule.startswith("privacy.") and ground not in grounds:
            problems.append("保留个人信息要选择依据：惩戒公示、强制性信息披露或其他依据。")
        if problems:
            raise Blocked(problems)
        row.state, row.settled_by, row.settled_at = State.DISMISSED, actor, now
        row.dismissal_reason = masked(said)[:200]
        row.ground = ground if row.rule.startswith("privacy.") else ""
        row.save(update_fields=["state", "settled_by", "settled_at", "dismissal_reason", "ground"])
        after = {"问题": row.message, "说明": row.dismissal_reason} | ({"依据": grounds[ground]} if row.ground else {})
        record(actor=actor, action="不改校对问题", target=document, after=after, unit=document.publisher)
    return row


def reopen(*, actor: User, finding: Finding, now: datetime | None = None) -> Finding:
    """Take a dismissal back."""
    now = now or timezone.now()
    with transaction.atomic():
        row, document = _opened(actor, finding)
        problems = [] if may_dismiss(actor, document) else [_not_yours(document)]
        if row.state != State.DISMISSED:
            problems.append("这个问题没有不改的说明。")
        if problems:
            raise Blocked(problems)
        row.state, row.settled_by, row.settled_at, row.ground = State.OPEN, None, None, ""
        row.save(update_fields=["state", "settled_by", "settled_at", "ground"])
        run_proofing(actor=actor, document=document, now=now)
        record(
            actor=actor, action="撤回不改的说明", target=document, after={"问题": row.message}, unit=document.publisher
        )
    return row


def _opened(actor: User, finding: Finding) -> tuple[Finding, Document]:
    document = held(finding.document_id)
    row = Finding.objects.select_for_update().filter(pk=finding.pk).first()
    if document is None or row is None or not may_see_draft(actor, document):
        raise Blocked(["没有找到这个问题，或者您不能查看这份文件。"])
    return row, document


def _not_yours(document: Document) -> str:
    if document.state == Document.State.IN_REVIEW:
        return "文件正在审查，只有办理当前步骤的人可以处理校对问题。"
    if document.state == Document.State.SCHEDULED:
        return "文件已签发待发布，撤销后才能处理校对问题。"
    return "您不是发布机构、责任单位或起草单位的联络员，不能处理这份文件的校对问题。"
