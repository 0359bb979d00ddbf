"""Which unit a name in a notice means. A wrong certainty is worse than a question."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.apps.orgs import operations
from gongkai.apps.orgs.models import Unit, UnitGroup
from gongkai.apps.orgs.queries import match_units

pytestmark = pytest.mark.django_db

# more of the county than the cast needs: (name, short name, kind)
MORE = [
    ("青溪县人民政府", "", Unit.Kind.GOVERNMENT),
    ("青溪县卫生健康局", "", Unit.Kind.DEPARTMENT),
    ("青溪县市场监督管理局", "", Unit.Kind.DEPARTMENT),
    ("青溪县住房和城乡建设局", "", Unit.Kind.DEPARTMENT),
    ("青溪县人力资源和社会保障局", "", Unit.Kind.DEPARTMENT),
    ("青溪县政务服务和数据管理局", "县数据局", Unit.Kind.DEPARTMENT),
    ("中共青溪县委机构编制委员会办公室", "", Unit.Kind.OFFICE),
    ("国家税务总局青溪县税务局", "", Unit.Kind.VERTICAL),
    ("青溪县城市管理局", "", Unit.Kind.DEPARTMENT),
    ("青溪工业园区管理委员会", "", Unit.Kind.COMMITTEE),
    ("柳湾镇财政所", "", Unit.Kind.INTERNAL),
    ("城关镇财政所", "", Unit.Kind.INTERNAL),
    ("北门街道办事处", "", Unit.Kind.TOWN),
]

ROWS = [
    # (as written, the unit or group meant, how)
    ("青溪县财政局", "青溪县财政局", "exact"),
    ("县财政局", "青溪县财政局", "alias"),  # 简称
    ("财政局", "青溪县财政局", "suffix"),  # 省略地名
    ("青溪财政局", "青溪县财政局", "suffix"),  # 地名不带“县”
    ("青溪縣財政局", "青溪县财政局", "folded"),  # 繁体
    ("縣財政局", "青溪县财政局", "folded"),
    ("財政局", "青溪县财政局", "suffix"),  # 繁体又省略地名
    (" 青溪县 财政局 ", "青溪县财政局", "exact"),  # 复制来的空格
    ("县发改局", "青溪县发展和改革局", "suffix"),
    ("县发展和改革委员会", "青溪县发展和改革局", "suffix"),  # 通知沿用上级的叫法
    ("发展改革委", "青溪县发展和改革局", "suffix"),
    ("县卫健委", "青溪县卫生健康局", "suffix"),
    ("卫生健康委员会", "青溪县卫生健康局", "suffix"),
    ("市场监管局", "青溪县市场监督管理局", "suffix"),  # “市”不是地名
    ("县市场监管局", "青溪县市场监督管理局", "suffix"),
    ("县住建局", "青溪县住房和城乡建设局", "suffix"),
    ("住房城乡建设局", "青溪县住房和城乡建设局", "suffix"),
    ("县人社局", "青溪县人力资源和社会保障局", "suffix"),
    ("县政务服务数据管理局", "青溪县政务服务和数据管理局", "suffix"),
    ("县政务服务数据管理局（县大数据中心）", "青溪县政务服务和数据管理局", "suffix"),  # 括号里是挂牌
    ("县委编办", "中共青溪县委机构编制委员会办公室", "suffix"),
    ("县税务局", "国家税务总局青溪县税务局", "suffix"),  # 垂管
    ("县政府办公室", "青溪县人民政府办公室", "alias"),
    ("县政府办", "青溪县人民政府办公室", "suffix"),
    ("县府办", "青溪县人民政府办公室", "suffix"),
    ("县城管局", "青溪县城市管理局", "suffix"),
    ("城关镇", "城关镇人民政府", "alias"),
    ("青溪县城关镇人民政府", "城关镇人民政府", "suffix"),
    ("北门街道", "北门街道办事处", "suffix"),
    ("北门街道办", "北门街道办事处", "suffix"),
    ("工业园区管委会", "青溪工业园区管理委员会", "suffix"),
    ("縣財(cái)政局", "青溪县财政局", "folded"),  # 网页转来的注音
    # 统称落到单位组
    ("各镇街", "各镇街", "exact"),
    ("各乡镇（街道）", "各镇街", "alias"),
    ("各鎮街", "各镇街", "exact"),
    ("各镇人民政府", "各镇街", "suffix"),
    ("各街道办事处", "各镇街", "suffix"),
    ("县直各部门", "县直各部门", "exact"),
    ("各部门", "县直各部门", "suffix"),
    ("县政府各部门", "县直各部门", "suffix"),
    ("县直有关部门", "县直各部门", "suffix"),
    ("县级国家机关各部门", "县直各部门", "suffix"),
    ("县直各单位", "县直各部门", "suffix"),
]

UNSURE = [
    # (as written, why it must not be taken for one unit)
    ("市财政局", "上级市的财政局不是县财政局"),
    ("省财政厅", "省里的"),
    ("青山县财政局", "别的县"),
    ("财政所", "两个镇都有财政所"),
    ("办公室", "谁的办公室"),
    ("市直各部门", "别的层级的统称"),
    ("各单位", "部门和镇街都在内，没有这样的单位组"),
    ("其他部门", "除了谁之外的其他"),
    ("有关单位", "没有说是谁"),
    ("各银行", "没有这样的单位组"),
    ("教育局", "没有登记的单位"),
    ("", "空的"),
]


@pytest.fixture
def county(cast):
    for name, short, kind in MORE:
        operations.add_unit(actor=None, name=name, short_name=short, kind=kind)
    return cast


@pytest.mark.parametrize(("text", "meant", "how"), ROWS)
def test_a_name_finds_its_unit(county, text, meant, how):
    match = match_units([text])[text]
    assert str(match.unit or match.group) == meant
    assert match.how == how


@pytest.mark.parametrize(("text", "why"), UNSURE)
def test_an_unsure_name_is_left_to_a_person(county, text, why):
    match = match_units([text])[text]
    assert (match.unit, match.group, match.how) == (None, None, "none"), why


def test_what_fits_two_units_lists_both(county):
    """两个镇都有财政所：不替人选。"""
    match = match_units(["财政所"])["财政所"]
    assert [unit.name for unit in match.candidates][:2] == ["柳湾镇财政所", "城关镇财政所"]


def test_one_alias_of_two_units_is_nobody(county):
    """规则之前留下的重复别称：两个都列出来。"""
    for unit in (county.finance, county.justice):
        unit.names.create(text="县两办", folded="县两办", kind="alias")
    match = match_units(["县两办"])["县两办"]
    assert match.unit is None
    assert {unit.pk for unit in match.candidates} == {county.finance.pk, county.justice.pk}


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("县财正局", "青溪县财政局"),  # 错别字
        ("县司法厅", "青溪县司法局"),
        ("青溪县融媒中心", "青溪县融媒体中心"),
        ("市财政局", "青溪县财政局"),  # 层级不对，也许是笔误
    ],
)
def test_a_misspelt_name_lists_what_is_like_it(county, text, first):
    match = match_units([text])[text]
    assert match.unit is None
    assert match.candidates[0].name == first
    assert len(match.candidates) <= 5


def test_a_generic_collective_name_that_fits_two_groups_is_left_open(county):
    UnitGroup.objects.create(name="街道片区", kinds=["town"])
    assert match_units(["各街道办事处"])["各街道办事处"].group is None


def test_former_names_go_on_matching(county):
    """机构改革改了名，旧通知照样认得。"""
    operations.rename_unit(
        actor=county.officer,
        unit=county.planning,
        name="青溪县发展改革和科技局",
        on=date(2026, 1, 1),
        reason="机构改革",
    )
    found = match_units(["青溪县发展和改革局", "青溪县发展改革和科技局", "县发改委"])
    assert [match.unit for match in found.values()] == [county.planning] * 3
    assert [match.how for match in found.values()] == ["former", "exact", "suffix"]


def test_names_of_a_merged_unit_lead_to_the_one_that_took_over(county):
    operations.retire_unit(actor=county.officer, unit=county.media, replaced_by=county.office)
    match = match_units(["青溪县融媒体中心"])["青溪县融媒体中心"]
    assert (match.unit, match.how) == (county.office, "former")


def test_names_of_a_unit_without_successor_lead_nowhere(county):
    operations.retire_unit(actor=county.officer, unit=county.media, replaced_by=None)
    match = match_units(["县融媒体中心"])["县融媒体中心"]
    assert match.unit is None
    assert county.media not in match.candidates


def test_a_whole_notice_costs_three_queries(county):
    with CaptureQueriesContext(connection) as queries:
        match_units([text for text, _, _ in ROWS] + ["没有这个局"] * 3)
    assert len(queries) <= 3
