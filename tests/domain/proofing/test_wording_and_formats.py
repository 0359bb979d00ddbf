"""Wording, formats, damage, citations: one row for each rule, and what looks like a slip and is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.domain.proofing import ProofRules, WordingRow, proofread

RULES = ProofRules.built_in()
SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"

ROWS = [
    # 文号：六角括号、不编虚位、不加“第”
    ("根据青政办发(2026)012号", "format.document_number", "青政办发(2026)012号", "青政办发〔2026〕12号"),
    ("青政办发〔2026〕第3号", "format.document_number", "青政办发〔2026〕第3号", "青政办发〔2026〕3号"),
    # 不存在的日期、混用写法、丢了年月日的日期
    ("于2026年2月30日前", "format.date", "2026年2月30日", None),
    ("6月31日前", "format.date", "6月31日", None),
    ("2026年六月3日", "format.date_mixed", "2026年六月3日", "2026年6月3日"),
    ("2026.6月30日", "format.date_mixed", "2026.6月30日", "2026年6月30日"),
    ("于2026531前报送", "format.date_damaged", "2026531", "2026年5月31日"),
    # 金额
    ("共计500万元元", "format.amount", "万元元", None),
    ("合计1,23,456元", "format.amount", "1,23,456", None),
    ("500000元（大写：伍万元整）", "format.amount", "500000元（大写：伍万元", None),
    # 标点成对、嵌套、重复
    ("他说（没有关上", "format.pairs", "（", None),
    ("（附件)", "format.pair_width", ")", "）"),
    ("《关于印发《办法》的通知》", "format.nesting", "《办法》", "〈办法〉"),
    ("做好工作，，按时报送", "format.repeated_mark", "，，", "，"),
    # 重复的字词
    ("政务公开的的工作", "format.doubled", "的的", "的"),
    ("县人民政府县人民政府办公室", "format.doubled", "县人民政府县人民政府", "县人民政府"),
    # 半角标点夹在全角之中
    ("甲，乙，丙，丁，戊。己，庚；辛，壬,癸。", "format.mark_width", ",", "，"),
    # 句子、段落重复
    ("各单位要高度重视这项工作。各单位要高度重视这项工作。", "format.repeated_text", "各单位要高度重视这项工作。", ""),
    ("请各单位于月底前报送，逾期通报。\n请各单位于月底前报送，逾期通报。", "format.repeated_text", "请各单位于月底前报送，逾期通报。", ""),
    ("加强加强领导", "format.doubled", "加强加强", "加强"),
    # 星期与日期不符，先大写后小写的金额
    ("2026年3月2日（星期三）", "format.weekday", "三", "一"),
    ("人民币伍万元整（¥60000.00）", "format.amount", "伍万元整（¥60000.00", None),
    # 跳号
    ("一、甲\n三、丙", "format.sequence", "三", None),
    ("第一条 甲\n第三条 丙", "format.sequence", "三", None),
    # 用语
    ("由工商行政管理局负责", "wording.organ", "工商行政管理局", "市场监督管理局"),
    ("中华人名共和国", "wording.mistyped", "中华人名共和国", "中华人民共和国"),
    ("關愛殘廢人", "wording.forbidden", "殘廢人", "残疾人"),
    # 乱码和植入
    ("工作锟斤拷", "damage.mojibake", "锟斤拷", None),
    ("甲<script>alert(1)</script>乙", "damage.markup", "<script>alert(1)</script>", ""),
    ("甲&nbsp;乙", "damage.markup", "&nbsp;", " "),
    ("甲\u200b乙", "damage.hidden", "\u200b", ""),
    ("在线娱乐欢迎你", "damage.spam", "在线娱乐", ""),
    ("甲${jndi:ldap://x/a}乙", "damage.markup", "${jndi:ldap://x/a}", ""),
    ("甲<o:p></o:p>乙", "damage.markup", "<o:p></o:p>", ""),
    ("甲%E6%94%BF%E5%8A%A1乙", "damage.mojibake", "%E6%94%BF%E5%8A%A1", None),
    ("甲鏀垮姟鍏紑乙", "damage.mojibake", "鏀垮姟鍏紑", None),
    ("截止目前", "wording.mistyped", "截止目前", "截至目前"),
    ("见https://www.bet365cn.com/x", "damage.link", "https://www.bet365cn.com/x", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule", "words", "repair"), ROWS)
def test_each_rule(text, rule, words, repair):
    found = [(p.rule, text[p.start : p.end], p.repair) for p in proofread(text, rules=RULES)]
    assert (rule, words, repair) in found
    assert all(p.basis and p.message for p in proofread(text, rules=RULES))


FINE = [
    # 规范写法不报
    "《青溪县政务公开工作办法》（青政办发〔2026〕3号）自2026年3月1日起施行。",
    "二〇二六年三月一日",
    # 法院案号不是文号
    "（2019）京01民初1号",
    # “为了了解”“的的确确”“非常非常”不是重复
    "为了了解情况，的的确确非常非常重要。",
    # 目的的、实实在在、涉及及时、问题是是否、企业创业创新、一个一个
    "以营利为目的的活动，实实在在的好处，关键问题是是否到位，小微企业创业创新，一个问题一个问题解决，确需在在线平台外办理。",
    # 多段引文每段起首用前引号，只在末段收
    "修改为：“甲。\n“乙。\n“丙。”",
    # 书名折成两行；“’99”是年份；（word）不是注音；令号写“第”
    "见《关于做好\n工作的通知》，’99世博会，附件下载（word），省政府令〔2023〕第2号。",
    # 半角标点通篇如此的，是一贯的写法
    "甲,乙,丙,丁,戊,己。",
    # 序号在行中的不算跳号，“（一）至（三）项”是引用
    "（一）甲；（二）乙；\n（三）丙\n第六条 甲。第七条 乙\n第八条 丙\n（一）至（三）项所列人员\n",
    # 当年的名称在当年的文件里是对的
    "由省工商局、省国税局负责。\n某省人民政府办公厅　　2015年11月27日\n（此件公开发布）",
    # 日期和星期相符，大小写相符
    "2026年3月2日（星期一），人民币伍万元整（¥50000.00）。",
    # 旧名称在书名号内、在“原”字后、在令号前是对的
    "原国土资源局依据《工商行政管理局规定》和环境保护部令第3号办理。",
    # “农业部门”“该村长期”不是旧名称和旧称呼
    "农业部门和该村长期合作。",
    # 编号里的半个括号
    "1）甲\n2）乙\n（一）丙",
    "预算1,234,567.89元，500000元（大写：伍拾万元整）。",
]


@pytest.mark.parametrize("text", FINE)
def test_what_is_right_is_left_alone(text):
    assert [(p.rule, text[p.start : p.end]) for p in proofread(text, rules=RULES)] == []


def test_old_names_are_right_in_documents_of_then():
    assert proofread("由县环保局负责", rules=RULES, dated=date(2016, 5, 1)) == ()
    assert [p.repair for p in proofread("由县环保局负责", rules=RULES, dated=date(2026, 5, 1))] == ["生态环境局"]


def test_rows_of_the_place_win():
    own = (WordingRow("leader", "县长张山", "县长张珊", "任免通知", True), WordingRow("organ", "环保局", "", ""))
    rules = ProofRules.built_in(own)
    found = {(p.rule, p.repair, p.severity) for p in proofread("县长张山到环保局", rules=rules)}
    assert found == {("wording.leader", "县长张珊", "block"), ("wording.organ", None, "warn")}


def test_citations_of_what_is_no_longer_in_force():
    text = "依据《老办法》（青政发〔2010〕1号）和《新办法》执行，《老办法》同时"
    found = proofread(text, rules=RULES, cited={"《老办法》": "废止", "《新办法》": "现行有效"})
    assert [(p.rule, text[p.start : p.end]) for p in found] == [("citation.repealed", "《老办法》")] * 2


def test_unverified_rows_only_remind():
    assert all(row.is_verified or not row.is_blocking for row in RULES.wording)


# 各地来文中实有的损坏：按行列出，必须全部报出（PUB-10）
DAMAGED = [
    ("000", "format.date_damaged", "202164"),
    ("000", "format.date_damaged", "20216月底前"),
    ("000", "format.date_damaged", "202110月底前"),
    ("000", "format.date_damaged", "2021531"),
    ("000", "format.date_damaged", "2022115"),
    ("000", "format.sequence", "4.2020年"),
    ("002", "damage.markup", "[bookmark: _GoBack]"),
    ("002", "format.pairs", "（"),
    ("002", "format.sequence", "."),
    ("004", "damage.mojibake", "六?!比蝿?"),
    ("004", "damage.spam", "被捣出白浆潮失禁抽出好爽"),
    ("004", "damage.markup", "<sub id="),
]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample notices lie beside the project only")
@pytest.mark.parametrize(("seed", "rule", "words"), DAMAGED)
def test_damaged_lines_of_real_notices(seed, rule, words):
    text = (SEEDS / f"{seed}.txt").read_text("utf-8")
    found = proofread(text, rules=RULES)
    assert any(p.rule == rule and text[p.start : p.end].startswith(words) for p in found)
    if rule == "format.date_damaged":
        assert sum(p.rule == rule for p in found) == 6


OWN_DAMAGE = [
    # 自拟的同类损坏，不依赖来文
    ("报送日期\n202663\n", "format.date_damaged"),
    ("于202612月底前完成", "format.date_damaged"),
    ("[bookmark: _Toc]正文", "damage.markup"),
    ("落实“六?！比蝿?,聚焦", "damage.mojibake"),
    ("<sub id=\"a1\"></sub>正文", "damage.markup"),
    ("正文中\ufffd\ufffd损坏", "damage.replacement"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rule"), OWN_DAMAGE)
def test_damaged_lines_of_our_own(text, rule):
    assert rule in [p.rule for p in proofread(text, rules=RULES)]
