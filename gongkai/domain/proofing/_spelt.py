"""Numbers whose digits are not digits: characters, rings, spoken digits, and letters that a scanner took for digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.domain.proofing._found import Found
from gongkai.domain.proofing._identity import is_card_prefix, is_luhn, is_old_resident, resident_problem
from gongkai.domain.proofing._view import ZERO_WIDTH

# soldiers and operators say 洞幺两拐勾; rings stand in for digits on web pages
_ROWS = (
    "〇零洞⓪⓿", "一幺壹弌①❶➀⑴", "二两贰②❷➁⑵", "三叁③❸➂⑶", "四肆④❹➃⑷", "五伍⑤❺➄⑸", "六陆⑥❻➅⑹", "七柒拐⑦❼➆⑺", "八捌⑧❽➇⑻",
    "九玖勾⑨❾➈⑼",
)  # fmt: skip
_SIGNS = {sign: str(digit) for digit, row in enumerate(_ROWS) for sign in row}
_SPELT = "".join(_SIGNS) + "0-9"
_GAP = rf"[ {ZERO_WIDTH}\-.]{{0,2}}"
_RUN = re.compile(rf"(?<![{_SPELT}])[{_SPELT}](?:{_GAP}[{_SPELT}]){{10,18}}(?:{_GAP}X)?(?![{_SPELT}])")
_BETWEEN = re.compile(rf"[ {ZERO_WIDTH}\-.]+")
# more are digits one by one: only the whole row can be a number
_MOST_GROUPS = 9
_FIGURES = re.compile(rf"[\dX {ZERO_WIDTH}\-.]+")
_GROUP = re.compile(rf"[{_SPELT}X]+")
# O for 0, l and I for 1 and the like; at most a third of the signs may be letters
_LETTERS = dict(zip("OoQD〇ОоlI|i!ZzSsBbGgq", "000000011111225586699", strict=True))
_SCANNED = "".join(map(re.escape, _LETTERS)) + r"\d"
_SCAN = re.compile(
    r"(?<![A-Za-z0-9])(?:[+(]?[0O]{0,2}86\)?[ \-]?)?"
    rf"(?P<number>[{_SCANNED}](?:[ \-]?[{_SCANNED}]){{10,18}}(?:[ \-]?X)?)(?![A-Za-z0-9])"
)
_PHONE = re.compile(r"手机|电话|微信|联系|Tel|TEL|tel|致电|拨打|号码|Mob|mob|Phone|phone|☎|📞|📱")
_CARD = re.compile(r"卡|账号|帐号|账户|帐户|存折|收款|[工农中建交邮]行|信用社|农商|农信")
_IDENTITY = re.compile(r"身份|证件|证号|ID|公民")
_MOBILE = re.compile(r"1[3-9]\d{9}")


def spelt_out(view: str) -> Iterator[Found]:
    """Numbers written with other signs than digits, also mixed with them: 一三八零零一三八〇〇〇, 138OO1380l0."""
    for run in _RUN.finditer(view):
        if _FIGURES.fullmatch(run[0]):
            continue
        # what touches the number may belong to the next word or number: the longest stretch of groups that reads wins
        groups = [(run.start() + group.start(), run.start() + group.end()) for group in _GROUP.finditer(run[0])]
        yield from _longest(view, groups)
    for run in _SCAN.finditer(view):
        signs = re.sub(r"[ \-]", "", run["number"])
        odd = sum(not sign.isdigit() for sign in signs.rstrip("X"))
        if 0 < odd <= len(signs) // 3:
            digits = "".join(_LETTERS.get(sign, sign) for sign in signs)
            yield from _read(view, run.start("number"), run.end(), digits, is_scanned=True)


def _longest(view: str, groups: list[tuple[int, int]]) -> Iterator[Found]:
    if len(groups) > _MOST_GROUPS:
        groups = [(groups[0][0], groups[-1][1])] if groups[-1][1] - groups[0][0] <= 2 * len(groups) else []
    stretches = [(first, last) for first in range(len(groups)) for last in range(first, len(groups))]
    for first, last in sorted(stretches, key=lambda pair: pair[0] - pair[1]):
        signs = _BETWEEN.sub("", view[groups[first][0] : groups[last][1]])
        if not 11 <= len(signs) <= 19 or re.fullmatch(r"\d+X?", signs):
            continue
        digits = "".join(_SIGNS.get(sign, sign) for sign in signs)
        found = list(_read(view, groups[first][0], groups[last][1], digits))
        if found:
            yield from found
            return


def _read(view: str, start: int, end: int, digits: str, is_scanned: bool = False) -> Iterator[Found]:
    """What the digits are: a mobile, a resident's number or a card. Letters need a label unless a check sum speaks."""
    before = view[max(0, start - 16) : start].replace(ZERO_WIDTH, "")
    doubt = "字形疑有误识，请核对" if is_scanned else ""
    if _MOBILE.fullmatch(digits):
        if not is_scanned or _PHONE.search(before):
            yield Found("mobile", start, end, digits, doubt)
    elif resident_problem(digits) == "" or (len(digits) == 15 and is_old_resident(digits) and _IDENTITY.search(before)):
        yield Found("resident_id", start, end, digits, doubt)
    elif 16 <= len(digits) <= 19 and digits.isdigit() and is_luhn(digits):
        labelled = _CARD.search(before)
        if labelled or (not is_scanned and is_card_prefix(digits)):
            yield Found("bank_card", start, end, digits, doubt)
