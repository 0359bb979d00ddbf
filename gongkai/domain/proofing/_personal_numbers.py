"""Identity numbers, payment cards and mobile numbers in running text, in whatever way they are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.domain.proofing._digits import Group, Window, clusters, windows
from gongkai.domain.proofing._identity import is_card_prefix, is_luhn, is_old_resident, resident_problem
from gongkai.domain.proofing._view import ZERO_WIDTH


@dataclass(frozen=True, slots=True)
class Found:
    """A value that belongs to a person. `doubt`: what speaks against it; `is_public`: it is given as a contact."""

    kind: str
    start: int
    end: int
    digits: str
    doubt: str = ""
    is_public: bool = False


# what is written directly before a number that is no person's
_NO_PERSON = re.compile(
    r"(?:(?:订单|流水|运单|快递|交易|物流|合同|发票|批准文|批|许可证?|证书|备案|项目|宗地|地块|不动产单元|产权证?|案|工单|受理|序列|设备|"
    r"索引|登记|注册|组织机构|社会信用|机构|学籍|产品|车架|发动机|识别|保单|资产|档案|版权|专利|商品|图|仪器|卷|税|招标|采购|标段|立项|核准|"
    r"机器|文|单|货|条形?)(?:号码?|编号|编码|代码|码|序号|单号)|编号|编码|代码)[为是:;( ]{0,4}$"
    r"|(?:ISBN|ISSN|NO|No|no|IMEI|SN|ID=|id=|QQ群)[.:号 ]{0,3}$|[=&%#?_]$|(?<!\d)/$"
)
_PHONE_LABEL = re.compile(
    r"(?:手机|手提|移动电话|电话|联系方式|热线|致电|拨打|短信|微信|联络|联系|传真|[Tt]el|TEL|[Mm]ob|[Pp]hone|[Cc]ell)"
)
_CONTACT_LABEL = re.compile(
    r"(?:咨询|联系|举报|监督|投诉|服务|报名|热线|值班|受理|办公|技术支持|联络|求助|捐赠|救援|客服|24小时)"
)
_CARD_LABEL = re.compile(r"银行卡|卡号|借记卡|储蓄卡|信用卡|一卡通|工资卡|社保卡|账号|帐号|账户|帐户|打卡|收款")
_CARD_STRONG = re.compile(
    r"(?:银行卡|借记卡|储蓄卡|信用卡|工资卡|惠农卡|一卡通)(?:卡?号码?|账号|帐号)?[为是:;( ]{0,4}$"
)
_ID_LABEL = re.compile(r"身份证|身份号码|公民身份|证件号|证件编号|居民证|身份证明")
_ORG_ACCOUNT = re.compile(
    r"(?:户名|账户名称|帐户名称|开户名称?|收款单位|收款人|单位名称|名称|开户单位)[为:( ]{0,3}[^\n。;]{2,30}?"
    r"(?:公司|财政局|专户|总会|基金会|红十字会|协会|学会|中心|医院|学校|大学|委员会|人民政府|局|厅|办公室|法院|管理处|服务部)"
)
_PUBLIC_ACCOUNT = re.compile(r"对公|专户|专用账户|捐款账|捐赠账|募捐|国库|财政专|缴款|保证金账|基本账户|开票账")
# what makes of eleven digits an amount or a count
_UNIT_AFTER = re.compile(
    r"[ ]?(?:元|万|亿|千|百|%|‰|人次?|吨|公斤|平方|立方|亩|公里|米|千瓦|户|件|美|股|份|个|字节|:|：)"
)
_IN_ADDRESS = re.compile(r"(?:https?:/|www\.)[^ \n\u4e00-\u9fff]*\Z")
_LETTERS = re.compile(r"[A-Za-z]+\Z")
_PHONE_WORDS = re.compile(r"(?:tel|phone|mobile|mob|cell|mp|wx|vx|weixin|wechat|ph|t|m|sj|dh|a|p)$", re.IGNORECASE)

_MOBILE = re.compile(r"1[3-9]\d{9}")
_MOBILE_SIZES = frozenset({(11,), (3, 4, 4), (4, 3, 4), (3, 8), (7, 4), (3, 3, 5), (5, 6), (6, 5), (4, 4, 3), (4, 7)})
_CARD_SIZES = re.compile(r"(?:\(4, 4, 4, 4(?:, [1-4])?\)|\(6, 1[0-3]\)|\(4, 1[2-5]\)|\(1[0-9],?\))")
_COUNTRY = ("86", "086", "0086")


@dataclass(frozen=True, slots=True)
class _Place:
    """A window with the words around it."""

    view: str
    window: Window
    groups: list[Group]
    first: int
    after: int

    def before(self, count: int) -> str:
        """What stands before, in the same line; of an empty line start, the line above."""
        words = self.view[max(0, self.window.start - count) : self.window.start].replace(ZERO_WIDTH, "")
        line = words.rsplit("\n", 1)[-1]
        return line if line.strip(" :(") else words.rstrip(" \n")

    def next(self, count: int) -> str:
        """What stands after."""
        return self.view[self.window.end : self.window.end + count].replace(ZERO_WIDTH, "")


def numbers(view: str) -> Iterator[Found]:
    """Every number of a person in the digit view, left to right, never overlapping."""
    for groups in clusters(view):
        first = 0
        while first < len(groups):
            found, first = _read(view, groups, first)
            yield from found
    yield from _spelt_out(view)


def _read(view: str, groups: list[Group], first: int) -> tuple[list[Found], int]:
    """What begins at this group, longest kind first, and where to go on."""
    group = groups[first]
    if len(group.digits) > 19:
        return _glued(group), first + 1
    best: tuple[list[Found], int] | None = None
    for after, window in windows(groups, first):
        place = _Place(view, window, groups, first, after)
        for reader in _READERS.get(len(window.digits), ()):
            found = reader(place)
            if found and (best is None or found.end > best[0][0].end):
                best = [found], after
    return best or ([], first + 1)


def _resident(place: _Place) -> Found | None:
    window = place.window
    digits, end = window.digits, window.end
    if len(digits) == 17:
        cross = re.match(rf"[ {ZERO_WIDTH}\n\-.]{{0,3}}X(?![A-Za-z])", place.view[end : end + 6])
        if not cross:
            return None
        digits, end = digits + "X", end + cross.end()
    doubt = resident_problem(digits)
    if doubt is None or window.gaps - frozenset(" \n-./"):
        return None
    before = place.before(24)
    if doubt and not (_ID_LABEL.search(before[-16:]) and window.gaps <= frozenset(" -\n")):
        return None
    if _NO_PERSON.search(before) and not _ID_LABEL.search(before):
        return None
    return Found("resident_id", window.start, end, digits, doubt)


def _old_resident(place: _Place) -> Found | None:
    window = place.window
    if not is_old_resident(window.digits) or len(window.sizes) not in (1, 2, 3, 15):
        return None
    before = place.before(24)
    labelled = bool(_ID_LABEL.search(before))
    if not labelled and (
        not window.is_whole or _NO_PERSON.search(before) or (before[-1:].isascii() and before[-1:].isalnum())
    ):
        return None
    if not labelled and (_UNIT_AFTER.match(place.next(3)) or window.end - window.start > 15):
        return None
    return Found("resident_id", window.start, window.end, window.digits, "" if labelled else "十五位，请核对")


def _card(place: _Place) -> Found | None:
    window = place.window
    digits = window.digits
    if not _CARD_SIZES.fullmatch(str(window.sizes)) and not (len(window.sizes) == 2 and window.gaps == {"\n"}):
        return None
    if window.gaps - frozenset(" -\n") or len(set(digits)) < 3:
        return None
    before = place.before(40)
    near = before[-14:]
    labelled = bool(_CARD_LABEL.search(near))
    if not is_luhn(digits):
        if window.is_whole and _CARD_STRONG.search(before) and digits.startswith("62"):
            return Found("bank_card", window.start, window.end, digits, "校验位不符")
        return None
    if not labelled and not is_card_prefix(digits):
        return None
    if not labelled and (_NO_PERSON.search(before) or _PHONE_LABEL.search(near) or _UNIT_AFTER.match(place.next(3))):
        return None
    if not labelled and _stands_in_row(place):
        return None
    if _is_organ_account(place):
        return None
    return Found("bank_card", window.start, window.end, digits)


def _is_organ_account(place: _Place) -> bool:
    """Whether the words around say that the account belongs to a body, not to a person."""
    before = place.view[max(0, place.window.start - 90) : place.window.start].rsplit("。", 1)[-1]
    after = re.split("[。;\n]", place.view[place.window.end : place.window.end + 40], maxsplit=1)[0]
    return bool(_ORG_ACCOUNT.search(before) or _ORG_ACCOUNT.search(after) or _PUBLIC_ACCOUNT.search(before))


def _stands_in_row(place: _Place) -> bool:
    """Whether the parts of this reading are some of a longer row of figures, parted by blanks as they are."""
    previous = place.groups[place.first].gap if place.first else ""
    following = place.groups[place.after].gap if place.after < len(place.groups) else ""
    gaps = place.window.gaps
    return "-" not in gaps and any(gap and frozenset(gap) <= gaps for gap in (previous, following))


def _mobile(place: _Place) -> Found | None:
    window = place.window
    digits, start = window.digits, window.start
    for prefix in ("0086", "086", "86", "0"):
        if len(digits) == 11 + len(prefix) and digits.startswith(prefix) and (prefix != "0" or window.sizes[0] > 1):
            digits = digits[len(prefix) :]
            break
    if len(digits) != 11 or not _MOBILE.fullmatch(digits):
        return None
    if window.digits.startswith("0") and len(window.digits) == 12 and window.sizes not in {(12,), (4, 4, 4)}:
        return None
    sizes = _mobile_sizes(window)
    before, near = place.before(24), place.before(12)
    labelled = bool(_PHONE_LABEL.search(near))
    is_two_lines = len(sizes) == 2 and window.gaps <= frozenset("\n ") and "\n" in window.gaps
    if sizes not in _MOBILE_SIZES and not is_two_lines and not (labelled and len(sizes) <= 5):
        return None
    if "\n" in window.gaps and not _is_broken_line(place):
        return None
    if len(set(digits)) < 3:
        return None
    if not _may_be_phone(place, before, labelled):
        return None
    start = _with_prefix(place, start)
    is_public = bool(_CONTACT_LABEL.search(near))
    return Found("mobile", start, window.end, digits, is_public=is_public)


def _mobile_sizes(window: Window) -> tuple[int, ...]:
    """The sizes of the groups without the country's prefix."""
    sizes = window.sizes
    extra = sum(sizes) - 11
    if extra and sizes[0] == extra:
        return sizes[1:]
    return (sizes[0] - extra, *sizes[1:])


def _may_be_phone(place: _Place, before: str, labelled: bool) -> bool:
    """Whether nothing around says amount, address of a page, code or a decimal fraction."""
    window, groups = place.window, place.groups
    previous = groups[place.first].gap if place.first else ""
    following = groups[place.after].gap if place.after < len(groups) else ""
    if not labelled:
        if previous == "." or (following == "." and len(groups[place.after].digits) <= 2) or _stands_in_row(place):
            return False
        if _UNIT_AFTER.match(place.next(3)) and place.next(1) not in {":", "："}:
            return False
        if _NO_PERSON.search(before):
            return False
        if len(window.sizes) > 1 and (window.gaps & frozenset("./*+") and window.sizes != (3, 4, 4)):
            return False
    if _IN_ADDRESS.search(place.before(120)):
        return False
    letters = _LETTERS.search(place.view, max(0, window.start - 8), window.start)
    if letters and not _PHONE_WORDS.search(letters[0]):
        return False
    return not (window.is_whole and re.match(r"[A-Za-z]{2}|[A-Za-z]\d", place.next(3)) and not labelled)


def _is_broken_line(place: _Place) -> bool:
    """A number over two lines: it does not fill whole lines of a column, or a label stands before it."""
    window, view = place.window, place.view
    starts_line = window.start == 0 or view[window.start - 1] == "\n"
    ends_line = window.end >= len(view) or view[window.end] == "\n"
    return not (starts_line and ends_line) and window.sizes[0] >= 2


def _with_prefix(place: _Place, start: int) -> int:
    """Where the number begins with the country's prefix that stands apart: +86, 0086-, (86)."""
    if place.first and place.groups[place.first - 1].digits in _COUNTRY:
        start = place.groups[place.first - 1].start
    return start - (place.view[max(0, start - 1) : start] == "+")


def _glued(group: Group) -> list[Found]:
    """Numbers whose separators are lost: two or three mobile numbers in one run."""
    parts = [group.digits[at : at + 11] for at in range(0, len(group.digits), 11)]
    if group.end - group.start != len(group.digits) or not all(_MOBILE.fullmatch(part) for part in parts):
        return []
    return [Found("mobile", group.start + 11 * at, group.start + 11 * at + 11, part) for at, part in enumerate(parts)]


_SPELT = "〇零一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖0123456789"
_SPELT_DIGITS = str.maketrans("〇零一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖", "001122" + "3456789" + "123456789")
_SPELT_RUN = re.compile(rf"(?<![{_SPELT}])[{_SPELT}](?:[ {ZERO_WIDTH}\-]{{0,2}}[{_SPELT}]){{10,17}}X?(?![{_SPELT}])")


def _spelt_out(view: str) -> Iterator[Found]:
    """Numbers written with the characters for the digits, also mixed with figures: 一三八零零一三八〇〇〇."""
    for run in _SPELT_RUN.finditer(view):
        digits = re.sub(rf"[ {ZERO_WIDTH}\-]", "", run[0]).translate(_SPELT_DIGITS)
        if re.sub(r"[\dX \-]|" + ZERO_WIDTH, "", run[0]) == "":
            continue
        if _MOBILE.fullmatch(digits):
            yield Found("mobile", run.start(), run.end(), digits)
        elif resident_problem(digits) == "":
            yield Found("resident_id", run.start(), run.end(), digits)


_Reader = Callable[[_Place], Found | None]
_READERS: dict[int, tuple[_Reader, ...]] = {
    11: (_mobile,),
    12: (_mobile,),
    13: (_mobile,),
    14: (_mobile,),
    15: (_old_resident, _mobile),
    16: (_card,),
    17: (_resident, _card),
    18: (_resident, _card),
    19: (_card,),
}
