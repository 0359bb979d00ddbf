"""Documents that a text cites: titles in 《》."""

from __future__ import annotations

import re

from gongkai.domain.notices._values import Found
from gongkai.domain.text import plain

_MAX_TITLE = 160
# A website, a newspaper, a programme or a column is named in 《》 as well, but is no document
_NO_DOCUMENT = re.compile(
    r"(?:网|网站|日报|晚报|时报|晨报|早报|都市报|电视台|栏目|节目|热线|客户端|微信|微博|公众号|APP)\Z", re.IGNORECASE
)


def find_cites(text: str, at: int) -> tuple[Found, ...]:
    """Every title in 《》, the outer marks removed, each once, in text order. A title inside a title is part of it."""
    found: dict[str, Found] = {}
    for start, end in title_spans(text):
        title = text[start:end]
        if title.strip() and not _NO_DOCUMENT.search(plain(title).strip()):
            found.setdefault(title, Found(title, (at + start, at + end)))
    return tuple(found.values())


def title_spans(text: str) -> list[tuple[int, int]]:
    """The insides of the outermost 《》. A mark that is never closed within a title's length opens nothing."""
    spans = []
    place = text.find("《")
    while place >= 0:
        end = _closing(text, place) if text.find("》", place, place + _MAX_TITLE) >= 0 else None
        if end is None:
            place = text.find("《", place + 1)
        else:
            spans.append((place + 1, end))
            place = text.find("《", end)
    return spans


def _closing(text: str, opening: int) -> int | None:
    """Where the title closes. The outer mark may be printed twice (《…《…》) with the inner one closing both."""
    depth, last = 0, None
    for place in range(opening, min(len(text), opening + _MAX_TITLE)):
        mark = text[place]
        if mark == "《":
            depth += 1
        elif mark == "》":
            depth -= 1
            last = place
            if not depth:
                return place
        elif mark in "。;；" and last is not None:
            break
    return last
