"""Personal data made up for measuring, in the many ways people print it, and look-alikes that belong to nobody.

Two families of spellings: those the rules were developed on, and those held back (`HELD_OUT`), on which they were
only ever measured. All values are random and valid by their own arithmetic.
"""

# ruff: noqa: E501 - lists of samples, one a line
from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_AREAS = (
    "110101",
    "130102",
    "220202",
    "310115",
    "320106",
    "330106",
    "370202",
    "420106",
    "440305",
    "500103",
    "510104",
    "610113",
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志文海燕春梅红雪晨宇欣怡"
_REGIONS = (
    "江苏省南京市鼓楼区", "重庆市渝中区", "吉林省吉林市昌邑区", "甘肃省永登县", "广东省中山市", "河北省保定市清苑区", "四川省内江市市中区",
    "浙江省桐庐县", "湖北省武汉市武昌区", "山东省滕州市", "贵州省遵义市播州区", "青溪县",
)  # fmt: skip
_STREETS = ("中山路", "建设大街", "滨河东路", "文昌巷", "解放大道", "学府路", "朝阳北街", "人民路")
_ESTATES = ("锦绣花园", "阳光小区", "翠湖苑", "金域华府", "和平家园", "滨江公寓", "幸福里", "东方名城")
_TOWNS = ("城关镇", "柳湾镇", "石桥乡", "大河镇", "白云街道", "新庄镇")
_VILLAGES = ("东村", "李家村", "黄泥村", "红星村", "前进村", "上坝村")


@dataclass(frozen=True, slots=True)
class Planting:
    """Words to put into a text; `value` is the part of them that must be found, "" when nothing may be found."""

    kind: str
    spelling: str
    words: str
    value: str


def resident_id(rng: random.Random) -> str:
    """Eighteen signs with the right check sign."""
    body = (
        rng.choice(_AREAS)
        + f"{rng.randint(1935, 2015)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(1, 999):03}"
    )
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def old_id(rng: random.Random) -> str:
    """The form of fifteen digits."""
    return (
        rng.choice(_AREAS)
        + f"{rng.randint(35, 90)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{rng.randint(1, 999):03}"
    )


def mobile(rng: random.Random) -> str:
    """Eleven digits."""
    return rng.choice(("13", "15", "17", "18", "19")) + "".join(rng.choices("0123456789", k=9))


def card(rng: random.Random, is_valid: bool = True) -> str:
    """A payment card with the right check digit, or with a wrong one."""
    head, length = rng.choice(
        (
            ("622202", 19),
            ("621700", 19),
            ("622848", 19),
            ("621226", 19),
            ("436742", 16),
            ("625996", 16),
            ("955880", 19),
            ("621661", 17 + 2),
            ("540838", 16),
        )
    )
    body = head + "".join(rng.choices("0123456789", k=length - len(head) - 1))
    total = sum(sum(divmod(int(d) * 2, 10)) if i % 2 == 0 else int(d) for i, d in enumerate(reversed(body)))
    check = (10 - total % 10) % 10
    return body + str(check if is_valid else (check + rng.randint(1, 9)) % 10)


def mail(rng: random.Random) -> str:
    """A mailbox at a public provider."""
    local = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(3, 9))) + rng.choice(
        ("", "88", "_2020", ".wang")
    )
    return (
        local
        + "@"
        + rng.choice(
            ("qq.com", "163.com", "126.com", "sina.com.cn", "gmail.com", "139.com", "outlook.com", "foxmail.com")
        )
    )


def name(rng: random.Random) -> str:
    """Two or three characters."""
    return rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=rng.randint(1, 2)))


def home(rng: random.Random) -> str:
    """A flat in a town or a house in a village."""
    region = rng.choice(_REGIONS)
    if rng.random() < 0.5:
        flat = rng.choice(("{b}号楼{u}单元{r}室", "{b}栋{u}单元{r}", "{b}幢{r}室", "{b}栋{r}号", "{b}-{u}-{r}"))
        flat = flat.format(b=rng.randint(1, 40), u=rng.randint(1, 4), r=rng.randint(101, 2904))
        return region + rng.choice((f"{rng.choice(_STREETS)}{rng.randint(1, 300)}号", "")) + rng.choice(_ESTATES) + flat
    group = rng.choice(
        (
            f"{rng.randint(1, 12)}组",
            f"{rng.choice('一二三四五六七八')}组",
            f"第{rng.choice('一二三四五')}村民小组",
            f"{rng.choice('王张刘陈')}家湾",
        )
    )
    return (
        region
        + rng.choice(_TOWNS)
        + rng.choice(_VILLAGES)
        + group
        + rng.choice((f"{rng.randint(1, 200)}号", f"{rng.randint(1, 90)}号"))
    )


def _full(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def _grouped(gap: str, *sizes: int) -> Callable[[str, random.Random], str]:
    def spell(text: str, _rng: random.Random) -> str:
        parts, at = [], 0
        for size in sizes:
            parts.append(text[at : at + size])
            at += size
        return gap.join(part for part in (*parts, text[at:]) if part)

    return spell


def _cut_anywhere(gap: str) -> Callable[[str, random.Random], str]:
    def spell(text: str, rng: random.Random) -> str:
        at = rng.randint(3, len(text) - 3)
        return text[:at] + gap + text[at:]

    return spell


def _between_all(gap: str) -> Callable[[str, random.Random], str]:
    return lambda text, _rng: gap.join(text)


def _as_is(text: str, _rng: random.Random) -> str:
    return text


_SPELT = str.maketrans("0123456789", "〇一二三四五六七八九")
_SPELT_ZERO = str.maketrans("0123456789", "零一二三四五六七八九")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_MATH = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")

Spelling = Callable[[str, random.Random], str]
_ID: dict[str, Spelling] = {
    "plain": _as_is, "full width": lambda t, _: _full(t), "6-8-4 blank": _grouped(" ", 6, 8, 4), "6-8-4 dash": _grouped("-", 6, 8, 4),
    "zero width": _cut_anywhere("\u200b"), "line break": _cut_anywhere("\n"), "small x": lambda t, _: t.lower(), "wide blank": _grouped("\u3000", 6, 8, 4),
    "each blank": _between_all(" "),
}  # fmt: skip
_ID_HELD: dict[str, Spelling] = {
    "6-4-4-4 blank": _grouped(" ", 6, 4, 4, 4), "3-3-4-4-4 dash": _grouped("-", 3, 3, 4, 4), "dot": _grouped(".", 6, 8), "long dash": _grouped("—", 6, 8, 4),
    "blank before check": _grouped(" ", 17), "soft hyphen": _cut_anywhere("\u00ad"), "break and indent": _cut_anywhere("\n  "), "no-break blank": _grouped("\u00a0", 6, 8, 4),
    "arabic digits": lambda t, _: t.translate(_ARABIC), "zero width each": _between_all("\u200d"), "full width blanks": lambda t, _: _full(t[:6]) + "　" + _full(t[6:]),
    "cross": lambda t, _: t.replace("X", "×"), "word joiner": _cut_anywhere("\u2060"), "2 blanks": _grouped("  ", 6, 4, 4, 4), "tab": _grouped("\t", 6, 8, 4),
}  # fmt: skip
_PHONE: dict[str, Spelling] = {
    "plain": _as_is, "full width": lambda t, _: _full(t), "3-4-4 blank": _grouped(" ", 3, 4, 4), "3-4-4 dash": _grouped("-", 3, 4, 4),
    "+86": lambda t, _: "+86" + t, "+86 blank": lambda t, _: "+86 " + t, "86-": lambda t, _: "86-" + t, "zero width": _cut_anywhere("\u200b"),
    "line break": _cut_anywhere("\n"), "each blank": _between_all(" "), "characters": lambda t, _: t.translate(_SPELT),
}  # fmt: skip
_PHONE_HELD: dict[str, Spelling] = {
    "0086": lambda t, _: "0086" + t, "(+86)": lambda t, _: "(+86)" + t, "+86-3-4-4": lambda t, r: "+86-" + _grouped("-", 3, 4, 4)(t, r), "（86）": lambda t, _: "（86）" + t,
    "4-3-4": _grouped(" ", 4, 3, 4), "3-8": _grouped("-", 3, 8), "dots": _grouped(".", 3, 4, 4), "3-3-5": _grouped(" ", 3, 3, 5),
    "zeros": lambda t, _: t.translate(_SPELT_ZERO), "math": lambda t, _: t.translate(_MATH), "wide dash": _grouped("－", 3, 4, 4), "two blanks": _grouped("  ", 3, 4, 4),
    "en dash": _grouped("–", 3, 4, 4), "thin blank": _grouped("\u2009", 3, 4, 4), "bom": _cut_anywhere("\ufeff"), "leading 0": lambda t, _: "0" + t, "each dash": _between_all("-"),
    "break and indent": _cut_anywhere("\n\u3000"), "bracket": lambda t, _: f"({t[:3]}){t[3:]}", "full +86": lambda t, _: _full("+86" + t),
}  # fmt: skip
_CARD: dict[str, Spelling] = {
    "plain": _as_is, "fours": _grouped(" ", 4, 4, 4, 4), "fours dash": _grouped("-", 4, 4, 4, 4), "full width": lambda t, _: _full(t), "line break": _cut_anywhere("\n"),
}  # fmt: skip
_CARD_HELD: dict[str, Spelling] = {
    "6-rest": _grouped(" ", 6), "zero width": _cut_anywhere("\u200c"), "wide fours": _grouped("\u3000", 4, 4, 4, 4), "no-break fours": _grouped("\u00a0", 4, 4, 4, 4),
    "full fours": lambda t, r: _full(_grouped(" ", 4, 4, 4, 4)(t, r)), "each blank": _between_all(" "), "two-blank fours": _grouped("  ", 4, 4, 4, 4),
}  # fmt: skip
_MAIL: dict[str, Spelling] = {
    "plain": _as_is,
    "full at": lambda t, _: t.replace("@", "＠"),
    "capitals": lambda t, _: t.upper(),
    "blanks": lambda t, _: t.replace("@", " @ "),
}
_MAIL_HELD: dict[str, Spelling] = {
    "(at)": lambda t, _: t.replace("@", "(at)"), "full width": lambda t, _: _full(t), "［at］": lambda t, _: t.replace("@", "［at］"), "blank dot": lambda t, _: t.replace(".com", " .com"),
    "full stop wide": lambda t, _: t.replace(".com", "．com"), "zero width": lambda t, _: t.replace("@", "\u200b@"), "#": lambda t, _: t.replace("@", "#"),
}  # fmt: skip
_HOME: dict[str, Spelling] = {
    "plain": _as_is,
    "full digits": lambda t, _: "".join(_full(s) if s.isdigit() else s for s in t),
}
_HOME_HELD: dict[str, Spelling] = {
    "blank after region": lambda t, _: t.replace("区", "区 ", 1).replace("县", "县 ", 1),
    "trailing 附": lambda t, _: t + "（租住）",
    "wide blank": lambda t, _: t.replace("市", "市\u3000", 1),
}

_CARRIERS: dict[str, tuple[str, ...]] = {
    "resident_id": ("申请人{n}，身份证号码{v}，符合条件。", "当事人{n}（身份证号：{v}）。", "{n}，男，汉族，{v}，现予公示。", "公民身份号码：{v}；", "{n} {v} 合格", "證件號碼：{v}。", "身份證號{v}，經審核通過。"),
    "old_id": ("申请人{n}，身份证号码{v}，符合条件。", "（原身份证号：{v}）", "证件号码 {v}，姓名{n}。", "身份證號碼：{v}。"),
    "mobile": ("申请人{n}，联系电话：{v}，", "{n}（{v}）已提交材料。", "手机号码{v}。", "請聯繫{n}，電話{v}。", "{n}，{v}，符合条件；", "投诉人{n}来电（号码{v}）反映"),
    "card": ("补贴发放至{n}银行卡{v}。", "开户人{n}，卡号：{v}，", "银行账号：{v}（{n}）。", "{n}，一卡通账号{v}，金额1200元。", "轉入{n}的銀行卡號{v}。"),
    "mail": ("申请人{n}，邮箱：{v}。", "{n}的电子邮箱为{v}，", "个人邮箱 {v}。", "可发送至 {v} 与{n}联系。", "{n}（{v}）"),
    "home": ("申请人{n}，家庭住址：{v}。", "{n}，现住{v}，", "住址：{v}；", "户籍地址为{v}。", "{n}，女，1980年3月出生，住{v}。", "家住{v}的{n}反映", "户籍所在地：{v}，", "居住地址：{v}。"),
}  # fmt: skip
_CARRIERS_HELD: dict[str, tuple[str, ...]] = {
    "resident_id": ("{n}，证件号{v}", "被处罚人：{n} 公民身份证号码 {v} 住所", "ID：{v}，", "持证人{n}，居民身份证{v}，予以登记。", "姓名：{n}\n身份证：{v}\n", "身份证件号码为{v}的{n}"),
    "old_id": ("{n}，旧身份证号{v}。", "姓名：{n}\n身份证件号：{v}\n"),
    "mobile": ("{n}，移动电话{v}；", "Tel:{v}", "反映人{n}，联系方式 {v} ，", "微信同号{v}。", "手機：{v}", "{n}\n{v}\n"),
    "card": ("请汇至{n}工商银行{v}。", "收款账户：{v}，户名{n}。", "{n}农行卡 {v} ，", "工资卡卡号为{v}"),
    "mail": ("E-mail：{v}", "{n}，QQ邮箱{v}；", "收件箱{v}（{n}）", "電郵：{v}。"),
    "home": ("{n}（家庭地址：{v}）", "现居住地：{v}。", "实际居住地址：{v}，", "{n}，家住{v}。", "常住地址：{v}；", "被申请人{n}，住{v}。", "戶籍地址：{v}。", "居住在{v}"),
}  # fmt: skip

_MAKERS: dict[str, tuple[Callable[[random.Random], str], dict[str, Spelling], dict[str, Spelling]]] = {
    "resident_id": (resident_id, _ID, _ID_HELD),
    "old_id": (
        old_id,
        {"plain": _as_is, "6-6-3": _grouped(" ", 6, 6, 3)},
        {"full width": lambda t, _: _full(t), "dash": _grouped("-", 6, 6, 3)},
    ),
    "mobile": (mobile, _PHONE, _PHONE_HELD),
    "card": (card, _CARD, _CARD_HELD),
    "mail": (mail, _MAIL, _MAIL_HELD),
    "home": (home, _HOME, _HOME_HELD),
}


def identifier(rng: random.Random, held_out: bool) -> Planting:
    """One value of a person in a sentence."""
    kind = rng.choice(tuple(_MAKERS))
    make, known, held = _MAKERS[kind]
    spellings = held if held_out else known
    spelling = rng.choice(tuple(spellings))
    carrier = rng.choice((_CARRIERS_HELD if held_out else _CARRIERS)[kind])
    value = spellings[spelling](make(rng), rng)
    words = carrier.format(n=name(rng), v=value)
    # what follows may begin with a digit of its own: no number of a person runs into the next sentence
    return Planting(kind, spelling, words + ("" if words[-1] in "，。；、\n" else rng.choice("，。；")), value)


def roster(rng: random.Random, held_out: bool) -> list[Planting]:
    """A table flattened to text; names beside identity numbers count as values too."""
    gap = rng.choice(("  ", " ", "\n")) if held_out else "\t"
    heads = rng.choice(
        (
            ["序号", "姓名", "身份证号", "金额"],
            ["姓名", "性别", "身份证号码", "手机号"],
            ["姓名", "身份证号", "银行卡号", "家庭住址"],
        )
    )
    made = [Planting("heading", "", "\n" + gap.join(heads) + "\n", "")]
    for number in range(1, rng.randint(3, 8)):
        row: list[Planting] = []
        for head in heads:
            value = {
                "序号": str(number), "姓名": name(rng), "性别": rng.choice("男女"), "金额": str(rng.randint(100, 9000)), "手机号": mobile(rng),
                "银行卡号": card(rng), "家庭住址": home(rng),
            }.get(head) or resident_id(rng)  # fmt: skip
            kind = {"姓名": "name", "手机号": "mobile", "银行卡号": "card", "家庭住址": "home"}.get(
                head, "resident_id" if "身份证" in head else ""
            )
            row.append(Planting(kind or "cell", f"table {gap!r}", value, value if kind else ""))
        for at, cell in enumerate(row):
            made.append(
                Planting(cell.kind, cell.spelling, cell.words + (gap if at < len(row) - 1 else "\n"), cell.value)
            )
    return made


def _wrong_id(rng: random.Random) -> str:
    good = resident_id(rng)
    return good[:-1] + rng.choice([sign for sign in "0123456789" if sign != good[-1]])


def _look_alikes() -> dict[str, Callable[[random.Random], str]]:
    digits = lambda rng, count: "".join(rng.choices("0123456789", k=count))  # noqa: E731
    return {
        "index number": lambda r: f"索引号：11{digits(r, 15)}N/2021-{digits(r, 7)}。",
        "credit code": lambda r: f"统一社会信用代码：91{r.choice(_AREAS)}{digits(r, 9)}{r.choice('0123456789ABCDEFGHJK')}，",
        "document number": lambda r: f"（青政办发〔20{r.randint(10, 26)}〕{r.randint(1, 300)}号）",
        "landline": lambda r: f"联系电话：0{r.randint(10, 999)}-{r.randint(2, 8)}{digits(r, 7)}。",
        "landline inside": lambda r: f"咨询电话：（0{r.randint(310, 999)}）{r.randint(2, 8)}{digits(r, 6)}转{digits(r, 3)}",
        "hotline": lambda r: r.choice(("拨打12345政务服务便民热线。", "客服热线400-820-8820。", "监督电话：12380；", "举报电话010-12388。")),
        "order": lambda r: f"订单号{20210000000000 + r.randint(0, 10**9)}{digits(r, 4)}。",
        "project": lambda r: f"项目代码：{r.randint(2016, 2026)}-{r.choice(_AREAS)}-{r.randint(10, 99)}-0{r.randint(1, 3)}-{digits(r, 6)}。",
        "amount": lambda r: f"总投资{r.randint(13, 19)}{digits(r, 9)}元，",
        "amount split": lambda r: f"支出{r.randint(130, 199)},{digits(r, 3)},{digits(r, 3)}.{digits(r, 2)}元；",
        "statistics": lambda r: " ".join(str(r.randint(0, 9)) for _ in range(r.randint(12, 30))),
        "statistics wide": lambda r: " ".join(str(r.randint(100, 9999)) for _ in range(r.randint(8, 20))),
        "years": lambda r: "、".join(str(year) for year in range(2012, 2022)),
        "office address": lambda r: f"地址：青溪县{r.choice(_STREETS)}{r.randint(1, 300)}号县政府办公楼{r.randint(101, 900)}室。",
        "office address 2": lambda r: f"办公地址：{r.choice(_REGIONS)}{r.choice(_STREETS)}{r.randint(1, 300)}号{r.randint(2, 9)}楼{r.randint(201, 900)}室；",
        "hall": lambda r: f"受理地点：{r.choice(_REGIONS)}政务服务中心{r.randint(1, 4)}楼{r.randint(1, 40)}号窗口。",
        "company address": lambda r: f"（注册地址：{r.choice(_REGIONS)}{r.choice(_STREETS)}{r.randint(1, 300)}号{r.randint(1, 9)}幢{r.randint(101, 900)}室）",
        "office mail": lambda r: f"单位邮箱：{''.join(r.choices('abcdefghijkl', k=6))}@163.com。",
        "government mail": lambda r: f"电子邮箱：{''.join(r.choices('abcdefghijkl', k=5))}@qingxi.gov.cn，",
        "report mail": lambda r: f"举报邮箱：jb{digits(r, 4)}@126.com。",
        "masked id": lambda r: f"身份证号：{resident_id(r)[:6]}********{digits(r, 4)}。",
        "masked phone": lambda r: f"手机{mobile(r)[:3]}****{digits(r, 4)}，",
        "card tail": lambda r: f"银行卡（尾号{digits(r, 4)}），",
        "page address": lambda r: f"详见http://www.qingxi.gov.cn/art/2021/6/{r.randint(1, 28)}/art_{digits(r, 5)}_{mobile(r)}.html。",
        "case number": lambda r: f"（20{r.randint(15, 25)}）渝01民终{digits(r, 4)}号",
        "licence": lambda r: f"许可证编号：JY1{digits(r, 13)}。",
        "invoice": lambda r: f"发票号码{digits(r, 20)}，",
        "land": lambda r: f"不动产单元号{r.choice(_AREAS)}{digits(r, 6)}GB{digits(r, 5)}F{digits(r, 8)}。",
        "barcode": lambda r: f"商品条码69{digits(r, 11)}，",
        "treasury": lambda r: f"户名：青溪县财政局，开户行：青溪农商银行，账号：{card(r)}。",
        "order no luhn": lambda r: f"流水号：{card(r, is_valid=False)}。",
        "plain 18": lambda r: f"编号{r.choice('23456789')}{digits(r, 17)}；",
        "coordinates": lambda r: f"东经{r.randint(73, 135)}.{digits(r, 6)}，北纬{r.randint(18, 53)}.{digits(r, 6)}。",
        "time": lambda r: f"2021-0{r.randint(1, 9)}-1{r.randint(0, 9)} 1{r.randint(0, 9)}:{r.randint(10, 59)}:{r.randint(10, 59)}",
        "hukou rule": lambda r: "申请人应当向户籍所在地的乡镇人民政府或者街道办事处提出。",
        "village rule": lambda r: f"{r.choice(_TOWNS)}{r.choice(_VILLAGES)}{r.randint(1, 9)}组道路硬化工程完工。",
        "estate": lambda r: f"{r.choice(_ESTATES)}共{r.randint(2, 30)}栋{r.randint(100, 900)}户，",
        "wrong card": lambda r: f"合同编号：{card(r, is_valid=False)}，",
    }  # fmt: skip


LOOK_ALIKES = _look_alikes()


def look_alike(rng: random.Random) -> Planting:
    """Something that looks like a person's and is nobody's."""
    kind = rng.choice(tuple(LOOK_ALIKES))
    return Planting("innocent", kind, LOOK_ALIKES[kind](rng), "")
