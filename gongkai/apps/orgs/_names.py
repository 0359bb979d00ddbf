"""One spelling of a unit's name for looking it up, and the spellings a notice may use for it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from gongkai.domain.text import plain

_MARKS = re.compile(r"[^0-9A-Za-z\u3400-\u9fff\U00020000-\U0003ffff〇]")
# 經(jīng)開區(qū): a copied page brings the reading along
_READING = re.compile(r"\([a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹ]{1,7}\)")
# 重庆市 of 重庆市渝北区
_ABOVE = re.compile(r"^.{2,12}?(?:省|自治区|自治州|市|州|盟|地区)(?=.{2})")
_PLACE = re.compile(
    r"(?:.{2,12}?(?:省|自治区|自治州|市|州|盟|地区))?"
    r".{1,10}?(?:自治县|自治旗|新区|高新区|开发区|市|县|区|旗|州|盟|省)(?=.{2})"
)
# 城市管理局, 社区服务中心, 开发区管委会 begin with a thing, not with a place
_NO_PLACE = re.compile(r"(?:城|社|园|地|郊|矿|景|县|市|功能|都|全|本)[市区县]|开发区")
_ASIDE = re.compile(r"\(([^()]*)\)")


def fold_name(text: str) -> str:
    """The name in simplified script, without marks, brackets and blanks."""
    return _MARKS.sub("", _READING.sub("", plain(text)))


def without_aside(text: str) -> tuple[str, ...]:
    """市政务服务数据管理局(市信息中心): the name before the bracket, and the one inside it."""
    flat = _READING.sub("", plain(text))
    asides = _ASIDE.findall(flat)
    outside = _MARKS.sub("", _ASIDE.sub("", flat))
    return tuple(part for part in (outside, *(_MARKS.sub("", aside) for aside in asides)) if part) if asides else ()


@dataclass(frozen=True, slots=True)
class Usage:
    """The table of data/unit_suffixes.toml, ready for use."""

    short: dict[str, str]
    spelling: re.Pattern[str]
    joining: re.Pattern[str]
    dropped: tuple[str, ...]
    levels: dict[str, str]
    bodies: tuple[str, ...]
    interchangeable: frozenset[str]
    collective: tuple[dict[str, Any], ...]


@lru_cache(maxsize=1)
def usage() -> Usage:
    """The table, read once."""
    rows = tomllib.loads(files("gongkai.data").joinpath("unit_suffixes.toml").read_text("utf-8"))
    joining = re.compile("|".join(rows["joining"]))
    short = {joining.sub("", long): word for long, word in rows["endings"].items()}
    for word, spellings in rows["functions"].items():
        short |= {joining.sub("", long): word for long in spellings if word != long}
    levels = rows["levels"]
    for row in rows["collective"]:
        row["pattern"] = re.compile(
            row["pattern"]
            .replace("{level}", f"(?P<level>{'|'.join(set(levels.values()))})", 1)
            .replace("{level}", f"(?:{'|'.join(set(levels.values()))})")
        )
    return Usage(
        short=short,
        spelling=re.compile("|".join(sorted(map(re.escape, short), key=len, reverse=True))),
        joining=joining,
        dropped=tuple(rows["dropped_prefixes"]),
        levels=levels,
        bodies=tuple(rows["interchangeable"]["bodies"]),
        interchangeable=frozenset(rows["interchangeable"]["functions"]),
        collective=tuple(rows["collective"]),
    )


def shortened(folded: str) -> str:
    """A folded name in its shortest official spelling: 青溪县发展和改革委员会 → 青溪县发改委."""
    table = usage()
    for prefix in table.dropped:
        folded = folded.removeprefix(prefix)
    folded = table.joining.sub("", folded)
    # an ending may follow a shortened function: twice is enough (人民政府办公室 → 政府办 → 府办)
    for _ in range(2):
        folded = table.spelling.sub(lambda found: table.short[found[0]], folded)
    return folded


def place_of(folded: str) -> str:
    """The place a name begins with: 青溪县 of 青溪县财政局; 城市 of 城市管理局 is none."""
    found = _PLACE.match(folded)
    return "" if not found or _NO_PLACE.match(found[0]) else found[0]


def prefixes(place: str) -> Iterator[str]:
    """Every way to name the home place before a body, the empty one too: 重庆市渝北区, 渝北区, 渝北, 区."""
    yield ""
    if not place:
        return
    yield place
    last = _ABOVE.sub("", place)
    yield last
    for ending, level in usage().levels.items():
        if last.endswith(ending):
            yield level
            yield level[-1]
            if len(last) - len(ending) >= 2:
                yield last.removesuffix(ending)
            break


def bodies_of(core: str) -> Iterator[str]:
    """The core as it is, and with another body where usage swaps them: 发改局, 发改委, 发改办."""
    yield core
    table = usage()
    for body in table.bodies:
        if core.endswith(body) and core.removesuffix(body) in table.interchangeable:
            yield from (core.removesuffix(body) + other for other in table.bodies if other != body)
