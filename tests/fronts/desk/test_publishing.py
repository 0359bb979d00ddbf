"""Review on the desk: the queue, the page of a review, the lists; and who sees nothing of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from gongkai.apps.documents.models import Document
from gongkai.apps.publishing import operations
from gongkai.apps.publishing.models import ReviewProcess, ReviewStep
from tests.apps.documents.paper import at
from tests.apps.publishing.team import decided, news, policy, sent, step_of, take, team_of, walk

pytestmark = pytest.mark.django_db
ALL = ["political", "legal", "policy", "secrecy", "wording"]
LISTS = ["running", "returned", "scheduled", "emergencies", "unpublished", "withheld", "synchrony"]


@pytest.fixture
def team(cast):
    """The cast with its reviewers."""
    return team_of(cast)


@pytest.fixture
def process(team):
    """A policy and its interpretation under review."""
    return sent(team, policy(team))


def page(client, user, process, query=""):
    """The page of the review as this person sees it."""
    client.force_login(user)
    answer = client.get(reverse("desk:review_process", args=[process.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def do(client, user, process, act, **values):
    """One act on the page."""
    client.force_login(user)
    return client.post(reverse("desk:review_process_act", args=[process.pk, act]), values)


def test_the_queue_lists_what_i_may_take(client, team, process):
    client.force_login(team.own)
    text = client.get(reverse("desk:reviews")).content.decode()
    assert "可以认领 2 件" in text
    assert "青溪县临时救助办法" in text
    assert "保密审查" in text


def test_an_empty_queue_says_so(client, team, process):
    client.force_login(team.cast.justice_liaison)
    assert "没有等您审查的文件。" in client.get(reverse("desk:reviews")).content.decode()


def test_the_page_shows_both_texts_and_my_step(client, team, process):
    text = page(client, team.own, process)
    assert "由我办理：保密审查" in text
    assert "为了规范临时救助工作" in text
    other = process.bundle.get().document
    assert f"?text={other.pk}" in text
    assert "办法降低了申请门槛" in page(client, team.own, process, f"?text={other.pk}")


def test_the_refusals_stand_under_the_grey_button(client, team, process):
    text = page(client, team.cast.officer, process)
    assert "还差第三次校对：请县政府办公室审核员办理。" in text
    assert 'disabled aria-describedby="why-sign"' in text


def test_the_writer_reads_and_takes_nothing(client, team, process):
    text = page(client, team.cast.justice_liaison, process)
    assert "由我办理" not in text
    assert "签发由县政府办公室主管部门人员或县司法局审核员办理。" in text


def test_others_find_nothing(client, team, process):
    user = team.cast.town_liaison
    client.force_login(user)
    assert client.get(reverse("desk:review_process", args=[process.pk])).status_code == 404
    assert do(client, user, process, f"claim-{step_of(process, 'secrecy').pk}").status_code == 404
    page(client, team.cast.finance_liaison, process)  # 责任单位看得到


def test_a_step_is_claimed_given_back_and_passed(client, team, process):
    step = step_of(process, "review", 1)
    take(step_of(process, "secrecy"), team.cast.reviewer)
    do(client, team.own, process, f"claim-{step.pk}")
    assert step_of(process, "review", 1).claimed_by == team.own
    do(client, team.own, process, f"unclaim-{step.pk}")
    assert step_of(process, "review", 1).claimed_by is None
    refused = do(client, team.own, process, f"pass-{step.pk}", gates=ALL[:2])
    assert refused.status_code == 422
    assert "第一次审核还没有核对政策关、保密关、文字关。" in refused.content.decode()
    assert do(client, team.own, process, f"pass-{step.pk}", gates=ALL, comment="同意").status_code == 302
    assert step_of(process, "review", 1).comment == "同意"


def test_a_step_of_another_review_is_not_found_here(client, team, process):
    other = sent(team, news(team))
    answer = do(client, team.own, process, f"pass-{step_of(other, 'review', 1).pk}", gates=ALL)
    assert answer.status_code == 404


def test_a_proof_opens_the_text_and_corrects_it(client, team, process):
    take(step_of(process, "secrecy"), team.cast.reviewer)
    take(step_of(process, "review", 1), team.own)
    assert "data-body" not in page(client, team.six[0], process)
    assert "data-body" in page(client, team.six[0], process, "?edit=1")
    step = step_of(process, "proof", 1)
    values = {"gates": ["wording"], "body_of": process.document_id, "body": "<p>为规范临时救助工作，制定本办法。</p>"}
    refused = do(client, team.six[0], process, f"pass-{step.pk}", **(values | {"gates": []}))
    assert refused.status_code == 422
    assert "<p>为规范临时救助工作，制定本办法。</p>" in refused.content.decode()  # what was typed is still there
    assert do(client, team.six[0], process, f"pass-{step.pk}", **values).status_code == 302
    assert Document.objects.get(pk=process.document_id).text == "为规范临时救助工作，制定本办法。"
    assert "<del>" in page(client, team.cast.officer, process)


def test_returned_with_a_reason_it_waits_for_its_writer(client, team, process):
    step = step_of(process, "secrecy")
    assert do(client, team.own, process, f"return-{step.pk}").status_code == 422
    do(client, team.own, process, f"return-{step.pk}", comment="第三条要写明标准")
    client.force_login(team.cast.justice_liaison)
    for name in ("desk:reviews", "desk:reviews_returned", "desk:today"):
        assert "第三条要写明标准" in client.get(reverse(name)).content.decode()


def test_signed_for_a_time_and_moved(client, team, process):
    walk(team, process)
    do(client, team.cast.officer, process, "sign", publish_at="2099-01-05T09:00")
    assert ReviewProcess.objects.get(pk=process.pk).state == "signed"
    client.force_login(team.cast.officer)
    assert "1月5日 09:00" in client.get(reverse("desk:reviews_scheduled")).content.decode()
    do(client, team.cast.officer, process, "schedule", publish_at="2099-01-06T09:00")
    assert "1月6日 09:00" in client.get(reverse("desk:reviews_scheduled")).content.decode()
    do(client, team.cast.officer, process, "cancel", reason="会议改期")
    assert Document.objects.get(pk=process.document_id).state == "draft"


def test_signed_without_a_time_it_is_public(client, team, process):
    walk(team, process)
    assert do(client, team.cast.officer, process, "sign").status_code == 302
    assert Document.objects.get(pk=process.document_id).live


def test_what_should_be_public_is_listed(client, team):
    news(team, title="早该公开的", formed_on=date(2026, 1, 5))
    client.force_login(team.cast.officer)
    assert "早该公开的" in client.get(reverse("desk:reviews_unpublished")).content.decode()


def test_withheld_is_looked_at_again(client, team):
    document = decided(team, news(team), "withheld", reason="内部管理信息", refusal_ground="E16a")
    client.force_login(team.cast.justice_liaison)
    address = reverse("desk:reviews_withheld_act", args=[f"reconsider-{document.pk}"])
    assert client.post(address, {"openness_class": "proactive", "reason": ""}).status_code == 422
    client.post(address, {"openness_class": "proactive", "reason": "可以公开"})
    assert Document.objects.get(pk=document.pk).openness_class == "proactive"
    client.force_login(team.cast.town_liaison)
    assert client.post(address, {"openness_class": "proactive", "reason": "我也要"}).status_code == 404


def test_an_emergency_stands_in_its_list(client, team):
    operations.publish_in_emergency(actor=team.cast.officer, document=news(team), reason="暴雨红色预警", now=at())
    client.force_login(team.cast.officer)
    text = client.get(reverse("desk:reviews_emergencies")).content.decode()
    assert "暴雨红色预警" in text


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_when_it_is_empty(client, team, name):
    client.force_login(team.cast.officer)
    answer = client.get(reverse(f"desk:reviews_{name}"))
    assert answer.status_code == 200
    assert "empty-why" in answer.content.decode()


@pytest.mark.parametrize("name", ["", *LISTS])
def test_a_stranger_opens_none_of_them(client, team, name):
    client.force_login(team.cast.stranger)
    assert client.get(reverse(f"desk:reviews_{name}" if name else "desk:reviews")).status_code == 403


def test_today_tells_of_it(client, team, process):
    client.force_login(team.own)
    text = client.get(reverse("desk:today")).content.decode()
    assert "待我审查 2 件" in text
    assert "审查发布" in text
    assert '"data-count": "2"' in text


def test_the_page_costs_what_it_may(client, team, process, django_assert_max_num_queries):
    client.force_login(team.own)
    address = reverse("desk:review_process", args=[process.pk])
    client.get(address)
    with django_assert_max_num_queries(75):
        client.get(address)


def test_no_step_is_opened_by_an_address_alone(client, team, process):
    """GET 一个动作的地址什么也不做。"""
    client.force_login(team.own)
    client.get(reverse("desk:review_process_act", args=[process.pk, f"claim-{step_of(process, 'secrecy').pk}"]))
    assert not ReviewStep.objects.exclude(claimed_by=None).exists()


def test_the_step_says_why_it_is_not_mine(client, team, process):
    """审过一次的人看到的是为什么轮不到自己，不是一句空话。"""
    take(step_of(process, "secrecy"), team.cast.reviewer)
    take(step_of(process, "review", 1), team.six[0])
    assert "审甲已经承担第一次审核，三审三校应由六个不同的人办理。" in page(client, team.six[0], process)
