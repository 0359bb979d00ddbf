"""Titles, the issuer, the recipients and the legal basis of a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.domain.notices._cites import title_spans
from gongkai.domain.notices._units._words import STRONG
from gongkai.domain.notices._values import Found, Span
from gongkai.domain.text import document_numbers, plain

_KINDS = "通知|意见|方案|规定|办法|要点|计划|措施|决定|通报|公告|函|细则|分工|清单|安排|分解表|分解|台账"
_LINE = re.compile(r"[^\n]+")
_TITLE_END = re.compile(rf"(?:{_KINDS})(?:\([^()]{{1,12}}\))?\Z")
_NO_TITLE = re.compile(r"根据|按照|现将|《|附件|来源|抄送|各")
_TITLE_LABEL = re.compile(r"标 {0,4}题[::]\s*|名 {0,4}称[::]\s*")
_LABELLED_TITLE = re.compile(
    rf"(?:标 {{0,4}}题|名 {{0,4}}称)[::] {{0,4}}(?P<title>[^\s。]{{4,120}}?(?:{_KINDS}))(?=\s|\Z)"
)
_BODY = re.compile(r"[\u4e00-\u9fff()·]{3,40}\Z")
_BODY_END = re.compile(rf"(?:{STRONG})(?:\([^()]{{1,20}}\))?\Z|领导小组\Z")
_DATED = re.compile(r"(?:20\d\d|二[〇零一二三四五六七八九]{3}) ?年 ?\d")
_SIGNER = re.compile(rf"(?:^|[^\u4e00-\u9fff()])(?P<body>[\u4e00-\u9fff()]{{2,30}}(?:{STRONG}))\s{{0,4}}\Z")
_ISSUER_LABEL = re.compile(
    r"(?:发文|发布|制定|印发)(?:机关|机构|单位)[::]\s*(?P<body>[^\s,。;:|]{3,40})|文章来源[::]\s*(?P<source>[^\s,。;:|]{3,40})"
)
_RECIPIENTS = re.compile(
    r"(?:^|(?<=号)|(?<=[\n ]))[^\S\n]{0,80}(?P<all>[\u4e00-\u9fff][^\n。::《》\d]{1,300})[::]", re.MULTILINE
)
_NOT_RECIPIENTS = re.compile(
    r"(?:发文|发布|制定|印发|主办|承办|责任|牵头|公开|信息|所属|成文|生成)[\u4e00-\u9fff]{0,4}(?:机关|机构|单位|部门)\Z|来源|日期|文号|索引|如下|要求|联系|职责|分工|位置|首页|部署"
)
# what a title stands after when it is the ground of the notice
_GROUND = re.compile(r"(?:根据|按照|依据|贯彻|落实|执行|遵照|依照|为(?:做好|推进)|转发|实施)[^。;《》\n]{0,24}\Z")
_CHAINED = re.compile(r"[\s、,和及与]*(?:以及)?[^。;《》\n]{0,12}?[、,和及]?[^。;《》\n]{0,12}\Z")
_CITED_NUMBER = 60


def at(text: str, start: int, end: int) -> Found:
    """The stretch as a value, without the blanks around it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Found(text[start:end], (start, end))


def title(text: str, head: Span, plan_title: Span | None, is_letter: bool) -> Found | None:
    """The line 关于…的通知 with the issuer's line above it.

    A plan without a letter has its own title: a line that names a kind of document, one with a year before others.
    """
    view = plain(text)
    previous: Span | None = None
    plans: list[Found] = []
    for printed, end in _lines(view, head[0], plan_title[0] if plan_title else head[1]):
        label = _TITLE_LABEL.match(view, printed, end)
        start = label.end() if label else printed
        line = view[start:end]
        if _is_title(line):
            joined = line.startswith(("关于", "印发", "转发")) and previous and _is_body(view[slice(*previous)])
            return at(text, previous[0] if joined and previous else start, end)
        if len(line) > 7 and _TITLE_END.search(line) and not _NO_TITLE.match(line) and "。" not in line:
            plans.append(at(text, start, end))
        previous = (start, end)
    labelled = _LABELLED_TITLE.search(view, head[0], head[1])
    if labelled:
        return at(text, *labelled.span("title"))
    if is_letter or plan_title or not plans:
        return None
    return next((plan for plan in plans if re.search(r"\d{4}年", plan.text)), plans[0])


def _is_title(line: str) -> bool:
    return (
        len(line) < 200
        and "关于" in line
        and bool(_TITLE_END.search(line))
        and not _NO_TITLE.match(line)
        and "。" not in line
    )


def _lines(view: str, start: int, end: int) -> Iterator[Span]:
    for found in _LINE.finditer(view, start, max(start, end)):
        a, b = found.span()
        while a < b and view[a].isspace():
            a += 1
        while a < b and view[b - 1].isspace():
            b -= 1
        if a < b:
            yield a, b


def _is_body(line: str) -> bool:
    return bool(_BODY.fullmatch(line) and _BODY_END.search(line))


def issuer(text: str, head: Span, signature: Span | None, letter_title: Found | None, after: int) -> Found | None:
    """Who signs below the letter; else who stands before 关于 in the title; else who a label names."""
    view = plain(text)
    if signature:
        signed = re.match(r"\s*(?P<body>[\u4e00-\u9fff()·\s]{3,60}?)\s*(?=[\d二(]|\Z)", view[slice(*signature)])
        if signed and _BODY_END.search(signed["body"].strip()):
            return at(text, signature[0] + signed.start("body"), signature[0] + signed.end("body"))
    for start, end in _lines(view, after, head[1]):
        if _is_body(view[start:end]):
            return at(text, start, end)
    for dated in _DATED.finditer(view, *head):
        body = _SIGNER.search(view, max(head[0], dated.start() - 40), dated.start())
        if body:
            return at(text, *body.span("body"))
    if letter_title:
        cut = plain(letter_title.text).find("关于")
        if cut > 2:
            return at(text, letter_title.span[0], letter_title.span[0] + cut)
    label = _ISSUER_LABEL.search(view, *head)
    if label:
        group = "body" if label["body"] else "source"
        if _BODY_END.search(label[group]):
            return at(text, *label.span(group))
    return None


def recipients(text: str, head: Span) -> tuple[Found, ...]:
    """The bodies before the first colon of the letter, cut at commas, and at 、 where a whole name stands before it."""
    view = plain(text)
    for found in _RECIPIENTS.finditer(view, *head):
        names = found["all"]
        first = re.split("[,、]", names)[0].strip()
        addressed = re.match("各|有关|全[市县区省]", first) or _BODY_END.search(first)
        if addressed and not _NOT_RECIPIENTS.search(names):
            return tuple(_cut(text, view, *found.span("all")))
    return ()


def _cut(text: str, view: str, start: int, end: int) -> Iterator[Found]:
    depth, since = 0, start
    for place in range(start, end + 1):
        mark = view[place] if place < end else ","
        depth += (mark == "(") - (mark == ")")
        whole = place == end or mark in ",;" or (mark == "、" and _is_whole(view, since, place))
        if whole and (depth <= 0 or place == end):
            name = at(text, since, place)
            if name.text:
                yield name
            since = place + 1


def _is_whole(view: str, start: int, place: int) -> bool:
    """A name ends before this 、: it ends like a body, or the next one begins with 各."""
    level_only = re.fullmatch(r"\s*各?(?:省|自治区|市|县|区|州|盟|旗)", view[start:place])
    return not level_only and (bool(_BODY_END.search(view[start:place])) or view[place + 1 : place + 2] == "各")


def legal_basis(text: str, start: int, end: int, own: tuple[Found | None, ...]) -> tuple[Found, ...]:
    """Documents that the letter (or, when it names none, the preamble) gives as its ground, with their numbers.

    A title counts after 根据, 按照, 贯彻落实 and the like, or chained to one that does. Short names that the notice
    gives to itself and the titles of what it hands over do not.
    """
    view = plain(text)
    itself = [(found.span, _bare(found.text)) for found in own if found]
    basis: list[Found] = []
    for first, last in title_spans(text[start:end]):
        opening, closing = start + first - 1, start + last + 1
        name = view[opening + 1 : closing - 1]
        chained = bool(basis) and bool(_CHAINED.fullmatch(view, basis[-1].span[1], opening))
        if len(name) < 7 and not _number_end(view, closing):
            continue
        if any(a <= opening < b or _bare(name) == own_name for (a, b), own_name in itself) or not (
            chained or _GROUND.search(view, max(start, opening - 60), opening)
        ):
            continue
        if view[closing : closing + 3].startswith("已经") or view[max(0, opening - 2) : opening] == "现将":
            continue
        basis.append(at(text, opening, _number_end(view, closing) or closing))
    return tuple(basis)


def _bare(name: str) -> str:
    return re.sub(r"[\s《》〈〉<>]", "", plain(name))


def _number_end(view: str, place: int) -> int | None:
    """The end of the bracket right after a title that holds its number; brackets inside it may nest."""
    if view[place : place + 1] != "(":
        return None
    depth = 0
    for at_place in range(place, min(len(view), place + _CITED_NUMBER)):
        depth += (view[at_place] == "(") - (view[at_place] == ")")
        if not depth:
            return at_place + 1 if "号" in view[place:at_place] else None
    return None


def own_number(text: str, head: Span) -> Found | None:
    """The notice's own number: not one in the bracket after a cited title."""
    for number in document_numbers(text[slice(*head)]):
        start, end = head[0] + number.start, head[0] + number.end
        if not re.search(r"》\s*[（(〔]\s*\Z", text[max(0, start - 4) : start]):
            return Found(text[start:end], (start, end))
    return None
