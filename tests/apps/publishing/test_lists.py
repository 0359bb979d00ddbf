"""What should be public and is not (PUB-13), what is looked at again (PUB-15), what waits for whom."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.apps.documents._gate import open_gate
from gongkai.apps.documents.models import Document, DocumentDuty
from gongkai.apps.publishing import operations, queries
from tests.apps.documents.paper import at
from tests.apps.publishing.team import decided, news, policy, published, refusal, sent, step_of, take

pytestmark = pytest.mark.django_db
MADE = date(2026, 3, 2)
# 3月2日起二十个工作日，清明放假一天（4月6日）：3月30日
LAST = date(2026, 3, 30)


def test_two_planted_errors_and_none_else(team):
    """PUB-13：一份主动公开逾期没有公开，一份不是主动公开却公开了；其余都没有错。"""
    late = news(team, title="逾期的", formed_on=MADE)
    news(team, title="昨天才形成", formed_on=LAST)
    published(team, news(team, title="已经公开", formed_on=MADE))
    decided(team, news(team, title="不予公开的", formed_on=MADE), "withheld", reason="内部", refusal_ground="E16a")
    decided(team, news(team, title="依申请的", formed_on=MADE), "on_request", reason="按申请提供")
    Document.objects.filter(pk=news(team, title="已撤回的", formed_on=MADE).pk).update(state="withdrawn")
    wrong = decided(team, news(team, title="公开错了"), "on_request", reason="按申请提供")
    with open_gate():
        Document.objects.filter(pk=wrong.pk).update(live=True, published_at=at())
    found = queries.should_be_public(today=date(2026, 3, 31))
    assert [(gap.document.pk, gap.sentence, gap.due_on) for gap in found] == [
        (wrong.pk, "公开属性是“依申请公开”，却已公开。", None),
        (late.pk, "应于 2026-03-30 前公开，还没有公开。", LAST),
    ]
    assert found[1].source.endswith("第二十六条")


@pytest.mark.parametrize(
    ("today", "count"),
    [
        # 第二十个工作日当天还不算
        (LAST, 0),
        # 第二天算
        (date(2026, 3, 31), 1),
    ],
)
def test_the_twentieth_working_day_is_in_time(team, today, count):
    news(team, formed_on=MADE)
    assert len(queries.should_be_public(today=today)) == count


def test_a_unit_sees_its_own_gaps(team):
    news(team, formed_on=MADE)
    today = date(2026, 5, 6)
    assert len(queries.should_be_public(user=team.cast.justice_liaison, today=today)) == 1
    assert queries.should_be_public(user=team.cast.town_liaison, today=today) == []


def withheld(team):
    """A document withheld on the second of March 2026."""
    return decided(team, news(team), "withheld", reason="内部管理信息", refusal_ground="E16a")


def test_withheld_documents_come_up_after_a_year(team):
    document = withheld(team)
    assert document.reconsider_on == date(2027, 3, 2)
    assert list(queries.to_reconsider(today=date(2027, 3, 1))) == []
    assert list(queries.to_reconsider(today=date(2027, 3, 2))) == [document]


def test_withheld_again_until_the_next_year(team):
    document = withheld(team)
    writer, then = team.cast.justice_liaison, at(date(2027, 3, 3))
    assert refusal(operations.reconsider, actor=writer, document=document, openness_class="withheld", reason="") == (
        "请写明评估意见。",
    )
    operations.reconsider(
        actor=writer, document=document, openness_class="withheld", reason="仍属内部管理信息", now=then
    )
    document.refresh_from_db()
    assert (document.refusal_ground, document.reconsider_on) == ("E16a", date(2028, 3, 3))


def test_opened_after_all_it_goes_to_review(team):
    """评估改为主动公开，可以送审发布。"""
    document = withheld(team)
    operations.reconsider(
        actor=team.cast.justice_liaison,
        document=document,
        openness_class="proactive",
        reason="已无不公开的理由",
        now=at(),
    )
    document.refresh_from_db()
    assert (document.openness_class, document.reconsider_on) == ("proactive", None)
    assert sent(team, document).state == "running"


def test_only_what_is_withheld_is_reconsidered(team):
    told = refusal(
        operations.reconsider,
        actor=team.cast.justice_liaison,
        document=news(team),
        openness_class="proactive",
        reason="查",
    )
    assert told == ("文件不是不予公开的，不用再评估。",)


def test_the_daily_look_opens_each_duty_once(team, monkeypatch):
    late = news(team, title="逾期的", formed_on=MADE)
    document = withheld(team)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(date(2027, 3, 3)))
    assert operations.watch_reviews.func() == 2
    assert operations.watch_reviews.func() == 0
    duties = DocumentDuty.objects.values_list("kind", "document", "due_on")
    assert set(duties) == {("publish", late.pk, LAST), ("reconsider", document.pk, date(2027, 3, 2))}


def waiting(user, today=MADE):
    """What waits for the person, in words."""
    return [(row.words, row.is_mine) for row in queries.steps_waiting_for(user, today=today)]


def test_what_waits_for_whom(team):
    process = sent(team, policy(team))
    assert waiting(team.own) == [("保密审查", False), ("第一次审核", False)]
    assert waiting(team.six[0]) == waiting(team.own)
    assert waiting(team.cast.justice_liaison) == []  # 起草人
    assert waiting(team.cast.town_liaison) == []
    operations.claim(actor=team.own, step=step_of(process, "review", 1), now=at())
    assert waiting(team.own) == [("第一次审核", True), ("保密审查", False)]  # 认领的在前
    assert waiting(team.six[0]) == [("保密审查", False)]  # 别人认领的不再列出
    take(step_of(process, "secrecy"), team.six[0])
    take(step_of(process, "review", 1), team.own)
    assert waiting(team.own) == []  # 六个人各办一次
    assert waiting(team.six[0]) == [("第一次校对", False)]


def test_late_steps_are_marked(team):
    sent(team, news(team))
    rows = queries.steps_waiting_for(team.own, today=date(2026, 3, 5))
    assert all(row.is_overdue for row in rows)


def test_the_queue_costs_the_same_for_one_and_for_ten(team):
    sent(team, news(team))
    with CaptureQueriesContext(
        connection,
    ) as one:
        queries.steps_waiting_for(team.six[0], today=MADE)
    for number in range(9):
        sent(team, news(team, title=f"第{number}条动态"))
    with CaptureQueriesContext(connection) as ten:
        assert len(queries.steps_waiting_for(team.six[0], today=MADE)) == 20
    assert len(ten) == len(one) <= 7


def test_returned_texts_wait_for_their_writers(team):
    document = policy(team, with_interpretation=False)
    sent(team, document)
    sent(team, document)  # 退回两次，只列一次
    assert [row.document_id for row in queries.returned_to(team.cast.justice_liaison)] == [document.pk]
    assert queries.review_counts(team.cast.justice_liaison, today=MADE) == 1
    assert not queries.returned_to(team.cast.town_liaison)
