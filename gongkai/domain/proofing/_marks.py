"""Marks and order: pairs of brackets and quotes, repeated marks, doubled characters, numbers of items that jump."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.domain.proofing._problems import Problem
from gongkai.domain.text import plain, read_number

_MARKS = "标点符号用法（GB/T 15834-2011）"
_WORDS = "文字校对：重复、缺漏"
_ORDER = "党政机关公文格式（GB/T 9704-2012）结构层次序数"
_PAIRS = {
    "（": "）",
    "(": ")",
    "〔": "〕",
    "［": "］",
    "[": "]",
    "【": "】",
    "《": "》",
    "〈": "〉",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
# the same bracket in the other width closes too: （附件)
_KIN = {"（": "(", "(": "（", "［": "[", "[": "［"}
_BRACKET = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_CLOSERS)) + "\n]")
# 1）, a), 甲） number an item and close nothing
_ITEM_MARK = re.compile(r"(?:^|[\s，,。；;：:、])(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十甲乙丙丁①-⑳]{1,3})$")
_REPEATED = re.compile(r"[，。；：、！？,;!?．]{2,}|…{3,}|—{3,}|\.{4,}(?!\.)")
_FINE = frozenset({"？！", "！？", "！！", "？？", "！！！", "？？？", "?!", "!?", "!!", "??", "!!!", "???"})
# one function word written twice; what follows makes some of them two words
_TWICE = re.compile(
    r"的的(?![确士])|了了(?!解|然|却|结|不)|是是(?![非否])|和和(?![平谐气睦解])|与与(?!会|时)|及及(?![时格第])|或或|并并(?![购联轨入存网行])|"
    r"将将(?![要来近军])|为为(?![民主人何期])|在在(?![建职校线岗读场库内外])|被被(?![告申征])|把把(?![手关])|对对(?![口方外手象称立策比应照接付抗待标])|"
    r"由由|从从(?![业严])|等等等|各各(?![级地种类个部])|该该"
)
_WORD_TWICE = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,6})(?P=word)(?!(?P=word))")
# words that are said twice, and names that repeat
_SAID_TWICE = re.compile(
    r"^(?:[一几每逐越]|非常|许多|很多|多少|研究|讨论|商量|学习|考虑|休息|常常|刚刚|渐渐|人人|家家|户户|天天|年年|处处|事事|层层|哈哈|谢谢|纷纷|"
    r"种种|往往|大大|小小|好好|慢慢|点点|步步|等等|拜拜|妈妈|爸爸|哥哥|姐姐|弟弟|妹妹|叔叔|阿姨|宝宝|两两|三三|百分|轻轻|高高|深深|千万|万千|十分|"
    r"努力|彻底|永远|不断|加油|雪亮|通红|整个)|^(?P<one>[\u4e00-\u9fff])(?P=one)+$|[一二三四五六七八九十百千万亿零〇]{2}"
)
_ITEM = re.compile(
    r"^[ |]{0,40}(?:(?P<chapter>[一二三四五六七八九十]{1,3})、|\((?P<part>[一二三四五六七八九十]{1,3})\)"
    r"|(?P<point>\d{1,2})[.、](?!\d(?!\d\d\d ?年))|\((?P<item>\d{1,2})\)|(?P<piece>\d{1,2})\)"
    r"|第(?P<article>[一二三四五六七八九十百零〇]{1,6})条(?=[ \u4e00-\u9fff])"
    r"|(?P<lost>[.、]) {0,4}(?=[\u4e00-\u9fff]|$))",
    re.MULTILINE,
)
_LEVELS = ("article", "chapter", "part", "point", "item", "piece")
# a longer jump is a new list, not a lost item
_MAX_JUMP = 3
_MAX_OPEN = 1500
_GLUED = re.compile(r"^[^\S\n]{0,40}(?P<number>\d{1,2})\.(?P<year>(?:19|20)\d\d年)", re.MULTILINE)
_CHAPTER = re.compile(r"^[^\S\n]{0,40}(?P<line>[一二三四五六七八九十]{1,3}、[^\n]{4,60}?)[^\S\n]*$", re.MULTILINE)


def marks(text: str) -> Iterator[Problem]:
    """Every slip of marks, repetition and order."""
    yield from _pairs(text)
    yield from _repeated(text)
    yield from _doubled(text)
    yield from _order(text)


def _pairs(text: str) -> Iterator[Problem]:
    """Marks that lack their partner. A new paragraph closes quotes and book titles; brackets may go on."""
    opened: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text):
        mark, place = found[0], found.start()
        if mark == "\n":
            for left in [one for one in opened if one[0] in "《〈" or place - one[1] > _MAX_OPEN]:
                opened.remove(left)
                yield _alone(*left)
        elif mark in _PAIRS:
            yield from _nesting(text, mark, place, opened)
            opened.append((mark, place))
        else:
            yield from _close(text, mark, place, opened)
    for left in opened:
        yield _alone(*left)


def _close(text: str, mark: str, place: int, opened: list[tuple[str, int]]) -> Iterator[Problem]:
    opener = _CLOSERS[mark]
    fits = (opener, _KIN.get(opener, opener))
    for at in range(len(opened) - 1, max(-1, len(opened) - 7), -1):
        if opened[at][0] in fits:
            for left in opened[at + 1 :]:
                yield _alone(*left)
            if opened[at][0] != opener:
                first, repair = opened[at][0], _PAIRS[opened[at][0]]
                message = f"“{first}”与“{mark}”全角半角不成对。"
                yield Problem("format.pair_width", _MARKS, "warn", place, place + 1, message, repair)
            del opened[at:]
            return
    if mark in ")）" and _ITEM_MARK.search(text[max(0, place - 5) : place]):
        return
    yield _alone(mark, place)


def _nesting(text: str, mark: str, place: int, opened: list[tuple[str, int]]) -> Iterator[Problem]:
    """A title in a title takes 〈〉, a quotation in a quotation takes ‘’."""
    inner = {"《": "〈〉", "“": "‘’"}.get(mark)
    if not inner or not any(one[0] == mark for one in opened):
        return
    end = text.find(_PAIRS[mark], place, place + 200)
    if end < 0 or "\n" in text[place:end] or mark in text[place + 1 : end]:
        return
    # the outer one must close after the inner one, else a closing mark is missing instead
    if text.find(_PAIRS[mark], end + 1, end + 200) < 0 or "\n" in text[end : text.find(_PAIRS[mark], end + 1)]:
        return
    repair = inner[0] + text[place + 1 : end] + inner[1]
    kind = "书名号" if mark == "《" else "引号"
    message = f"{kind}内再用{kind}，里层应写作“{inner}”。"
    yield Problem("format.nesting", _MARKS, "warn", place, end + 1, message, repair)


def _alone(mark: str, place: int) -> Problem:
    return Problem("format.pairs", _MARKS, "warn", place, place + 1, f"“{mark}”没有对应的另一半。")


def _repeated(text: str) -> Iterator[Problem]:
    for found in _REPEATED.finditer(text):
        words = found[0]
        if words in _FINE:
            continue
        if words[0] in "…—.":
            repair = {"…": "……", "—": "——", ".": "……"}[words[0]]
        else:
            repair = words[0] if len(set(words)) == 1 else _stronger(words)
        yield Problem(
            "format.repeated_mark", _MARKS, "warn", *found.span(), f"标点重复“{words}”，应为“{repair}”。", repair
        )


def _stronger(words: str) -> str:
    """Of different marks the one that ends more."""
    return max(words, key="、,，：;；!！?？．。".find)


def _doubled(text: str) -> Iterator[Problem]:
    view = plain(text)
    for found in _TWICE.finditer(view):
        words = text[found.start() : found.end()]
        repair = words[: len(words) // 2] if len(words) == 2 else words[:2]
        yield Problem("format.doubled", _WORDS, "warn", *found.span(), f"重复用字“{words}”，应为“{repair}”。", repair)
    for found in _WORD_TWICE.finditer(view):
        word = found["word"]
        if _SAID_TWICE.search(word) or (len(word) % 2 == 0 and word[: len(word) // 2] == word[len(word) // 2 :]):
            continue
        repair = text[found.start() : found.start() + len(word)]
        yield Problem(
            "format.doubled", _WORDS, "warn", *found.span(), f"重复用词“{text[found.start() : found.end()]}”。", repair
        )


def _order(text: str) -> Iterator[Problem]:
    """Items whose number is lost, rows of numbers with a gap, chapters that stand twice."""
    last: dict[str, int] = {}
    for found in _ITEM.finditer(plain(text)):
        level = found.lastgroup or ""
        if level == "lost":
            yield Problem("format.sequence", _ORDER, "warn", *found.span(level), "此处只有序号后的标点，编号丢失。")
            continue
        number, before = int(read_number(found[level]) or 0), last.get(level)
        if before and before + 1 < number <= before + _MAX_JUMP:
            lost = "、".join(str(gap) for gap in range(before + 1, number))
            message = f"编号由{before}跳到{number}，缺{lost}。"
            yield Problem("format.sequence", _ORDER, "warn", *found.span(level), message)
        last[level] = number
        for deeper in _LEVELS[_LEVELS.index(level) + 1 :]:
            last.pop(deeper, None)
    for found in _GLUED.finditer(text):
        repair = f"{found['number']}. {found['year']}"
        message = f"序号与年份“{found['number']}.{found['year']}”相连，易误读。"
        yield Problem("format.sequence", _ORDER, "warn", found.start("number"), found.end(), message, repair)
    seen: dict[str, int] = {}
    for found in _CHAPTER.finditer(text):
        if found["line"] in seen:
            yield Problem(
                "format.repeated_line", _WORDS, "warn", *found.span("line"), f"标题“{found['line'][:24]}”重复出现。"
            )
        seen[found["line"]] = found.start()
