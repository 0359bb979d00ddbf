"""Document numbers and titles as people write them, and what a text cites."""

from __future__ import annotations

import pytest

from gongkai.apps.documents._citations import find_cited, sticking
from gongkai.apps.documents._kinds import kind_rules, read_theme, themes
from gongkai.apps.documents._numbers import normal_number, number_key, title_key
from gongkai.apps.documents.models import Document

NUMBERS = [
    # 规范写法
    ("青政办发〔2026〕12号", "青政办发〔2026〕12号"),
    # 各种括号
    ("青政办发[2026]12号", "青政办发〔2026〕12号"),
    ("青政办发【2026】12号", "青政办发〔2026〕12号"),
    ("青政办发（2026）12号", "青政办发〔2026〕12号"),
    ("青政办发［2026］12号", "青政办发〔2026〕12号"),
    # 全角数字、空格、第、前导零
    ("青政办发 〔２０２６〕 第０１２ 号", "青政办发〔2026〕12号"),
    # 繁体
    ("中府辦函〔2021〕91號", "中府办函〔2021〕91号"),
    # 漏了括号或者“号”
    ("青政发2026年第3号", "青政发〔2026〕3号"),
    ("青政发〔2026〕3", "青政发〔2026〕3号"),
    # 令和公告
    ("省政府令第301号", "省政府令第301号"),
    ("江州省人民政府令 301 号", "江州省人民政府令第301号"),
    ("青溪县人民政府公告2024年第5号", "青溪县人民政府公告2024年第5号"),
    # 还有这些写法
    ("青政办发{2026}12号", "青政办发〔2026〕12号"),
    ("青政办发「2026」12号", "青政办发〔2026〕12号"),
    ("青政办发《2026》12号", "青政办发〔2026〕12号"),
    ("青政办发〔2026年〕12号", "青政办发〔2026〕12号"),
    ("青政办发〔2026)12号", "青政办发〔2026〕12号"),
    ("青溪县人民政府令（第3号）", "青溪县人民政府令第3号"),
    ("青溪县人民政府公告（2024年第5号）", "青溪县人民政府公告2024年第5号"),
    # 不是文号
    ("青政办发〔26〕12号", None),
    ("青政办发〔2026〕12-1号", None),
    ("12号", None),
    ("青政办发", None),
    ("青政发〔2026〕0号", None),
    ("", None),
]


@pytest.mark.parametrize(("written", "kept"), NUMBERS)
def test_a_number_is_kept_in_one_form(written, kept):
    assert normal_number(written) == kept
    assert number_key(written) == (number_key(kept) if kept else "")


def test_the_name_of_the_country_makes_no_other_number():
    assert number_key("中华人民共和国国务院令第711号") == number_key("国务院令第711号")


TITLES = [
    # 标题与印发它的通知相遇
    ("青溪县临时救助办法", "青溪县人民政府关于印发《青溪县临时救助办法》的通知", True),
    ("青溪县临时救助办法（试行）", "青溪县人民政府办公室关于印发青溪县临时救助办法(试行)的通知", True),
    # 法律可以省去国名
    ("政府信息公开条例", "中华人民共和国政府信息公开条例", True),
    # 繁简相同
    ("青溪縣臨時救助辦法", "青溪县临时救助办法", True),
    # 修改它的决定是另一份文件
    ("青溪县临时救助办法", "关于修改《青溪县临时救助办法》的决定", False),
    # 转发的是另一份文件
    ("青溪县临时救助办法", "关于转发《青溪县临时救助办法》的通知", False),
    # 试行与正式不是一份
    ("青溪县临时救助办法", "青溪县临时救助办法（试行）", False),
]


@pytest.mark.parametrize(("one", "other", "is_same"), TITLES)
def test_titles_that_mean_one_document_meet(one, other, is_same):
    assert (title_key(one) == title_key(other)) is is_same


CITED = [
    # 标题带文号，是一份文件
    ("依照《临时救助办法》（青政发〔2026〕3号）办理", [("《临时救助办法》（青政发〔2026〕3号", "青政发-2026-3", "临时救助办法")]),
    # 只有标题
    ("按照《临时救助办法》执行", [("《临时救助办法》", "", "临时救助办法")]),
    # 只有文号
    ("落实青政办发〔2026〕12号要求", [("青政办发〔2026〕12号", "青政办发-2026-12", "")]),
    # 令
    ("根据省政府令第301号规定", [("省政府令第301号", "省政府令-301", "")]),
    ("《江州省档案办法》（江州省人民政府令第88号）", [("《江州省档案办法》（江州省人民政府令第88号", "江州省人民政府令-88", "江州省档案办法")]),
    # 标题里的标题属于外层
    ("《关于修改〈临时救助办法〉的决定》", [("《关于修改〈临时救助办法〉的决定》", "", "关于修改临时救助办法的决定")]),
    # 报纸、证件不是文件
    ("在《江州日报》公布，凭《残疾人证》办理", []),
    # 两份
    ("《甲办法》和《乙办法》", [("《甲办法》", "", "甲办法"), ("《乙办法》", "", "乙办法")]),
    # 贴着文号的话不算在内
    ("即日起废止青政发〔2021〕1号", [("青政发〔2021〕1号", "青政发-2021-1", "")]),
    ("继续执行县政府印发的青政发〔2021〕1号文件", [("青政发〔2021〕1号", "青政发-2021-1", "")]),
    ("依据青数据发〔2024〕2号", [("青数据发〔2024〕2号", "青数据发-2024-2", "")]),
    # 后面的号省去机关代字和年份
    ("青政规〔2023〕2号、3号和〔2024〕5号同时废止",
     [("青政规〔2023〕2号", "青政规-2023-2", ""), ("3号", "青政规-2023-3", ""), ("〔2024〕5号", "青政规-2024-5", "")]),
    ("见青政规〔2023〕2号、3号楼", [("青政规〔2023〕2号", "青政规-2023-2", "")]),
    # 令号在括号里
    ("按照青溪县人民政府令（第3号）", [("青溪县人民政府令（第3号）", "青溪县人民政府令-3", "")]),
    # 没有闭合的书名号
    ("见《临时救助办法", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_what_a_text_cites(text, expected):
    found = find_cited(text)
    assert [(one.text, one.number_key, one.title_key) for one in found] == expected
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        # 原、对可能是前面的话，也可能是原平市的代字：两种都认
        ("原青政发〔2021〕1号同时废止", {"原青政发-2021-1", "青政发-2021-1"}),
        ("原政发〔2021〕1号", {"原政发-2021-1", "政发-2021-1"}),
        ("青政发〔2021〕1号", {"青政发-2021-1"}),
    ],
)
def test_a_character_that_may_stick_to_a_number_leaves_two_readings(written, meant):
    (cited,) = find_cited(written)
    assert set(cited.number_keys) == meant
    assert all(cited.number_key in sticking(key) for key in meant)


def test_a_long_text_is_read_in_a_moment():
    text = "根据《临时救助办法》（青政发〔2026〕3号）和省政府令第301号，" * 2000
    assert len(find_cited(text)) == 4000
    assert find_cited("《" * 20_000) == ()


def test_every_kind_has_its_rule_and_asks_only_for_fields_it_has():
    rules = kind_rules()
    assert set(rules) == set(Document.Kind.values)
    names = {field.name for field in Document._meta.get_fields()}
    assert [(kind, name) for kind, rule in rules.items() for name in rule.fields if name not in names] == []


THEMES = [
    # 编号、名称、各种分隔
    ("0201", "综合政务\\政务公开"),
    ("综合政务\\政务公开", "综合政务\\政务公开"),
    ("综合政务/政务公开", "综合政务\\政务公开"),
    ("综合政务 > 政务公开", "综合政务\\政务公开"),
    ("综合政务", "综合政务"),
    # 只有二级名称，且只有一处
    ("政务公开", "综合政务\\政务公开"),
    # “其他”每类都有，不能猜
    ("其他", "其他"),
    ("没有这一类", None),
]


@pytest.mark.parametrize(("written", "kept"), THEMES)
def test_a_class_is_kept_by_its_name(written, kept):
    assert read_theme(written) == kept


def test_the_classes_are_the_twenty_two():
    assert len(themes()) == 22
    assert (themes()[1].name, themes()[1].items[0]) == ("综合政务", ("0201", "政务公开"))
    assert max(len(f"{theme.name}\\{name}") for theme in themes() for _, name in theme.items) <= 40
