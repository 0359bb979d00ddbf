"""The home page: what is new, where to find, what one may ask, what must be disclosed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from gongkai.apps.documents.queries.public_lists import kind_totals, latest
from gongkai.apps.ledgers.queries.public_lists import public_progress
from gongkai.fronts.portal import structured
from gongkai.fronts.portal.branches import folded, line
from gongkai.fronts.portal.head import Feed, Head, column_tags, show, site_tags
from gongkai.fronts.portal.libraries import LIBRARIES
from gongkai.fronts.portal.tree import Node, Outline, outline_of, words_of
from gongkai.fronts.portal.views.sections import totals_of

NEWEST, STATUTORY_ROWS, BLOCK_ROWS = 5, 24, 6
STATUTORY = "法定主动公开内容"
# doors to sections by their usual names: names, what the door says, the line below it
DOORS = 5
ASKING = (
    (("依申请公开",), "申请公开政府信息", "网站上找不到的，可以申请"),
    (("信箱", "领导信箱"), "写信给领导和部门", "咨询、求助、投诉、建议"),
    (("常见问答", "问答库", "问答"), "问政策", "先看别人问过的"),
)


@dataclass(frozen=True, slots=True)
class Door:
    """Something a person may do: what it is called, where it is, one line about it."""

    title: str
    url: str
    words: str


def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    site = outline_of(request)
    name = settings.WAGTAIL_SITE_NAME
    tags = column_tags("首页", f"{name}政务公开", ["政务公开", "政府信息公开", name], kind="首页")
    office = site.office
    data = structured.organization(
        name, "/", telephone=office.phone if office else "", address=office.address if office else ""
    )
    feeds = [Feed(kind, f"最新公开（{kind.upper()}）", f"/feeds/latest.{kind}") for kind in ("atom", "rss")]
    head = Head("首页", [], site_tags(request) + tags, [data], feeds, canonical="/", here="home")
    return show(request, "portal/home.html", head, home_context(request))


def home_context(request: HttpRequest) -> dict[str, Any]:
    """What the first page shows. Counts are kept until something changes; else three queries."""
    site = outline_of(request)
    totals = totals_of(site)
    counts = site.keep("kind totals", kind_totals)
    statutory = site.find(STATUTORY)
    rows = statutory.sections if statutory else []
    return {
        "newest": latest(NEWEST),
        "total": sum(counts.values()),
        "sought": words_of(site.site.sought_words),
        "doors": doors(site),
        "statutory": statutory,
        "statutory_rows": folded(line(node, totals) for node in rows[:STATUTORY_ROWS]) if rows else None,
        "statutory_more": max(0, len(rows) - STATUTORY_ROWS),
        "guide": site.find("公开指南"),
        "blocks": blocks(site, counts),
        "topics": site.topics,
        "units": site.unit_homes,
        "notices": public_progress(timezone.localdate(), 2),
    }


def doors(site: Outline) -> list[Door]:
    """What a person may ask or do here today; nothing is offered that does not exist."""
    found: list[Door] = []
    for words, title, line_below in ASKING:
        if section := site.find(*words):
            found.append(Door(title, section.url, line_below))
    found += [Door(form.title, form.url, "填表提交，无需注册") for form in site.forms[:2]]
    if guide := site.find("公开指南"):
        found.append(Door("看公开指南", guide.url, "公开了什么、怎么找、怎么申请"))
    found.append(Door("找政策文件", "/library/", "按有效性、主题、单位和年份查"))
    found.append(Door("看政策解读", "/library/interpretation/", "文字、图片、视频和新闻发布"))
    found[DOORS - 1 :] = [Door("联系单位", "/units/", "各单位的办公地址和公开电话")]
    return found


def blocks(site: Outline, counts: dict[str, int]) -> list[tuple[str, str, list[Any]]]:
    """政务公开, 解读, 互动, 服务: each is one click away (PLT-17). A block without anything is left out."""
    openness = site.find("政府信息公开", "政务公开")
    reading = site.find("政策解读", "解读")
    asking = site.find("互动交流", "互动", "回应关切")
    serving = site.find("办事服务", "服务")
    libraries = [Door(row.name, row.url, "") for row in LIBRARIES.values() if row.slug != "interpretation"]
    press = "/library/interpretation/?form={}"
    forms = [Door(word, press.format(form), "") for form, word in (("words", "文字解读"), ("pictures", "图片解读"),
             ("videos", "视频解读"), ("press", "新闻发布"))]  # fmt: skip
    made: list[tuple[str, str, list[Any]]] = [
        ("政务公开", openness.url if openness else "/library/", _below(openness) or libraries),
        ("解读", reading.url if reading else "/library/interpretation/", _below(reading) or forms),
        ("互动", asking.url if asking else "/units/", [*_below(asking), *site.forms, Door("联系单位", "/units/", "")]),
    ]
    if serving:
        made.append(("服务", serving.url, _below(serving) or [serving]))
    made.append(("文件库", "/library/", [_counted(row, counts) for row in LIBRARIES.values()]))
    return [(title, url, entries[:BLOCK_ROWS]) for title, url, entries in made][:4]


def _counted(row: Any, counts: dict[str, int]) -> Door:
    count = sum(counts.get(kind, 0) for kind in row.kinds)
    return Door(row.name, row.url, f"{count} 件" if count else "")


def _below(node: Node | None) -> list[Any]:
    return list(node.sections) if node else []
