"""One task through its life: worked on, proven, checked, confirmed by three people, reopened, looked back on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from gongkai.apps.ledgers.models import LedgerItem, Verdict
from tests.apps.ledgers.samples import accept
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.journey
# the shell fades its messages in; colours are judged when nothing moves any more
AT_REST = """() => document.getAnimations().every(one => one.playState !== 'running')
    && [...document.querySelectorAll('.messages li')].every(one => {
        for (let node = one; node; node = node.parentElement) {
            if (getComputedStyle(node).opacity !== '1') return false;
        }
        return true;
    })"""


@pytest.fixture
def look(axe):
    """`look(page)`: wait until the page is at rest, then nothing on it is a barrier."""

    def look_at(page: Page) -> None:
        page.wait_for_function(AT_REST)
        axe(page)

    return look_at


@pytest.fixture
def task(town) -> LedgerItem:
    """第 1 项：县司法局牵头、县财政局负责。"""
    return accept(town).items.get(position=1)


def prove(page: Page, task: LedgerItem) -> None:
    """The responsible unit notes progress, adds a link and submits."""
    page.goto(f"/desk/items/{task.pk}/")
    page.get_by_label("进展", exact=True).fill("目录已经整理，共 86 件。")
    page.get_by_label("完成比例").fill("90")
    page.get_by_role("button", name="填报").click()
    expect(page.locator(".messages")).to_contain_text("已填报")
    page.get_by_text("增加佐证材料").click()
    evidence = page.locator("form[action$='/evidence/']")
    # only what the kind needs is asked for
    expect(evidence.get_by_label("网址")).to_be_visible()
    expect(evidence.locator("input[type=file]")).to_be_hidden()
    evidence.get_by_label("名称").fill("规范性文件目录")
    evidence.get_by_label("网址").fill("https://qingxi.example/files")
    evidence.get_by_role("button", name="增加").click()
    expect(page.get_by_role("link", name="规范性文件目录")).to_be_visible()
    page.get_by_role("button", name="提交核验").click()
    expect(page.locator(".messages")).to_contain_text("已提交")


def test_three_people_close_a_task_out_and_it_is_reopened(enter, look, town, task):
    worker = enter(town.finance_liaison)
    worker.goto("/desk/ledger/")
    look(worker)
    # by keyboard from the list to the task and back to the search
    worker.keyboard.press("j")
    expect(worker.locator("[data-row]").first).to_have_class("is-at")
    worker.keyboard.press("Enter")
    expect(worker).to_have_url(f"{worker.url.split('/desk')[0]}/desk/items/{task.pk}/")
    expect(worker.get_by_role("button", name="提交核验")).to_be_disabled()
    expect(worker.get_by_text("还没有佐证材料。", exact=True)).to_be_visible()
    look(worker)
    prove(worker, task)
    look(worker)

    office = enter(town.officer)
    office.goto(f"/desk/items/{task.pk}/")
    expect(office.get_by_role("button", name="确认销号")).to_be_disabled()
    expect(office.get_by_text("牵头单位县司法局还没有检查县财政局。")).to_be_visible()
    look(office)

    lead = enter(town.justice_liaison)
    lead.goto(f"/desk/items/{task.pk}/")
    lead.get_by_label("未完成").check()
    lead.get_by_role("button", name="记下结论").click()
    # a finding of "not done" has to say what is missing; the choice is still there
    expect(lead.get_by_text("请写明哪里没有完成。")).to_be_visible()
    expect(lead.get_by_label("未完成")).to_be_checked()
    look(lead)
    lead.get_by_label("已完成").check()
    lead.get_by_role("button", name="记下结论").click()
    expect(lead.locator(".messages")).to_contain_text("已记下检查结论")

    office.reload()
    office.get_by_role("button", name="确认销号").click()
    expect(office.locator("[aria-current=step]")).to_have_text("已销号")
    look(office)

    # the board counts it, and the cell opens exactly this row
    office.goto("/desk/ledger/board/")
    look(office)
    office.locator("tfoot td").nth(3).get_by_role("link").click()
    expect(office.locator("[data-row]")).to_have_count(1)

    office.goto(f"/desk/items/{task.pk}/")
    office.get_by_text("重新打开", exact=True).first.click()
    office.get_by_label("原因").fill("目录里少了两件。")
    office.get_by_role("button", name="重新打开").click()
    expect(office.locator("[aria-current=step]")).to_have_text("推进中")
    # the history keeps everybody's part, and the check has to be made anew
    history = office.locator(".lg-history")
    for words in ("钱敏", "范衡", "林静", "目录里少了两件。"):
        expect(history).to_contain_text(words)
    assert not Verdict.objects.filter(item=task, is_current=True).exists()


def test_without_scripts_and_on_a_phone(enter, look, town, task):
    page = enter(town.finance_liaison, size=PHONE)
    for address in ("/desk/ledger/", "/desk/ledger/board/", "/desk/ledger/calendar/", f"/desk/items/{task.pk}/"):
        page.goto(address)
        look(page)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
    plain = enter(town.finance_liaison, scripts=False)
    plain.goto(f"/desk/items/{task.pk}/")
    plain.get_by_label("进展", exact=True).fill("不用脚本也能填报。")
    plain.get_by_role("button", name="填报").click()
    expect(plain.locator(".lg-history")).to_contain_text("不用脚本也能填报。")
    # the shell fades messages in by script; without scripts they are simply there
    expect(plain.locator(".messages > ul")).to_have_css("opacity", "1")


def test_the_look_back_moves_an_unfinished_task_into_the_ledger(enter, look, town, task):
    page = enter(town.officer)
    page.goto("/desk/look-back/")
    expect(page.get_by_text("还没有开展过回头看。")).to_be_visible()
    look(page)
    page.get_by_label("年度").fill(str(task.year + 1))
    page.get_by_role("button", name="列出任务").click()
    row = page.locator(".lg-reviews > li").first
    row.get_by_text("记下核查结果").click()
    row.get_by_label("未完成，转入台账").check()
    row.get_by_label("核查情况").fill("目录没有标明有效性。")
    look(page)
    row.get_by_role("button", name="记下").click()
    page.get_by_role("link", name="今年台账中的条目").click()
    expect(page.get_by_text("接续上年")).to_be_visible()
    look(page)
    assert LedgerItem.objects.get(origin="look_back").follows == task


SCREENS = [
    "plans/",
    "own-areas/",
    "sections/",
    "sections/proposals/",
    "sections/aliases/",
    "units/",
    "people/",
    "rules/",
]


def test_every_other_screen_has_no_barrier(enter, look, town, task):
    page = enter(town.admin)
    for place in (*SCREENS, f"plans/{task.notice_id}/", "rules/calendar/", "audit/", f"units/{town.finance.pk}/"):
        page.goto(f"/desk/{place}")
        expect(page.locator("h1")).to_be_visible()
        look(page)
