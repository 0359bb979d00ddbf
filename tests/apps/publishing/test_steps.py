"""三审三校: in order, by different people, with what they ticked, wrote and changed."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.documents.models import Document
from gongkai.apps.orgs.models import Message
from gongkai.apps.publishing import operations, queries
from gongkai.apps.publishing.models import Finding, ReviewProcess
from tests.apps.documents.paper import at
from tests.apps.publishing.team import news, policy, published, refusal, sent, step_of, take, walk

pytestmark = pytest.mark.django_db
ALL = ["political", "legal", "policy", "secrecy", "wording"]


@pytest.fixture
def process(team):
    """A piece of news under review."""
    return sent(team, news(team))


def test_the_whole_way(team):
    document = published(team, news(team))
    assert (document.live, document.state, document.signed_at, document.published_at) == (True, "published", at(), at())
    process = ReviewProcess.objects.get(document=document)
    assert process.state == "published"
    assert process.steps.exclude(verdict="passed").count() == 0
    six = process.steps.filter(kind__in=["review", "proof"]).values_list("done_by", flat=True)
    assert len(set(six)) == 6
    assert not document.workflow_in_progress


@pytest.mark.parametrize(("kind", "ordinal"), [("proof", 1), ("review", 2), ("proof", 3)])
def test_no_step_before_its_turn(team, process, kind, ordinal):
    """PUB-04：跳过一步，界面和接口都不行。"""
    told = refusal(take, step=step_of(process, kind, ordinal), actor=team.six[0])
    assert told[:2] == ("还差保密审查：请县政府办公室审核员办理。", "还差第一次审核：请县司法局审核员办理。")


def test_signing_names_all_that_is_owed(team, process):
    take(step_of(process, "secrecy"), team.cast.reviewer)
    operations.claim(actor=team.own, step=step_of(process, "review", 1))
    assert refusal(operations.sign, actor=team.cast.officer, process=process, now=at()) == (
        "还差第一次审核：史平已认领，请其办理。",
        "还差第一次校对：请县司法局审核员办理。",
        "还差第二次审核：请县政府办公室审核员办理。",
        "还差第二次校对：请县政府办公室审核员办理。",
        "还差第三次审核：请县政府办公室审核员办理。",
        "还差第三次校对：请县政府办公室审核员办理。",
    )


def test_the_writer_reviews_nothing(team, process):
    """PUB-03：保密审查不能由起草人办理，起草人兼任审核员也不行。"""
    writer = team.cast.justice_liaison
    writer.memberships.create(unit=team.cast.justice, role="reviewer")
    assert refusal(take, step=step_of(process, "secrecy"), actor=writer) == ("范衡参与了起草，不能办理保密审查。",)


def test_who_changed_the_draft_is_a_writer_too(team):
    """没有建稿也没有送审，但改过稿的人，也算起草。"""
    from gongkai.apps.documents.operations import save_draft

    document = news(team)
    save_draft(actor=team.cast.officer, document=document, values={"title": "县司法局开展普法宣传"}, now=at())
    process = sent(team, Document.objects.get(pk=document.pk))
    assert refusal(take, step=step_of(process, "review", 1), actor=team.cast.officer) == (
        "林静参与了起草，不能办理第一次审核。",
    )


def test_one_person_one_of_six(team, process):
    take(step_of(process, "secrecy"), team.six[0])
    take(step_of(process, "review", 1), team.six[0])
    assert refusal(take, step=step_of(process, "proof", 1), actor=team.six[0]) == (
        "审甲已经承担第一次审核，三审三校应由六个不同的人办理。",
    )


def test_gates_are_ticked_one_by_one(team, process):
    told = refusal(take, step=step_of(process, "review", 1), actor=team.own, gates=ALL[:3])
    assert told == ("第一次审核还没有核对保密关、文字关。",)
    take(step_of(process, "review", 1), team.own, gates=ALL, comment="同意")
    step = step_of(process, "review", 1)
    assert (step.gates, step.comment, step.done_by, step.done_at) == (ALL, "同意", team.own, at())


def test_secrecy_names_its_basis(team, process):
    told = refusal(take, step=step_of(process, "secrecy"), actor=team.cast.reviewer, basis="")
    assert told == ("保密审查要写明依据。",)


def test_a_negative_secrecy_verdict_stops_it(team, process):
    """不能公开的，退回，文件不会上线。"""
    step = step_of(process, "secrecy")
    assert refusal(operations.return_step, actor=team.cast.reviewer, step=step, comment="") == ("退回要写明原因。",)
    operations.return_step(actor=team.cast.reviewer, step=step, comment="第二段涉密", basis="保密法", now=at())
    process.refresh_from_db()
    assert (process.state, process.returned_reason) == ("returned", "保密审查退回：第二段涉密")
    assert process.document.state == "returned"
    assert Message.objects.filter(user=team.cast.justice_liaison, title__startswith="已退回").exists()
    told = refusal(operations.sign, actor=team.cast.officer, process=process, now=at())
    assert told[0] == "文件已退回，不能办理审查。"
    assert AuditEntry.objects.latest("pk").action == "保密审查退回"


def test_a_claimed_step_is_its_holders(team, process):
    step = step_of(process, "review", 1)
    operations.claim(actor=team.own, step=step, now=at())
    assert refusal(take, step=step, actor=team.six[0]) == ("第一次审核已由史平认领。",)
    assert refusal(operations.unclaim, actor=team.six[0], step=step) == (
        "第一次审核由史平认领，只能由其本人或县政府办公室交回。",
    )
    operations.unclaim(actor=team.own, step=step)
    take(step, team.six[0])


def test_people_of_other_units_take_nothing(team, process):
    for who in (team.cast.finance_liaison, team.cast.auditor, team.cast.admin, team.cast.stranger):
        assert refusal(take, step=step_of(process, "secrecy"), actor=who) == ("保密审查由县政府办公室审核员办理。",)


def test_a_proof_corrects_and_what_changed_is_kept(team, process):
    take(step_of(process, "secrecy"), team.cast.reviewer)
    take(step_of(process, "review", 1), team.six[0])
    body = "<p>三月二日，县司法局在城关镇开展法治宣传活动。</p>"
    take(step_of(process, "proof", 1), team.six[1], body=body)
    step = step_of(process, "proof", 1)
    pieces = step.text_changes[0]["pieces"]
    assert [text for kind, text in pieces if kind == "removed"] == ["普法"]
    assert [text for kind, text in pieces if kind == "added"] == ["法治宣传"]
    assert process.document.title
    assert Document.objects.get(pk=process.document_id).text == "三月二日，县司法局在城关镇开展法治宣传活动。"
    take(step_of(process, "review", 2), team.six[2])  # 指纹跟着改过的文本走


def test_only_a_proof_changes_words(team, process):
    told = refusal(take, step=step_of(process, "review", 1), actor=team.own, body="<p>换了内容</p>")
    assert told == ("第一次审核不能改动文字；需要修改的，请退回并写明意见。",)


def test_a_text_changed_behind_the_review_is_noticed(team, process):
    """有人绕过审查直接改库，后面的步骤都走不下去。"""
    Document.objects.filter(pk=process.document_id).update(body="<p>偷换</p>", text="偷换")
    told = refusal(take, step=step_of(process, "review", 1), actor=team.own)
    assert told == ("文本在审查期间被改动，与已审内容不一致，请退回后重新送审。",)


def test_a_proof_ends_only_when_nothing_is_left(team, process):
    take(step_of(process, "secrecy"), team.cast.reviewer)
    take(step_of(process, "review", 1), team.own)
    Finding.objects.create(
        document=process.document, key="k", field="text", rule="test", basis="—", severity="block",
        message="测试：必须处理。", start=0, end=1, found_at=at(),
    )  # fmt: skip
    assert refusal(take, step=step_of(process, "proof", 1), actor=team.six[0]) == (
        "测试：必须处理，请审甲改正，或者写明理由保留。",
    )


def test_a_proofreader_of_a_returned_round_may_come_again(team, process):
    take(step_of(process, "secrecy"), team.cast.reviewer)
    take(step_of(process, "review", 1), team.own)
    take(step_of(process, "proof", 1), team.six[0], body="<p>三月二日，县司法局开展普法活动。</p>")
    operations.return_step(actor=team.six[1], step=step_of(process, "review", 2), comment="补充参加人数", now=at())
    again = sent(team, Document.objects.get(pk=process.document_id))
    take(step_of(again, "secrecy"), team.cast.reviewer)
    take(step_of(again, "review", 1), team.own)
    take(step_of(again, "proof", 1), team.six[0])


def test_sign_offs_run_side_by_side(team):
    """PUB-08：两个会签单位各签各的，缺一个就不能签发。"""
    document = news(team, is_sensitive=True)
    document.sign_off_units.set([team.cast.finance, team.cast.planning])
    process = sent(team, document)
    take(step_of(process, "secrecy"), team.cast.reviewer)
    for place, (kind, ordinal) in enumerate((k, n) for n in (1, 2, 3) for k in ("review", "proof")):
        take(step_of(process, kind, ordinal), team.six[place])
    first, second = process.steps.filter(kind="sign_off").order_by("unit__order")
    assert refusal(take, step=first, actor=team.cast.planning_liaison) == ("会签由县财政局办理。",)
    take(second, team.cast.planning_liaison)  # 后列的先签也可以
    assert refusal(operations.sign, actor=team.cast.officer, process=process, now=at()) == (
        "还差会签：请县财政局办理。",
    )
    take(first, team.cast.finance_liaison)
    operations.sign(actor=team.cast.officer, process=process, now=at())
    assert Document.objects.get(pk=document.pk).live


def test_the_signature_is_the_offices_or_the_publishers(team, process):
    process = walk(team, process)
    assert refusal(operations.sign, actor=team.six[0], process=process, now=at()) == (
        "签发由县政府办公室主管部门人员或县司法局审核员办理。",
    )
    assert refusal(take, step=step_of(process, "sign"), actor=team.cast.officer) == ("签发在“签发”一栏办理。",)
    operations.sign(actor=team.own, process=process, now=at())
    assert Document.objects.get(pk=process.document_id).live


def test_a_change_is_reviewed_while_the_old_text_stays(team):
    """PUB-12：变更发布走同样的审查，公开的还是旧文，签发后换新文、留旧版。"""
    from gongkai.apps.documents.operations import save_draft

    document = published(team, news(team))
    save_draft(actor=team.cast.justice_liaison, document=document, values={"body": "<p>更正后的内容。</p>"}, now=at())
    document = Document.objects.get(pk=document.pk)
    assert refusal(sent, team=team, document=document) == ("文件已经公开，再次送审要写明变更说明：请县司法局填写。",)
    process = walk(team, sent(team, document, change_note="更正活动日期", is_major=False))
    assert (process.purpose, process.document.text) == ("change", "三月二日，县司法局在城关镇开展普法活动。")
    page = queries.process_page(process, team.cast.officer, now=at())
    assert any(piece.kind == "added" for piece in page.texts[0].changes)
    operations.sign(actor=team.cast.officer, process=process, now=at(date(2026, 3, 9)))
    document = Document.objects.get(pk=document.pk)
    assert (document.text, document.published_at) == ("更正后的内容。", at())
    assert list(document.versions.values_list("number", "note", "is_major")) == [
        (2, "更正活动日期", False),
        (1, "首次发布", True),
    ]


def test_a_whole_review_is_cheap(team, django_assert_max_num_queries):
    """示例城镇一次要走几十份文件：一步不超过这么多次查询。"""
    process = sent(team, policy(team))
    take(step_of(process, "secrecy"), team.cast.reviewer)
    with django_assert_max_num_queries(75):
        take(step_of(process, "review", 1), team.six[0])
