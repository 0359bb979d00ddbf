"""What leaves the house: the public page, the calendar feed; and what stays: notes, remarks, people, evidence."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import pytest
from icalendar import Calendar

from gongkai.apps.ledgers import operations, queries
from gongkai.apps.ledgers.models import Notice
from gongkai.apps.orgs.operations import issue_feed_token
from tests.apps.ledgers.samples import accept, at, item

SECRETS = {
    "note": "内部：局长不同意公开",
    "evidence": "内部佐证名称",
    "verdict": "内部：检查发现少三件",
    "return": "内部：退回重做",
    "urge": "内部：催办意见",
    "plan": "工作计划正文",
}


@pytest.fixture
def notice(cast) -> Notice:
    """一份走过一遍的通知，处处留下内部意见。"""
    notice = accept(cast)
    task, now = item(notice, 1), at("2026-05-06")
    worker = {"actor": cast.finance_liaison, "item": task, "unit": cast.finance, "now": now}
    operations.note_progress(text=SECRETS["note"], percent=50, **worker)
    operations.add_evidence(kind="link", title=SECRETS["evidence"], url="https://intranet.example/secret", **worker)
    operations.submit_for_check(remark=SECRETS["note"], **worker)
    operations.give_verdict(
        actor=cast.justice_liaison, item=task, unit=cast.finance, is_satisfied=False, remark=SECRETS["verdict"], now=now
    )
    operations.return_item(actor=cast.officer, item=task, remark=SECRETS["return"], now=now)
    operations.remind(actor=cast.officer, items=[task], remark=SECRETS["urge"], now=now)
    operations.set_person(actor=cast.officer, item=task, person=cast.finance_liaison, now=now)
    operations.record_quota(
        actor=cast.officer,
        quota=item(notice, 2).quotas.get(),
        count=3,
        done_on=now.date(),
        note=SECRETS["note"],
        now=now,
    )
    operations.add_sub_task(text="内部细化任务", **worker)
    operations.file_plan(
        actor=cast.finance_liaison, notice=notice, unit=cast.finance, text=SECRETS["plan"], now=at("2026-03-10")
    )
    operations.set_disclosed_url(actor=cast.officer, item=task, url="https://qingxi.example/files", now=now)
    operations.publish_notice(actor=cast.officer, notice=notice, now=now)
    notice.refresh_from_db()
    return notice


def test_the_public_page_says_task_units_state_and_place(cast, notice):
    page = queries.public_ledger(notice, today=date(2026, 7, 6))
    assert page.total == 4 == sum(len(chapter.tasks) for chapter in page.chapters)
    assert page.counts == {"done": 0, "under_way": 0, "not_started": 3, "late": 1}
    first = page.chapters[0].tasks[0]
    assert (first.leads, first.responsibles, first.state_word, first.late_days) == (
        ("县司法局",),
        ("县财政局",),
        "逾期",
        6,
    )
    assert first.disclosed_url == "https://qingxi.example/files"
    assert page.chapters[0].tasks[1].counts == ("已记录 3 次，还差 1 次",)


def test_nothing_internal_leaves(cast, notice):
    said = repr(asdict(queries.public_ledger(notice, today=date(2026, 7, 6))))
    people = [cast.finance_liaison, cast.justice_liaison, cast.officer]
    for secret in (*SECRETS.values(), "intranet", "内部", *(user.get_full_name() for user in people)):
        assert secret not in said, secret
    assert "qian" not in said


def test_only_published_notices_are_public(cast, notice):
    assert list(queries.public_notices()) == [notice]
    operations.unpublish_notice(actor=cast.officer, notice=notice)
    notice.refresh_from_db()
    assert list(queries.public_notices()) == []
    with pytest.raises(Notice.DoesNotExist):
        queries.public_ledger(notice, today=date(2026, 7, 6))


def test_the_feed_is_a_calendar_of_the_units_dates(cast, notice):
    token = issue_feed_token(actor=cast.officer, unit=cast.finance)
    data = queries.feed(token)
    events = Calendar.from_ical(data).walk("VEVENT")
    # 第 3 项没有到期日；细化任务没有日期
    assert {event["DTSTART"].dt for event in events} == {date(2026, 6, 30), date(2026, 9, 30)}
    assert {str(event["UID"]) for event in events} == {
        f"item-{item(notice, 1).pk}@gongkai",
        f"item-{item(notice, 4).pk}@gongkai",
    }
    assert queries.feed(token) == data
    text = data.decode()
    for secret in (*SECRETS.values(), "钱敏", "范衡", "qian"):
        assert secret not in text
    # 已销号的不再提醒
    item(notice, 1).__class__.objects.filter(pk=item(notice, 1).pk).update(state="closed_out")
    assert len(Calendar.from_ical(queries.feed(token)).walk("VEVENT")) == 1


def test_a_wrong_or_old_token_opens_nothing(cast, notice):
    old = issue_feed_token(actor=cast.officer, unit=cast.finance)
    issue_feed_token(actor=cast.officer, unit=cast.finance)
    assert queries.feed(old) is None
    assert queries.feed("") is None
    assert queries.feed("猜一个") is None
