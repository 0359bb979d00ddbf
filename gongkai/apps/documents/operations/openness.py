"""The openness attribute, decided before anything is signed (PUB-02), and the waiver of an interpretation (INT-02)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._grounds import refusal_grounds
from gongkai.apps.documents._kinds import kind_rules
from gongkai.apps.documents._locks import held
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations.drafts import LOCKED_STATES, UNSEEN
from gongkai.apps.documents.permissions import may_edit, may_see
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked

Class = Document.OpennessClass
DECIDED = (
    "openness_class",
    "openness_reason",
    "refusal_ground",
    "openness_decided_by",
    "openness_decided_at",
    "reconsider_on",
)


def decide_openness(
    *,
    actor: User | None,
    document: Document,
    openness_class: str,
    reason: str = "",
    refusal_ground: str = "",
    now: datetime | None = None,
) -> Document:
    """Decide 主动公开, 依申请公开 or 不予公开. What is not open needs a reason; what is withheld also a ground of the
    regulation, and is looked at again after a year at the latest (article 18). Blocked for what is live."""
    now = now or timezone.now()
    reason, ground = reason.strip(), refusal_grounds().get(refusal_ground)
    with transaction.atomic():
        row = _row(actor, document)
        problems = []
        if openness_class not in Class.values:
            problems.append("请选择公开属性。")
        if row.live and openness_class != Class.PROACTIVE:
            problems.append("文件已经发布，要改为不公开，请先撤回。")
        if openness_class in (Class.ON_REQUEST, Class.WITHHELD) and not reason:
            problems.append(f"认定为{Class(openness_class).label}，要写明理由。")
        if openness_class == Class.WITHHELD and ground is None:
            problems.append("认定为不予公开，要选择《政府信息公开条例》第十四条、第十五条或者第十六条规定的依据。")
        if len(reason) > 300:
            problems.append(f"理由有{len(reason)}个字，超过300个字的上限。")
        if problems:
            raise Blocked(problems)
        before = {"公开属性": row.get_openness_class_display(), "理由": row.openness_reason}
        row.openness_class, row.openness_reason = openness_class, reason
        row.refusal_ground = ground.code if ground and openness_class == Class.WITHHELD else ""
        row.openness_decided_by, row.openness_decided_at = actor, now
        row.reconsider_on = a_year_after(timezone.localdate(now)) if openness_class == Class.WITHHELD else None
        row.save(update_fields=DECIDED)
        after = {"公开属性": row.get_openness_class_display(), "理由": reason, "依据": ground.name if ground else ""}
        record(actor=actor, action="认定公开属性", target=row, before=before, after=after, unit=row.publisher)
    return row


def waive_interpretation(*, actor: User | None, document: Document, reason: str) -> Document:
    """Say why a policy needs no interpretation. An empty reason takes the waiver back."""
    reason = reason.strip()
    with transaction.atomic():
        row = _row(actor, document)
        if not kind_rules()[row.kind].needs_interpretation:
            raise Blocked([f"{row.get_kind_display()}不要求解读，不需要说明。"])
        if len(reason) > 300:
            raise Blocked([f"不解读理由有{len(reason)}个字，超过300个字的上限。"])
        before, row.waiver_reason = {"不解读理由": row.waiver_reason}, reason
        row.save(update_fields=["waiver_reason"])
        record(
            actor=actor,
            action="说明不解读理由",
            target=row,
            before=before,
            after={"不解读理由": reason},
            unit=row.publisher,
        )
    return row


def a_year_after(day: date) -> date:
    """The same day of the next year; the last of February stands for the 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _row(actor: User | None, document: Document) -> Document:
    row = held(document.pk)
    if row is None or (actor is not None and not may_see(actor, row)):
        raise Blocked([UNSEEN])
    if actor is not None and not may_edit(actor, row):
        raise Blocked(["您不是发布机构、责任单位或起草单位的联络员，不能修改这份文件。"])
    if row.state in LOCKED_STATES:
        raise Blocked([f"文件{row.get_state_display()}，撤销送审后才能修改。"])
    return row
