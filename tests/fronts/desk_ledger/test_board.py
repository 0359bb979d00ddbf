"""看板、热力图、日历: numbers equal to the rows they open."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from gongkai.apps.orgs.models import FeedToken
from tests.fronts.desk_ledger.reading import links, words


@pytest.fixture
def spread(notice):
    """One task late, one closed out, one in progress."""
    notice.items.filter(position=1).update(due_on="2026-05-01")
    notice.items.filter(position=2).update(state="closed_out", closed_out_on="2026-04-30")
    notice.items.filter(position=4).update(state="in_progress", due_on="2026-05-20")
    return notice


def board(response) -> dict[str, list[int]]:
    """The rows of the board by their first cell."""
    table = HTMLParser(response.content.decode()).css_first("table.lg-board")
    found = {}
    for row in table.css("tbody tr, tfoot tr"):
        numbers = [int(re.sub(r"\D", "", cell.text())) for cell in row.css("td")]
        found[row.css_first("th").text(strip=True)] = numbers
    return found


def test_the_totals_are_the_sum_of_the_rows(cast, spread, sign_in):
    shown = board(sign_in(cast.officer).get(reverse("desk:board")))
    totals = shown.pop("合计")
    assert totals == [sum(column) for column in zip(*shown.values(), strict=True)]
    # 未开始 推进中 待核验 已销号 逾期 合计
    assert totals == [1, 1, 0, 1, 1, 4]


@pytest.mark.parametrize("by", ["unit", "involved", "chapter", "month"])
def test_every_cell_opens_exactly_its_rows(cast, spread, sign_in, by):
    client = sign_in(cast.officer)
    page = HTMLParser(client.get(reverse("desk:board"), {"by": by}).content.decode())
    cells = page.css("table.lg-board tbody td a")
    assert cells
    for cell in cells:
        count = int(re.sub(r"\D", "", cell.text()))
        opened = HTMLParser(client.get(cell.attributes["href"]).content.decode())
        assert len(opened.css("[data-row]")) == count, cell.attributes["href"]


def test_a_unit_sees_a_board_of_its_own_items(cast, spread, sign_in):
    shown = board(sign_in(cast.town_liaison).get(reverse("desk:board")))
    assert shown["合计"][-1] == 1


def test_the_heat_map_is_a_picture_with_a_table_twin(cast, spread, sign_in):
    client = sign_in(cast.officer)
    page = client.get(reverse("desk:board"))
    shown = words(page)
    assert "同一数据的表格" in shown
    assert "（有逾期）" in shown
    picture = ET.fromstring(client.get(reverse("desk:heat")).content)
    texts = [node.text for node in picture.iter("{http://www.w3.org/2000/svg}text")]
    # 十二周的星期一都写在上面，第一周是 5 月 4 日那一周
    assert texts[:2] == ["5/4", "5/11"]
    assert "1" in texts
    frames = [node for node in picture.iter("{http://www.w3.org/2000/svg}rect") if node.get("stroke") == "#ab2318"]
    assert len(frames) == 1


def test_the_calendar_shows_what_falls_due_and_keeps_the_filter(cast, spread, sign_in):
    client = sign_in(cast.officer)
    page = client.get(reverse("desk:calendar"), {"show": "2026-05", "text": "决算"})
    shown = words(page)
    assert "本月到期 1 项" in shown
    assert links(page, ".lg-n a")["1项"].startswith("/desk/ledger/?due_from=2026-05-20&due_to=2026-05-20&text=")
    # 5月1日放假，5月9日（星期六）调休上班
    assert "1 休" in shown
    assert "9 休" not in shown
    assert client.get(reverse("desk:calendar"), {"show": "坏的月份"}).status_code == 200


def test_the_feed_address_is_shown_once_and_opens_without_signing_in(cast, spread, sign_in):
    client = sign_in(cast.finance_liaison)
    response = client.post(reverse("desk:feed_token", args=[cast.finance.pk]), follow=True)
    address = re.search(r"https?://[^<]+?(/calendar/[\w-]+\.ics)", response.content.decode())[1]
    assert address not in client.get(reverse("desk:calendar")).content.decode()
    client.logout()
    feed = client.get(address)
    assert feed["Content-Type"].startswith("text/calendar")
    assert "部门决算公开说明" in feed.content.decode().replace("\r\n ", "")
    # 只存摘要；错的、旧的地址打不开
    assert FeedToken.objects.get().hash not in address
    assert client.get("/calendar/wrong.ics").status_code == 404
    sign_in(cast.finance_liaison).post(reverse("desk:feed_token", args=[cast.finance.pk]))
    assert client.get(address).status_code == 404


def test_nobody_makes_the_address_of_another_unit(cast, notice, sign_in):
    response = sign_in(cast.finance_liaison).post(reverse("desk:feed_token", args=[cast.justice.pk]), follow=True)
    assert "可以生成日历订阅地址" in response.content.decode()
    assert not FeedToken.objects.exists()
