"""Units in brackets, cells and lines, and bodies that prose names as doers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.notices._units import doers, looks_like_units, split_units


def names(found):
    return [unit.text for unit in found]


LISTS = [
    # 括号里：牵头，其余按职责分工
    ("〔县政务局牵头，各乡镇、县直各部门按职责分工负责〕", ["县政务局"], ["各乡镇", "县直各部门"]),
    # 多家牵头
    ("（县交通局、公安局分别牵头各自领域，各乡镇配合）", ["县交通局", "公安局"], ["各乡镇"]),
    ("（县政务局牵头，县司法局配合；各乡镇落实）", ["县政务局"], ["县司法局", "各乡镇"]),
    ("（县科技局牵头落实）", ["县科技局"], []),
    # 无牵头即均为责任单位
    ("（县司法局、县财政局负责）", [], ["县司法局", "县财政局"]),
    ("责任单位：县发改局、教育局，各镇人民政府", [], ["县发改局", "教育局", "各镇人民政府"]),
    # 标签决定角色
    ("（牵头单位：县教育局；责任单位：县财政局、各乡镇）", ["县教育局"], ["县财政局", "各乡镇"]),
    ("（牵头单位：县教育局。责任单位：县财政局）", ["县教育局"], ["县财政局"]),
    ("牵头单位：县发展和改革局 责任单位：各乡镇人民政府", ["县发展和改革局"], ["各乡镇人民政府"]),
    ("（主办：县司法局；协办：县直各部门）", ["县司法局"], ["县直各部门"]),
    # 人不是单位
    ("（牵头领导：张三；责任单位：县司法局；责任人：李四）", [], ["县司法局"]),
    # 套话不是名称
    ("（县科技局、县工信局等部门按职责分工负责）", [], ["县科技局", "县工信局"]),
    ("（县总工会、县妇联等和各乡镇人民政府负责）", [], ["县总工会", "县妇联", "各乡镇人民政府"]),
    ("（由县市场监管局牵头，会同县公安局等部门落实）", ["县市场监管局"], ["县公安局"]),
    ("县直各部门、各镇街。县发改局、审计局按照职责分工强化监管。", [], ["县直各部门", "各镇街", "县发改局", "审计局"]),
    # 名称里的括号、“和”“与”不拆
    ("（各县（市、区）政府、县府办〔县大数据局〕负责）", [], ["各县（市、区）政府", "县府办〔县大数据局〕"]),
    (
        "（县人力资源和社会保障局、专业技术人员与职称管理科负责）",
        [],
        ["县人力资源和社会保障局", "专业技术人员与职称管理科"],
    ),
    # 名称之间的“和”“及”“以及”拆开
    ("（县水利局和各乡镇人民政府负责）", [], ["县水利局", "各乡镇人民政府"]),
    ("（县编办及县直有关单位负责）", [], ["县编办", "县直有关单位"]),
    # “商”“和平”“协办”“推进”是名称的一部分
    ("（商务局、和平区政府、政协办、项目推进中心负责）", [], ["商务局", "和平区政府", "政协办", "项目推进中心"]),
    # 共用一个词尾的两级政府不拆
    ("（各市、县人民政府负责）", [], ["各市、县人民政府"]),
    # 斜线、空格分隔
    ("县政府办公室/县大数据中心", [], ["县政府办公室", "县大数据中心"]),
    ("县发展改革局 县财政局", [], ["县发展改革局", "县财政局"]),
    # 繁体原样返回
    ("（縣發展改革局牽頭，各鎮街配合）", ["縣發展改革局"], ["各鎮街"]),
    # 无
    ("——", [], []),
    ("", [], []),
]


@pytest.mark.parametrize(("text", "lead", "responsible"), LISTS)
def test_names_and_roles(text, lead, responsible):
    found = split_units(text, 0)
    assert (names(found.lead), names(found.responsible)) == (lead, responsible)


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("（责任单位：县政府办；完成时限：2026年4月前）", ["2026年4月前"]),
        ("（县政府办牵头，各乡镇配合，6月底完成）", ["6月底完成"]),
        ("（县政府办负责，长期坚持）", ["长期坚持"]),
        ("（完成时限：年底前；责任单位：县政府办）", ["年底前"]),
    ],
)
def test_limits_among_the_units(text, limits):
    found = split_units(text, 0)
    assert names(found.limits) == limits
    assert "县政府办" in names((*found.lead, *found.responsible))


def test_the_first_leads_when_the_text_says_so():
    found = split_units("（县教育局、县财政局负责，排在第一位的为牵头单位，下同）", 0)
    assert found.first_leads
    assert (names(found.lead), names(found.responsible)) == (["县教育局"], ["县财政局"])


def test_units_for_all_following_tasks_are_kept_apart():
    found = split_units("（责任单位：县民政局。以下任务均需各乡镇、开发区管委会落实，不再列出）", 0)
    assert names(found.responsible) == ["县民政局"]
    assert names(found.for_all) == ["各乡镇", "开发区管委会"]


@pytest.mark.parametrize(
    "text",
    [
        "（责任单位：县司法局）", "（相关部门按职责分工负责）", "县直各部门、各乡镇", "各有关单位", "办公室", "（县法院、县检察院）",
        "（县供电公司、县水务集团）", "镇党政办、经济发展办、社会事务办", "张家湾镇、王庄街道", "（以上工作由县政府办公室牵头负责）",
    ],
)  # fmt: skip
def test_lists_of_units_are_recognised(text):
    assert looks_like_units(text)


@pytest.mark.parametrize(
    "text",
    [
        # 举例、说明、简称、文号、地名
        "（含东乡、西乡）", "（张家湾、王庄）", "（如教育、医疗等）", "（以下简称《条例》）", "（国办发〔2019〕54号）", "（2026年修订）",
        "（在市场监管部门注册的企业、个体户等）", "（试行）", "（图解、视频、问答等）", "（来源：县政府办公室）", "（经营场所）",
        # 列名本身
        "责任单位", "牵头单位",
        # 栏目与平台
        "政府网站", "政务新媒体",
        # 句子
        "各部门要做好公开工作", "加强组织领导", "工作要求", "——", "",
    ],
)  # fmt: skip
def test_other_brackets_and_lines_are_not(text):
    assert not looks_like_units(text)


DOERS = [
    # 要、应、负责之前的主语
    ("各乡镇和县直各部门、各单位要依法确定专人。", [], ["各乡镇", "县直各部门", "各单位"]),
    ("县政府办公室总牵头，各乡镇承担推进职责。", ["县政府办公室"], ["各乡镇"]),
    ("办公室为政务公开的牵头责任部门，其他科室负责具体任务。", ["办公室"], ["其他科室"]),
    # 限定语不属于名称
    ("未涉及上述领域的县直其他部门，要自定重点领域。", [], ["县直其他部门"]),
    # 特别是、暨、会同 分开两家
    ("各级各部门特别是基层政府要主动指导。", [], ["各级各部门", "基层政府"]),
    ("县民政局会同各乡镇开展核查。", [], ["县民政局", "各乡镇"]),
    # 等部门前的简称照录
    ("不动产管理、住房公积金管理等相关部门积极配合。", [], ["不动产管理", "住房公积金管理"]),
    # 名称中的括号
    ("各市（含东城、西城）政府、开发区管委会要加强监督检查。", [], ["各市（含东城、西城）政府", "开发区管委会"]),
    # 由……负责
    ("政策咨询由县政务服务中心负责。", [], ["县政务服务中心"]),
]


@pytest.mark.parametrize(("text", "lead", "responsible"), DOERS)
def test_bodies_under_a_duty(text, lead, responsible):
    found = doers(text, 0)
    assert (names(found.lead), names(found.responsible)) == (lead, responsible)


@pytest.mark.parametrize(
    "text",
    [
        # 人、网站、地方、被支持者、被禁止者、已完成的事
        "主要负责同志要靠前指挥。", "政府网站要开设专栏。", "全县建立培训制度。", "指导各级行政机关做好衔接。",
        "各单位不得以任何理由拒绝。", "指南已于2026年2月由县市场监管局发布。", "加强公开平台建设，优化办事流程。",
    ],
)  # fmt: skip
def test_nobody_is_named(text):
    found = doers(text, 0)
    assert (found.lead, found.responsible) == ((), ())


ALPHABET = "县市各镇局委办厅牵头责任单位负责配合按职责分工、，；：。（）〔〕/ —和及等部门6月底完成时限要应由\n"


@given(st.text(alphabet=ALPHABET, max_size=80), st.integers(0, 9999))
def test_spans_always_slice_to_the_words(text, at):
    looks_like_units(text)
    for found in (split_units(text, at), doers(text, at)):
        for unit in (*found.lead, *found.responsible, *found.limits, *found.for_all):
            assert text[unit.span[0] - at : unit.span[1] - at] == unit.text
