"""The covering letter: who sends what to whom, on what ground, and what it asks for itself."""

from __future__ import annotations

import re

from gongkai.domain.notices._letter import _dates, _names
from gongkai.domain.notices._limits import find_limits
from gongkai.domain.notices._values import Found, Notice, Span
from gongkai.domain.text import plain

_ATTRIBUTE = re.compile(
    r"此件(?P<how>主动|依申请|不予)?公开|公开属性[::]\s*(?P<attribute>主动公开|依申请公开|不予公开)|"
    r"\((?P<bare>主动公开|依申请公开)\)"
)
# 现将《X》印发, 《X》已经…同意, 附件:X
_HANDED_OVER = re.compile(
    r"现将《(?P<sent>[^\n。]{4,120}?)》(?:\([^()]{2,30}\))?(?:印发|转发|下发)|《(?P<agreed>[^\n。]{4,120}?)》(?:已经?|业经)"
    r"|附件[::]\s*(?:1[.、])?\s*(?P<attached>[^\n。;]{4,120})"
)
# The ground of a plan stands in its first paragraphs, before anything numbered below the first section
_PREAMBLE = 1500
_LONGEST_LETTER = 6000
_FIRST_ITEM = re.compile(r"\([一1]\)|(?<![\d.])1[.、]|二、")


def read_letter(text: str, head: Span, signature: Span | None, plan_title: Span | None) -> Notice:
    """What the head of the notice says. Only what is printed: a field that is not there is None or empty.

    `head` is everything before the plan (or before its first section), `signature` the issuer and date below the
    letter, `plan_title` the title printed above the plan.
    """
    head = (head[0], min(head[1], head[0] + _LONGEST_LETTER))
    recipients = _names.recipients(text, head)
    title = _names.title(text, head, plan_title, is_letter=bool(recipients))
    written = _dates.written(text, head, signature)
    after = recipients[-1].span[1] if recipients else head[1]
    attachment = _names.at(text, *plan_title) if plan_title else _attachment(text, head)
    basis = _basis(text, head, title, attachment)
    body = (recipients[-1].span[1], head[1]) if recipients else (head[1], head[1])
    return Notice(
        title=title,
        issuer=_names.issuer(text, head, signature, title, after),
        document_number=_names.own_number(text, head),
        written_on=written[0] if written else None,
        written_on_text=written[1] if written else None,
        published_on=_dates.published(text, head),
        recipients=recipients,
        attachment_title=attachment,
        disclosure_attribute=_attribute(text),
        legal_basis=basis,
        deadlines=find_limits(text[slice(*body)], body[0], _dates.plan_year(text)),
    )


def _attachment(text: str, head: Span) -> Found | None:
    """The title of what the letter hands over, where it is printed as a line; else as the letter names it."""
    found = _HANDED_OVER.search(plain(text), *head)
    if not found:
        return None
    group = next(name for name in ("sent", "agreed", "attached") if found[name])
    start, end = found.span(group)
    name = _bare(text[start:end])
    lines = [line.span() for line in re.finditer(r"[^\n]+", text[end : end + _LONGEST_LETTER])]
    for place, (a, b) in enumerate(lines):
        # a title may be printed in two lines
        for last in (b, *(following[1] for following in lines[place + 1 : place + 2])):
            if b - a <= len(name) + 8 and _bare(text[end + a : end + last]) == name:
                return _names.at(text, end + a, end + last)
    return _names.at(text, start, end)


def _bare(title: str) -> str:
    return re.sub(r"[\s《》〈〉<>]", "", plain(title))


def _basis(text: str, head: Span, title: Found | None, attachment: Found | None) -> tuple[Found, ...]:
    """The grounds that the letter names; when it names none, those of the plan's preamble."""
    basis = _names.legal_basis(text, *head, (title, attachment))
    if basis:
        return basis
    stop = min(len(text), head[1] + _PREAMBLE)
    first_item = _FIRST_ITEM.search(plain(text), head[1], stop)
    return _names.legal_basis(text, head[1], first_item.start() if first_item else stop, (title, attachment))


def _attribute(text: str) -> str | None:
    found = _ATTRIBUTE.search(plain(text))
    if not found:
        return None
    if found["attribute"] or found["bare"]:
        return found["attribute"] or found["bare"]
    return {"依申请": "依申请公开", "不予": "不予公开"}.get(found["how"] or "", "主动公开")
