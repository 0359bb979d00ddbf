"""A notice in each of the forms in which notices arrive: imported, corrected, accepted, found in the ledger.

What follows after that — work, evidence, the check, close-out, the look back — is the story of test_ledger_work.py and
does not depend on the form of the file.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from gongkai.apps.ledgers.models import LedgerItem, Notice
from tests.journeys.layouts import LAYOUTS, Layout

pytestmark = pytest.mark.journey


def confirm_date(page: Page, layout: Layout) -> None:
    """The damaged date is as proposed."""
    expect(page.locator("#rv-why")).to_contain_text("日期没有确认")
    row = page.locator("#rv-rows tr[data-row]", has_text=layout.words)
    row.get_by_role("button", name="是", exact=True).click()


def choose_unit(page: Page, layout: Layout) -> None:
    """The unit that nobody knows is one from the directory."""
    expect(page.locator("#rv-why")).to_contain_text("不在单位名录中")
    row = page.locator("#rv-rows tr[data-row]", has_text=layout.words)
    row.get_by_role("link", name="选择单位").click()
    page.get_by_role("dialog").get_by_label("从名录中选").fill("县融媒体中心")
    page.get_by_role("button", name="选定").click()


def edit_text(page: Page, layout: Layout) -> None:
    """The words of a task are changed in their place."""
    page.locator("#rv-rows tr[data-row]", has_text=layout.words).click()
    page.keyboard.press("e")
    field = page.locator("tr[data-form] textarea[name=text]")
    expect(field).to_be_focused()
    field.fill(CORRECTED)
    field.press("Control+Enter")
    expect(page.locator("#rv-rows")).to_contain_text(CORRECTED)


def write_head(page: Page, layout: Layout) -> None:
    """Where one line runs into the next the officer gives the notice its title and number; the date is confirmed too."""
    page.get_by_role("link", name="更正").click()
    page.get_by_label("标题").fill("青溪县人民政府办公室关于印发青溪县2026年政务公开工作要点任务分解的通知")
    page.get_by_label("发文字号").fill("青政办发〔2026〕26号")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#rv-why")).not_to_contain_text("标题")
    confirm_date(page, layout)


CORRECTED = "全年召开新闻发布会不少于4次，实录当日公开。"
CORRECTIONS = {"date": confirm_date, "unit": choose_unit, "text": edit_text, "head": write_head}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_notice_in_this_form_is_imported_corrected_and_accepted(enter, axe, town, tmp_path, layout):
    file = tmp_path / layout.name
    file.write_bytes(layout.build())
    page = enter(town.officer)
    page.goto("/desk/notices/import/")
    axe(page)
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("#rv-rows tr[data-row]")).to_have_count(layout.tasks)
    axe(page)

    CORRECTIONS[layout.correction](page, layout)
    expect(page.locator("#rv-head")).to_contain_text("没有待确认事项")
    axe(page)
    page.get_by_role("button", name="确认入账").click()
    expect(page.get_by_text("已入账。")).to_be_visible()
    axe(page)

    page.goto("/desk/ledger/")
    expect(page.locator("[data-row]")).to_have_count(layout.tasks)
    axe(page)
    page.locator("[data-row]", has_text=CORRECTED if layout.correction == "text" else layout.words).get_by_role(
        "link"
    ).first.click()
    expect(page.get_by_role("heading", name="通知原文")).to_be_visible()
    axe(page)
    # every task has somebody who answers for it, and nobody was invented
    items = LedgerItem.objects.filter(notice=Notice.objects.get())
    for item in items.prefetch_related("item_units"):
        assert item.item_units.exists(), item.text
        assert all(row.unit_id or row.group_id for row in item.item_units.all()), item.text
