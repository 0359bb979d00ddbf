"""Personal data: what is found, what is left alone, how it is masked. The numbers are made up."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.domain.proofing import Cell, ProofRules, Table, masked, proofread

RULES = ProofRules.built_in()
# 校验码正确的号码，均为编造
ID, CARD, PHONE = "110101199003070134", "6222021234567890128", "13800138000"


def told(text, tables=()):
    """(kind, words) of the personal data found."""
    found = proofread(text, rules=RULES, tables=tables)
    return [(p.rule.removeprefix("privacy."), text[p.start : p.end]) for p in found if p.rule.startswith("privacy.")]


def luhn(body):
    """The body with its check digit."""
    return next(body + d for d in "0123456789" if _sum(body + d) % 10 == 0)


def _sum(number):
    return sum(sum(divmod(int(d) * (1 + i % 2), 10)) for i, d in enumerate(reversed(number)))


def resident(body):
    """The seventeen digits with their check sign."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


ID = resident("11010119900307013")
CROSS = next(resident(f"110101199003070{n:02}") for n in range(99) if resident(f"110101199003070{n:02}")[-1] == "X")
CARD = luhn("622202123456789012")

FOUND = [
    # 校验码正确的十八位号码，前后不必有说明
    (f"申请人张某，身份证号码{ID}。", "resident_id", ID),
    # 空格、短横、换行、零宽字符隔开的，仍是同一个号码
    (f"号码 {ID[:6]} {ID[6:14]} {ID[14:]}。", "resident_id", f"{ID[:6]} {ID[6:14]} {ID[14:]}"),
    (f"（{ID[:6]}-{ID[6:14]}-{ID[14:]}）", "resident_id", f"{ID[:6]}-{ID[6:14]}-{ID[14:]}"),
    (f"身份证{ID[:9]}\n{ID[9:]}。", "resident_id", f"{ID[:9]}\n{ID[9:]}"),
    (f"身份证{ID[:9]}\u200b{ID[9:]}。", "resident_id", f"{ID[:9]}\u200b{ID[9:]}"),
    # 末位是 X 的，大小写、全角都算
    (f"身份證：{CROSS.lower()}，", "resident_id", CROSS.lower()),
    (f"身份证：{CROSS[:17]}Ｘ，", "resident_id", CROSS[:17] + "Ｘ"),
    # 标明是身份证号而校验码不符：可能录错，提醒核对
    (f"身份证号：{ID[:17]}{(int(ID[17]) + 1) % 10 if ID[17] != 'X' else 1}。", "resident_id", None),
    # 十五位旧号码
    ("身份证号码320311770706001。", "resident_id", "320311770706001"),
    # 手机号码的各种写法
    (f"电话{PHONE}。", "mobile", PHONE),
    ("+86 138 0013 8000", "mobile", "+86 138 0013 8000"),
    ("手机：１３８－００１３－８０００", "mobile", "１３８－００１３－８０００"),
    ("手机一三八〇〇一三八〇〇〇。", "mobile", "一三八〇〇一三八〇〇〇"),
    ("手机 1 3 8 0 0 1 3 8 0 0 0。", "mobile", "1 3 8 0 0 1 3 8 0 0 0"),
    # 联系人的手机也提醒：宜用单位电话
    (f"联系人：李某，{PHONE}。", "mobile", PHONE),
    # 固定电话和手机写在一起
    (f"0311-85819748/{PHONE}", "mobile", PHONE),
    # 银行卡号
    (f"发放至银行卡{CARD}。", "bank_card", CARD),
    (f"卡号：{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}。", "bank_card", None),
    # 个人邮箱
    ("邮箱：lisi88@qq.com。", "email", "lisi88@qq.com"),
    ("邮箱：lisi88＠163.com。", "email", "lisi88＠163.com"),
    ("邮箱：lisi88(at)126.com。", "email", "lisi88(at)126.com"),
    # 家庭住址：有标签的、有单元室号的、村组门牌的
    ("家庭住址：青溪县城关镇文昌巷3号2单元401室。", "home_address", "青溪县城关镇文昌巷3号2单元401室"),
    ("戶籍地址：青溪縣柳灣鎮東村三組12號。", "home_address", "青溪縣柳灣鎮東村三組12號"),
    ("李某，女，住青溪县柳湾镇东村3组。", "home_address", "青溪县柳湾镇东村3组"),
    ("位于青溪县城关镇阳光小区3栋2单元401室的房屋", "home_address", "青溪县城关镇阳光小区3栋2单元401室"),
    # 括号隔开生日、“No.”和斜线之后的身份证号
    (f"号码{ID[:6]}({ID[6:14]}){ID[14:]}。", "resident_id", f"{ID[:6]}({ID[6:14]}){ID[14:]}"),
    (f"Ｎｏ．{ID}。", "resident_id", ID),
    (f"某人/{ID}/", "resident_id", ID),
    # 残疾人证号是身份证号加两位
    (f"残疾人证{ID}43。", "resident_id", f"{ID}43" if ID[-1] != "X" else None),
    # 扫描误识的字母、圈码、报话用字、大写数字
    ("电话：l38OO138000。", "mobile", "l38OO138000"),
    ("电话①③⑧⓪⓪①③⑧⓪⓪⓪。", "mobile", "①③⑧⓪⓪①③⑧⓪⓪⓪"),
    ("电话幺三八洞洞幺三八洞洞洞。", "mobile", "幺三八洞洞幺三八洞洞洞"),
    ("手机壹叁捌零零壹叁捌零零零。", "mobile", "壹叁捌零零壹叁捌零零零"),
    # 区号括号算在号码内
    ("（+86）13800138000。", "mobile", "（+86）13800138000"),
    # 序号、问号之后的号码
    ("1.13800138000。", "mobile", PHONE),
    # 银行卡的其他断法
    (f"卡号：{CARD[:5]} {CARD[5:10]} {CARD[10:15]} {CARD[15:]}。", "bank_card", None),
    (f"工行卡{CARD[:4]}.{CARD[4:8]}.{CARD[8:12]}.{CARD[12:]}。", "bank_card", None),
    # 邮箱的其他写法
    ("mailto:lisi88@qq.com。", "email", "lisi88@qq.com"),
    ("邮箱：lisi88﹫qq.com。", "email", "lisi88﹫qq.com"),
    ("邮箱：lisi88@163。com，", "email", "lisi88@163。com"),
    ("邮箱：lisi88(at)163(dot)com，", "email", "lisi88(at)163(dot)com"),
    ("邮箱：lisi88@\n163.com，", "email", "lisi88@\n163.com"),
    # 住址的其他写法
    ("家住在青溪县城关镇滨江壹号C座1169，", "home_address", "青溪县城关镇滨江壹号C座1169"),
    ("家住北旗乌兰镇哈日嘎查79号，", "home_address", "北旗乌兰镇哈日嘎查79号"),
    ("住址：青溪县凤凰城九栋二单元三〇二室。", "home_address", "青溪县凤凰城九栋二单元三〇二室"),
    ("通讯地址：青溪县文昌巷34号院8号楼6单元540号。", "home_address", "青溪县文昌巷34号院8号楼6单元540号"),
    ("住青溪县柳湾镇东村二十组；", "home_address", "青溪县柳湾镇东村二十组"),
    # 有标签的其他证件、住宅电话、即时通信账号、车牌
    ("护照号码：EA2578922，", "document", "EA2578922"),
    ("军官证：军字第5134043号。", "document", "军字第5134043号"),
    ("家庭电话：0571-82345678。", "landline", "0571-82345678"),
    ("微信号：lisi-8888，", "account", "lisi-8888"),
    ("车牌号：京A12F45。", "plate", "京A12F45"),
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_personal_data_is_found(text, kind, words):
    found = told(text)
    assert [kind] == [one for one, _ in found]
    assert words is None or found[0][1] == words


INNOCENT = [
    # 索引号、信用代码、发文字号、项目代码
    "索引号：11370322004222241N/2021-5135380",
    "统一社会信用代码：91110108MA01ABCD2X",
    "青政办发〔2026〕12号",
    "项目代码：2019-440300-70-03-101234",
    # 固定电话和热线是公开电话
    "联系电话：023-63812345",
    "咨询电话：（0311）66908747转802，12345热线",
    # 单位邮箱和政府域名的邮箱
    "单位邮箱：qxcz@163.com",
    "举报邮箱：jb2026@126.com",
    "电子邮箱：zwgk@qingxi.gov.cn",
    # 办公地址
    "地址：青溪县人民路1号县政府",
    "办公地址：青溪县人民路1号3幢2单元201室",
    "邮寄地址：北京市通州区运河东大街57号院5号楼318室（市商务局）",
    # 已经遮盖的
    "身份证号：110101********0134，手机138****8000，银行卡尾号0128",
    # 金额、网址、流水号
    "总投资13800138000元",
    "https://www.qingxi.gov.cn/art_13800138000.html",
    f"流水号：{CARD}",
    "订单号：20210315123456789012",
    # 统计数字
    "1 3 8 0 0 1 3 8 0 0 0 5 6 2 1 0 0 3 7 7 8",
    "1520 4304 6388 3411 1536 5937 583 7203",
    # 单位账户
    f"户名：青溪县财政局，开户行：青溪农商银行，账号：{CARD}。",
    # 以克计的数、采购编号、证书文号
    "总重13812345678克",
    "采购编号：A14652479379。",
    "建字第633993020901999号",
    # 单位的通讯地址、公众号、会议号
    "通讯地址：青溪县人民路1号",
    "县民政局\n地址：青溪县人民路1号3栋2单元201室（婚姻登记处）",
    "微信公众号：qingxifabu",
    "腾讯会议：138-745-582",
    # 讲规则，不是地址
    "向户籍所在地的乡镇人民政府或者街道办事处提出申请",
    "柳湾镇东村3组道路硬化工程完工",
    "校验码不符又没有说明的数字110101199003070131不是身份证号" if ID[-1] != "1" else "无",
]


@pytest.mark.parametrize("text", INNOCENT)
def test_what_belongs_to_nobody_is_left_alone(text):
    assert told(text) == []


MASKED = [
    # 身份证前6后4，手机前3后4，银行卡后4，邮箱首字符和域名，住址到乡镇或村
    (ID, ID[:6] + "********" + ID[14:]),
    (PHONE, "138****8000"),
    ("+86 138-0013-8000", "+86 138-****-8000"),
    (f"银行卡{CARD}", "银行卡" + "*" * 15 + CARD[-4:]),
    ("邮箱lisi88@qq.com", "邮箱l***@qq.com"),
    ("住址：青溪县城关镇文昌巷3号2单元401室", "住址：青溪县城关镇***"),
    ("住址：青溪县柳湾镇东村3组12号", "住址：青溪县柳湾镇***"),
]


@pytest.mark.parametrize(("text", "shown"), MASKED)
def test_masks(text, shown):
    assert masked(text) == shown
    assert told(shown) == []


def test_the_message_never_shows_the_value():
    (problem,) = proofread(f"身份证{ID}", rules=RULES)
    assert ID not in problem.message
    assert problem.ground_needed
    assert problem.severity == "block"
    assert problem.repair == ID[:6] + "********" + ID[14:]


def table_of(rows):
    """The text of a table with its cells."""
    pieces, cells, at = [], [], 0
    for row, line in enumerate(rows):
        for column, words in enumerate(line):
            cells.append(Cell(words, at, at + len(words), row, column, row == 0))
            pieces.append(words + ("\t" if column < len(line) - 1 else "\n"))
            at += len(pieces[-1])
    return "".join(pieces), (Table(tuple(cells), 0, at),)


def test_names_beside_numbers_in_a_table():
    text, tables = table_of([["姓名", "身份证号码", "金额"], ["张三丰", ID, "300"], ["李四", "123456", "200"]])
    # 有身份证号的一行连同姓名，没有号码的一行不管
    assert told(text, tables) == [("name", "张三丰"), ("resident_id", ID)]
    # 表格变成文字后也一样
    assert told(text) == [("name", "张三丰"), ("resident_id", ID)]
    assert told(text.replace("\t", " ")) == [("name", "张三丰"), ("resident_id", ID)]


def test_a_column_heading_says_what_a_number_is():
    text, tables = table_of([["姓名", "一卡通账号", "住址"], ["张三", "81010000123456", "柳湾镇东村3组"]])
    assert [kind for kind, _ in told(text, tables)] == ["name", "bank_card", "home_address"]


ROSTERS = [
    # 姓名列的各种标题，姓名在号码之后，一格多人，姓名中间有空格
    ([["补贴对象", "证件号"], ["张三丰", ID]], ["张三丰"]),
    ([["公民身份号码", "户主姓名"], [ID, "李四"]], ["李四"]),
    ([["姓 名", "身份证号"], ["张 三", ID]], ["张 三"]),
    ([["姓名", "身份证"], ["张三、李四", f"{ID}、{CROSS}"]], ["张三", "李四"]),
    # 没有标题：离号码最近的像姓名的一格，村名民族不是姓名
    ([["1", "司马里", "汉族", "王家村", ID]], ["司马里"]),
    # 标题写明是单位，不当姓名
    ([["单位", "身份证号"], ["王家村", ID]], []),
]


@pytest.mark.parametrize(("rows", "names"), ROSTERS)
def test_names_in_rosters_of_many_forms(rows, names):
    text, tables = table_of(rows)
    for found in (told(text, tables), told(text)):
        assert [words for kind, words in found if kind == "name"] == names


def test_a_name_beside_a_number_in_a_sentence_is_no_row_of_a_table():
    assert [kind for kind, _ in told(f"张三丰 {ID} 符合条件。")] == ["resident_id"]


def test_a_public_list_of_organs_is_no_roster():
    text, tables = table_of([["单位", "联系电话", "地址"], ["县财政局", "023-63812345", "人民路1号"]])
    assert told(text, tables) == []


SIGNS = st.sampled_from(
    list("0123456789１３８Xx一三八〇 \n-—.\u200b@:：，。张三住址身份证号手机卡镇村组号室单元栋小区省市县qac(（)）+*\t|")
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(st.one_of(SIGNS, st.just(PHONE), st.just(ID), st.just(CARD)), max_size=40).map("".join),
    )
)
def test_any_text_can_be_read(text):
    """Never a crash, spans inside the text, and masked text is clean."""
    for problem in proofread(text, rules=RULES):
        assert 0 <= problem.start < problem.end <= len(text)
        assert len(problem.message) <= 300
    assert told(masked(text)) == []
