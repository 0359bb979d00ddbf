"""Bodies that running text names as doers: the subjects of its duties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.domain.notices._units._lists import Assignment, first_of_each
from gongkai.domain.notices._units._words import NO_BODY, STRONG
from gongkai.domain.notices._values import Span
from gongkai.domain.text import plain

# Where a subject can begin: at the head of a clause, after a word that may stand before it, or after 由
_HEAD = re.compile(
    r"(?:\A|[,。;:\n“]|(?<=牵头)、)\s*(?:\d{1,3}[.、)]\s*)?"
    # a date may stand before its subject: 11月底前各单位要
    r"(?:(?:[到于在]|截至)?(?:\d{4} ?年)?(?:\d{1,2} ?月)?(?:\d{1,2} ?日)?年?[底末]?(?:之前|以前|前))?"
    r"(?:同时|此外|其中|今后|另外|原则上|并|且|由|请|要求|同步|具体由|主要由|以)?,?\s*|(?<=[\u4e00-\u9fff])由"
)
_NAME_END = re.compile(
    rf"(?:部门[和及]单位|{STRONG}|(?<=各)(?:地区?|市|县|区|乡|镇|州|盟)|各镇街|各有关方面)(?:\([^()]{{1,30}}\))?"
)
_JOIN = re.compile(r"、|,|以及|和|及|与|暨|并?会同|特别是|尤其是")
_OTHERS = re.compile(r"等(?:\d{1,2}个)?(?:有关|相关|各|主管|责任|职能|成员)?(?:部门|单位|地方|方面)?")
# 不动产管理、工商管理等相关部门: names without an ending, closed by 等…部门
_SHORT_RUN = re.compile(r"[\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,12}){1,20}(?=等(?:有关|相关|各)?(?:部门|单位))")
# How names of bodies begin when any verb may follow
_BODY_HEAD = re.compile(
    r"(?:各|市|省|县|区|州|镇|乡|自治区|国家|国务院|中央|全[市省县区]|有关|相关|其他|其它|基层|地方|承办|牵头|责任|配合|主管|上述|所有|"
    r"政府|党政|本[级部])"
)
# Words that put a subject under a duty
_DUTY = re.compile(
    r",?(?:也|均|都|还|统一|具体|共同|分别|联合|总)*(?:要(?!求)|应|须|必须|需(?!求)|将|负责|牵头|会同|可(?!以不)|严格|制定|制订|建立|加强|组织|做好|开展|每|"
    r"全面|积极|主动|及时|认真|切实|定期|进一步|成立|明确|落实|履行|承担|统筹|指导|监督|研究|编制|完善|推进|推动|贯彻|提供|配合|参与|结合|抓好|按|根据|"
    r"对照|围绕|强化|健全|梳理|汇总|报送|审核|督促|协调|把|对|为[^,。;]{1,24}(?:牵头|责任)|务必|坚持|充分|深入|持续|依法|依托|高度重视|年内|至少|是[^,。;]{0,20}(?:责任|牵头)|作为[^,。;]{0,12}(?:牵头|责任)|为主|于(?=\d|每)|在(?=\d|每))"
)
_NO_DUTY = re.compile(r"不得|严禁|禁止|不能|切忌|不再")
# Inside a name these show that it is no name but a clause
_NOT_IN_NAME = re.compile(
    r"的|加大|加强|健全|建立|支持|结合|确保|推进|推动|优化|完善|提高|内容|情况|政策|措施|工作任务|对|将|把|为|按|根据|通过|围绕|以|从|并|要|使|让|向|在|"
    r"设立|设置|组织|纳入|实现|落实|鼓励|引导|做好|开展|公开(?!领导小组|工作|主管)|发布|网站|平台|热线|信箱|账号|群众|会议|大会|发布会|座谈会|论坛|机会|社会\Z|"
    r"人员|同志|第|如|因|凡|当|若|无|未|不(?!动产)|可|应(?!急)|须|组建|打造|提升|强化|深化|培育|依托|充分|切实|进一步|积极|主动|全面|认真|创新|聚焦|规范|加快|统筹|"
    r"行\Z|台\Z|站\Z|馆\Z|场\Z"
)
_INSIDE = re.compile(r"\([^()]{0,30}(?:\)|\Z)")
# A verb before the name: the body is told about, not told to act; and places, which act through their bodies
_DRIVEN = re.compile(
    r"(?:指导|督促|用于|方便|归集|展示|配合|动员|协调|联系|参加|邀请|推荐|涉及|便于|帮助|服务|发挥|驻|本|是|为了|协助|明确|及时|继续|建设(?!局|委|厅|部|主管)|更好|定期|坚持|成立|提前|\()|.*(?:新区|园区|高新区|开发区|经开区|示范区|风景区|大厅|窗口)\Z"
)
_DRIVING = re.compile(r"要|指导|监督|推动|督促|支持|鼓励|引导|加强|动员|帮助|对|向|将|把|促进|发展|做好|建立|形成")
_WIDTH = 36


def doers(text: str, at: int) -> Assignment:
    """The bodies that running text names as doer: subject of 要, 应, 负责 and the like, partners after 会同.

    Text order, once each. Lead only where 牵头 is said of a named body. Receivers, websites, persons and bodies under a
    prohibition are none.
    """
    view = plain(text)
    lead: list[Span] = []
    responsible: list[Span] = []
    done = 0
    for head in _HEAD.finditer(view):
        if head.end() < done or _is_past(view, head):
            continue
        names, end = _run(view, head.end())
        names = [name for name in names if _is_body(view, name)]
        verb = _DUTY.match(view, end) if names else None
        if not names or not verb or _NO_DUTY.match(view, end):
            continue
        done = end
        (lead if "牵头" in verb[0] else responsible).extend(names)
    leading = first_of_each(text, at, lead)
    named = {unit.text for unit in leading}
    others = tuple(unit for unit in first_of_each(text, at, responsible) if unit.text not in named)
    return Assignment(lead=leading, responsible=others)


def _is_past(view: str, head: re.Match[str]) -> bool:
    """已…由X发布 tells what has been done; nobody is ordered to do it."""
    return head[0].endswith("由") and "已" in view[max(0, head.start() - 24) : head.start()]


def _run(view: str, start: int) -> tuple[list[Span], int]:
    """The names that stand in a row from `start`, and where the row (with its 等部门) ends."""
    short = _SHORT_RUN.match(view, start)
    if short:
        others = _OTHERS.match(view, short.end())
        start += len(short[0]) - len(short[0].removeprefix("会同"))
        words = [
            (start + word.start(), start + word.end()) for word in re.finditer(r"[^、]+", view[start : short.end()])
        ]
        return words, others.end() if others else short.end()
    names: list[Span] = []
    place = start
    while len(names) < 40:
        end = _name_end(view, place)
        if end is None:
            break
        names.append((_after_qualifier(view, place, end), end))
        joined = _JOIN.match(view, end)
        if not joined or _name_end(view, joined.end()) is None:
            break
        place = joined.end()
    end = names[-1][1] if names else start
    others = _OTHERS.match(view, end)
    return names, others.end() if others else end


def _name_end(view: str, start: int) -> int | None:
    """Where the name that begins at `start` ends: the first end that a joiner, 等 or a duty follows."""
    for place in _ends(view, start, min(len(view), start + _WIDTH)):
        follows = _JOIN.match(view, place) or _OTHERS.match(view, place) or _DUTY.match(view, place)
        if follows and place - start > 1:
            return place
    return None


def _ends(view: str, start: int, stop: int) -> Iterator[int]:
    """Every place where a name from `start` could end, as long as no stop or joiner 、 comes between."""
    place = start
    while place < stop:
        found = _NAME_END.search(view, place, stop + 12)
        if not found or re.search(r"[、,。;:\n]", _INSIDE.sub("", view[start : found.start()])):
            return
        yield found.end()
        place = found.start() + 1


def _after_qualifier(view: str, start: int, end: int) -> int:
    """未涉及上述领域的其他部门: the name begins after the 的; 要指导从事…的单位 is told about, and stays unfit."""
    cut = view.rfind("的", start, end)
    return cut + 1 if cut >= 0 and not _DRIVING.search(view, start, cut) else start


def _is_body(view: str, name: Span) -> bool:
    word = view[slice(*name)]
    if (
        len(word) < 2
        or NO_BODY.search(word)
        or _DRIVEN.match(word)
        or _NOT_IN_NAME.search(re.sub(r"\([^()]*\)", "", word))
    ):
        return False
    return bool(_BODY_HEAD.match(word)) or len(word) <= 12
