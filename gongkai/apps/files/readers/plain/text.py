"""Plain text: which encoding the bytes are in, and whether they are text at all."""

from __future__ import annotations

import codecs
from collections import Counter

from gongkai.apps.files.readers.plain.frequent import FREQUENT
from gongkai.domain.notices import UnreadableNotice

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# GB18030 holds GBK and GB2312; cp950 is Big5 with the characters Windows added, big5hkscs adds Hong Kong's
EIGHT_BIT = ("gb18030", "cp950", "big5hkscs")
SIXTEEN_BIT = ("utf-16-le", "utf-16-be")
# a sample is enough to choose; the whole is decoded afterwards
SAMPLE = 65_536
NOT_TEXT = "文件不是文本（含有二进制内容），请换成 Word、PDF、网页或纯文本文件"
UNKNOWN = "认不出文件的文字编码，请另存为 UTF-8 后再导入"


def read_text(data: bytes) -> str:
    """The text of bytes in UTF-8, UTF-16, GB18030 or Big5. Raises UnreadableNotice for anything that is not text."""
    text = decode(data)
    _refuse_binary(text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode(data: bytes) -> str:
    """The characters of the bytes in the likeliest encoding, a byte-order mark removed."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    if _looks_sixteen_bit(data):
        return data.decode(max(SIXTEEN_BIT, key=lambda name: _likeness(_attempt(data, name))), "replace")
    if b"\0" in data[:SAMPLE]:
        raise UnreadableNotice(NOT_TEXT)
    if _is_utf8(data):
        return data.decode("utf-8", "replace")
    best = max(EIGHT_BIT, key=lambda name: _likeness(_attempt(data, name)))
    if _likeness(_attempt(data, best)) < 0.2:
        raise UnreadableNotice(UNKNOWN)
    return data.decode(best, "replace")


def _attempt(data: bytes, encoding: str) -> str:
    return data[:SAMPLE].decode(encoding, "replace")


def _is_utf8(data: bytes) -> bool:
    """Valid UTF-8, or damaged at so few places that no other encoding could explain the rest."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        beyond_ascii = sum(1 for char in text if char > "\x7f")
        return text.count("\ufffd") * 20 < beyond_ascii
    # two GB18030 characters can pass for two Cyrillic or Greek letters
    sample = data[:SAMPLE]
    by_single_bytes = max(_likeness(_attempt(sample, name)) for name in EIGHT_BIT)
    return _likeness(_attempt(sample, "utf-8")) >= 0.2 or by_single_bytes < 0.5


def _looks_sixteen_bit(data: bytes) -> bool:
    """UTF-16 without a mark: read so, the characters are common Chinese; read by single bytes they are not."""
    sample = data[:SAMPLE]
    if len(data) < 4 or len(data) % 2 or (b"\0" not in sample and _is_utf8(sample)):
        return False
    best = max(_likeness(_attempt(sample, name)) for name in SIXTEEN_BIT)
    if b"\0" in sample:
        # single bytes are out of the question; data that is no text reads as unassigned and foreign signs
        return best >= 0.2
    return best > 0.5 and best > max(_likeness(_attempt(sample, name)) for name in EIGHT_BIT)


def _likeness(text: str) -> float:
    """How much the characters beyond ASCII look like official Chinese: 1 all of them, below 0 none."""
    counts = Counter(char for char in text if char > "\x7f")
    total = sum(counts.values())
    if not total:
        ascii_text = sum(1 for char in text if char.isprintable() or char in "\r\n\t")
        return ascii_text / len(text) if text else 0.0
    return sum(_worth(char) * times for char, times in counts.items()) / total


def _worth(char: str) -> float:
    if char in FREQUENT:
        return 1.0
    if char == "\ufffd":
        return -3.0
    if "\u4e00" <= char <= "\u9fff":
        return 0.25
    # 、。〈〉《》“”‘’…—· and full-width forms stand in every notice
    if "\u3000" <= char <= "\u3020" or "\uff01" <= char <= "\uff5e" or char in "“”‘’…—·\u00a0①②③④⑤⑥⑦⑧⑨⑩○●":
        return 0.8
    return -1.0


def _refuse_binary(text: str) -> None:
    """Raises UnreadableNotice when control characters or undecodable bytes are more than a stray accident."""
    if "\0" in text:
        raise UnreadableNotice(NOT_TEXT)
    counts = Counter(text)
    strange = sum(times for char, times in counts.items() if char < " " and char not in "\t\n\r\f\v\x1a")
    if strange * 200 > len(text):
        raise UnreadableNotice(NOT_TEXT)
    if counts["\ufffd"] * 10 > len(text):
        raise UnreadableNotice(UNKNOWN)
