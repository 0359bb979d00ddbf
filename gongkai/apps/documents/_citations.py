"""Documents that a text names: by 文号, by the number of an order, and by 《title》."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.apps.documents._numbers import number_key, title_key
from gongkai.domain.text import document_numbers, plain

# the outermost 《》, one inner pair allowed, on one line
_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》|〈[^〈〉\n]*〉){2,160})》")
_ORDER = re.compile(r"[\u4e00-\u9fff]{1,20}(?:令|公告) ?(?:\(?(?:19|20)\d\d\)? ?年? ?)?第 ?\d{1,5} ?号")
_LEADING = re.compile(
    r"^.*(?:根据|按照|依据|关于|贯彻|落实|转发|印发|以及|公布的|发布的|和|及|与|见|由|以)(?=.*(?:令|公告))"
)
# what stands in 《》 and is no document
_NO_DOCUMENT = re.compile(
    r"(?:网|网站|日报|晚报|时报|晨报|早报|都市报|杂志|电视台|栏目|节目|热线|客户端|微信|微博|公众号|APP|证|证书|表|书)$",
    re.I,
)
# the number that stands in brackets right behind a title is the same document's
_BETWEEN = re.compile(r"[(〔\[ ]{0,3}")


@dataclass(frozen=True, slots=True)
class Cited:
    """One document named in a text: the words, their place, and the keys to find it by ("" = not given)."""

    start: int
    end: int
    text: str
    number_key: str
    title_key: str


def find_cited(text: str) -> tuple[Cited, ...]:
    """Every document named, in the order of the text. A title and the number in brackets behind it are one."""
    view = plain(text)
    numbers = {start: (end, key) for start, end, key in _numbers(text, view)}
    found: list[Cited] = []
    for match in _TITLE.finditer(text):
        title = match[1].strip()
        end, key = match.end(), ""
        behind = match.end() + len(_BETWEEN.match(view[match.end() : match.end() + 3])[0])  # type: ignore[index]
        if behind in numbers:
            end, key = numbers.pop(behind)
        if key or not _NO_DOCUMENT.search(plain(title)):
            found.append(Cited(match.start(), end, text[match.start() : end], key, title_key(title)))
    taken = [(cited.start, cited.end) for cited in found]
    for start, (end, key) in numbers.items():
        if not any(first <= start < last for first, last in taken):
            found.append(Cited(start, end, text[start:end], key, ""))
    return tuple(sorted(found, key=lambda cited: cited.start))


def _numbers(text: str, view: str) -> Iterator[tuple[int, int, str]]:
    for number in document_numbers(text):
        yield number.start, number.end, number_key(number.normal)
    for match in _ORDER.finditer(view):
        lead = _LEADING.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        if key := number_key(view[start : match.end()]):
            yield start, match.end(), key
