"""The steps of a review: claimed, given back, passed, returned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import put_text
from gongkai.apps.documents.queries import working_copy
from gongkai.apps.orgs.models import User
from gongkai.apps.publishing._facts import Case, case_of, facts_of, with_sameness
from gongkai.apps.publishing._ranks import gates_for, open_next
from gongkai.apps.publishing._texts import changes_between, follow_change, is_same_text
from gongkai.apps.publishing.models import ReviewProcess, ReviewStep
from gongkai.apps.publishing.operations.findings import run_proofing
from gongkai.apps.publishing.operations.letters import tell_of_steps
from gongkai.apps.publishing.operations.submission import end, locked
from gongkai.domain.statutes import gate_words
from gongkai.domain.workflow import Blocked, publication_blockers, step_words

Kind, Verdict = ReviewStep.Kind, ReviewStep.Verdict
SIGN_ELSEWHERE = "签发在“签发”一栏办理。"


def claim(*, actor: User, step: ReviewStep, now: datetime | None = None) -> ReviewStep:
    """Take a step for oneself, so that no second person starts on it."""
    now = now or timezone.now()
    with transaction.atomic():
        case, row = _opened(step)
        _refuse("claim", case, row, actor, now)
        row.claimed_by, row.claimed_at = actor, now
        row.save(update_fields=["claimed_by", "claimed_at"])
        _log(actor, "认领审查步骤", case, row, {})
    return row


def unclaim(*, actor: User, step: ReviewStep, now: datetime | None = None) -> ReviewStep:
    """Give a step back: by who claimed it, or by the office when that person is away."""
    now = now or timezone.now()
    with transaction.atomic():
        case, row = _opened(step)
        _refuse("release", case, row, actor, now)
        row.claimed_by, row.claimed_at = None, None
        row.save(update_fields=["claimed_by", "claimed_at"])
        _log(actor, "交回审查步骤", case, row, {})
    return row


def pass_step(
    *,
    actor: User,
    step: ReviewStep,
    comment: str = "",
    gates: Iterable[str] = (),
    basis: str = "",
    body: str | None = None,
    bodies: Mapping[int, str] | None = None,
    now: datetime | None = None,
) -> ReviewStep:
    """Pass a step, with the gates ticked, and for secrecy its basis. A proof may correct the text: `body` of the
    document itself, `bodies` by document for the interpretations with it; what changed is kept and proofread again.

    The next rank opens when all steps of this one are done. Blocked as `domain.workflow` says.
    """
    now, ticked = now or timezone.now(), frozenset(gates)
    with transaction.atomic():
        case, row = _opened(step)
        if row.kind == Kind.SIGN:
            raise Blocked([SIGN_ELSEWHERE])
        changed = _typed(case, row, body, bodies)
        typed = {"gates_needed": gates_for(row, now), "gates_ticked": ticked, "basis": basis}
        facts = facts_of(case, actor, step=row, now=now, **typed)
        # the rights and the order first: nobody changes a word who may not take the step
        if refused := publication_blockers("pass_step", facts):
            raise Blocked(refused)
        if changed:
            if not is_same_text(case.processes):
                raise Blocked(publication_blockers("pass_step", replace(facts, is_same_text=False)))
            row.text_changes = [_correct(document, text, actor, now) for document, text in changed]
            case = case_of(case.processes[0])
        if refused := publication_blockers("pass_step", with_sameness(facts, case)):
            raise Blocked(refused)
        row.verdict, row.done_by, row.done_at = Verdict.PASSED, actor, now
        row.comment, row.basis = comment.strip()[:500], basis.strip()[:200]
        row.gates = [code for code in gate_words() if code in ticked]
        row.save()
        tell_of_steps(case.processes[0], open_next(case.processes[0], now), now)
        told = {"意见": comment, "依据": basis, "改动": f"{len(row.text_changes)} 份文本" if row.text_changes else ""}
        _log(actor, f"通过{step_words(row.kind, row.ordinal)}", case, row, told)
    return row


def return_step(
    *, actor: User, step: ReviewStep, comment: str, basis: str = "", now: datetime | None = None
) -> ReviewStep:
    """Send the whole back to the writer, with the reason. A negative secrecy verdict is this too."""
    now = now or timezone.now()
    with transaction.atomic():
        case, row = _opened(step)
        if refused := publication_blockers("return_step", facts_of(case, actor, step=row, now=now, comment=comment)):
            raise Blocked(refused)
        row.verdict, row.done_by, row.done_at = Verdict.RETURNED, actor, now
        row.comment, row.basis = comment.strip()[:500], basis.strip()[:200]
        row.save()
        words = step_words(row.kind, row.ordinal)
        end(case, ReviewProcess.State.RETURNED, actor=actor, now=now, reason=f"{words}退回：{comment.strip()}")
        _log(actor, f"{words}退回", case, row, {"意见": comment, "依据": basis})
    return row


def _opened(step: ReviewStep) -> tuple[Case, ReviewStep]:
    case = locked(step.process)
    return case, next(row for row in case.steps if row.pk == step.pk)


def _refuse(action: str, case: Case, step: ReviewStep, actor: User, now: datetime) -> None:
    if refused := publication_blockers(action, facts_of(case, actor, step=step, now=now)):
        raise Blocked(refused)


def _typed(
    case: Case, step: ReviewStep, body: str | None, bodies: Mapping[int, str] | None
) -> list[tuple[Document, str]]:
    """The texts that came with the step, of documents of this review only."""
    typed = dict(bodies or {}) | ({case.document.pk: body} if body is not None else {})
    known = {document.pk: document for document in case.documents}
    changed = [(known[pk], text) for pk, text in typed.items() if pk in known]
    if len(changed) < len(typed):
        raise Blocked(["改动的文本不在这次审查之列。"])
    changed = [(document, text) for document, text in changed if working_copy(document).body != text]
    if changed and step.kind != Kind.PROOF:
        raise Blocked([f"{step_words(step.kind, step.ordinal)}不能改动文字；需要修改的，请退回并写明意见。"])
    return changed


def _correct(document: Document, body: str, actor: User, now: datetime) -> dict[str, Any]:
    before = working_copy(document).text
    after = put_text(actor=actor, document=document, now=now, body=body)
    follow_change(document)
    run_proofing(actor=actor, document=document, now=now)
    return {"document": document.pk, "title": document.title, "pieces": changes_between(before, after.text)}


def _log(actor: User, action: str, case: Case, step: ReviewStep, after: Mapping[str, str]) -> None:
    told = {name: value for name, value in after.items() if value}
    record(actor=actor, action=action, target=case.document, after=told, unit=step.unit or case.document.publisher)
