"""Document numbers (发文字号): 青政办发〔2026〕12号, however the bracket is printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.domain.text._plain import plain


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document number and where it stands. `normal` has the bracket 〔〕 and no spaces."""

    start: int
    end: int
    code: str
    year: int
    serial: int
    normal: str


# The code is at most 14 characters of script (some copies carry pinyin noise in round brackets after a character);
# the bracket may be any, or lost its closing half; the serial has no 第 in a proper number, but some print it
_NUMBER = re.compile(
    r"(?P<code>(?:[\u4e00-\u9fff](?:\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\))?){2,14}) ?"
    r"[(<\u3008]? ?(?P<year>(?:19|20)\d\d) ?[)>\u3009]? ?(?:第 ?)?(?P<serial>\d{1,5}) ?号"
)
# words of running text that a code cannot begin with or contain
_LEADING = re.compile(r"^.*(?:根据|按照|依据|文号|字号|关于|贯彻|落实|转发|印发|以及|和|及|与|见)")


def document_numbers(text: str) -> tuple[DocumentNumber, ...]:
    """Every document number in the text, in order. The bracket around the year must be there in some form."""
    view = plain(text)
    found = []
    for match in _NUMBER.finditer(view):
        if not re.search(r"[()<>\u3008\u3009]", view[match.end("code") : match.start("serial")]):
            continue
        lead = _LEADING.match(match["code"])
        start = match.start("code") + (lead.end() if lead else 0)
        code = text[start : match.end("code")]
        if len(code) < 2:
            continue
        serial = int(match["serial"])
        normal = f"{code}〔{match['year']}〕{serial}号"
        found.append(DocumentNumber(start, match.end(), code, int(match["year"]), serial, normal))
    return tuple(found)
