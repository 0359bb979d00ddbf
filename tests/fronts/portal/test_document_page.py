"""The page of a document: what must stand on it, what must not. PLT-01, LIB-13, INT-07, PUB-12."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def page(document) -> str:
    answer = Client().get(f"/doc/{document.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def tags(text: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="([A-Z]\w+)" content="([^"]*)">', text))


def data(text: str) -> dict[str, dict]:
    found = [json.loads(block) for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)]
    return {row["@type"]: row for row in found}


def test_the_furniture_of_an_article(site):
    text = page(site.documents["old"])
    crumb = re.search(r'<nav class="crumb".*?</nav>', text, re.S)[0]
    assert [*re.findall(r">([^<>›\s][^<>]*)</a>", crumb)] == ["首页", "政府信息公开", "法定主动公开内容", "重要政策"]
    for words in (
        "青政规〔2023〕2号",
        "QX0001/2023-00417",
        "2023年6月12日",
        "2023-06-15 09:30",
        "2028年7月31日",
        "（此件公开发布）",
    ):
        assert words in text, words
    assert "附件1：既有住宅加装电梯财政补助资金申请表.xlsx" in text
    assert "4\xa0字节" in text


def test_not_in_force_is_said_before_the_title_with_its_evidence(site):
    text = page(site.documents["old"])
    ribbon = re.search(r'<p class="ribbon">.*?</p>', text, re.S)[0]
    assert "已修改" in ribbon
    assert f'href="/doc/{site.documents["change"].pk}/">青政规〔2026〕3号' in ribbon
    assert "第二条" in ribbon
    assert "/versions/1/compare/2/" in ribbon
    assert text.index(ribbon) < text.index("<h1>")
    gone = page(site.documents["gone"])
    assert "2023年8月1日被" in gone
    assert "看新旧对照" in gone
    assert 'class="ribbon"' not in page(site.documents["law"])
    change = page(site.documents["change"])
    assert "<strong>尚未施行</strong>" in change
    assert "<dt>有效性</dt><dd>尚未施行</dd>" in change


@pytest.mark.parametrize(
    ("one", "other", "word", "word_back"),
    [
        ("old", "change", "被修改", "修改"),
        ("old", "law", "依据", "落实本文的"),
        ("old", "gone", "替代", "被替代"),
    ],
)
def test_a_relation_is_shown_on_both_pages(site, one, other, word, word_back):
    rows = site.documents
    assert f'{word} <a href="/doc/{rows[other].pk}/"' in page(rows[one])
    assert f'{word_back} <a href="/doc/{rows[one].pk}/"' in page(rows[other])


def test_interpretation_and_policy_point_at_each_other(site):
    old, read = site.documents["old"], site.documents["read"]
    assert f'href="/doc/{read.pk}/">{read.title}' in page(old)
    text = page(read)
    assert f'解读的文件：<a href="/doc/{old.pk}/">' in text
    assert '<span class="tag read">图解</span>' in text
    assert "出台背景" in text
    assert "老旧小区加装电梯需求大。" in text


def test_an_interpretation_leads_to_the_comparison_with_what_its_policy_replaced(site):
    rows = site.documents
    address = f"/doc/{rows['gone'].pk}/compare/{rows['old'].pk}/"
    assert f'<dt>新旧对照</dt><dd><a href="{address}">' in page(rows["read"])
    assert "旧文件" in Client().get(address).content.decode()
    # whoever turns the two around is led to the right order
    turned = Client().get(f"/doc/{rows['old'].pk}/compare/{rows['gone'].pk}/")
    assert (turned.status_code, turned.url) == (301, address)
    assert "新旧对照" not in page(rows["old"])


def test_citations_are_counted_and_listed(site):
    old = site.documents["old"]
    assert "被引用 1 次" in page(old)
    assert site.documents["change"].title in Client().get(f"/doc/{old.pk}/cited/").content.decode()


def test_versions_can_be_read_and_compared(site):
    pk = site.documents["old"].pk
    assert "第1版" in page(site.documents["old"])
    first = Client().get(f"/doc/{pk}/versions/1/").content.decode()
    assert "看现在的文本" in first
    both = Client().get(f"/doc/{pk}/versions/1/compare/2/").content.decode()
    assert "<ins>组织</ins>" in both
    assert Client().get(f"/doc/{pk}/versions/2/compare/1/").status_code == 404


def test_what_was_withdrawn_says_so_and_is_in_no_list(site):
    gone = site.documents["withdrawn"]
    answer = Client().get(f"/doc/{gone.pk}/")
    assert answer.status_code == 410
    assert "调查范围有误，另行公告。" in answer.content.decode()
    assert "2026年5月20日" in answer.content.decode()
    for address in ("/latest/", "/search/?q=电梯", "/sitemap-documents-0.xml", "/feeds/latest.atom"):
        listed = Client().get(address).getvalue().decode()
        assert f"/doc/{gone.pk}/" not in listed, address
        assert f"/doc/{site.documents['draft'].pk}/" not in listed, address


def test_a_draft_is_not_there(site):
    assert Client().get(f"/doc/{site.documents['draft'].pk}/").status_code == 404


def test_a_repost_names_its_source_and_an_emergency_its_mark(site):
    text = page(site.documents["repost"])
    assert "中国政府网" in text
    assert 'href="https://www.example.gov.cn/a"' in text
    assert "应急发布" in text
    assert "审查手续在2026年12月1日前补办" in text


def test_a_rule_says_that_it_equals_the_official_text(site):
    assert "本页文本与正式版本一致" in page(site.documents["law"])


def test_tables_scroll_in_their_box_and_can_be_taken_away(site):
    text = page(site.documents["old"])
    assert text.count('<div class="scroll" role="region"') == 1
    assert f"/doc/{site.documents['old'].pk}/tables/1.xlsx" in text


def test_the_fifteen_page_tags_stand_on_their_pages(site):
    content = {"ArticleTitle", "PubDate", "ContentSource", "Url"}
    column = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
    whole = {"SiteName", "SiteDomain", "SiteIDCode"}
    text = page(site.documents["old"])
    found = tags(text)
    assert whole | column | content | {"Keywords", "Description"} <= set(found)
    assert found["PubDate"] == "2023-06-15 09:30"
    assert found["SiteIDCode"] == "5001120001"
    assert found["ContentSource"] == site.documents["old"].publisher.name
    listed = tags(Client().get(site.policies.relative_url(None)).content.decode())
    assert set(listed) == whole | column
    assert listed["ColumnName"] == "重要政策"
    home = tags(Client().get("/").content.decode())
    assert home["ColumnType"] == "首页"
    assert tags(Client().get(site.reports.relative_url(None)).content.decode())["ColumnType"] == "信息公开年报"


def test_machines_are_told_what_a_page_is(site):
    found = data(page(site.documents["old"]))
    law = found["Legislation"]
    assert law["legislationIdentifier"] == "青政规〔2023〕2号"
    assert law["legislationLegalForce"].endswith("PartiallyInForce")
    assert [step["name"] for step in found["BreadcrumbList"]["itemListElement"]][:2] == ["首页", "政府信息公开"]
    faq = data(page(site.documents["read"]))["FAQPage"]
    assert faq["mainEntity"][0]["acceptedAnswer"]["text"] == "四层以上未设电梯的住宅业主。"
    assert data(page(site.documents["read"]))["Article"]["about"][0]["url"].endswith(
        f"/doc/{site.documents['old'].pk}/"
    )
    # what starts in 2099 is not yet law
    assert data(page(site.documents["change"]))["Legislation"]["legislationLegalForce"].endswith("/NotInForce")
    assert data(Client().get("/").content.decode())["GovernmentOrganization"]["telephone"] == "0000-1234567"


def test_no_title_can_end_the_data_block(site):
    row = site.documents["plan"]
    kept = row.title
    type(row).objects.filter(pk=row.pk).update(title="</script><b>x & y")
    try:
        text = page(row)
        assert "</script><b>" not in text
        assert data(text)["Article"]["headline"] == "</script><b>x & y"
    finally:
        type(row).objects.filter(pk=row.pk).update(title=kept)


def test_canonical_and_alternate_addresses(site):
    text = Client().get(f"/doc/{site.documents['old'].pk}/?from=elsewhere").content.decode()
    here = f"http://127.0.0.1:8000/doc/{site.documents['old'].pk}/"
    assert f'<link rel="canonical" href="{here}">' in text
    assert f'hreflang="zh-Hant" href="{here.replace("/doc/", "/hant/doc/")}"' in text
