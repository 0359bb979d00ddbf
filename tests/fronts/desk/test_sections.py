"""Sections on the desk: trees applied, homes opened, topics and forms made, catalogues imported, all without code."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.apps.sections import operations, queries
from gongkai.apps.sections.models import FormPage, Section, StandardCatalogue, TopicPage, UnitHome
from tests.apps.sections.test_catalogues import national, power_list


@pytest.fixture
def site(cast):
    return operations.ensure_home(actor=None)


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def xlsx(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("目录.xlsx", data)


def test_the_statutory_tree_is_applied_with_one_button(cast, site, client):
    client.force_login(cast.officer)
    address = reverse("desk:apply_tree", args=[site.pk, "statutory"])
    page = client.get(address)
    assert "将新增" in text(page)
    codes = re.findall(r'name="node" value="([^"]+)"', page.content.decode())
    client.post(address, {"node": [code for code in codes if code != "statutory.statistics"]})
    assert Section.objects.filter(catalogue_code="statutory.budget").count() == 1
    assert not Section.objects.filter(catalogue_code="statutory.statistics").exists()
    assert "将新增 1 个栏目" in text(client.get(address))
    tree = text(client.get(reverse("desk:sections")))
    assert "没有指定责任单位" in tree
    client.force_login(cast.finance_liaison)
    assert client.get(address).status_code == 403


def test_a_section_gets_channels_and_gathering_rules(cast, site, client):
    section = operations.add_section(actor=cast.officer, path=["政务公开", "就业"])
    client.force_login(cast.officer)
    client.post(
        reverse("desk:section_act", args=[section.pk, "facts"]),
        {
            "owner_unit": cast.planning.pk,
            "content_kind": "list",
            "update_days": 90,
            "update_basis": "本县规定",
            "channels": ["宣传栏"],
            "gather_kinds": ["notice"],
            "gather_units": [cast.town.pk],
            "layout": "table",
        },
    )
    row = Section.objects.get(pk=section.pk)
    assert row.layout == "table"
    assert (row.channels, row.gathers) == (["宣传栏"], {"kinds": ["notice"], "units": [cast.town.pk]})
    shown = text(client.get(reverse("desk:section", args=[section.pk])))
    assert "宣传栏" in shown
    assert "公示公告；城关镇" in shown


def test_a_section_says_something_itself_once_it_is_proofread(cast, site, client):
    section = operations.add_section(actor=cast.officer, path=["政务公开", "办公指引"])
    address = reverse("desk:section_act", args=[section.pk, "text"])
    client.force_login(cast.officer)
    refused = client.post(address, {"text": "联系人身份证号11010519491231002X。"})
    assert refused.status_code == 422
    assert "身份证" in text(refused)
    client.post(address, {"text": "工作日受理。\n\n- 窗口\n- 网上"})
    row = Section.objects.get(pk=section.pk)
    assert row.body == "<p>工作日受理。</p><ul><li>窗口</li><li>网上</li></ul>"
    client.force_login(cast.finance_liaison)
    assert client.post(address, {"text": "改掉"}).status_code == 403


def test_a_unit_gets_its_pages_without_code(cast, site, client):
    client.force_login(cast.officer)
    words = {"unit": cast.finance.pk, "letters": "czj", "with_tree": "on"}
    client.post(reverse("desk:homes_act", args=["open"]), words)
    home = UnitHome.objects.get()
    assert (home.relative_url(None), home.live) == ("/u/czj/", False)
    assert "缺" in text(client.get(reverse("desk:homes")))
    client.post(reverse("desk:home_act", args=[home.pk, "on"]))
    assert UnitHome.objects.get().live
    assert "青溪县财政局的栏目" in text(client.get(reverse("desk:sections"), {"home": home.pk}))
    # 联络员改自己单位的联系方式，别的单位不行
    client.force_login(cast.finance_liaison)
    client.post(
        reverse("desk:home_act", args=[home.pk, "facts"]), {"phone": "0000-1", "duties_text": "管财政。\n\n- 预算"}
    )
    assert UnitHome.objects.get().duties == "<p>管财政。</p><ul><li>预算</li></ul>"
    assert client.post(reverse("desk:home_act", args=[home.pk, "off"])).status_code == 403
    client.force_login(cast.justice_liaison)
    assert client.post(reverse("desk:home_act", args=[home.pk, "facts"]), {}).status_code == 403
    shown = client.get(reverse("desk:home", args=[home.pk]))
    assert (shown.status_code, "页首和联系方式" in text(shown)) == (200, True)


def test_a_topic_is_put_together_on_one_page(cast, site, client):
    policies = operations.add_section(actor=cast.officer, path=["政务公开", "重要政策"])
    client.force_login(cast.officer)
    new = reverse("desk:topic_new")
    head = {"title": "优化营商环境", "lead": ""}
    page = client.post(new, head | {"do": "add:heading"})
    assert 'name="b0-kind" value="heading"' in page.content.decode()
    assert "优化营商环境" in page.content.decode()  # 加一块不丢已填的
    blocks = {"b0-kind": "heading", "b0-text": "对照", "b1-kind": "sections", "b1-section": policies.pk}
    page = client.post(new, head | blocks | {"do": "up:1"}).content.decode()
    assert page.index('value="sections"') < page.index('name="b1-kind" value="heading"')
    refused = client.post(new, head | {"b0-kind": "heading", "b0-text": ""})
    assert (refused.status_code, "第 1 块“小标题”没有填完整。" in text(refused)) == (422, True)
    client.post(new, head | blocks | {"b2-kind": "links", "b2-text": "中国政府网 https://www.gov.cn/"})
    topic = TopicPage.objects.get()
    kinds = [block.kind for block in queries.topic_blocks(topic)]
    assert kinds == ["heading", "sections", "links"]
    other = operations.save_topic(actor=cast.officer, title="另一个")
    client.post(reverse("desk:topic_order", args=[other.pk, "up"]))
    assert [row.title for row in queries.topics()] == ["另一个", "优化营商环境"]
    client.post(reverse("desk:topic_retire", args=[topic.pk]))
    assert TopicPage.objects.get(pk=topic.pk).retired_on is not None
    assert "中国政府网 https://www.gov.cn/" in client.get(reverse("desk:topic", args=[topic.pk])).content.decode()


def test_a_form_and_its_answers(cast, site, client):
    client.force_login(cast.officer)
    new = reverse("desk:form_new")
    words = {"title": "问卷", "owner_unit": cast.planning.pk, "lead_text": "说明"}
    page = client.post(new, words | {"q0-label": "建议", "q0-field_type": "multiline", "do": "add:"})
    assert "第 2 个问题" in text(page)
    client.post(new, words | {"q0-label": "建议", "q0-field_type": "multiline", "q0-required": "1", "do": "save"})
    form = FormPage.objects.get()
    operations.receive_answer(page=form, values={"q1": "多设几个站"})
    answers = reverse("desk:form_answers", args=[form.pk])
    assert client.get(answers).status_code == 403  # 主管部门也看不到
    client.force_login(cast.planning_liaison)
    assert "1 份未看" in text(client.get(reverse("desk:form_pages")))
    assert "多设几个站" in text(client.get(answers))
    assert "1 份未看" not in text(client.get(reverse("desk:form_pages")))


def test_a_catalogue_is_previewed_then_kept(cast, site, client):
    client.force_login(cast.finance_liaison)
    new = reverse("desk:catalogue_import")
    words = {"domain": "assistance", "level": "county", "unit": cast.finance.pk, "guideline_issued_on": "2026-01-31"}
    broken = client.post(new, words | {"file": xlsx(b"not a workbook")})
    assert (broken.status_code, "读不出来" in text(broken)) == (422, True)
    page = client.post(new, words | {"file": xlsx(national())})
    assert (page.status_code, "读出 3 项" in text(page)) == (200, True)
    assert StandardCatalogue.objects.count() == 0
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    # 别人拿到预览也用不了
    client.force_login(cast.justice_liaison)
    client.post(new, {"token": token})
    assert StandardCatalogue.objects.count() == 0
    client.force_login(cast.finance_liaison)
    client.post(new, {"token": token})
    draft = StandardCatalogue.objects.get()
    assert (draft.items.count(), str(draft.due_on)) == (3, "2026-04-30")
    force = reverse("desk:catalogue_act", args=[draft.pk, "force"])
    assert client.post(force).status_code == 403
    client.force_login(cast.officer)
    client.post(force, {"reason": ""})
    assert "现行 1" in text(client.get(reverse("desk:catalogues")))
    file = client.get(reverse("desk:catalogue_file", args=[draft.pk]))
    assert file.content.startswith(b"PK")
    other = client.post(new, words | {"unit": cast.justice.pk, "file": xlsx(national())})
    assert other.status_code == 200


def test_a_unit_finds_its_way_to_what_it_keeps(cast, site, client):
    """联络员从菜单进得来；进不去的页签不显示。"""
    client.force_login(cast.finance_liaison)
    shown = client.get(reverse("desk:catalogues")).content.decode()
    assert f'href="{reverse("desk:sections")}"' in shown
    for name in re.findall(r'href="(/desk/sections/[^"#?]*)"', shown):
        assert client.get(name).status_code == 200, name
    client.force_login(cast.officer)
    assert f'href="{reverse("desk:site_facts")}"' in client.get(reverse("desk:catalogues")).content.decode()


def test_a_guideline_starts_the_clock_on_the_list(cast, site, client):
    client.force_login(cast.finance_liaison)
    given = {"domain": "assistance", "level": "county", "unit": cast.finance.pk, "guideline_title": "省民政厅标准指引"}
    address = reverse("desk:catalogues_act", args=["begin"])
    assert client.post(address, given).status_code == 422
    assert client.post(address, given | {"guideline_issued_on": "2026-01-31"}).status_code == 302
    row = StandardCatalogue.objects.get()
    assert "2026-04-30 前完成" in text(client.get(reverse("desk:catalogues")))
    assert "还没有事项。" in text(client.get(reverse("desk:catalogue", args=[row.pk])))


def test_a_second_version_shows_what_it_changes(cast, site, client):
    words = {"domain": "assistance", "level": "county", "unit": cast.finance}
    first = operations.import_catalogue(actor=cast.officer, data=national(), **words)
    operations.put_in_force(actor=cast.officer, catalogue=first)
    rows = [
        [1, "综合业务", "政策法规文件", "政策、解读", "条例", "及时", "县财政局", "政府网站", "√", "", "√", "", "√", ""]
    ]
    client.force_login(cast.officer)
    sent = {"domain": "assistance", "level": "county", "unit": cast.finance.pk, "file": xlsx(national(rows))}
    page = client.post(reverse("desk:catalogue_import"), sent)
    assert "与现行第 1 版比较" in text(page)
    assert "删去 2 项" in text(page)
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    client.post(reverse("desk:catalogue_import"), {"token": token, "reason": "群众咨询多"})
    second = StandardCatalogue.objects.get(version=2)
    shown = text(client.get(reverse("desk:catalogue", args=[second.pk])))
    assert "比第 1 版 调整原因：群众咨询多" in shown
    assert "修改 1 项" in shown
    client.post(reverse("desk:catalogue_act", args=[second.pk, "drop"]))
    assert StandardCatalogue.objects.count() == 1


def test_items_are_mapped_on_the_page(cast, site, client):
    section = operations.add_section(actor=cast.officer, path=["政务公开", "最低生活保障审核"])
    words = {"data": national(), "domain": "assistance", "level": "county", "unit": cast.finance}
    catalogue = operations.import_catalogue(actor=cast.officer, **words)
    operations.put_in_force(actor=cast.officer, catalogue=catalogue)
    item = catalogue.items.get(position=3)
    client.force_login(cast.officer)
    page = text(client.get(reverse("desk:catalogue", args=[catalogue.pk]), {"at": item.pk}))
    assert "政务公开 › 最低生活保障审核" in page  # 名称相近的栏目列为建议
    client.post(reverse("desk:catalogue_act", args=[catalogue.pk, f"map-{item.pk}"]), {"section": section.pk})
    assert queries.unmapped_items().count() == 2
    shown = text(client.get(reverse("desk:unmapped")))
    assert "没有栏目的事项 2 项" in shown
    client.post(reverse("desk:catalogue_act", args=[catalogue.pk, f"unmap-{item.pk}"]), {"section": section.pk})
    assert queries.unmapped_items().count() == 3


def test_powers_and_their_gaps(cast, site, client):
    words = {"data": national(), "domain": "assistance", "level": "county", "unit": cast.finance}
    operations.put_in_force(actor=cast.officer, catalogue=operations.import_catalogue(actor=cast.officer, **words))
    client.force_login(cast.officer)
    rows = power_list([[1, "县财政局", "政策法规文件", "其他", ""], [2, "县财政局", "取水许可", "行政许可", ""]])
    client.post(reverse("desk:powers_act", args=["import"]), {"file": xlsx(rows)})
    assert "缺口 2" in text(client.get(reverse("desk:powers")))
    client.post(reverse("desk:powers_act", args=["alike"]))
    page = client.get(reverse("desk:powers"))
    assert "缺口 1" in text(page)
    (entry,) = queries.power_gaps()
    opened = client.get(reverse("desk:powers"), {"at": entry.pk})
    assert f"match-{entry.pk}" in opened.content.decode()
    key = StandardCatalogue.objects.get().items.first().key
    client.post(reverse("desk:powers_act", args=[f"match-{entry.pk}"]), {"item_key": key})
    assert queries.power_gaps() == []


def test_three_hundred_sections_take_few_queries(cast, site, client, django_assert_max_num_queries):
    operations.apply_tree(actor=cast.officer, root=site)
    operations.apply_tree(actor=cast.officer, root=site, tree="local")
    for unit in (cast.finance, cast.justice, cast.planning, cast.town):
        operations.open_unit_home(actor=cast.officer, unit=unit)
    assert Section.objects.count() > 250
    client.force_login(cast.officer)
    client.get(reverse("desk:sections"))
    with django_assert_max_num_queries(30):
        page = client.get(reverse("desk:sections"))
    assert page.status_code == 200
    with django_assert_max_num_queries(30):
        assert client.get(reverse("desk:homes")).status_code == 200
