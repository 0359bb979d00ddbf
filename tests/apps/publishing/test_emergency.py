"""Emergency publication: public at once, marked, and its review owed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.documents.models import Document, DocumentDuty
from gongkai.apps.documents.operations import save_draft
from gongkai.apps.publishing import operations, queries
from gongkai.apps.publishing.models import Finding, ReviewProcess
from tests.apps.documents.paper import at, drafted
from tests.apps.publishing.team import news, policy, refusal, sent, step_of, take, walk

pytestmark = pytest.mark.django_db
REASON = "县气象台发布暴雨红色预警"


@pytest.fixture
def process(team):
    """News published in an emergency."""
    return operations.publish_in_emergency(actor=team.cast.officer, document=news(team), reason=REASON, now=at())


def test_public_marked_and_owed(team, process):
    document = process.document
    document.refresh_from_db()
    assert (document.live, document.is_emergency, document.published_at) == (True, True, at())
    assert document.later_review_due_on == date(2026, 3, 5)  # 三个工作日
    duty = DocumentDuty.objects.get(kind="later_review")
    assert (duty.unit, duty.due_on) == (team.cast.justice, date(2026, 3, 5))
    assert (process.purpose, process.state) == ("later", "running")
    assert [row.pk for row in queries.later_reviews(team.cast.officer)] == [process.pk]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.after["原因"]) == ("应急发布", REASON)
    assert document.versions.get().note == f"应急发布：{REASON}"


def test_only_the_office_and_only_with_a_reason(team):
    document = news(team)
    told = refusal(operations.publish_in_emergency, actor=team.cast.justice_liaison, document=document, reason=REASON)
    assert told == ("应急发布只能由县政府办公室的主管部门人员办理。",)
    told = refusal(operations.publish_in_emergency, actor=team.cast.officer, document=document, reason="")
    assert told == ("请写明原因。",)


def test_attribute_and_findings_are_never_waived(team):
    writer = team.cast.justice_liaison
    document = drafted(
        {"kind": "news", "title": "预警", "body": "<p>预警</p>", "publisher": team.cast.justice}, actor=writer
    )
    Finding.objects.create(
        document=document, key="k", field="text", rule="test", basis="—", severity="block",
        message="测试：必须处理。", start=0, end=1, found_at=at(),
    )  # fmt: skip
    told = refusal(operations.publish_in_emergency, actor=team.cast.officer, document=document, reason=REASON)
    assert told[0] == "还没有认定公开属性：请县司法局认定主动公开、依申请公开或者不予公开。"


def test_the_later_review_is_a_whole_review(team, process):
    assert refusal(operations.cancel, actor=team.cast.officer, process=process, reason="算了") == (
        "文件已应急发布，补办审查不能撤销。",
    )
    told = refusal(operations.sign, actor=team.cast.second_officer, process=process, now=at())
    assert told[0] == "还差保密审查：请县政府办公室审核员办理。"
    operations.sign(actor=team.cast.second_officer, process=walk(team, process), now=at(date(2026, 3, 4)))
    document = Document.objects.get(pk=process.document_id)
    assert (document.state, document.is_emergency, document.later_review_due_on) == ("published", True, None)
    assert document.versions.count() == 1
    assert DocumentDuty.objects.get(kind="later_review").done_at == at(date(2026, 3, 4))
    assert list(queries.later_reviews(team.cast.officer)) == []


def test_a_return_demands_a_better_text(team, process):
    """补审退回：公开的还在，改好后再走一遍。"""
    operations.return_step(actor=team.cast.reviewer, step=step_of(process, "secrecy"), comment="第二段要删", now=at())
    document = Document.objects.get(pk=process.document_id)
    assert (document.live, document.state) == (True, "returned")
    save_draft(actor=team.cast.justice_liaison, document=document, values={"body": "<p>改后</p>"}, now=at())
    again = sent(team, Document.objects.get(pk=document.pk), change_note="删去第二段")
    assert again.purpose == "later"
    operations.sign(actor=team.cast.second_officer, process=walk(team, again), now=at(date(2026, 3, 4)))
    document.refresh_from_db()
    assert (document.text, document.versions.count(), document.later_review_due_on) == ("改后", 2, None)


def test_what_was_returned_is_still_owed(team, process):
    """补审退回，文字还公开着，补审照样欠着；重新送审后只列新的一次。"""
    operations.return_step(actor=team.cast.reviewer, step=step_of(process, "secrecy"), comment="第二段要删", now=at())
    assert [row.pk for row in queries.later_reviews(team.cast.officer)] == [process.pk]
    document = Document.objects.get(pk=process.document_id)
    save_draft(actor=team.cast.justice_liaison, document=document, values={"body": "<p>改后</p>"}, now=at())
    again = sent(team, Document.objects.get(pk=document.pk), change_note="删去第二段")
    assert [row.pk for row in queries.later_reviews(team.cast.officer)] == [again.pk]


def test_what_is_signed_needs_no_emergency_and_no_interpretation_goes_first(team):
    signed = walk(team, sent(team, news(team)))
    operations.sign(actor=team.cast.officer, process=signed, publish_at=at() + timedelta(days=2), now=at())
    told = refusal(
        operations.publish_in_emergency, actor=team.cast.officer, document=signed.document, reason=REASON, now=at()
    )
    assert told == ("文件已审查签发，等待发布；要提前的，请县政府办公室改期，不用应急发布。",)
    row = policy(team)
    told = refusal(
        operations.publish_in_emergency, actor=team.cast.officer, reason=REASON, now=at(),
        document=Document.objects.get(kind="interpretation"),
    )  # fmt: skip
    assert told == (f"所解读的《{row.title}》还没有发布：请县司法局将解读稿与它一同送审、同步发布。",)


def test_a_running_review_goes_on_as_the_later_one(team):
    running = sent(team, policy(team))
    take(step_of(running, "secrecy"), team.cast.reviewer)
    document = Document.objects.get(kind="normative")
    process = operations.publish_in_emergency(actor=team.cast.officer, document=document, reason=REASON, now=at())
    assert (process.pk, process.purpose) == (running.pk, "later")
    assert step_of(process, "secrecy").verdict == "passed"
    document.refresh_from_db()
    assert document.live
    assert not Document.objects.get(kind="interpretation").live
    operations.sign(actor=team.cast.officer, process=_rest(team, process), now=at(date(2026, 3, 4)))
    assert Document.objects.get(kind="interpretation").live  # 解读随补审一同发布
    assert not ReviewProcess.objects.exclude(state="published").exists()


def _rest(team, process):
    for place, (kind, ordinal) in enumerate((k, n) for n in (1, 2, 3) for k in ("review", "proof")):
        take(step_of(process, kind, ordinal), team.six[place])
    return ReviewProcess.objects.get(pk=process.pk)


def test_an_interpretation_under_review_goes_out_with_its_policy_only(team):
    row = policy(team)
    told = Document.objects.get(kind="interpretation")
    process = sent(team, row)
    said = refusal(operations.publish_in_emergency, actor=team.cast.officer, document=told, reason="汛情", now=at())
    assert said == (f"《{told.title}》正与《{row.title}》一起审查，请对《{row.title}》应急发布，或者先撤销送审。",)
    operations.publish_in_emergency(actor=team.cast.officer, document=row, reason="汛情", now=at())
    assert Document.objects.get(pk=told.pk).live is False
    # the later review ends with both of them public
    operations.sign(actor=team.cast.officer, process=walk(team, process), now=at())
    assert set(Document.objects.values_list("live", "state")) == {(True, "published")}
