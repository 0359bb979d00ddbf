"""Declared places of disclosure (公开路径): section paths of the website, and the other channels."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from gongkai.domain.notices._values import DisclosurePath, Found, Span
from gongkai.domain.text import plain


@dataclass(frozen=True, slots=True)
class PathsFound:
    """What stands inside a labelled disclosure path: section paths, and channels that are no path."""

    paths: tuple[DisclosurePath, ...] = ()
    channels: tuple[Found, ...] = ()


# Labels of a declaration. 公开路径 names sections; the others name channels, and sections when they contain ">"
_LABEL = re.compile(r"(?:公开|发布|公示)(?:路径|渠道|载体|平台|途径|方式|位置|栏目)[::] ?")
_LONGEST = 3000
# Numbers of the entries inside: (1), 1., 1、, ①
_NUMBER = re.compile(r"\s*(?:\(\d{1,2}\)|\d{1,2}[.、)] ?(?!\d)|[①-⑳]|\([一二三四五六七八九十]{1,2}\))\s*")
_BOUNDARY = re.compile(
    # a semicolon; any stop before a number; a comma between a path and the next path or channel
    r";|[,。\s]\s*(?=(?:\(\d{1,2}\)|\d{1,2}[.、)]|[①-⑳]|\([一二三四五六七八九十]{1,2}\)))|,(?=[^,;()]{0,60}>)"
    r"|(?<=[\u4e00-\u9fff])[,、](?=[^>,、;()]{2,16}(?:媒体|专区|公开栏|宣传栏|公告栏|电视台|广播|微博|微信|公众号|客户端|渠道)(?:[,、;)等]|\Z))"
)
# (以下简称其他渠道): the short name is a channel of its own
_SHORT_NAME = re.compile(r"\((?:以下)?(?:统称|简称)(?:为)?[“\"]?(?P<name>[^()“”\"]{2,12})[”\"]?\)")
# …等其他适合的公开渠道: no channel, it only says that there may be more
_AND_OTHERS = re.compile(r"等(?:其他|其它)?[^、,;()]{0,14}(?:渠道|方式|平台|载体|形式|途径)?\s*\Z")


def find_paths(text: str, at: int) -> PathsFound:
    """The paths and channels of every labelled declaration in the text. A path without a label is none."""
    view = plain(text)
    paths: list[DisclosurePath] = []
    channels: list[Found] = []
    end = 0
    for label in _LABEL.finditer(view):
        if label.start() < end:
            continue
        if label.start() and "路径" not in label[0] and view[label.start() - 1] not in "(。;,\n ":
            continue
        end = _end_of_declaration(view, label)
        for start, stop in _entries(view, label.end(), end):
            # sites that print their sections with dashes print no ">"
            dashed = "路径" in label[0] and ">" not in view[start:stop]
            segments = _segments(text, view, start, stop, "-" if dashed else ">")
            if len(segments) > 1:
                paths.append(DisclosurePath(segments, (at + start, at + stop)))
            else:
                channels += _channels(text, view, at, start, stop)
    return PathsFound(tuple(paths), tuple(channels))


def without_paths(text: str) -> str:
    """The words of a task without the bracket that names its places, for where those are shown beside it.

    A bracket that the source never closed runs to the end of the text.
    """
    view = plain(text)
    label = _LABEL.search(view)
    if label is None or not label.start() or view[label.start() - 1] != "(":
        return text
    return text[: label.start() - 1] + text[_end_of_declaration(view, label) + 1 :]


def _end_of_declaration(view: str, label: re.Match[str]) -> int:
    """The bracket that the label stands in closes it; without a bracket the sentence or line does."""
    opened = label.start() > 0 and view[label.start() - 1] == "("
    depth = 1 if opened else 0
    last = min(len(view), label.end() + _LONGEST)
    for place in range(label.end(), last):
        mark = view[place]
        if mark == "(":
            depth += 1
        elif mark == ")":
            depth -= 1
            if opened and not depth:
                return place
        elif (mark == "。" and depth <= opened) or (mark == "\n" and not opened):
            return place
    return last


def _entries(view: str, start: int, end: int) -> Iterator[Span]:
    """The entries: between semicolons, before a number, and where a channel follows a path after a comma."""
    cuts = [found.span() for found in _BOUNDARY.finditer(view, start, end)]
    for since, stop in zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True):
        entry = _entry(view, since, stop)
        if entry:
            yield entry


def _entry(view: str, start: int, end: int) -> Span | None:
    number = _NUMBER.match(view, start, end)
    if number:
        start = number.end()
    while start < end and view[start] in " \n":
        start += 1
    while start < end and view[end - 1] in " \n。;,":
        end -= 1
    return (start, end) if start < end else None


def _segments(text: str, view: str, start: int, end: int, mark: str = ">") -> tuple[str, ...]:
    """The section names between the marks, as printed."""
    segments, since = [], start
    for place in range(start, end + 1):
        if place == end or view[place] == mark:
            segments.append(text[since:place].strip())
            since = place + 1
    return tuple(segment for segment in segments if segment)


def _channels(text: str, view: str, at: int, start: int, end: int) -> Iterator[Found]:
    """The names of an enumeration of channels; a short name defined in brackets follows what it stands for."""
    short = _SHORT_NAME.search(view, start, end)
    stop = short.start() if short else end
    others = _AND_OTHERS.search(view, start, stop)
    stop = others.start() if others and others.start() > start else stop
    for found in re.compile(r"[^、,;]{1,60}").finditer(view, start, stop):
        first, last = found.span()
        while first < last and view[first] in " \n":
            first += 1
        while first < last and view[last - 1] in " \n。":
            last -= 1
        if first < last:
            yield Found(text[first:last], (at + first, at + last))
    if short:
        yield Found(text[slice(*short.span("name"))], (at + short.start("name"), at + short.end("name")))


def parse_path(text: str) -> tuple[tuple[str, ...], ...]:
    """One printed path as the section paths it stands for: `/` names siblings, numbers and brackets fall away.

    "(1)政府网站>政务公开>预算/决算" is two paths. Every combination of siblings is made, at most 64.
    """
    view = plain(text)
    entry = _entry(view, 0, len(view))
    if not entry:
        return ()
    made: list[tuple[str, ...]] = [()]
    for segment in _segments(text, view, *entry):
        siblings = [name.strip() for name in re.split("[/／]", segment) if name.strip()]
        made = [(*path, name) for path in made for name in siblings][:64]
    return tuple(path for path in made if path)


@lru_cache(maxsize=1)
def default_aliases() -> Mapping[str, str]:
    """Spellings of paths that mean the same, from the catalogue's table: prefix or name to its usual form."""
    rows = tomllib.loads(files("gongkai.data").joinpath("catalogue/path_aliases.toml").read_text("utf-8"))
    return {row["from"]: row["to"] for row in rows["alias"]}


def leaves(paths: Iterable[tuple[str, ...]], aliases: Mapping[str, str] | None = None) -> tuple[tuple[str, ...], ...]:
    """The section paths that declarations stand for, siblings expanded and aliases applied, in order, repeats kept.

    An alias maps a printed path prefix ("政府网站>政府信息公开目录") or one section name to its usual form, whole
    segments only; "*规范性文件" is every name that ends so. Ask `dict.fromkeys` for the distinct ones.
    """
    table = default_aliases() if aliases is None else aliases
    expanded = (leaf for path in paths for leaf in parse_path(">".join(path)))
    return tuple(_usual(leaf, table) for leaf in expanded)


def _usual(path: tuple[str, ...], aliases: Mapping[str, str]) -> tuple[str, ...]:
    endings = {row[1:]: usual for row, usual in aliases.items() if row.startswith("*")}
    names = tuple(
        aliases.get(name) or next((usual for ending, usual in endings.items() if name.endswith(ending)), name)
        for name in path
    )
    for length in range(len(names), 0, -1):
        usual = aliases.get(">".join(names[:length]))
        if usual and length > 1:
            return (*usual.split(">"), *names[length:])
    return names
