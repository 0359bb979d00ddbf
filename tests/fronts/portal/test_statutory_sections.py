"""The sections of the statutory tree show what they are for, and say at a glance what is in them. LIB-07, CAT-07."""

from __future__ import annotations

import re
from datetime import date

import pytest

from gongkai.apps.documents.models import AppliedRule, CleanUp
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.operations import add_section, apply_tree, open_unit_home
from gongkai.apps.sections.queries import home
from gongkai.fronts.portal import tree
from tests.apps.documents.paper import section
from tests.fronts.portal.papers import public_document

pytestmark = pytest.mark.django_db
MAKERS = {"残疾人就业条例": "国务院", "会计档案管理办法": "财政部、国家档案局", "某市停车管理办法": "某市人民政府"}


@pytest.fixture
def rules(cast):
    """One rule of each rank, live; finance applies the one of the ministry."""
    section("政策文件")
    apply_tree(actor=cast.officer, root=home())
    made = {
        title: public_document(
            cast.office, kind="regulation", title=title, issuer_text=maker, document_number="", validity="in_force"
        )
        for title, maker in MAKERS.items()
    }
    AppliedRule.objects.create(unit=cast.finance, document=made["会计档案管理办法"])
    tree.forget()
    return made


def page(client, code: str, below: str = "") -> str:
    found = Section.objects.filter(catalogue_code=code, path__startswith=below or "0")
    row = min(found, key=lambda one: len(one.path))
    return client.get(row.relative_url(None)).content.decode()


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("statutory.basis.regulations", "残疾人就业条例"),
        ("statutory.basis.ministry", "会计档案管理办法"),
        ("statutory.basis.rules", "某市停车管理办法"),
    ],
)
def test_each_rank_has_its_section(rules, client, code, title):
    shown = page(client, code)
    assert [name for name in MAKERS if name in shown] == [title]
    assert "共 1 件" in shown


def test_a_unit_shows_only_the_rules_that_it_applies(rules, cast, client):
    own = open_unit_home(actor=cast.officer, unit=cast.finance, values={"letters": "czj"}, is_on=True)
    other = open_unit_home(actor=cast.officer, unit=cast.justice, values={"letters": "sfj"}, is_on=True)
    tree.forget()
    assert "会计档案管理办法" in page(client, "statutory.basis.ministry", own.path)
    assert not [name for name in MAKERS if name in page(client, "statutory.basis.ministry", other.path)]
    assert not [name for name in MAKERS if name in page(client, "statutory.basis.regulations", own.path)]


def test_a_unit_home_shows_the_parts_and_folds_what_is_empty(rules, cast, client):
    own = open_unit_home(actor=cast.officer, unit=cast.finance, values={"letters": "czj"}, is_on=True)
    tree.forget()
    shown = client.get(own.relative_url(None)).content.decode()
    table, _, folded = shown.partition('<details class="none-yet">')
    assert "履职依据" in table
    assert "还没有内容的" in folded
    assert "收费项目" in folded


def test_the_home_page_says_that_a_text_is_there(rules, client):
    organ = Section.objects.filter(catalogue_code="statutory.organ.functions").order_by("path").first()
    organ.body = "<p>负责全县政务公开工作。</p>"
    organ.save()
    tree.forget()
    shown = client.get("/").content.decode()
    table = shown.partition('<details class="none-yet">')[0]
    assert "机关简介</a></td>" in table
    assert re.search(r">文字</span>\s*</td>", table)
    assert "履职依据</a></td>" in table


def test_the_guides_of_all_units_and_those_without(rules, cast, client):
    own = open_unit_home(actor=cast.officer, unit=cast.finance, values={"letters": "czj"}, is_on=True)
    guide = Section.objects.get(catalogue_code="openness.guide", path__startswith=own.path)
    guide.body = "<p>本指南说明怎么查找和申请。</p>"
    guide.save()
    public_document(cast.justice, kind="guide", title="青溪县司法局政府信息公开指南", document_number="")
    tree.forget()
    shown = client.get("/guides/").content.decode()
    there, _, missing = shown.partition("尚未公布指南的单位")
    assert cast.finance.name in there
    assert guide.relative_url(None) in there
    assert cast.justice.name in there
    assert cast.planning.name in missing
    assert cast.finance.name not in missing


def test_the_result_of_a_clean_up_is_public_once_it_is_closed(rules, cast, client):
    kept = public_document(cast.office, kind="normative", title="青溪县留用办法", document_number="青政规〔2020〕1号")
    gone = public_document(cast.office, kind="normative", title="青溪县旧办法", document_number="青政规〔2012〕2号")
    row = CleanUp.objects.create(
        year=2026, title="2026年规范性文件清理", started_on=date(2026, 3, 1), propose_by_on=date(2026, 4, 1)
    )
    row.entries.create(document=kept, unit=cast.finance, decision="keep", decision_reason="仍需执行")
    row.entries.create(document=gone, unit=cast.justice, decision="repeal", decision_reason="已被新办法代替")
    assert client.get("/clean-ups/2026/").status_code == 404
    CleanUp.objects.update(state="closed", closed_on=date(2026, 6, 1))
    shown = client.get("/clean-ups/2026/").content.decode()
    assert shown.index("青溪县旧办法") < shown.index("青溪县留用办法")
    assert "已被新办法代替" in shown
    assert "废止 1 件" in shown
    assert "/clean-ups/2026/" in client.get("/clean-ups/").content.decode()
    assert "/clean-ups/" in client.get("/library/normative/").content.decode()


def test_statutory_sections_stand_as_the_regulation_lists_them_and_own_ones_last(cast):
    """An early section of a place, and one that the catalogue knows, were there before the tree was applied."""
    for name in ("行政执法", "收费项目"):
        add_section(actor=cast.officer, path=["政府信息公开", "法定主动公开内容", name])
    apply_tree(actor=cast.officer, root=home())
    tree.forget()
    parent = tree.outline_of(None).find("法定主动公开内容")
    names = [node.title for node in parent.sections]
    assert names[:3] == ["履职依据", "机关简介", "权责清单"]
    assert names.index("决算") < names.index("收费项目") < names.index("政府采购")
    assert names[-1] == "行政执法"


def test_the_home_page_opens_the_doors_that_there_are(cast, client):
    """A section that is called so goes before one whose name only holds the word; what is missing is not offered."""
    for path in (["行政许可和其他对外管理服务", "办事指南"], ["服务", "预约"], ["互动交流", "依申请公开"]):
        add_section(actor=cast.officer, path=path)
    tree.forget()
    shown = client.get("/").content.decode()
    assert "申请公开政府信息" in shown
    assert "联系单位" in shown
    assert "写信给领导和部门" not in shown
    assert tree.outline_of(None).find("办事服务", "服务").title == "服务"
