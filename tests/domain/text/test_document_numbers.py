"""Document numbers, however the bracket is printed."""

import pytest

from gongkai.domain.text import document_numbers

ROWS = [
    ("青政办发〔2026〕12号", "青政办发〔2026〕12号"),
    # 方括号、圆括号、书名号都有人用
    ("青政办发[2026]12号", "青政办发〔2026〕12号"),
    ("青政办发（2026）12号", "青政办发〔2026〕12号"),
    # 字间空格
    ("青政办发〔2026〕 12 号", "青政办发〔2026〕12号"),
    # 句中的引导词不属于文号
    ("根据青政办函〔2026〕3号要求", "青政办函〔2026〕3号"),
    # 繁体不改
    ("青府辦函〔2026〕91號", "青府辦函〔2026〕91号"),
]


@pytest.mark.parametrize(("text", "normal"), ROWS)
def test_normal_form(text, normal):
    (number,) = document_numbers(text)
    assert number.normal == normal
    assert text[number.start :].startswith(number.code)


def test_all_numbers_of_a_text_in_order():
    found = document_numbers("贯彻国办发〔2025〕8号、省政办发〔2026〕2号精神")
    assert [(n.year, n.serial) for n in found] == [(2025, 8), (2026, 2)]


@pytest.mark.parametrize("text", ["2026年第12号", "国令第711号", "12345号热线", "第3号"])
def test_no_bracketed_year_no_document_number(text):
    assert document_numbers(text) == ()
