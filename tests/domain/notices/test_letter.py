"""The covering letter and the head of the plan."""

from datetime import date as d

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.notices._letter import plan_year, read_letter

LETTER = """青溪县人民政府网
2026-03-09 10:12 来源：县政府办公室

青溪县人民政府办公室
关于印发青溪县2026年政务公开工作要点分工方案的通知
青政办发〔2026〕12号

各乡镇人民政府、街道办事处，县政府各部门、各直属机构：
根据《青溪省人民政府办公厅关于印发2026年政务公开工作要点的通知》（青省政办〔2026〕7号）要求，经县政府同意，现将《青溪县2026年政务公开工作要点分工方案》印发给你们。各单位于本方案公布后10个工作日内报送落实计划。

青溪县人民政府办公室
2026年3月2日
（此件公开发布）
"""
PLAN = """
青溪县2026年政务公开工作要点分工方案
一、重点任务
（一）做好规划公开。
"""


@pytest.fixture
def letter():
    text = LETTER + PLAN
    start = text.index("青溪县人民政府办公室\n2026年3月2日")
    title = text.rindex("青溪县2026年政务公开工作要点分工方案")
    return read_letter(text, (0, len(LETTER)), (start, start + 21), (title, title + 20))


def test_the_title_is_joined_to_its_issuer(letter):
    assert (
        letter.title.text.replace("\n", "") == "青溪县人民政府办公室关于印发青溪县2026年政务公开工作要点分工方案的通知"
    )
    assert letter.issuer.text == "青溪县人民政府办公室"


def test_the_notices_own_number_is_not_the_cited_one(letter):
    assert letter.document_number.text == "青政办发〔2026〕12号"


def test_the_date_of_the_page_is_not_the_date_of_the_letter(letter):
    assert letter.written_on == d(2026, 3, 2)
    assert letter.published_on == d(2026, 3, 9)


def test_recipients_are_cut_at_whole_names(letter):
    assert [body.text for body in letter.recipients] == [
        "各乡镇人民政府", "街道办事处", "县政府各部门", "各直属机构",
    ]  # fmt: skip


def test_the_ground_has_its_number_and_is_not_the_plan_itself(letter):
    assert [ground.text for ground in letter.legal_basis] == [
        "《青溪省人民政府办公厅关于印发2026年政务公开工作要点的通知》（青省政办〔2026〕7号）"
    ]


def test_what_the_letter_itself_asks(letter):
    assert [limit.text for limit in letter.deadlines] == ["本方案公布后10个工作日内"]


def test_attribute_and_attachment(letter):
    assert letter.disclosure_attribute == "主动公开"
    assert letter.attachment_title.text == "青溪县2026年政务公开工作要点分工方案"


def test_lost_line_ends_leave_the_letter_readable():
    text = "青人社发〔2026〕9号各市（含东城、西城）人社局，厅属各单位：《青溪省数字人社方案》已经同意，现印发给你们。青溪省人力资源和社会保障厅2026年4月12日（此件主动公开）"
    letter = read_letter(text, (0, len(text)), None, None)
    assert [body.text for body in letter.recipients] == ["各市（含东城、西城）人社局", "厅属各单位"]
    assert letter.written_on == d(2026, 4, 12)
    assert letter.issuer.text == "青溪省人力资源和社会保障厅"


def test_a_shared_ending_of_recipients_is_not_cut():
    text = "各省、自治区、直辖市人民政府，国务院各部委：\n正文"
    letter = read_letter(text, (0, len(text)), None, None)
    assert [body.text for body in letter.recipients] == ["各省、自治区、直辖市人民政府", "国务院各部委"]


def test_a_row_of_page_fields_gives_title_number_and_date():
    text = (
        "索引号：1234 发布机构：青溪县教育局 发文日期：2026-02-11 名称：青溪县教育局关于做好政务公开工作的通知 文号：青教〔2026〕8号\n"
        "局机关各科室、各直属单位：\n为贯彻落实《青溪省政务公开条例》，现通知如下：\n"
    )
    letter = read_letter(text, (0, len(text)), None, None)
    assert letter.title.text == "青溪县教育局关于做好政务公开工作的通知"
    assert (letter.document_number.text, letter.written_on) == ("青教〔2026〕8号", d(2026, 2, 11))
    assert [body.text for body in letter.recipients] == ["局机关各科室", "各直属单位"]
    assert [ground.text for ground in letter.legal_basis] == ["《青溪省政务公开条例》"]


def test_a_damaged_date_of_its_own_line_is_read():
    text = "各乡镇：\n现印发给你们。\n青溪县人民政府办公室\n202664\n"
    assert read_letter(text, (0, len(text)), None, None).written_on == d(2026, 6, 4)


def test_what_is_not_printed_is_none():
    letter = read_letter("一、做好公开。", (0, 0), None, None)
    assert (letter.title, letter.issuer, letter.document_number, letter.written_on) == (None, None, None, None)
    assert (letter.recipients, letter.legal_basis, letter.deadlines) == ((), (), ())


@pytest.mark.parametrize(
    ("text", "year"),
    [
        # 方案名称中的年份
        ("青溪县2026年政务公开工作要点\n2027年1月3日", 2026),
        ("二〇二六年政务公开任务分工", 2026),
        # 跨年规划不指一年，用落款
        ("青溪县五年行动计划(2026—2030年)实施方案\n青溪县人民政府\n2026年7月8日\n", 2026),
        # 引用文件的文号年份不是方案的年份
        ("贯彻《关于2019年工作的通知》（国办发〔2019〕54号）\n青溪县人民政府办公室2026年3月2日\n", 2026),
        ("没有年份", None),
    ],
)
def test_plan_year(text, year):
    assert plan_year(text) == year


@given(st.text(alphabet="各乡镇局办：，、。\n《》关于印发的通知2026年月日〔〕号()（） 附件现将已经", max_size=120))
def test_reading_never_fails_and_spans_slice(text):
    letter = read_letter(text, (0, len(text)), None, None)
    single = (letter.title, letter.issuer, letter.document_number, letter.attachment_title, letter.written_on_text)
    for found in (*[s for s in single if s], *letter.recipients, *letter.legal_basis, *letter.deadlines):
        assert text[slice(*found.span)] == found.text
