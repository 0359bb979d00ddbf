"""Sending to review: refused for what is missing, returned without an interpretation, held by Wagtail's workflow."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import save_draft
from gongkai.apps.orgs.models import Message
from gongkai.apps.publishing import operations, queries
from gongkai.apps.publishing.models import Finding, ReviewProcess, ReviewStep
from tests.apps.documents.paper import at, drafted, normative
from tests.apps.publishing.team import decided, explain, news, policy, refusal, sent, step_of

pytestmark = pytest.mark.django_db


def test_without_attribute_it_is_refused(team):
    """PUB-02：没有公开属性不能送审。"""
    writer = team.cast.justice_liaison
    document = drafted(normative(team.cast, publisher=team.cast.justice), actor=writer)
    told = refusal(operations.submit, actor=writer, document=document, now=at())
    assert told == ("还没有认定公开属性：请县司法局认定主动公开、依申请公开或者不予公开。",)
    assert not ReviewProcess.objects.exists()


def test_what_is_withheld_is_not_sent(team):
    document = policy(team)
    decided(team, document, "withheld", reason="涉及内部管理", refusal_ground="E16a")
    assert refusal(sent, team=team, document=document) == ("公开属性是不予公开，不能发布。",)


def test_without_interpretation_it_goes_back(team):
    """PUB-06：材料不全的予以退回，退回是记录在案的状态。"""
    document = policy(team, with_interpretation=False)
    process = sent(team, document)
    assert process.state == "returned"
    assert process.returned_reason == ("材料不全：没有附解读稿，也没有说明不解读的理由，请县司法局补齐后重新送审。")
    assert Document.objects.get(pk=document.pk).state == "returned"
    assert not ReviewStep.objects.exists()
    assert AuditEntry.objects.latest("pk").action == "送审退回"
    told = Message.objects.get(user=team.cast.justice_liaison, key=f"review:{process.pk}:returned")
    assert told.title == "已退回：《青溪县临时救助办法》"


def test_a_waiver_with_its_reason_takes_the_place(team):
    document = policy(team, with_interpretation=False)
    Document.objects.filter(pk=document.pk).update(waiver_reason="仅调整机构名称，内容没有变化")
    assert sent(team, document).state == "running"


def test_what_came_back_is_sent_again_with_its_interpretation(team):
    document = policy(team, with_interpretation=False)
    sent(team, document)
    text = explain(team, Document.objects.get(pk=document.pk))
    process = sent(team, document)
    assert process.state == "running"
    assert list(process.bundle.values_list("document", flat=True)) == [text.pk]
    states = Document.objects.filter(pk__in=[document.pk, text.pk]).values_list("state", flat=True)
    assert set(states) == {"in_review"}


def test_news_needs_no_interpretation(team):
    assert sent(team, news(team)).state == "running"


def test_an_interpretation_does_not_go_before_its_policy(team):
    document = policy(team, with_interpretation=False)
    text = explain(team, document)
    assert refusal(sent, team=team, document=text) == (
        "所解读的《青溪县临时救助办法》还没有发布：请县司法局将解读稿与它一同送审、同步发布。",
    )


def test_gaps_of_both_texts_are_told(team):
    document = policy(team, with_interpretation=False, legality_text="")
    explain(team, document, form="")
    assert refusal(sent, team=team, document=document) == (
        "还没有填写合法性审核，请县司法局补齐。",
        "解读《《青溪县临时救助办法》解读》：还没有填写解读形式，请县司法局补齐。",
    )


def test_an_interpretation_without_attribute_stops_both(team):
    document = policy(team)
    Document.objects.filter(kind="interpretation").update(openness_class="")
    assert refusal(sent, team=team, document=document) == (
        "解读《《青溪县临时救助办法》解读》：还没有认定为主动公开，请县司法局补齐。",
    )


def test_open_findings_stop_it(team):
    """校对发现的必须先处理。"""
    document = news(team)
    Finding.objects.create(
        document=document, key="k", field="text", rule="test", basis="—", severity="block",
        message="测试：必须处理。", start=0, end=1, found_at=at(),
    )  # fmt: skip
    told = queries.publish_blockers(document, team.cast.justice_liaison)
    assert told == ["测试：必须处理，请县司法局改正，或者写明理由保留。"]


def test_other_units_cannot_send_it(team):
    """别的单位连草稿都看不到。"""
    told = refusal(operations.submit, actor=team.cast.town_liaison, document=news(team), now=at())
    assert told == ("没有找到这份文件，或者您不能查看。",)


def test_a_reviewer_of_the_unit_is_not_its_writer(team):
    told = refusal(operations.submit, actor=team.own, document=news(team), now=at())
    assert told == ("送审由县司法局的联络员办理。",)


def test_twice_is_once(team):
    document = news(team)
    sent(team, document)
    assert refusal(sent, team=team, document=document) == ("文件在审查中，不用重复送审。",)


def test_a_sensitive_text_names_who_signs_off(team):
    document = news(team, is_sensitive=True)
    assert refusal(sent, team=team, document=document) == ("文件标为重大敏感，要会签：请县司法局先选定会签单位。",)
    document.sign_off_units.set([team.cast.finance, team.cast.media])
    process = sent(team, document)
    assert set(process.steps.filter(kind="sign_off").values_list("unit__short_name", flat=True)) == {
        "县财政局",
        "县融媒体中心",
    }


def test_the_first_steps_open_with_due_dates(team):
    """送审当天开第一档，期限按工作日：3月2日星期一，两个工作日到3月4日。"""
    process = sent(team, news(team))
    opened = process.steps.exclude(opened_on=None)
    assert {(step.kind, step.ordinal, step.due_on) for step in opened} == {
        ("secrecy", 0, date(2026, 3, 4)),
        ("review", 1, date(2026, 3, 4)),
    }
    assert step_of(process, "review", 1).unit == team.cast.justice  # 起草单位自己的审核员先审
    assert step_of(process, "review", 2).unit == team.cast.office
    assert Message.objects.filter(user=team.own, title__startswith="待第一次审核").exists()


def test_a_unit_without_reviewers_leaves_it_to_the_office(team):
    team.own.memberships.all().delete()
    assert step_of(sent(team, news(team)), "review", 1).unit == team.cast.office


def test_wagtail_holds_it_and_approves_nothing(team):
    """引擎里只有一个占位任务：锁定编辑，谁也不能从引擎里批准。"""
    document = news(team)
    process = sent(team, document)
    row = Document.objects.get(pk=document.pk)
    task = row.current_workflow_task
    assert row.workflow_in_progress
    assert row.get_lock().for_user(team.cast.admin)
    assert task.get_actions(row, team.cast.admin) == []
    with pytest.raises(PermissionDenied):
        task.on_action(row.current_workflow_task_state, team.cast.admin, "approve")
    with pytest.raises(PermissionDenied):
        process.workflow_state.finish(user=team.cast.admin)


def test_nobody_edits_what_is_under_review(team):
    document = news(team)
    sent(team, document)
    told = refusal(save_draft, actor=team.cast.justice_liaison, document=document, values={"title": "改个题目"})
    assert told == ("文件审查中，撤销送审后才能修改。",)


def test_taken_back_with_a_reason(team):
    document = policy(team)
    process = sent(team, document)
    writer = team.cast.justice_liaison
    assert refusal(operations.cancel, actor=writer, process=process, reason=" ") == ("请写明原因。",)
    assert refusal(operations.cancel, actor=team.six[0], process=process, reason="误送") == (
        "撤销送审由县司法局的联络员或县政府办公室办理。",
    )
    operations.cancel(actor=writer, process=process, reason="误送", now=at())
    assert set(Document.objects.values_list("state", flat=True)) == {"draft"}
    assert set(ReviewProcess.objects.values_list("state", flat=True)) == {"cancelled"}
    assert not Document.objects.get(pk=document.pk).workflow_in_progress
