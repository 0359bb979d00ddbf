"""A local standard of openness: its texts, the comments on them, the final text. CAT-19."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.files.cleaning import received
from gongkai.apps.files.operations import clean_name, store
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections.models import LocalStandard, StandardComment, StandardText
from gongkai.apps.sections.permissions import may_compile
from gongkai.domain.workflow import Blocked

Stage, Outcome = StandardText.Stage, StandardComment.Outcome
NO_RIGHT = "由编制单位的联络员或者政务公开主管部门办理。"


def start_standard(
    *, actor: User, unit: Unit, title: str, basis_text: str = "", now: datetime | None = None
) -> LocalStandard:
    """Begin the record of a standard that the unit drafts."""
    title = title.strip()[:200]
    with transaction.atomic():
        problems = [] if may_compile(actor, unit) else [NO_RIGHT]
        if not title:
            problems.append("请填写名称。")
        if LocalStandard.objects.filter(unit=unit, title=title).exists():
            problems.append(f"“{title}”已经登记过。")
        if problems:
            raise Blocked(problems)
        row = LocalStandard.objects.create(
            unit=unit, title=title, basis_text=basis_text.strip()[:200], made_at=now or timezone.now(), made_by=actor
        )
        record(actor=actor, action="登记地方标准", target=row, after={"立项依据": row.basis_text}, unit=unit)
    return row


def keep_text(
    *,
    actor: User,
    standard: LocalStandard,
    stage: str,
    dated_on: date,
    data: bytes,
    name: str,
    note: str = "",
    number: str = "",
    in_force_on: date | None = None,
    now: datetime | None = None,
) -> StandardText:
    """Keep a text, scanned and cleaned. The final one issues the standard: it needs the number and its first day.

    Refused after the standard was issued; the final text is refused while comments have no outcome.
    """
    with transaction.atomic():
        row = LocalStandard.objects.select_for_update().select_related("unit").get(pk=standard.pk)
        problems = _closed(actor, row)
        if stage not in Stage.values:
            problems.append("请选择阶段。")
        if dated_on > timezone.localdate(now):
            problems.append("日期不能晚于今天。")
        if stage == Stage.FINAL:
            problems += _not_final(row, dated_on, number, in_force_on)
        if problems:
            raise Blocked(problems)
        cleaned = received(data, name)
        text = StandardText.objects.create(
            standard=row,
            stage=stage,
            dated_on=dated_on,
            file=store(actor=actor, data=cleaned.data, name=name),
            name=clean_name(name),
            note=note.strip()[:200],
            kept_at=now or timezone.now(),
        )
        if stage == Stage.FINAL:
            row.number, row.issued_on, row.in_force_on = number.strip()[:60], dated_on, in_force_on
            row.save(update_fields=["number", "issued_on", "in_force_on"])
        after = {"阶段": text.get_stage_display(), "日期": str(dated_on), "文件": text.name, "标准编号": row.number}
        record(actor=actor, action="登记标准文稿", target=row, after=after, unit=row.unit)
    return text


def add_comment(
    *,
    actor: User,
    standard: LocalStandard,
    said_by: str,
    said_on: date,
    text: str,
    clause: str = "",
    now: datetime | None = None,
) -> StandardComment:
    """Write down what was said on a text."""
    with transaction.atomic():
        problems = _closed(actor, standard)
        problems += [
            f"请填写{label}。" for label, value in (("提出单位或个人", said_by), ("意见", text)) if not value.strip()
        ]
        if said_on > timezone.localdate(now):
            problems.append("日期不能晚于今天。")
        if problems:
            raise Blocked(problems)
        row = StandardComment.objects.create(
            standard=standard,
            said_by=said_by.strip()[:120],
            said_on=said_on,
            clause=clause.strip()[:40],
            text=text.strip(),
        )
        after = {"提出单位或个人": row.said_by, "意见": row.text}
        record(actor=actor, action="登记标准意见", target=standard, after=after, unit=standard.unit)
    return row


def settle_comment(*, actor: User, comment: StandardComment, outcome: str, reason: str = "") -> StandardComment:
    """Say what became of a comment. One that is not wholly taken needs a reason."""
    with transaction.atomic():
        standard = comment.standard
        problems = _closed(actor, standard)
        if outcome not in Outcome.values or not outcome:
            problems.append("请选择处理意见。")
        elif outcome != Outcome.TAKEN and not reason.strip():
            problems.append("没有全部采纳的，请填写理由。")
        if problems:
            raise Blocked(problems)
        before = {"处理意见": comment.get_outcome_display(), "理由": comment.reason}
        comment.outcome, comment.reason = outcome, reason.strip()[:300]
        comment.save(update_fields=["outcome", "reason"])
        after = {"意见": comment.text[:60], "处理意见": comment.get_outcome_display(), "理由": comment.reason}
        record(actor=actor, action="处理标准意见", target=standard, before=before, after=after, unit=standard.unit)
    return comment


def _closed(actor: User, standard: LocalStandard) -> list[str]:
    problems = [] if may_compile(actor, standard.unit) else [NO_RIGHT]
    return [*problems, "标准已经发布，记录不再改动。"] if standard.issued_on else problems


def _not_final(standard: LocalStandard, dated_on: date, number: str, in_force_on: date | None) -> list[str]:
    problems = [] if number.strip() else ["请填写标准编号。"]
    if in_force_on is None:
        problems.append("请填写实施日期。")
    elif in_force_on < dated_on:
        problems.append("实施日期不能早于发布日期。")
    if left := standard.comments.filter(outcome=Outcome.OPEN).count():
        problems.append(f"还有 {left} 条意见没有处理，不能登记发布稿。")
    return problems
