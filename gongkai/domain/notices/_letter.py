"""The covering letter: who sends what to whom, on what basis, and what it asks for itself."""

from __future__ import annotations

import re
from datetime import date

from gongkai.domain.notices._cites import title_spans
from gongkai.domain.notices._limits import find_limits
from gongkai.domain.notices._values import Found, Notice, Span
from gongkai.domain.text import document_numbers, plain, read_date

_TITLE = re.compile(r"[^\n]{4,160}(?:通知|方案|意见|规定|办法|要点|计划|措施|决定|通报|公告|函|细则|分工|清单|安排)\Z")
_TITLE_NAMED = re.compile(
    r"(?:关于|印发|转发)[^\n。]{2,150}?的?(?:通知|意见|决定|通报|公告|函)(?=\s|$|\(|[\u4e00-\u9fff]{0,1})"
)
_BODY = re.compile(
    r"(?:人民政府|办公厅|办公室|委员会|管委会|厅|局|委|领导小组|部|院|署|会)(?:办公室|办公厅)?(?:\([^()]{0,20}\))?(?:领导小组)?\Z"
)
_PUBLISHED = re.compile(r"(?:发布|发文|公布|发布时间|更新)(?:日期|时间)[::]? ?")
_RECIPIENT_START = re.compile(r"(?:^|\n|号|[ ])\s*(?P<all>[^\n。::《》]{2,300}[::])", re.MULTILINE)
_ATTRIBUTE = re.compile(
    r"此件(?P<how>主动|依申请|不予)?(?:公开)(?P<rest>发布)?|公开属性[::] ?(?P<attribute>主动公开|依申请公开|不予公开)|\((?P<bare>主动公开|依申请公开)\)"
)
_BASIS_BEFORE = re.compile(
    r"(?:根据|按照|依据|贯彻落实|落实|贯彻|执行|对照|结合|遵照|依照|、|和|及|以及|深入贯彻|按|实施)(?:国务院|省政府|[\u4e00-\u9fff]{0,24})?\s*[“\"]?\Z"
)
_ISSUED = re.compile(r"(?:已经|业经|现印发|现转发|现将|印发给|经[\u4e00-\u9fff]{2,20}同意)")
# How far a head can reach: a letter, its signature and the title of the plan
_HEAD = 6000
_PLAN_TITLE = re.compile(
    r"(?<![\d\-至到])(20\d\d|二[〇零一二三四五六七八九]{3}) ?年度?(?!\d{1,2}月)[^。,;:\n\d]{0,40}?"
    r"(?:工作要点|要点|实施方案|工作方案|分工方案|行动方案|任务分解|任务分工|责任分工|分工|工作计划|行动计划|任务清单|责任清单|台账|工作安排|重点任务|重点工作)"
)
_TITLES = re.compile(r"《[^《》]{0,120}》")


def plan_year(text: str) -> int | None:
    """The year a plan is for: the one its title names, else that of its letter's date. None when none is printed.

    A span of years (2021—2025年) names no single year, so the letter's date decides.
    """
    head = plain(text)[:_HEAD]
    named = _PLAN_TITLE.search(head)
    if named:
        year = read_date(f"{named[1]}年1月1日")
        return year.readings[0].year if year else None
    read = _written(_TITLES.sub(lambda title: "　" * len(title[0]), head), 0, len(head))
    return read.year if read else None


def read_letter(text: str, head: Span, signature: Span | None, plan_title: Span | None) -> Notice:
    """What the head of the notice says. Only what is printed: a field that is not there is None or empty.

    `head` is everything before the plan's first section; `signature` the issuer and date below the letter, if any;
    `plan_title` the title printed above the plan.
    """
    start, end = head
    title = _title(text, start, plan_title[0] if plan_title else end)
    numbers = [n for n in document_numbers(text[start:end]) if _is_own_number(text, start + n.start)]
    recipients = _recipients(text, start, plan_title[0] if plan_title else end)
    issuer = _issuer(text, start, end, signature, title)
    written_text = _written_text(text, signature or (start, end))
    return Notice(
        title=title,
        issuer=issuer,
        document_number=_at(text, start + numbers[0].start, start + numbers[0].end) if numbers else None,
        written_on=_written(text, *(signature or (start, end))),
        written_on_text=written_text,
        published_on=_published(text, start, end),
        recipients=recipients,
        attachment_title=_at(text, *plan_title) if plan_title else None,
        disclosure_attribute=_attribute(text),
        legal_basis=_legal_basis(text, start, end),
        deadlines=find_limits(text[start:end], start, plan_year(text)) if recipients else (),
    )


def _at(text: str, start: int, end: int) -> Found:
    return Found(text[start:end], (start, end))


def _written(text: str, start: int, end: int) -> date | None:
    read = read_date(text[start:end])
    return read.readings[0] if read else None


def _written_text(text: str, span: Span) -> Found | None:
    read = read_date(text[slice(*span)])
    return _at(text, span[0] + read.start, span[0] + read.end) if read else None


def _published(text: str, start: int, end: int) -> date | None:
    found = _PUBLISHED.search(plain(text[start:end]))
    if not found:
        return None
    return _written(text, start + found.end(), min(end, start + found.end() + 24))


def _title(text: str, start: int, end: int) -> Found | None:
    for found in re.finditer(r"[^\n]+", text[start:end]):
        line = plain(found[0]).strip()
        if len(line) < 200 and "关于" in line and _TITLE.search(line) and not re.match(r"根据|按照|现将|《", line):
            lead = len(found[0]) - len(found[0].lstrip())
            return _at(text, start + found.start() + lead, start + found.start() + lead + len(found[0].strip()))
    return None


def _is_own_number(text: str, place: int) -> bool:
    """Not the number of a cited document, which stands in a bracket after its title."""
    return not re.search(r"》\s*[\(（]\s*\Z", text[max(0, place - 4) : place])


def _recipients(text: str, start: int, end: int) -> tuple[Found, ...]:
    view = plain(text)
    for found in _RECIPIENT_START.finditer(view, start, end):
        names = found["all"]
        if re.search(r"各|有关单位|局|政府|部门", names) and not re.search(
            r"来源|日期|文号|索引|如下|要求|联系", names
        ):
            return _split_recipients(text, view, found.start("all"), found.end("all") - 1)
    return ()


def _split_recipients(text: str, view: str, start: int, end: int) -> tuple[Found, ...]:
    kept, depth, since = [], 0, start
    for place in range(start, end + 1):
        mark = view[place] if place < end else ","
        depth += (mark == "(") - (mark == ")")
        if (mark in ",、" and depth <= 0) or place == end:
            name = text[since:place].strip()
            if name:
                first = text.index(name, since)
                kept.append(_at(text, first, first + len(name)))
            since = place + 1
    return tuple(kept)


def _issuer(text: str, start: int, end: int, signature: Span | None, title: Found | None) -> Found | None:
    if signature:
        for found in re.finditer(r"[^\n]+", text[slice(*signature)]):
            line = re.sub(r"[\s\d年月日]+\Z", "", found[0])
            name = line.strip()
            if _BODY.search(plain(name)):
                first = signature[0] + found.start() + line.index(name)
                return _at(text, first, first + len(name))
    if title:
        cut = plain(title.text).find("关于")
        if cut > 2:
            return _at(text, title.span[0], title.span[0] + len(title.text[:cut].rstrip()))
    return None


def _attribute(text: str) -> str | None:
    found = _ATTRIBUTE.search(plain(text))
    if not found:
        return None
    if found["attribute"] or found["bare"]:
        return found["attribute"] or found["bare"]
    return {"依申请": "依申请公开", "不予": "不予公开"}.get(found["how"] or "", "主动公开")


def _legal_basis(text: str, start: int, end: int) -> tuple[Found, ...]:
    """Titles named after 根据, 按照, 贯彻落实, with their marks and the number printed behind them."""
    view = plain(text)
    basis = []
    for first, last in title_spans(text[start:end]):
        opening, closing = start + first - 1, start + last + 1
        if not _BASIS_BEFORE.search(view[max(0, opening - 40) : opening]):
            continue
        number = re.compile(r"\([^()]{0,10}\([^()]{1,8}\)[^()]{0,8}\)|\([^()]{2,24}号\)").match(view, closing)
        basis.append(_at(text, opening, number.end() if number else closing))
    return tuple(basis)
