"""Identity numbers, payment cards and mobile numbers in running text, in whatever way they are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.domain.proofing._digits import Group, Window, clusters, windows
from gongkai.domain.proofing._found import Found
from gongkai.domain.proofing._identity import is_card_prefix, is_luhn, is_old_resident, resident_problem
from gongkai.domain.proofing._number_words import (
    CARD_LABEL,
    CARD_STRONG,
    CODE_BEFORE,
    CONTACT_LABEL,
    ENDS,
    ID_LABEL,
    IN_ADDRESS,
    LETTERS,
    MONEY_AFTER,
    NO_PERSON,
    NO_RESIDENT,
    ORG_ACCOUNT,
    PHONE_LABEL,
    PHONE_WORDS,
    PUBLIC_ACCOUNT,
    UNIT_AFTER,
)
from gongkai.domain.proofing._view import ZERO_WIDTH

_MOBILE = re.compile(r"1[3-9]\d{9}")
_MOBILE_SIZES = frozenset({(11,), (3, 4, 4), (4, 3, 4), (3, 8), (7, 4), (3, 3, 5), (5, 6), (6, 5), (4, 4, 3), (4, 7)})
_DOTTED = frozenset({(3, 4, 4), (3, 3, 5), (4, 3, 4)})
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
        """What stands before, in the same line and sentence; of an empty line start, the line above if it is open."""
        words = self.view[max(0, self.window.start - count) : self.window.start].replace(ZERO_WIDTH, "")
        words = words.rsplit("。", 1)[-1]
        line = words.rsplit("\n", 1)[-1]
        if line.strip(" :("):
            return line
        above = words.rstrip(" \n")
        return "" if above[-1:] in ENDS else above

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
    if doubt is None or window.gaps - frozenset(" \n-./()"):
        return None
    before = place.before(24)
    if doubt and not (ID_LABEL.search(before[-16:]) and window.gaps <= frozenset(" -\n")):
        return None
    if NO_RESIDENT.search(before) and not ID_LABEL.search(before):
        return None
    return Found("resident_id", window.start, end, digits, doubt)


def _old_resident(place: _Place) -> Found | None:
    window = place.window
    if not is_old_resident(window.digits) or len(window.sizes) not in (1, 2, 3, 15):
        return None
    before = place.before(24)
    labelled = bool(ID_LABEL.search(before))
    if not labelled and (
        not window.is_whole or NO_PERSON.search(before) or (before[-1:].isascii() and before[-1:].isalnum())
    ):
        return None
    if not labelled and (UNIT_AFTER.match(place.next(3)) or window.end - window.start > 15 or before.endswith("第")):
        return None
    return Found("resident_id", window.start, window.end, window.digits, "" if labelled else "十五位，请核对")


def _card(place: _Place) -> Found | None:
    window = place.window
    digits = window.digits
    before = place.before(40)
    near = before[-14:]
    labelled = bool(CARD_LABEL.search(near))
    is_two_lines = len(window.sizes) == 2 and "\n" in window.gaps and window.gaps <= frozenset("\n ")
    if not (_CARD_SIZES.fullmatch(str(window.sizes)) or is_two_lines or (labelled and len(window.sizes) <= 6)):
        return None
    if window.gaps - frozenset(" -\n./" if labelled else " -\n") or len(set(digits)) < 3:
        return None
    if not is_luhn(digits):
        if window.is_whole and CARD_STRONG.search(before) and digits.startswith("62"):
            return Found("bank_card", window.start, window.end, digits, "校验位不符")
        return None
    if not labelled and not is_card_prefix(digits):
        return None
    if not labelled and (NO_PERSON.search(before) or PHONE_LABEL.search(near) or UNIT_AFTER.match(place.next(3))):
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
    return bool(ORG_ACCOUNT.search(before) or ORG_ACCOUNT.search(after) or PUBLIC_ACCOUNT.search(before))


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
    labelled = bool(PHONE_LABEL.search(near))
    is_two_lines = len(sizes) == 2 and window.gaps <= frozenset("\n ") and "\n" in window.gaps
    if sizes not in _MOBILE_SIZES and not is_two_lines and not (labelled and len(sizes) <= 5):
        return None
    if "\n" in window.gaps and not labelled and not _is_broken_line(place):
        return None
    if len(set(digits)) < 3:
        return None
    if not _may_be_phone(place, before, labelled):
        return None
    start = _with_prefix(place, start)
    is_public = bool(CONTACT_LABEL.search(near))
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
    if MONEY_AFTER.match(place.next(3)):
        return False
    if not labelled:
        if previous == "." and not _is_item_number(place):
            return False
        if (following == "." and len(groups[place.after].digits) <= 2) or _stands_in_row(place):
            return False
        if UNIT_AFTER.match(place.next(3)) and place.next(1) not in {":", "："}:
            return False
        if NO_PERSON.search(before) or NO_PERSON.search(CODE_BEFORE.sub("", before)):
            return False
        if len(window.sizes) > 1 and (window.gaps & frozenset("./*+") and window.sizes not in _DOTTED):
            return False
    if IN_ADDRESS.search(place.before(120)):
        return False
    letters = LETTERS.search(place.view, max(0, window.start - 8), window.start)
    if letters and not PHONE_WORDS.search(letters[0]):
        return False
    return not (window.is_whole and re.match(r"[A-Za-z]{2}|[A-Za-z]\d", place.next(3)) and not labelled)


def _is_item_number(place: _Place) -> bool:
    """1.138…: the group before numbers an item at the start of a line."""
    item = place.groups[place.first - 1]
    return len(item.digits) <= 2 and place.view[: item.start].rstrip(" ")[-1:] in {"", "\n", "。", ";"}


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
    start -= place.view[max(0, start - 1) : start] == "+"
    opens = place.view[max(0, start - 1) : start] == "("
    return start - (opens and ")" in place.view[start : place.window.end])


def _glued(group: Group) -> list[Found]:
    """Numbers whose separators are lost: an identity number with a mobile, two or three mobiles in one run."""
    digits = group.digits
    if group.end - group.start != len(digits):
        return []
    for kinds in _GLUED.get(len(digits), ()):
        parts, at = [], 0
        for kind, length in kinds:
            piece = digits[at : at + length]
            if not (_MOBILE.fullmatch(piece) if kind == "mobile" else resident_problem(piece) == ""):
                break
            # the card of a disabled person is the identity number with two digits for kind and degree
            end = len(digits) if len(digits) == 20 else at + length
            parts.append(Found(kind, group.start + at, group.start + end, piece))
            at += length
        else:
            return parts
    return []


_ID_PART, _MOBILE_PART = ("resident_id", 18), ("mobile", 11)
_GLUED = {
    20: ((_ID_PART,),),
    22: ((_MOBILE_PART, _MOBILE_PART),),
    29: ((_ID_PART, _MOBILE_PART), (_MOBILE_PART, _ID_PART)),
    33: ((_MOBILE_PART,) * 3,),
    36: ((_ID_PART, _ID_PART),),
}
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
