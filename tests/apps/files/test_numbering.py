"""Automatic numbers, counted as Word shows them."""

import pytest

from gongkai.apps.files.readers import read_bytes
from gongkai.apps.files.readers.word.numerals import numeral
from gongkai.domain.notices import Paragraph
from tests.apps.files.samples import docx, item, level, p, word_list

NUMERALS = [
    # 一、二、……十、十一、二十
    (
        "chineseCounting",
        [1, 10, 11, 20, 21, 100, 105, 110, 1005],
        ["一", "十", "十一", "二十", "二十一", "一百", "一百零五", "一百一十", "一千零五"],
    ),
    ("chineseCountingThousand", [3, 12, 30], ["三", "十二", "三十"]),
    ("japaneseCounting", [4, 14], ["四", "十四"]),
    ("ideographDigital", [1, 10, 24], ["一", "一〇", "二四"]),
    ("chineseLegalSimplified", [1, 12], ["壹", "壹拾贰"]),
    ("decimalEnclosedCircle", [1, 20, 21], ["①", "⑳", "21"]),
    ("decimalEnclosedParen", [2], ["⑵"]),
    ("decimalFullWidth", [12], ["１２"]),
    ("decimalZero", [3, 12], ["03", "12"]),
    ("ideographTraditional", [1, 10], ["甲", "癸"]),
    ("ideographZodiac", [12], ["亥"]),
    ("upperRoman", [4, 9, 14], ["IV", "IX", "XIV"]),
    ("lowerLetter", [1, 26, 27], ["a", "z", "aa"]),
    # 不认识的格式写成数字；零和负数也不出错
    ("thaiCounting", [5], ["5"]),
    ("chineseCounting", [0, -3], ["0", "-3"]),
    ("none", [7], [""]),
]


@pytest.mark.parametrize(("form", "counts", "expected"), NUMERALS)
def test_numerals(form: str, counts: list[int], expected: list[str]) -> None:
    assert [numeral(count, form) for count in counts] == expected


def labels(body: str, numbering: str, styles: str = "") -> list[str]:
    found = read_bytes(docx(body, numbering, styles), "a.docx")
    return [block.label.rstrip(" ") for block in found if isinstance(block, Paragraph)]


THREE = word_list(
    level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3.")
)


def test_a_number_without_a_mark_is_parted_from_the_text() -> None:
    numbering = word_list(level(0, "decimal", "第%1章"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%3."))
    found = read_bytes(docx("".join(item("公开", depth=depth) for depth in range(3)), numbering), "a.docx")
    assert [block.label + block.text for block in found] == ["第1章 公开", "1.1 公开", "1.公开"]


def test_three_levels_restart_under_each_heading() -> None:
    body = "".join(item("文", depth=depth) for depth in (0, 1, 2, 2, 1, 2, 0, 1, 2))
    assert labels(body, THREE) == ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）", "1."]


def test_a_number_may_repeat_the_levels_above() -> None:
    numbering = word_list(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3"))
    assert labels("".join(item("文", depth=depth) for depth in (0, 1, 1, 2)), numbering) == ["1", "1.1", "1.2", "1.2.1"]


def test_a_level_above_that_was_never_used_shows_its_start() -> None:
    numbering = word_list(level(0, "decimal", "%1", start=3), level(1, "decimal", "%1.%2"))
    assert labels(item("文", depth=1), numbering) == ["3.1"]


def test_legal_style_writes_chinese_levels_in_digits() -> None:
    numbering = word_list(level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", more="<w:isLgl/>"))
    assert labels(item("文") + item("文", depth=1), numbering) == ["第一章", "1.1"]


def test_a_level_that_never_restarts() -> None:
    numbering = word_list(
        level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')
    )
    assert labels("".join(item("文", depth=depth) for depth in (0, 1, 0, 1)), numbering) == ["一、", "1.", "二、", "2."]


def test_lists_that_share_their_levels_count_on_unless_told_to_start() -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    fresh = (
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    body = item("文", 1) + item("文", 2) + item("文", 3) + item("文", 3)
    assert labels(body, word_list(level(0, "decimal", "%1.")) + again + fresh) == ["1.", "2.", "1.", "2."]


def test_an_override_may_replace_the_whole_level() -> None:
    own = f'<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">{level(0, "decimal", "（%1）")}</w:lvlOverride></w:num>'
    assert labels(item("文", 2), word_list(level(0, "decimal", "%1.")) + own) == ["（1）"]


def test_numbers_from_a_paragraph_style_and_the_style_it_is_based_on() -> None:
    numbering = word_list(
        level(0, "chineseCounting", "%1、", more='<w:pStyle w:val="H1"/>'),
        level(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="H2"/>'),
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H1"/></w:style>'
    )
    body = "".join(p("文", f'<w:pStyle w:val="{style}"/>') for style in ("H1", "H2", "H2", "Own"))
    # 编号为零的段落不编号
    body += p("文", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert labels(body, numbering, styles) == ["一、", "（一）", "（二）", "二、", ""]


def test_a_list_may_point_to_a_numbering_style() -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="Outline"/></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="5"/></w:num>'
    )
    styles = '<w:style w:type="numbering" w:styleId="Outline"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert labels(item("文", 5), word_list(level(0, "decimal", "%1)")) + linked, styles) == ["1)"]


def test_bullets_and_unknown_lists_have_no_number() -> None:
    numbering = word_list(level(0, "bullet", "●"))
    assert labels(item("文") + item("文", 9) + item("文", 1, 7), numbering) == ["", "", ""]


def test_deleted_paragraphs_are_not_counted() -> None:
    deleted = f"<w:del>{item('删去')}</w:del>"
    assert labels(item("文") + deleted + item("文"), word_list(level(0, "decimal", "%1."))) == ["1.", "2."]
