"""Documents that a text names: by 文号, by the number of an order, and by 《title》."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.apps.documents._numbers import number_key, title_key
from gongkai.domain.text import document_numbers, plain

# the outermost 《》, one inner pair allowed, on one line
_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》|〈[^〈〉\n]*〉){2,160})》")
_PLAIN_ORDER = r"(?:\(?(?:19|20)\d\d\)? ?年? ?)?第 ?\d{1,5} ?号"
_ORDER = re.compile(rf"[\u4e00-\u9fff]{{1,20}}(?:令|公告) ?(?:{_PLAIN_ORDER}|\({_PLAIN_ORDER}\))")
_LEADING = re.compile(
    r"^.*(?:根据|按照|依据|关于|贯彻|落实|转发|印发|以及|公布的|发布的|和|及|与|见|由|以)(?=.*(?:令|公告))"
)
# words of running text that stick to a number: no code holds them
_STUCK = re.compile(
    r"^.*(?:废止|失效|执行|实施|适用|现将|依照|遵照|参照|比照|修改|修订|修正|替代|代替|取代|停止|宣布|撤销|撤回|公布|发布|下发|出台"
    r"|制定|规定|文件|同时|其中|包括|例如|继续|的|按|由|在|为|以|把|被)(?=.{2})"
)
# … and characters that may be such a word or begin the code of a place (原 is 原平, 如 is 如东): both are tried
_MAYBE = frozenset("原和与及依将同于自从含如并因据对")
# 青政规〔2023〕2号、3号 and 青政发〔2021〕1号、〔2022〕3号: the code, and the year, are the first one's
_MORE = re.compile(
    r" ?[、,和及与] ?(?P<number>(?:\((?P<year>(?:19|20)\d\d)\) ?)?(?P<serial>[1-9]\d{0,4}) ?号)"
    r"(?=[、,。;:)》\s]|和|及|与|等|文|同|均|已|自|即|不再|予以|继续|执行|规定|废止|失效|$)"
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

    @property
    def number_keys(self) -> tuple[str, ...]:
        """The keys that the number may have, the likelier one first."""
        return readings(self.number_key)


def readings(number_key: str) -> tuple[str, ...]:
    """A key and what remains of it when its first character belonged to the text before. () for none."""
    if number_key[:1] in _MAYBE and number_key.find("-") > 2:
        return (number_key, number_key[1:])
    return (number_key,) if number_key else ()


def sticking(number_key: str) -> tuple[str, ...]:
    """The keys under which a text may have cited this number: `readings` the other way round."""
    return (number_key, *(f"{one}{number_key}" for one in sorted(_MAYBE)))


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
        stuck = _STUCK.match(number.code)
        length = stuck.end() if stuck else 0
        code = number_key(number.normal[length:])
        yield number.start + length, number.end, code
        yield from _more(view, number.end, code)
    for match in _ORDER.finditer(view):
        lead = _LEADING.match(match[0])
        start = match.start() + (lead.end() if lead else 0)
        if key := number_key(view[start : match.end()]):
            yield start, match.end(), key


def _more(view: str, at: int, first: str) -> Iterator[tuple[int, int, str]]:
    """The numbers that follow one and leave out what they share with it."""
    code, year, _ = first.rsplit("-", 2)
    while found := _MORE.match(view, at):
        year = found["year"] or year
        yield found.start("number"), found.end(), f"{code}-{year}-{found['serial']}"
        at = found.end()
