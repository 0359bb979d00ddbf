"""今天要办: what waits for a person, in words and counts that open their list."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from gongkai.apps.ledgers.models import ItemUnit, LedgerItem, Notice
from gongkai.apps.orgs.models import Message
from gongkai.fronts.desk.templatetags.desk_tags import day_words, due_words, percent

TODAY = date(2026, 11, 23)
DUE = [
    # the day, what people say, how loud
    (date(2026, 11, 22), "逾期 1 天", "red"),
    (date(2026, 11, 23), "今天", "red"),
    (date(2026, 11, 24), "明天", "soon"),
    (date(2026, 11, 26), "11月26日", "soon"),
    (date(2026, 11, 27), "11月27日", ""),
    (date(2027, 1, 4), "2027年1月4日", ""),
]


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


@pytest.fixture
def late_item(cast):
    """A task of the finance office, a day late."""
    today = timezone.localdate()
    notice = Notice.objects.create(title="2026年要点", year=today.year, text="", accepted_at=timezone.now())
    item = LedgerItem.objects.create(
        notice=notice, year=today.year, position=1, text="公开补贴发放结果", due_on=today - timedelta(days=1)
    )
    ItemUnit.objects.create(item=item, unit=cast.finance, role="lead", unit_text="县财政局", is_principal=True)
    return item


@pytest.mark.parametrize(("day", "words", "kind"), DUE)
def test_a_due_day_is_said_as_people_say_it(day, words, kind):
    assert due_words(day, TODAY) == (words, kind)


def test_a_day_of_this_year_needs_no_year():
    assert day_words(date(2026, 2, 3), TODAY) == "2月3日"


def test_all_is_said_only_when_all_is_done():
    assert [percent(part, 300) for part in (0, 299, 300)] == [0, 99, 100]
    assert percent(1, 0) == 0


def test_an_empty_day_says_so(client, cast):
    client.force_login(cast.finance_liaison)
    assert "今天没有要办的事。" in client.get(reverse("desk:today")).content.decode()


def test_what_is_late_stands_first_in_red_and_opens_the_item(client, cast, late_item):
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:today")).content.decode()
    first = re.search(r"<li data-row>(.*?)</li>", page, re.S)[1]
    assert "逾期 1 天" in first
    assert 'class="due red"' in first
    assert reverse("desk:item", args=[late_item.pk]) in first


def test_the_counts_open_lists_of_the_same_length(client, cast, late_item):
    client.force_login(cast.officer)
    page = client.get(reverse("desk:today")).content.decode()
    count = re.search(r'逾期的任务</span>\s*<a href="([^"]+)"[^>]*>(\d+)</a>', page)
    assert count[2] == "1"
    assert "公开补贴发放结果" in client.get(count[1].replace("&amp;", "&")).content.decode()


def test_another_unit_sees_nothing_of_it(client, cast, late_item):
    client.force_login(cast.justice_liaison)
    assert "公开补贴发放结果" not in client.get(reverse("desk:today")).content.decode()


def test_the_menu_carries_the_count(client, cast, late_item):
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:notices")).content.decode()
    assert re.search(r'"data-count": "\d+"', page)


def test_a_message_is_opened_once_and_leads_to_its_thing(client, cast, late_item):
    place = reverse("desk:item", args=[late_item.pk])
    letter = Message.objects.create(
        user=cast.finance_liaison, key="k", title="任务逾期", url=place, made_at=timezone.now()
    )
    client.force_login(cast.finance_liaison)
    assert "任务逾期" in client.get(reverse("desk:today")).content.decode()
    assert client.post(reverse("desk:message", args=[letter.pk])).url == place
    assert "任务逾期" not in client.get(reverse("desk:today")).content.decode()


def test_a_message_never_leads_away_from_the_desk(client, cast):
    letter = Message.objects.create(
        user=cast.officer, key="k", title="x", url="https://evil.example/", made_at=timezone.now()
    )
    client.force_login(cast.officer)
    assert client.post(reverse("desk:message", args=[letter.pk])).url == reverse("desk:today")


def test_nobody_opens_another_persons_message(client, cast):
    letter = Message.objects.create(user=cast.officer, key="k", title="x", made_at=timezone.now())
    client.force_login(cast.finance_liaison)
    assert client.post(reverse("desk:message", args=[letter.pk])).status_code == 404


ROLES = [
    # who, what the menu offers besides 今天要办 and 通知与台账, and what it keeps back
    ("officer", ["栏目", "单位与人员", "规则", "操作记录"], ["图片", "设置"]),
    ("finance_liaison", ["栏目"], ["单位与人员", "规则", "操作记录", "图片"]),
    ("auditor", ["栏目", "操作记录"], ["规则", "图片"]),
    ("admin", ["栏目", "单位与人员", "规则", "操作记录", "图片", "设置"], []),
]


@pytest.mark.parametrize(("who", "offered", "kept_back"), ROLES)
def test_the_menu_offers_what_the_role_may_open(client, cast, who, offered, kept_back):
    client.force_login(getattr(cast, who))
    page = client.get(reverse("desk:today")).content.decode()
    menu = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.S)[1]
    labels = set(re.findall(r'"label": "([^"]+)"', menu.encode().decode("unicode_escape") if "\\u" in menu else menu))
    assert {"今天要办", "通知与台账", *offered} <= labels
    assert not labels & set(kept_back)


HERE = [
    # an address that belongs to an entry without lying below its own; which entry is marked as the current one
    ("desk:ledger", "通知与台账"),
    ("desk:board", "通知与台账"),
    ("desk:own_areas", "通知与台账"),
    ("desk:look_backs", "通知与台账"),
    ("desk:people", "单位与人员"),
]


@pytest.mark.parametrize(("view", "entry"), HERE)
def test_the_menu_says_where_one_is(client, cast, view, entry):
    client.force_login(cast.officer)
    page = client.get(reverse(view)).content.decode()
    menu = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.S)[1]
    lines = []  # the settings of each line of the menu
    json.loads(menu, object_hook=lambda found: lines.append(found) or found)
    assert [one["label"] for one in lines if (one.get("attrs") or {}).get("data-here")] == [entry]


def test_people_are_called_by_their_whole_name(client, cast):
    cast.officer.last_name = "林</script><b>"
    cast.officer.save()
    client.force_login(cast.officer)
    page = client.get(reverse("desk:today")).content.decode()
    assert r'"name": "\u6797\u003C/script\u003E\u003Cb\u003E\u9759", "avatarUrl"' in page
