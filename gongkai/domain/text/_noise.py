"""Damage to a text that copying and hijacked sites leave behind: garbled characters, markup, advertising."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from gongkai.domain.text._plain import plain

Kind = Literal["mojibake", "pinyin", "markup", "spam", "replacement"]


@dataclass(frozen=True, slots=True)
class Noise:
    """A damaged stretch of the text."""

    kind: Kind
    start: int
    end: int


# Each row: what it is, the pattern (on the matching view, or on the text as it stands), why it cannot be official prose
_ROWS: tuple[tuple[Kind, re.Pattern[str], bool], ...] = (
    # the character that decoders put for bytes they could not read
    ("replacement", re.compile(r"\ufffd{1,200}"), False),
    # a half-width ? and an end mark inside a sentence, where GBK bytes were read as UTF-8 or the reverse: 六?！比蝿?
    ("mojibake", re.compile(r"[\u4e00-\u9fff]\?[！!][\u4e00-\u9fff]{1,6}\??"), False),
    # runs of the characters that UTF-8 bytes become when read as GBK or Latin-1
    ("mojibake", re.compile(r"(?:锟斤拷|烫烫|屯屯){1,200}|(?:[Ã-å][\u0080-¿]{1,2}){2,200}"), False),
    ("mojibake", re.compile(r"[鍏鏀绗鐨勫鍜岃鎵鍦浠鏄鐢璇][\u4e00-\u9fff€]{0,1}[€锛銆鈥][\u4e00-\u9fff]?"), False),
    # pinyin with tone marks in brackets after its character, from pages that annotate rare characters
    ("pinyin", re.compile(r"(?<=[\u4e00-\u9fff])\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)"), True),
    # tags that a plain text cannot have
    ("markup", re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}(?:\s[^<>\n]{0,200})?/?>"), False),
    ("markup", re.compile(r"\[bookmark: ?[^\]\n]{0,40}\]|&(?:nbsp|amp|lt|gt|quot|#\d{2,5});"), False),
)
# Gambling and obscene words that hijacked pages inject. Words that officials use as well are left out
_SPAM = re.compile(
    r"365bet|bet365|beat365|博彩(?:平台|网)|娱乐城|彩票平台|澳门新?葡京|六合彩|时时彩|捣出|白浆|无码|人妻|av在线|成人视频|国产精品|裸聊|"
    r"私服(?:发布|外挂)",
    re.IGNORECASE,
)
_STOPS = " \n\r\t,，。;；、:：|"
_REACH = 30


def find_noise(text: str) -> tuple[Noise, ...]:
    """Every damaged stretch, in text order, overlaps removed. It reports; it never repairs."""
    view = plain(text)
    found = [
        Noise(kind, match.start(), match.end())
        for kind, pattern, folded in _ROWS
        for match in pattern.finditer(view if folded else text)
    ]
    found += [Noise("spam", *_run_around(view, *match.span())) for match in _SPAM.finditer(view)]
    kept: list[Noise] = []
    for noise in sorted(found, key=lambda noise: (noise.start, -noise.end)):
        if not kept or noise.start >= kept[-1].end:
            kept.append(noise)
    return tuple(kept)


def _run_around(view: str, start: int, end: int) -> tuple[int, int]:
    """The run of characters that injected words stand in, to the next stop or blank, at most 30 either way."""
    first, last = max(0, start - _REACH), min(len(view), end + _REACH)
    while start > first and view[start - 1] not in _STOPS:
        start -= 1
    while end < last and view[end] not in _STOPS:
        end += 1
    return start, end
