"""One act puts a tree of the catalogue under the site or a unit's home, and never doubles what is there."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections import operations, queries
from gongkai.apps.sections.models import Section, SectionChange
from gongkai.domain.workflow import Blocked

ON = date(2026, 5, 6)
# 任务声明过的公开路径：法定树和本地目录里都要有
DECLARED = [
    "政府信息公开>法定主动公开内容>规划信息>国民经济和社会发展规划",
    "政府信息公开>法定主动公开内容>规划信息>专项规划",
    "政府信息公开>法定主动公开内容>规划信息>国土空间规划",
    "政府信息公开>法定主动公开内容>规划信息>区域规划",
    "政府信息公开>法定主动公开内容>履职依据>行政法规",
    "政府信息公开>法定主动公开内容>履职依据>国务院部门规章",
    "政府信息公开>法定主动公开内容>履职依据>规范性文件>现行有效",
    "政府信息公开>法定主动公开内容>机关简介>联系我们",
    "政府信息公开>法定主动公开内容>预算",
    "政府信息公开>法定主动公开内容>决算",
    "政府信息公开>法定主动公开内容>收费项目",
    "政府信息公开>法定主动公开内容>权责清单",
    "政务公开>政务公开事项标准目录",
    "政务公开>政府信息公开目录>“六稳”“六保”>重要政策",
    "政务公开>政府信息公开目录>政策解读>视频",
    "政务公开>政府信息公开目录>疫情防控>防疫服务>核酸检测点",
    "政务公开>政府信息公开目录>市场准入负面清单",
    "政务公开>政府信息公开目录>地方政府债务",
    "政务公开>政府信息公开目录>政府公报",
    "政务公开>政府信息公开目录>公共企事业单位信息公开>供水",
    "政务公开>政府信息公开目录>法治政府建设年度报告",
]


def add(cast, *path: str, **words) -> Section:
    return operations.add_section(actor=cast.officer, path=path, on=ON, **words)


@pytest.fixture
def site(cast):
    return operations.ensure_home(actor=None)


def test_both_trees_hold_what_notices_ask_for(cast, site):
    for tree in ("statutory", "local"):
        operations.apply_tree(actor=cast.officer, root=site, tree=tree, on=ON)
    paths = queries.sections_by_path()
    assert [path for path in DECLARED if path not in paths] == []
    budget = paths["政府信息公开>法定主动公开内容>预算"]
    assert (budget.catalogue_code, budget.update_days) == ("statutory.budget", 365)
    assert "《中华人民共和国预算法》第十四条" in budget.update_basis
    assert paths["政府信息公开>政府信息公开指南"].owner_unit == cast.office
    # 一次动作在公开的变动记录里是一条
    assert SectionChange.objects.count() == 2


def test_a_second_time_adds_nothing(cast, site):
    first = operations.apply_tree(actor=cast.officer, root=site)
    count = Section.objects.count()
    again = operations.apply_tree(actor=cast.officer, root=site)
    assert len(first.added) == count > 50
    assert (again.added, again.matched, again.kept_count) == ((), (), count)
    assert Section.objects.count() == count


def test_sections_the_ledger_made_get_their_number_instead_of_a_double(cast, site):
    rules = add(cast, "政府信息公开", "法定主动公开内容", "履职依据", "市政府规章", unit=cast.justice)
    fees = add(cast, "政府信息公开", "法定主动公开内容", "行政事业性收费")
    operations.change_section(actor=cast.officer, section=fees, changes={"update_days": 90, "update_basis": "本县规定"})
    emergency = add(cast, "政府信息公开", "法定主动公开内容", "应急预案")  # 通知直接写在法定主动公开内容下面
    done = operations.apply_tree(actor=cast.officer, root=site)
    for section, code, title in (
        (rules, "statutory.basis.rules", "市政府规章"),
        (fees, "statutory.fees", "行政事业性收费"),
        (emergency, "statutory.emergency.plans", "应急预案"),
    ):
        row = Section.objects.get(pk=section.pk)
        assert (row.catalogue_code, row.title) == (code, title)
        assert Section.objects.filter(catalogue_code=code).count() == 1
    # 已经设好的更新要求不动，空的才补
    assert Section.objects.get(pk=fees.pk).update_days == 90
    assert Section.objects.get(pk=rules.pk).owner_unit == cast.justice
    assert len(done.matched) == 6
    assert not Section.objects.filter(title="政府规章").exists()


def test_a_retired_section_is_not_brought_back_in_its_place(cast, site):
    operations.apply_tree(actor=cast.officer, root=site)
    statistics = queries.find_section("政府信息公开>法定主动公开内容>统计信息")
    operations.retire_section(actor=cast.officer, section=statistics, reason="并入", on=ON)
    plan = queries.tree_plan(site)
    assert [step.node.code for step in plan.added] == ["statutory.statistics"]
    # 不要的可以不选，选掉的连同下级
    done = operations.apply_tree(actor=cast.officer, root=site, skip=["statutory.statistics"])
    assert done.added == ()


def test_what_was_moved_is_found_by_its_number(cast, site):
    operations.apply_tree(actor=cast.officer, root=site)
    guides = Section.objects.get(catalogue_code="statutory.permits.guides")
    target = Section.objects.get(catalogue_code="openness")
    operations.move_section(actor=cast.officer, section=guides, parent=target, on=ON)
    assert queries.tree_plan(site).added == ()


# 部门没有区域规划，乡镇有宅基地、没有公务员招考
@pytest.mark.parametrize(
    ("who", "has", "lacks"),
    [
        ("finance", "statutory.recruitment", "statutory.plans.regional"),
        ("town", "statutory.local.homesteads", "statutory.recruitment"),
    ],
)
def test_each_kind_of_organ_gets_its_own_nodes(cast, who, has, lacks):
    unit = getattr(cast, who)
    home = operations.open_unit_home(actor=cast.officer, unit=unit)
    codes = set(queries.statutory_nodes(home).values_list("catalogue_code", flat=True))
    assert has in codes
    assert lacks not in codes
    assert set(Section.objects.descendant_of(home).values_list("owner_unit", flat=True)) == {unit.pk}


def test_a_branch_without_leaves_is_a_list(cast):
    home = operations.open_unit_home(actor=cast.officer, unit=cast.finance)
    local = Section.objects.descendant_of(home).get(catalogue_code="statutory.local")
    assert local.content_kind == "list"


def test_villages_have_a_section_for_each_topic(cast):
    home = operations.open_unit_home(actor=cast.officer, unit=cast.town, with_tree=False)
    with pytest.raises(Blocked) as blocked:
        operations.apply_tree(actor=cast.officer, root=home, tree="village")
    assert blocked.value.blockers == (
        "城关镇人民政府还没有登记村（社区）。请先在“单位与人员”里登记，上级选“城关镇人民政府”。",
    )
    for name in ("柳树村", "桥头社区"):
        Unit.objects.create(name=name, kind=Unit.Kind.VILLAGE, parent=cast.town)
    done = operations.apply_tree(actor=cast.officer, root=home, tree="village")
    assert len(done.added) == 1 + 2 * 5
    assert queries.find_section("部门网页>城关镇人民政府>村（居）务公开>桥头社区>财务收支") is not None
    Unit.objects.create(name="新塘村", kind=Unit.Kind.VILLAGE, parent=cast.town)
    assert len(operations.apply_tree(actor=cast.officer, root=home, tree="village").added) == 5


def test_villages_are_for_towns_only(cast):
    home = operations.open_unit_home(actor=cast.officer, unit=cast.finance, with_tree=False)
    assert queries.tree_plan(home, "village").refusals == ("村（居）务公开设在镇街的网页下。",)


def test_only_the_office_applies_a_tree(cast, site):
    with pytest.raises(Blocked) as blocked:
        operations.apply_tree(actor=cast.finance_liaison, root=site)
    assert blocked.value.blockers == ("只有政务公开主管部门可以调整栏目。",)
    operations.apply_tree(actor=cast.officer, root=site)
    assert AuditEntry.objects.filter(action="套用栏目目录").count() == 1


def test_a_code_stands_once_in_a_tree(cast, site):
    operations.apply_tree(actor=cast.officer, root=site)
    other = add(cast, "政务公开", "收费公示")
    with pytest.raises(Blocked) as blocked:
        operations.change_section(actor=cast.officer, section=other, changes={"catalogue_code": "statutory.fees"})
    assert blocked.value.blockers == ("“收费项目”已经对应法定目录的这一项。",)
    with pytest.raises(Blocked):
        operations.change_section(actor=cast.officer, section=other, changes={"catalogue_code": "nothing"})


def test_channels_and_gathering_rules_have_a_form(cast, site):
    section = add(cast, "政务公开", "就业")
    changes = {
        "channels": ["政务新媒体", "村（居）务公开栏"],
        "gathers": {"kinds": ["notice"], "units": [cast.town.pk]},
    }
    row = operations.change_section(actor=cast.officer, section=section, changes=changes)
    assert (row.channels, row.gathers["units"]) == (["政务新媒体", "村（居）务公开栏"], [cast.town.pk])
    for wrong in ({"channels": "政务新媒体"}, {"gathers": {"colour": []}}, {"gathers": {"units": [999_999]}}):
        with pytest.raises(Blocked):
            operations.change_section(actor=cast.officer, section=section, changes=wrong)
