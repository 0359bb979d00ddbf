"""台账清单: filters, counts, kept filters, several rows at once, files."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from gongkai.apps.ledgers.models import ItemUnit, Reminder, SavedFilter
from tests.fronts.desk_ledger.reading import links, words

LEDGER = "/desk/ledger/"


def rows(response) -> list[str]:
    """The tasks listed."""
    return [text for text, href in links(response, "[data-row] a[data-open]").items() if "/items/" in href]


def test_a_unit_sees_its_own_rows_and_the_office_all(cast, notice, sign_in):
    assert len(rows(sign_in(cast.officer).get(LEDGER))) == 4
    # 财政局：第 1 项负责、第 3 项牵头、第 4 项负责；第 2 项与它无关
    seen = rows(sign_in(cast.finance_liaison).get(LEDGER))
    assert len(seen) == 3
    assert not any("新闻发布会" in text for text in seen)
    # 镇街由“各镇街”带到第 3 项
    assert len(rows(sign_in(cast.town_liaison).get(LEDGER))) == 1


FILTERS = [
    # 查询, 剩下几行
    ("state=not_started", 4),
    ("state=closed_out", 0),
    ("text=决算", 1),
    ("due_from=2026-06-01&due_to=2026-06-30", 1),
    ("chapter=二、抓好重点领域", 2),
    # 看不懂的条件当作没有写
    ("due_from=不是日期", 4),
    ("unit=abc", 4),
]


@pytest.mark.parametrize(("query", "count"), FILTERS)
def test_the_address_holds_the_filter(cast, notice, sign_in, query, count):
    response = sign_in(cast.officer).get(f"{LEDGER}?{query}")
    assert len(rows(response)) == count


def test_state_links_carry_counts_that_add_up(cast, notice, sign_in, monkeypatch):
    notice.items.filter(position=1).update(due_on="2026-05-01")
    notice.items.filter(position=2).update(state="closed_out")
    page = sign_in(cast.officer).get(f"{LEDGER}?state=overdue")
    shown = links(page, ".lg-states a")
    assert {"全部4", "未开始2", "已销号1", "逾期1"} <= set(shown)
    assert "逾期 5 天" in words(page)


def test_every_condition_can_be_dropped_by_itself(cast, notice, sign_in):
    page = sign_in(cast.officer).get(f"{LEDGER}?notice={notice.pk}&text=公开&month=2026-06")
    dropped = links(page, ".lg-conditions a")
    assert dropped["去掉条件“含“公开””"].endswith(f"?notice={notice.pk}&month=2026-06")
    # 导出和看板带着同一筛选
    everywhere = links(page)
    assert "text=%E5%85%AC%E5%BC%80" in everywhere["导出表格"]
    assert "text=%E5%85%AC%E5%BC%80" in everywhere["看板"]


def test_no_row_says_what_to_do(cast, notice, sign_in):
    response = sign_in(cast.officer).get(f"{LEDGER}?text=没有这样的字")
    assert "没有符合条件的条目" in words(response)
    assert "看全部条目" in words(response)


def test_a_filter_is_kept_under_a_name_and_forgotten(cast, notice, sign_in):
    client = sign_in(cast.officer)
    client.post(reverse("desk:filter_save"), {"name": "财政逾期", "query": "state=overdue&unit=2"})
    kept = SavedFilter.objects.get(user=cast.officer)
    assert links(client.get(LEDGER))["财政逾期"] == "/desk/ledger/?state=overdue&unit=2"
    # 别人的常用筛选在我这里不存在
    assert sign_in(cast.second_officer).post(reverse("desk:filter_drop", args=[kept.pk])).status_code == 404
    sign_in(cast.officer).post(reverse("desk:filter_drop", args=[kept.pk]))
    assert not SavedFilter.objects.exists()


def test_ticked_rows_are_assigned_and_urged(cast, notice, sign_in):
    client = sign_in(cast.officer)
    chosen = [notice.items.get(position=1).pk, notice.items.get(position=4).pk]
    client.post(
        reverse("desk:ledger_bulk", args=["assign"]),
        {"item": chosen, "unit": cast.planning.pk, "role": "supporting"},
    )
    assert ItemUnit.objects.filter(unit=cast.planning, item__in=chosen).count() == 2
    response = client.post(
        reverse("desk:ledger_bulk", args=["remind"]), {"item": chosen, "remark": "请抓紧"}, follow=True
    )
    assert "已催办 2 项" in response.content.decode()
    assert Reminder.objects.filter(item__in=chosen, remark="请抓紧").exists()


def test_nothing_ticked_is_said(cast, notice, sign_in):
    response = sign_in(cast.officer).post(reverse("desk:ledger_bulk", args=["remind"]), {}, follow=True)
    assert "还没有勾选条目" in response.content.decode()


def test_a_liaison_has_no_bulk_acts(cast, notice, sign_in):
    client = sign_in(cast.finance_liaison)
    assert "对勾选的条目" not in words(client.get(LEDGER))
    item = notice.items.get(position=1)
    assert client.post(reverse("desk:ledger_bulk", args=["remind"]), {"item": [item.pk]}).status_code == 403


def test_the_file_holds_the_filtered_rows(cast, notice, sign_in):
    client = sign_in(cast.officer)
    response = client.get(reverse("desk:ledger_export", args=["xlsx"]), {"text": "决算"})
    cells = [str(cell.value or "") for row in openpyxl.load_workbook(BytesIO(response.content)).active for cell in row]
    assert any("部门决算公开说明" in cell for cell in cells)
    assert not any("新闻发布会" in cell for cell in cells)
    assert client.get(reverse("desk:ledger_export", args=["docx"])).content[:2] == b"PK"
    assert client.get(reverse("desk:ledger_export", args=["exe"])).status_code == 404
