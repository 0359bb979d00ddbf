"""Marks and order: pairs of brackets and quotes, repeated marks, doubled characters, numbers of items that jump."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

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
_FINE = frozenset({"?!", "!?", "!!", "??", "!!!", "???"})
# half-width marks between Chinese characters are a slip where nearly all others are full width
_HALF = re.compile(r"(?<=[\u4e00-\u9fff）”》])[,;:?!.](?=[\u4e00-\u9fff（“《])")
_FULL = re.compile(r"[，；：？！。]")
_FULL_OF = dict(zip(",;:?!.", "，；：？！。", strict=True))
_MOST_SLIPS, _FULL_TO_HALF = 4, 8
_ITEM = re.compile(
    r"^[ |]{0,40}(?:(?P<chapter>[一二三四五六七八九十]{1,3})、|\((?P<part>[一二三四五六七八九十]{1,3})\)"
    r"|(?P<point>\d{1,2})[.、](?!\d(?!\d\d\d ?年))|\((?P<item>\d{1,2})\)|(?P<piece>\d{1,2})\)"
    r"|第(?P<article>[一二三四五六七八九十百零〇]{1,6})条(?=[ \u4e00-\u9fff])"
    r"|(?P<lost>[.、]) {0,4}(?=[\u4e00-\u9fff])|(?P<bare>\.) {0,4}$)",
    re.MULTILINE,
)
_SPEAKS_OF = re.compile(r" ?(?:至|[、和及] ?(?:第|\()|项(?![目]))")
# how an item of each level looks inside a line
_LOOKS = {
    "article": "[第笫]{}条",
    "chapter": "{}、",
    "part": r"\({}\)",
    "point": "{}[.、]",
    "item": r"\({}\)",
    "piece": r"{}\)",
}
_HAN = "零一二三四五六七八九"
_LEVELS = ("article", "chapter", "part", "point", "item", "piece")
# a longer jump is a new list, not a lost item
_MAX_JUMP = 3
_MAX_OPEN = 1500
_NEW_PARAGRAPH = frozenset({"", "\n", "。", "\u3000", "；"})
_GLUED = re.compile(r"^[^\S\n]{0,40}(?P<number>\d{1,2})\.(?P<year>(?:19|20)\d\d年)", re.MULTILINE)
_CHAPTER = re.compile(r"^[^\S\n]{0,40}(?P<line>[一二三四五六七八九十]{1,3}、[^\n]{4,60}?)[^\S\n]*$", re.MULTILINE)


def marks(text: str) -> Iterator[Problem]:
    """Every slip of marks, repetition and order."""
    yield from _pairs(text)
    yield from _repeated(text)
    yield from _widths(text)
    yield from _order(text)


def _pairs(text: str) -> Iterator[Problem]:
    """Marks that lack their partner. A new paragraph closes quotes and book titles; brackets may go on."""
    opened: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text):
        mark, place = found[0], found.start()
        if mark == "\n":
            for left in [one for one in opened if one[0] in "《〈" or place - one[1] > _MAX_OPEN]:
                # a title that was broken over two lines closes soon after
                if left[0] in "《〈" and _closes_soon(text, left[0], place):
                    continue
                opened.remove(left)
                yield _alone(*left)
        elif mark in _PAIRS:
            if mark == "“" and text[max(0, place - 1) : place] in _NEW_PARAGRAPH:
                # each paragraph of a long quotation begins with a mark of its own, only the last one closes
                opened = [one for one in opened if one[0] != mark]
            yield from _nesting(text, mark, place, opened)
            opened.append((mark, place))
        else:
            yield from _close(text, mark, place, opened)
    for left in opened:
        yield _alone(*left)


def _closes_soon(text: str, mark: str, place: int) -> bool:
    closer = text.find(_PAIRS[mark], place, place + 80)
    return closer >= 0 and mark not in text[place:closer]


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
    if mark == "’" and text[place + 1 : place + 3].isdigit():
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
        if plain(words) in _FINE:
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


def _widths(text: str) -> Iterator[Problem]:
    """Single half-width marks among full-width ones. A text that uses them throughout has its own way and is left."""
    found = list(islice(_HALF.finditer(text), _MOST_SLIPS + 1))
    if not 0 < len(found) <= _MOST_SLIPS or len(_FULL.findall(text)) < _FULL_TO_HALF * len(found):
        return
    for one in found:
        repair = _FULL_OF[one[0]]
        message = f"半角标点“{one[0]}”应为全角“{repair}”。"
        yield Problem("format.mark_width", _MARKS, "warn", *one.span(), message, repair)


def _either(number: int) -> str:
    """The number in figures or in characters, for a pattern."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    han = (_HAN[hundreds] + "百" + ("零" if ones and not tens else "")) if hundreds else ""
    han += ("" if tens == 1 and not hundreds else _HAN[tens]) + "十" if tens else ""
    return f"(?:{number}|{han}{_HAN[ones] if ones else ''})"


def _order(text: str) -> Iterator[Problem]:
    """Items whose number is lost, rows of numbers with a gap, chapters that stand twice."""
    last: dict[str, int] = {}
    ended: dict[str, int] = {}
    view = plain(text)
    for found in _ITEM.finditer(view):
        level = found.lastgroup or ""
        if level in {"lost", "bare"}:
            yield Problem("format.sequence", _ORDER, "warn", *found.span(level), "此处只有序号后的标点，编号丢失。")
            continue
        # （一）至（三）项 speaks of items
        if _SPEAKS_OF.match(view, found.end()):
            continue
        number, before = int(read_number(found[level]) or 0), last.get(level)
        if before and before + 1 < number <= before + _MAX_JUMP:
            # an item may stand in the middle of a line
            between = view[ended[level] : found.start()]
            lost = [
                gap for gap in range(before + 1, number) if not re.search(_LOOKS[level].format(_either(gap)), between)
            ]
            if lost:
                message = f"编号由{before}跳到{number}，缺{'、'.join(map(str, lost))}。"
                yield Problem("format.sequence", _ORDER, "warn", *found.span(level), message)
        last[level], ended[level] = number, found.end()
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
