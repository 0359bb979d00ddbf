"""Plants composed at random: digits x gaps x labels, and addresses by a grammar. The sixth set, made smaller."""

from __future__ import annotations

import random

from benchmarks import plantings
from benchmarks.plantings import Planting

_GAPS = (" ", "-", "  ", ".", "·", "—", "－", "_", "\u3000", "\u00a0", "\u2009", "\u200b", "‑")
_SIZES = {
    "resident_id": ((6, 8), (6, 4, 4), (3, 3, 8), (6,), (14,), (17,)),
    "mobile": ((3, 4), (3,), (7,), (3, 3), (4, 4), (4, 3), (5,)),
    "card": ((4, 4, 4), (6,), (4,), (8,)),
}
_MAKERS = {"resident_id": plantings.resident_id, "mobile": plantings.mobile, "card": plantings.card}
_FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_HAN = str.maketrans("0123456789", "零一二三四五六七八九")
_LABELS = {
    "resident_id": ("经核查，{n}（{v}）符合条件",
                    "居民身份证{v}", "证件号:{v}", "有效身份证件号码：{v}", "原告{n}，公民身份号码：{v}"),
    "mobile": ("电话：{v}", "来电号码：{v}", "手机/微信：{v}", "紧急联系人{n}电话{v}", "电 话：{v}", "主叫号码{v}"),
    "card": ("卡号：{v}", "惠民惠农卡{v}", "养老金发放卡号为{v}", "转账至{n}账户{v}", "存入{n}的卡{v}"),
    "home": ("{n}，户籍地{v}", "现住址：{v}", "（户籍地：{v}）", "被告{n}，住{v}", "租住在{v}", "家庭地址：{v}"),
}  # fmt: skip


def identifier(rng: random.Random, _held_out: bool = True) -> Planting:
    """One value of a person in a sentence."""
    kind = rng.choice(tuple(_LABELS))
    value = _home(rng) if kind == "home" else _spelt(_MAKERS[kind](rng), kind, rng)
    carrier = rng.choice(_LABELS[kind])
    return Planting(kind, "composed", carrier.format(n=plantings.name(rng), v=value) + rng.choice("。；\n"), value)


def _spelt(digits: str, kind: str, rng: random.Random) -> str:
    parts, at = [], 0
    for size in rng.choice(_SIZES[kind]) if rng.random() < 0.5 else ():
        parts.append(digits[at : at + size])
        at += size
    words = rng.choice(_GAPS).join((*parts, digits[at:]))
    return rng.choice((words, words, words.translate(_FULL), words.translate(_HAN)))


def _home(rng: random.Random) -> str:
    place = rng.choice(("青溪县", "江州市青溪区", "清河省江州市青溪县"))
    number, room = rng.randint(1, 40), rng.randint(101, 2804)
    if rng.random() < 0.5:
        estate = rng.choice(("丽景", "翡翠", "书香", "鑫源")) + rng.choice(
            ("花园", "名城", "华府", "国际", "佳苑", "学府")
        )
        flat = (
            "{b}栋{u}单元{r}",
            "{b}幢{r}室",
            "{b}号楼{u}单元{r}室",
            "{b}#{u}单元{r}",
            "D栋甲单元{r}",
            "{b}-{u}-{r}",
            "{b}座{r}室",
        )
        return place + estate + rng.choice(flat).format(b=number, u=rng.randint(1, 4), r=room)
    village = (
        rng.choice(("石桥镇", "龙潭乡")) + rng.choice(("清水", "白杨", "双河")) + rng.choice(("村", "沟村", "庄村"))
    )
    return (
        place
        + village
        + rng.choice((f"{number}组", f"{number}组{number}号", "第二村民小组", f"{number}号", "东组", f"三社{number}号"))
    )
