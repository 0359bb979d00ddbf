"""A writer sees what proofing finds while writing, mends it with a click, and says why something stays."""

from __future__ import annotations

from django.urls import reverse

from gongkai.apps.documents.models import Document
from gongkai.apps.publishing.models import Finding
from gongkai.apps.publishing.operations.findings import run_proofing
from tests.apps.documents.paper import drafted, normative

BODY = (
    "<p>为了规范临时救助工作，制定本办法。</p>"
    "<p>申请人李某，手机<strong>138</strong>00138000，身份证号码110101199003070133。</p>"
    "<p>由工商行政管理局的的负责，2026年六月3日前报送。</p>"
)


def marked(page):
    """The words that the browser paints, by kind."""
    return page.evaluate(
        "() => Object.fromEntries(['proof-block', 'proof-warn'].map((name) => [name,"
        " [...(CSS.highlights.get(name) || [])].map((range) => range.toString())]))"
    )


def test_marks_repairs_and_reasons(town, enter, axe):
    paper = drafted(normative(town, body=BODY))
    run_proofing(actor=None, document=paper)
    page = enter(town.finance_liaison)
    page.goto(reverse("desk:document_edit", args=[paper.pk]))
    page.get_by_role("button", name="改为“市场监督管理局”").wait_for()
    paint = marked(page)
    assert "13800138000" in paint["proof-block"]
    assert {"工商行政管理局", "的的", "2026年六月3日"} <= set(paint["proof-warn"])
    axe(page)
    # 一键改正，跨加粗的号码也改
    page.get_by_role("button", name="改为“138****8000”").click()
    page.get_by_role("button", name="改为“138****8000”").wait_for(state="detached")
    assert "138****8000" in page.locator("[data-body]").inner_text()
    page.keyboard.press("Control+z")
    page.get_by_role("button", name="改为“138****8000”").wait_for()
    # 不改的要说明；个人信息还要有依据
    item = page.locator("li", has_text="重复用字").first
    item.get_by_text("不改并说明").click()
    item.get_by_label("说明", exact=True).fill("引文如此")
    item.get_by_role("button", name="保存说明").click()
    page.locator("li.is-settled", has_text="重复用字").wait_for()
    assert Finding.objects.get(rule="format.doubled").dismissal_reason == "引文如此"
    # 文件页上同样可以处理
    page.goto(reverse("desk:document", args=[paper.pk]))
    page.get_by_role("button", name="改为“市场监督管理局”").click()
    page.get_by_text("已改正。").wait_for()
    assert "市场监督管理局" in Document.objects.get(pk=paper.pk).text


def test_wording_lists_look_right(town, enter, axe):
    page = enter(town.officer)
    page.goto(reverse("desk:wording"))
    page.get_by_role("heading", name="内置规则").wait_for()
    axe(page)
