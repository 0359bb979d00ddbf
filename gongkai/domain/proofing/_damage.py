"""Damage: what copying, conversion and hijacked pages leave in a text. Reuses what domain.text sees, and goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.domain.proofing._problems import Problem, Severity
from gongkai.domain.text import Noise, find_noise

_BASIS = "政府网站与政务新媒体检查指标：内容不得有乱码、错链和违法不良信息"
_ROWS: dict[str, tuple[Severity, str]] = {
    "replacement": ("block", "有无法识别的字符，原文编码已损坏"),
    "mojibake": ("block", "疑似乱码，请对照原件改正"),
    "pinyin": ("warn", "汉字后夹有注音，疑为转换错误"),
    "markup": ("block", "混入网页代码"),
    "spam": ("block", "疑似被植入的广告或违法内容"),
    "hidden": ("warn", "混有看不见的字符"),
    "link": ("block", "疑似被植入的不良网址"),
}


def _utf8_read_as_gbk() -> re.Pattern[str]:
    """Two characters of three bytes each read as three of two: the bytes of UTF-8 say which characters these can be."""

    def signs(first: range, second: range) -> str:
        pairs = (bytes((one, two)) for one in first for two in second if two != 0x7F)
        return "".join(sign for pair in pairs if len(sign := pair.decode("gbk", "ignore")) == 1)

    lead, follow = range(0xE4, 0xEA), range(0x81, 0xC0)
    odd, even, last = signs(lead, range(0x80, 0xC0)), signs(follow, lead), signs(follow, range(0x80, 0xC0))
    odd, even, last = (f"[{re.escape(signs)}]" for signs in (odd, even, last))
    return re.compile(f"{odd}{even}{last}(?:{odd}{even}?{last}?)+")


_AS_GBK = _utf8_read_as_gbk()
_MORE: tuple[tuple[str, re.Pattern[str]], ...] = (
    # UTF-8 read as GBK, and the fillers of uninitialised memory
    ("mojibake", re.compile(r"锟斤拷|烫烫烫|屯屯屯|\uffff+|(?:[ÃÂâäåæçèé][\u0080-\u00bf\u2018-\u2122]){2,}")),
    ("mojibake", _AS_GBK),
    # characters left in the writing of addresses and of programs
    ("mojibake", re.compile(r"(?<![A-Za-z0-9/=?&%._\-])(?:%[0-9A-Fa-f]{2}){6,}")),
    (
        "mojibake",
        re.compile(r"(?:\\u[0-9a-fA-F]{4})+|(?:&#\d{4,6};)+"),
    ),
    ("mojibake", re.compile(r"(?:[\u4e00-\u9fff]\?){3,}|(?<!\?)\?{3,40}(?=[\u4e00-\u9fff])")),
    ("markup", re.compile(r"(?is)<(script|style|iframe)\b[^>]{0,200}>.{0,2000}?(?:</\1>|\Z)|<!--.{0,400}?-->")),
    ("markup", re.compile(r"&(?:nbsp|ensp|emsp|ldquo|rdquo|hellip|mdash|middot|lsquo|rsquo|copy|#x[0-9a-fA-F]{2,6});")),
    (
        "markup",
        re.compile(
            r"\[/?(?:url|img|font|size|color|b|quote)(?:=[^\]\n]{0,80})?\]|\{\{[^{}\n]{1,60}\}\}|"
            r"display ?: ?none|javascript:|\$\{[^{}\n]{1,60}\}|</?[a-z]{1,8}:[a-z]{1,12}[^<>\n]{0,60}>|"
            r"(?:onerror|onload|onclick) ?="
        ),
    ),
    (
        "spam",
        re.compile(
            r"(?i)(?:真人|在线|网上|澳门|线上|皇冠)(?:娱乐|赌博|博彩|百家乐|荷官)|百家乐|"
            r"老虎机|捕鱼达人|北京赛车|时时彩|六合彩|必发彩票|"
            r"亚博|凯发|开元棋牌|彩票(?:开户|注册|代理)|代开发票(?=[^\u4e00-\u9fff]{0,6}(?:加|电话|联系|微信|1[3-9]\d))|代办(?:证件|文凭)|办证刻章|约炮|"
            r"裸聊|代孕(?:包|套餐|公司|中介|机构|网|服务|价|多少|[^\u4e00-\u9fff])|新?葡京|(?:PG|pg|AG|BBIN)(?:电子|真人|娱乐|视讯)|娱乐(?:平台|城)(?:注册|官网|送)|"
            r"注册(?:就)?送(?:彩金|\d)|彩金|成人直播|成人(?:电影|视频|网站)|伟哥|迷药|"
            r"无抵押贷款加|加(?:微信|QQ|V信)[:：]? ?[A-Za-z0-9_-]{5,}|"
            r"online casino|sports ?bet|slot ?machine|viagra|cialis|porn"
        ),
    ),
    (
        "link",
        re.compile(
            r"(?i)https?://[^\s\u4e00-\u9fff<>\"']{0,80}(?:casino|bet365|bet\d|poker|porn|sex|xxx|av\d|lottery|caipiao|bocai|yabo|ag8|365bet)"
            r"[^\s\u4e00-\u9fff<>\"']{0,80}"
        ),
    ),
    ("hidden", re.compile("[\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\u180e]+")),
    ("hidden", re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff]+")),
)


def damage(text: str) -> Iterator[Problem]:
    """Every damaged stretch once, neighbouring pieces of code joined."""
    found = [(noise.start, noise.end, str(noise.kind)) for noise in find_noise(text) if _is_noise(text, noise)]
    found += [(*match.span(), kind) for kind, pattern in _MORE for match in pattern.finditer(text) if match[0]]
    for start, end, kind in _joined(text, found):
        severity, message = _ROWS[kind]
        words = text[start:end]
        shown = "" if kind == "hidden" else f"“{' '.join(words.split())[:24]}{'…' if len(words) > 24 else ''}”"
        yield Problem(f"damage.{kind}", _BASIS, severity, start, end, f"{message}{shown}。", _repair(kind, words))


def _is_noise(text: str, noise: Noise) -> bool:
    """（word） and （pdf） are no readings of a character: those carry the sign of their tone."""
    return noise.kind != "pinyin" or not text[noise.start : noise.end].strip("()（）").isascii()


def _joined(text: str, found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    made: list[tuple[int, int, str]] = []
    for begin, end, kind in sorted(found, key=lambda row: (row[0], -row[1])):
        start = max(begin, made[-1][1]) if made and kind != made[-1][2] else begin
        if made and end <= made[-1][1]:
            continue
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], end, kind)
            continue
        if made and kind == "markup" == made[-1][2] and not text[made[-1][1] : start].strip():
            made[-1] = (made[-1][0], end, kind)
        else:
            made.append((start, end, kind))
    return made


def _repair(kind: str, words: str) -> str | None:
    """Code, hidden characters and what was planted are cut; garbled words only a person can restore."""
    if kind == "markup" and re.fullmatch(r"(?:&nbsp;|&ensp;|&emsp;)+", words):
        return " "
    if kind == "hidden" and any("\ue000" <= sign <= "\uf8ff" for sign in words):
        return None
    return "" if kind in {"markup", "hidden", "spam", "pinyin"} else None
