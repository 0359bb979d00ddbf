"""The editor in a browser: paste from Word, tables, pictures, saving in the background, two people at once."""

from __future__ import annotations

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import save_draft
from gongkai.apps.sections.operations import add_section
from tests.journeys.conftest import DESKTOP, PHONE, expect

TITLE = "青溪县人民政府办公室关于进一步加强和规范县城区机动车停车秩序管理以及新建改建公共停车设施建设运营有关事项的通知（二〇二六年修订）"
WORD = """<html><body><p class=MsoNormal style='text-align:center'><b><span style='font-size:22pt'>一、总体要求</span></b></p>
<p class=MsoNormal>规范<span style='font-weight:bold'>停车</span>秩序。<o:p></o:p></p>
<table class=MsoTable border=1><tr><td colspan=2 style='width:20pt'><p class=MsoNormal>项目</p></td><td>金额</td></tr>
<tr><td>甲</td><td>乙</td><td>丙</td></tr></table><img src="file:///C:/x.png"><script>alert(1)</script>
<p class=MsoNormal align=right>青溪县财政局</p></body></html>"""
PASTE = """([area, html]) => { const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', 'x');
  document.querySelector(area).dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }"""
AREA = "[data-body]"


def drafted(town, **values) -> Document:
    kept = {"kind": "policy", "publisher": town.finance, "title": TITLE} | values
    return save_draft(actor=town.finance_liaison, document=None, values=kept)


def test_writing_a_document(enter, axe, town):
    section = add_section(actor=town.officer, path=["政府信息公开", "政策", "财政预决算"])
    law = drafted(town, title="城区停车管理条例")
    page = enter(town.finance_liaison)
    page.goto("/desk/documents/")
    axe(page)
    page.get_by_role("link", name="起草", exact=True).click()
    expect(page.get_by_role("button", name="开始起草")).to_be_visible()
    axe(page)
    page.get_by_label("其他政策文件").check()
    page.get_by_label("标题").fill(TITLE)
    page.get_by_role("button", name="开始起草").click()
    area = page.locator(AREA)
    expect(area).to_be_visible()
    axe(page)
    # what Word brings becomes a heading, words and a table; what has no business here is gone
    area.click()
    page.evaluate(PASTE, [AREA, WORD])
    expect(area.locator("td[colspan='2']")).to_have_text("项目")
    expect(area.locator("strong").first).to_contain_text("总体要求")
    expect(area.locator("p.right")).to_have_text("青溪县财政局")
    assert area.locator("[style], script, img, span").count() == 0
    expect(page.locator(".ed-said")).to_contain_text("1 张图片没有带入")
    # a column more: the joined cell stays joined
    area.get_by_text("甲", exact=True).click()
    page.get_by_role("button", name="右侧加列").click()
    expect(area.locator("tr").first.locator("td").first).to_have_attribute("colspan", "3")
    page.keyboard.press("Control+z")
    expect(area.locator("tr").first.locator("td").first).to_have_attribute("colspan", "2")
    page.keyboard.press("Control+y")
    expect(area.locator("tr").first.locator("td").first).to_have_attribute("colspan", "3")
    # where it will hang, and what it rests on
    page.get_by_label("查找栏目").fill("预决算")
    page.get_by_role("button", name="政府信息公开 › 政策 › 财政预决算").click()
    page.get_by_label("查找文件").fill("停车管理条例")
    page.locator("[data-find=relations] li button").first.click()
    page.locator("#doc_issuer_text").fill("青溪县财政局")
    # saved in the background by Ctrl+S, told in one line
    page.keyboard.press("Control+s")
    expect(page.locator("#dc-saved")).to_contain_text("已保存")
    kept = Document.objects.get(title=TITLE)
    assert [row.section_id for row in kept.placements.all()] == [section.pk]
    assert [row.target_id for row in kept.relations.all()] == [law.pk]
    assert '<td colspan="3">项目</td>' in kept.body
    assert '<p class="right">青溪县财政局</p>' in kept.body
    page.get_by_role("button", name="保存并返回").click()
    expect(page.get_by_role("heading", name="下一步")).to_be_visible()
    axe(page)


def test_a_refusal_in_the_background_loses_nothing(enter, town):
    document = drafted(town, body="<p>原文</p>")
    page = enter(town.finance_liaison)
    page.goto(f"/desk/documents/{document.pk}/edit/")
    page.get_by_label("发文字号").fill("没有年份")
    page.locator(AREA).click()
    page.keyboard.type("新写的话")
    page.keyboard.press("Control+s")
    expect(page.locator("#dc-refused")).to_contain_text("写法不对")
    expect(page.locator("#dc-saved")).to_have_text("没有保存，内容还在本页")
    expect(page.locator(AREA)).to_contain_text("新写的话")
    page.get_by_label("发文字号").fill("青财〔2026〕3号")
    page.keyboard.press("Control+s")
    expect(page.locator("#dc-saved")).to_contain_text("已保存")
    assert "新写的话" in Document.objects.get(pk=document.pk).body


def test_two_people_are_told_of_each_other(enter, axe, town):
    document = drafted(town, body="<p>共同的正文。</p>")
    page = enter(town.finance_liaison)
    page.goto(f"/desk/documents/{document.pk}/edit/")
    page.locator(AREA).click()
    page.keyboard.press("Control+End")
    page.keyboard.type("我加的一句。")
    save_draft(actor=town.officer, document=document, values={"body": "<p>共同的正文。主管部门加的一句。</p>"})
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_role("heading", name="这份文件在您打开之后被改过")).to_be_visible()
    axe(page)
    expect(page.locator(AREA)).to_contain_text("我加的一句。")
    page.get_by_role("button", name="用我写的保存").click()
    expect(page.locator(".messages")).to_contain_text("已保存")
    assert "我加的一句" in Document.objects.get(pk=document.pk).body


def test_without_scripts_the_text_is_html_and_saving_works(enter, town):
    document = drafted(town, body="<p>原文</p>")
    page = enter(town.finance_liaison, scripts=False)
    page.goto(f"/desk/documents/{document.pk}/edit/")
    page.get_by_label("正文（HTML）").fill("<h2>一、要求</h2><p>手写的正文</p>")
    page.get_by_role("button", name="保存", exact=True).click()
    assert "手写的正文" in Document.objects.get(pk=document.pk).body


def test_on_a_phone_the_panes_stand_below_each_other(enter, axe, town):
    document = drafted(town, body="<table><tr>" + "<td>一栏文字</td>" * 12 + "</tr></table>")
    for size in (PHONE, DESKTOP):
        page = enter(town.finance_liaison, size=size)
        for address in ("", f"{document.pk}/", f"{document.pk}/edit/", "new/"):
            page.goto(f"/desk/documents/{address}")
            axe(page)
            # nothing sticks out: the wide table scrolls in its own box
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), (size, address)
