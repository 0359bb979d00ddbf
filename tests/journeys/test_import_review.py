"""A notice goes in, is corrected beside its source, and enters the ledger."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from gongkai.apps.ledgers.models import LedgerItem, Notice, NoticeImport
from tests.fronts.desk.sample import NOTICE
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.journey


@pytest.fixture
def file(tmp_path):
    """The notice as a file on the officer's disk."""
    place = tmp_path / "青溪县2026年要点.txt"
    place.write_text(NOTICE, "utf-8")
    return place


def upload(page, file):
    page.goto("/desk/notices/")
    page.get_by_role("link", name="导入通知").first.click()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("#rv-rows tr[data-row]")).to_have_count(4)


def test_the_officer_imports_corrects_and_accepts(enter, axe, town, file):
    page = enter(town.officer)
    page.goto("/desk/")
    expect(page.get_by_role("heading", name="今天要办")).to_be_visible()
    axe(page)
    upload(page, file)
    axe(page)

    # the button says what is missing
    accept = page.get_by_role("button", name="确认入账")
    expect(accept).to_be_disabled()
    expect(page.locator("#rv-why")).to_contain_text("还有 1 处日期没有确认（第 3 项）")

    # a row and its words light together, from either side
    page.locator("#t3").hover()
    expect(page.locator('#rv-text [data-t="3"].on').first).to_be_visible()
    page.locator('#rv-text [data-t="2"]').nth(1).click()
    expect(page.locator("#t2")).to_have_class("is-at on")

    # the damaged date is confirmed, the unknown unit is chosen from the list
    page.locator("#t3").get_by_role("button", name="是", exact=True).click()
    expect(page.locator("#rv-head")).not_to_contain_text("日期待确认")
    page.locator("#t3").get_by_role("link", name="为“县旅游推广中心”选择单位").click()
    axe(page)
    page.get_by_role("dialog").get_by_label("从名录中选").fill("县融媒体中心")
    page.get_by_role("button", name="选定").click()
    expect(page.locator("#rv-head")).to_contain_text("没有待确认事项")

    # a task is edited in its place by keyboard, split at the caret, joined again
    page.keyboard.press("j")
    page.locator("#t4").click()
    page.keyboard.press("e")
    field = page.locator("tr[data-form] textarea[name=text]")
    expect(field).to_be_focused()
    axe(page)
    field.fill("重要政策发布后3个工作日内同步解读，并在专栏公开。")
    field.press("Control+Enter")
    expect(page.locator("#t4")).to_contain_text("并在专栏公开")
    page.locator("#t4").click()
    page.keyboard.press("e")
    field.evaluate("node => { node.focus(); node.setSelectionRange(17, 17); }")
    page.get_by_role("button", name="在光标处拆开").click()
    expect(page.locator("#rv-rows tr[data-row]")).to_have_count(5)
    last = page.locator("#rv-rows tr[data-row]").last
    expect(last).to_contain_text("并在专栏公开")
    last.click()
    last.get_by_role("button", name="与上项合并").click()
    expect(page.locator("#rv-rows tr[data-row]")).to_have_count(4)

    # the last step is taken back, and taken again
    page.get_by_role("button", name="撤销上一步").click()
    expect(page.locator("#rv-rows tr[data-row]")).to_have_count(5)
    last.click()
    page.keyboard.press("m")
    expect(page.locator("#rv-rows tr[data-row]")).to_have_count(4)

    accept.click()
    expect(page.get_by_text("已入账。")).to_be_visible()
    axe(page)
    assert LedgerItem.objects.filter(notice=Notice.objects.get()).count() == 4
    assert len(NoticeImport.objects.get().corrections) == 5


def test_the_review_serves_a_phone(enter, axe, town, file):
    page = enter(town.officer, PHONE)
    upload(page, file)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    expect(page.locator("#rv-source")).to_be_hidden()
    page.get_by_role("link", name="原文", exact=True).click()
    expect(page.locator("#rv-source")).to_be_visible()
    axe(page)


def test_without_scripts_the_same_work_is_done_by_plain_forms(enter, town, file):
    page = enter(town.officer, scripts=False)
    page.goto("/desk/notices/import/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="导入", exact=True).click()
    page.locator("#t3").get_by_role("button", name="是", exact=True).click()
    expect(page.get_by_text("日期已确认。")).to_be_attached()
    page.locator("#t3").get_by_role("link", name="为“县旅游推广中心”选择单位").click()
    page.get_by_role("button", name="不在名录中，按原文保留").click()
    page.get_by_role("button", name="确认入账").click()
    expect(page.get_by_role("heading", name="青溪县2026年政务公开工作要点")).to_be_attached()
    assert Notice.objects.get().items.count() == 4


def test_eight_tasks_stand_on_one_screen(enter, town, tmp_path):
    page = enter(town.officer)
    lines = "\n\n".join(
        f"{number}．公开第{number}批惠民惠农财政补贴政策清单和发放结果，按户脱敏后长期公开（公开路径：政府网站>政府信息公开>"
        f"惠民资金>第{number}批）。（县财政局牵头，县司法局、城关镇配合）"
        for number in range(1, 13)
    )
    file = tmp_path / "长.txt"
    file.write_text(NOTICE.split("一、深化")[0] + "一、深化重点领域公开\n\n（一）加强公开。\n\n" + lines, "utf-8")
    page.goto("/desk/notices/import/")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator("#rv-rows tr[data-row]")).to_have_count(12)
    seen = page.locator("#rv-rows tr[data-row]").evaluate_all(
        "rows => rows.filter(row => row.getBoundingClientRect().bottom <= window.innerHeight).length"
    )
    assert seen >= 8
