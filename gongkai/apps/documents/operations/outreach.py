"""Policy carried to communities, parks and campuses, with the questions asked there. INT-13."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._duties_data import rule_on
from gongkai.apps.documents._numbers import quoted
from gongkai.apps.documents._words import short
from gongkai.apps.documents.models import (
    Document,
    DocumentDuty,
    OutreachEvent,
    OutreachPhoto,
    OutreachQuestion,
    Relation,
)
from gongkai.apps.documents.operations.duties import open_duty
from gongkai.apps.documents.permissions import may_work_for
from gongkai.apps.files.cleaning import received
from gongkai.apps.files.operations import clean_name, store
from gongkai.apps.orgs.models import Unit, User
from gongkai.domain.workflow import Blocked

MOST_PHOTOS = 30
PLACE_KINDS = ("城乡社区", "产业园区", "校园", "企业", "机关单位", "其他")


def record_outreach(
    *,
    actor: User,
    unit: Unit,
    title: str,
    place_kind: str,
    place_text: str,
    held_on: date,
    people_count: int = 0,
    policy: Document | None = None,
    note: str = "",
    questions: Sequence[str] = (),
    now: datetime | None = None,
) -> OutreachEvent:
    """Record an event, and the questions as they were asked."""
    with transaction.atomic():
        problems = [] if may_work_for(actor, unit.pk) else [f"您不是{short(unit)}的联络员。"]
        problems += [
            f"请填写{label}。" for label, value in (("主题", title), ("地点", place_text)) if not value.strip()
        ]
        if place_kind not in PLACE_KINDS:
            problems.append("请选择场所。")
        if held_on > timezone.localdate(now):
            problems.append("日期不能晚于今天。")
        if problems:
            raise Blocked(problems)
        row = OutreachEvent.objects.create(
            unit=unit,
            title=title.strip(),
            place_kind=place_kind,
            place_text=place_text.strip(),
            held_on=held_on,
            people_count=people_count,
            policy=policy,
            note=note.strip(),
        )
        asked = [question.strip()[:300] for question in questions if question.strip()]
        OutreachQuestion.objects.bulk_create(OutreachQuestion(event=row, question=words) for words in asked)
        _propose_follow_up(row, timezone.localdate(now))
        after = {"地点": row.place_text, "参加人数": people_count, "现场提问": len(asked)}
        record(actor=actor, action="登记政策宣讲", target=row, after=after, unit=unit)
    return row


def add_question(
    *, actor: User, event: OutreachEvent, question: str, answer: str = "", now: datetime | None = None
) -> OutreachQuestion:
    """One more question of the event; with its answer where it was answered there."""
    with transaction.atomic():
        problems = [] if may_work_for(actor, event.unit_id) else [f"您不是{short(event.unit)}的联络员。"]
        if not question.strip():
            problems.append("请填写问题。")
        if problems:
            raise Blocked(problems)
        row = OutreachQuestion.objects.create(event=event, question=question.strip()[:300], answer=answer.strip())
        _propose_follow_up(event, timezone.localdate(now))
        record(actor=actor, action="登记现场提问", target=event, after={"问题": row.question}, unit=event.unit)
    return row


def answer_question(*, actor: User, question: OutreachQuestion, answer: str) -> OutreachQuestion:
    """Write down what was answered."""
    with transaction.atomic():
        event = question.event
        problems = [] if may_work_for(actor, event.unit_id) else [f"您不是{short(event.unit)}的联络员。"]
        if not answer.strip():
            problems.append("请填写答复。")
        if problems:
            raise Blocked(problems)
        before = {"答复": question.answer}
        question.answer = answer.strip()
        question.save(update_fields=["answer"])
        after = {"问题": question.question, "答复": question.answer}
        record(actor=actor, action="答复现场提问", target=event, before=before, after=after, unit=event.unit)
    return question


def add_photo(*, actor: User, event: OutreachEvent, data: bytes, name: str, caption: str) -> OutreachPhoto:
    """Keep a picture of the event: scanned, and stripped of where and with what it was taken."""
    with transaction.atomic():
        problems = [] if may_work_for(actor, event.unit_id) else [f"您不是{short(event.unit)}的联络员。"]
        if not caption.strip():
            problems.append("请填写照片说明。")
        if event.photos.count() >= MOST_PHOTOS:
            problems.append(f"一场活动最多放 {MOST_PHOTOS} 张照片。")
        if problems:
            raise Blocked(problems)
        cleaned = received(data, name, if_no_picture=f"“{clean_name(name)}”不是图片。")
        stored = store(actor=actor, data=cleaned.data, name=name)
        row, is_new = OutreachPhoto.objects.get_or_create(
            event=event, file=stored, defaults={"caption": caption.strip()[:120]}
        )
        if not is_new:
            raise Blocked([f"这张照片已经有了，说明是“{row.caption}”。"])
        after = {"照片": row.caption, "清理记录": list(cleaned.report)}
        record(actor=actor, action="添加宣讲照片", target=event, after=after, unit=event.unit)
    return row


def drop_photo(*, actor: User, photo: OutreachPhoto) -> None:
    """Take a picture out."""
    with transaction.atomic():
        event = photo.event
        if not may_work_for(actor, event.unit_id):
            raise Blocked([f"您不是{short(event.unit)}的联络员。"])
        record(actor=actor, action="移除宣讲照片", target=event, before={"照片": photo.caption}, unit=event.unit)
        photo.delete()


def _propose_follow_up(event: OutreachEvent, today: date) -> None:
    """INT-11: enough questions on one policy since its newest interpretation make one duty of the drafting unit."""
    policy = event.policy
    if policy is None:
        return
    interpreted = Relation.objects.filter(target=policy, kind=Relation.Kind.INTERPRETS, document__live=True)
    newest = interpreted.order_by("-document__published_at").values_list("document", "document__published_at").first()
    asked = OutreachQuestion.objects.filter(event__policy=policy)
    if newest:
        asked = asked.filter(event__held_on__gt=timezone.localdate(newest[1]))
    count = asked.count()
    if count < rule_on("follow_up", today)["questions"]:
        return
    open_duty(
        kind=DocumentDuty.Kind.FOLLOW_UP,
        document=policy,
        text=f"对{quoted(policy.title)}的提问已有 {count} 个，请开展二次解读。",
        opened_on=today,
        unit_id=policy.drafting_unit_id or policy.responsible_unit_id,
        key=f"questions:{newest[0] if newest else 0}",
    )
