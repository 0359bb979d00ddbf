"""Where the covering letter ends, where the plan and each further part begin, and where the foot of the page begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.domain.notices._outline_closers import Closers
from gongkai.domain.notices._paint import trimmed
from gongkai.domain.notices._rules import rule
from gongkai.domain.notices._units import looks_like_units
from gongkai.domain.notices._values import Span

_FIRST_MARK = re.compile(r"(?:^|(?<=[\n。:)日]))[ \u3000]*一、|第一章", re.MULTILINE)
# what is compared of two titles: a title within a title is marked now with 《》, now with 〈〉
_SOLID = re.compile(r"[^\s《》〈〉<>]")
_BEFORE_NAMES = re.compile(r"[。;:)!A-Za-z0-9@]")
_BEFORE_TITLE = frozenset(")日。\n:;-")
# the words of a letter between its handing over and its date are never longer
_LONGEST_LETTER = 6_000
_TAIL = 2_500
# names of bodies that sign together, and the lines they may be spread over
_SIGNATURE, _SIGNATURE_LINES = 200, 480
# the opening words that must recur, and then four times as many, before a text counts as printed twice
_SAME = 40


@dataclass(slots=True)
class Regions:
    """Head (the letter, or what stands before the first heading), plan parts, tail, and the marks between them."""

    head: Span
    parts: list[Span]
    tail: Span
    signature: Span | None = None
    plan_titles: tuple[Span, ...] = ()
    # a covering letter without the plan it hands over
    is_letter_only: bool = False


def find_regions(view: str, closers: Closers, table_start: int | None) -> Regions:
    """Divides the text. `table_start` is where a task table begins: no letter reaches into it."""
    size = len(view)
    first_unit = min([*closers.starts[:1], size if table_start is None else table_start])
    start, signature, titles, lone = _letter(view, first_unit, table_start)
    tail = min(_tail(view, closers, start), _second_print(view))
    closing = _closing_signature(view, start, tail)
    if closing:
        tail = min(tail, closing[0])
        signature = signature or closing
    first_mark = _FIRST_MARK.search(view, start)
    stop = min(first_mark.start() if first_mark else size, size if table_start is None else table_start)
    head = (0, start if start else max(0, min(stop, tail)))
    cuts = [span for span in titles if start <= span[0] < tail]
    edges = [start, *(span[1] for span in cuts)]
    ends = [*(span[0] for span in cuts), tail]
    parts = [(a, b) for a, b in zip(edges, ends, strict=True) if a < b]
    return Regions(head, parts, (max(tail, start), size), signature, titles, lone)


def _letter(view: str, first_unit: int, table_start: int | None) -> tuple[int, Span | None, tuple[Span, ...], bool]:
    """End of the letter, its signature, the titles of what it hands over, and whether nothing follows it."""
    start, signature = 0, None
    titles: tuple[Span, ...] = ()
    for _ in range(3):
        handover = _handover(view, start, first_unit)
        if handover is None:
            break
        found = _titles(view, start, handover[1])
        signed = _signature(view, handover[1], min([first_unit, *(span[0] for span in found[:1])]))
        signature = signature or signed
        if found:
            titles, start = found, found[0][0]
        elif signed:
            start = _after_attribute(view, signed[1])
        elif table_start is not None:
            start = _last_line_before(view, table_start)
        else:
            return _unsigned(view, start, first_unit, signature, titles)
        if found and len(found) > 1:
            break
        start_of_plan = start
        if not rule("handover").search(view, start_of_plan, min(first_unit, start_of_plan + 900)):
            break
    if start == 0 or _has_plan(view, start, first_unit):
        return start, signature, titles, False
    within = _embedded(view, first_unit)
    return (within, signature, titles, False) if within else (start, signature, titles, True)


def _embedded(view: str, first_unit: int) -> int:
    """End of the handing-over sentence when it names no document: then the plan stands in the letter itself."""
    handover = rule("handover").search(view, 0, min(first_unit, _LONGEST_LETTER))
    if not handover:
        return 0
    opening = max(view.rfind(mark, 0, handover.start()) for mark in "。\n:") + 1
    named = rule("given_title").search(view, opening, handover.end()) or rule("subject").search(view, 0, handover.end())
    stop = view.find("。", handover.end())
    return 0 if named or stop < 0 or "附件" in view[opening : handover.end() + 200] else stop + 1


def _unsigned(
    view: str, start: int, first_unit: int, signature: Span | None, titles: tuple[Span, ...]
) -> tuple[int, Span | None, tuple[Span, ...], bool]:
    """A letter whose plan has no title and no date before it: the plan is what has units, or there is none."""
    if first_unit < len(view):
        mark = _FIRST_MARK.search(view, start, first_unit)
        return (mark.start() if mark else start), signature, titles, False
    within = _embedded(view, first_unit)
    return (within, signature, titles, False) if within else (len(view), signature, titles, True)


def _handover(view: str, start: int, first_unit: int) -> Span | None:
    """The words that hand something over, before the first unit bracket; or a title that says 关于印发…的通知."""
    found = rule("handover").search(view, start, min(first_unit, start + _LONGEST_LETTER))
    if found:
        return found.span()
    subject = rule("subject").search(view, start, min(first_unit, start + 1_200)) if start == 0 else None
    if not subject or "。" in view[: subject.start()] or _is_cited(view, subject):
        return None
    return subject.span()


def _is_cited(view: str, title: re.Match[str]) -> bool:
    """Whether a title stands inside 《》: it is another document that the text goes by."""
    before = view[view.rfind("\n", 0, title.start()) + 1 : title.start()]
    return before.count("《") > before.count("》")


def _titles(view: str, start: int, end: int) -> tuple[Span, ...]:
    """Where the titles that the letter names head the text below it, blanks and line ends aside."""
    named = [match[1] for match in rule("given_title").finditer(view, max(start, end - 1_500), end + 120)]
    named += [match[1] for match in rule("subject").finditer(view, start, end)]
    named += [match[1] for match in rule("attached").finditer(view, end, end + 1_500)]
    below, places = _squeezed(view, end)
    found: list[Span] = []
    for name in dict.fromkeys(_bare(name) for name in reversed(named)):
        if not name:
            continue
        at = below.find(name)
        while at >= 0:
            first, last = places[at], places[at + len(name) - 1] + 1
            before = view[max(0, first - 6) : first].rstrip(" \u3000")
            if (not before or before[-1] in _BEFORE_TITLE) and not before.endswith("附件:"):
                found.append((first, _rest_of_line(view, last)))
                break
            at = below.find(name, at + 1)
    found.sort()
    return tuple(span for number, span in enumerate(found) if not number or span[0] >= found[number - 1][1])


def _squeezed(view: str, start: int) -> tuple[str, list[int]]:
    """The text without blanks and title marks, and where each of its characters stands."""
    places = [found.start() for found in _SOLID.finditer(view, start)]
    return "".join(view[at] for at in places), places


def _bare(name: str) -> str:
    return "".join(_SOLID.findall(name))


def _rest_of_line(view: str, at: int) -> int:
    """The title goes on to the end of its line when only a few characters (表, a year in brackets) are left."""
    stop = view.find("\n", at)
    stop = len(view) if stop < 0 else stop
    return stop if stop - at <= 6 else at


def _signature(view: str, start: int, end: int) -> Span | None:
    """The first date that stands alone after an issuer's name, with that name."""
    for match in rule("signed").finditer(view, start, min(end, start + _LONGEST_LETTER)):
        name = _issuer_start(view, start, match.start())
        if name is not None:
            return name, match.end()
    return None


def _issuer_start(view: str, start: int, date: int) -> int | None:
    """Where the names before a date begin; None when the date stands inside a sentence."""
    since = max(start, date - _SIGNATURE_LINES)
    words = view[since:date]
    # a telephone number or an address printed right before the names is not one of them
    cut = max((found.end() for found in _BEFORE_NAMES.finditer(words)), default=0)
    if words[:cut].endswith(":") and "\n" in words[cut:]:
        # 责任单位:X on the line above belongs to the last duty
        cut = words.index("\n", cut) + 1
    name = "".join(words[cut:].split())
    if "附件" in words[words.rfind("。") + 1 :]:
        return date
    if "," in name or "《" in name or len(name) > _SIGNATURE:
        return None
    if name and name[-1] in "至到自从于在前后以":
        return None
    return trimmed(view, since + cut, date)[0] if name else date


def _after_attribute(view: str, at: int) -> int:
    """Past the openness class and contact brackets printed after the date."""
    while True:
        found = rule("attribute").match(view, at)
        if not found:
            return at
        at = found.end()


def _last_line_before(view: str, at: int) -> int:
    """The line above a table is its title."""
    end = len(view[:at].rstrip())
    return max(0, view.rfind("\n", 0, end) + 1)


def _has_plan(view: str, start: int, first_unit: int) -> bool:
    """Whether anything but the foot of a page stands below the letter."""
    if first_unit < len(view):
        return True
    rest = view[start:].strip()
    foot = rule("tail").search(rest)
    body = rest[: foot.start()] if foot else rest
    return len(body) > 15 and bool(rule("mark").search(body) or rule("labelled_units").search(body))


def _tail(view: str, closers: Closers, start: int) -> int:
    """Where contact lines, copies and page furniture begin after the last duty."""
    size = len(view)
    last_unit = closers.spans[-1][1] if closers.spans else 0
    since = max(start, last_unit, size - _TAIL)
    foot = _page_foot(view, max(start, size - _TAIL))
    for match in rule("tail").finditer(view, since):
        before = view[max(0, match.start() - 4) : match.start()].rstrip(" ")
        if not before or before[-1] in "。;)日\n”":
            return min(match.start(), foot)
    return foot


def _second_print(view: str) -> int:
    """Where the whole text begins a second time; the end of the text when it is printed once."""
    size = len(view)
    start = len(view) - len(view.lstrip())
    opening = view[start : start + _SAME]
    if len(opening) < _SAME:
        return size
    again = view.find(opening, start + _SAME)
    while again >= 0:
        rest = "".join(view[again:].split())
        same = "".join(view[start : start + 2 * len(rest) + _SAME].split())
        if len(rest) > 4 * _SAME and same.startswith(rest[: 4 * _SAME]):
            return again
        again = view.find(opening, again + _SAME)
    return size


def _page_foot(view: str, since: int) -> int:
    """Goes up from the end over lines that are page furniture: by their words, or short and without a sentence."""
    end = len(view)
    while end > since:
        start = view.rfind("\n", since, max(since, len(view[:end].rstrip()))) + 1
        line = view[max(start, since) : end].strip(" |\n")
        if line and not rule("furniture").match(line) and not _is_scrap(line):
            break
        end = max(start, since)
        if start <= since:
            break
    return end


def _is_scrap(line: str) -> bool:
    """A few words without a sentence, a list or a time in them: a button, a slogan, the name of a site."""
    short = len(line) <= 40 and not any(mark in line for mark in "。;,、:")
    if any(looks_like_units(cell.strip()) for cell in line.split("|")[1:]):
        return False
    is_cell = any(rule(name).match(line) for name in ("standing", "none", "ditto", "bare_number"))
    return short and not is_cell and not rule("mark").match(line) and not looks_like_units(line)


def _closing_signature(view: str, start: int, tail: int) -> Span | None:
    """Issuer and date below the last duty."""
    since, until = max(start, tail - 400), min(len(view), tail + 400)
    for match in reversed(list(rule("signed").finditer(view, since, until))):
        if view.startswith("印发", match.end()):
            # the office that printed it, below the copies
            continue
        after = view[_after_attribute(view, match.end()) : tail].strip()
        name = _issuer_start(view, since, match.start())
        if name is not None and name < match.start() and len(after) < 30:
            return name, match.end()
    return None
