"""The head of a public page: title, breadcrumb, the fifteen page tags (standards §5.1), feeds, data for machines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from gongkai.fronts.portal import structured
from gongkai.fronts.portal.tree import Node, outline_of

Tag = tuple[str, str]
# words in a section's name and the ColumnType they mean, first hit counts; the guideline's own list of types
_TYPES = (
    (("公开指南",), "信息公开指南"),
    (("年报", "年度报告"), "信息公开年报"),
    (("公开目录", "法定主动公开"), "信息公开目录"),
    (("依申请",), "依申请公开"),
    (("解读",), "政策解读"),
    (("回应",), "回应关切"),
    (("职能", "机构设置", "机关简介"), "机构职能"),
    (("负责人", "领导"), "负责人信息"),
    (("概况",), "概况信息"),
    (("动态", "新闻", "要闻"), "工作动态"),
    (("政策", "文件", "规章", "法规", "公报"), "政策文件"),
    (("数据", "统计"), "数据发布"),
    (("征集", "调查"), "征集调查"),
    (("访谈",), "在线访谈"),
    (("咨询", "投诉", "信箱", "互动"), "咨询投诉"),
    (("服务", "办事"), "办事服务"),
)
_KINDS = {
    "guide": "信息公开指南",
    "report": "信息公开年报",
    "library": "政策文件",
    "gazette": "政策文件",
    "table": "数据发布",
}


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way from the home page."""

    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed a page announces; kind is atom or rss."""

    kind: str
    title: str
    url: str


@dataclass(slots=True)
class Head:
    """What the frame of a page needs. `path` is the tree path of the section the page belongs to."""

    title: str
    crumbs: list[Crumb] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    feeds: list[Feed] = field(default_factory=list)
    canonical: str = ""
    path: str = ""
    here: str = ""


def site_tags(request: HttpRequest) -> list[Tag]:
    """SiteName, SiteDomain and SiteIDCode; the code is left out until somebody has entered it."""
    code = outline_of(request).site.site_code
    domain = urlsplit(settings.SITE_URL).hostname or ""
    tags = [("SiteName", settings.WAGTAIL_SITE_NAME), ("SiteDomain", domain)]
    return [*tags, ("SiteIDCode", code)] if code else tags


def column_tags(name: str, description: str = "", keywords: Iterable[str] = (), kind: str = "") -> list[Tag]:
    """The four tags of a column; all four are obligatory, so each has something true to say."""
    return [
        ("ColumnName", name),
        ("ColumnDescription", description or f"{settings.WAGTAIL_SITE_NAME}“{name}”栏目公开的信息"),
        ("ColumnKeywords", ",".join([*keywords, name])),
        ("ColumnType", kind or column_type(name)),
    ]


def column_type(name: str, content_kind: str = "") -> str:
    """The type of a column by what it holds, else by its name; whatever else is disclosed is 信息公开目录."""
    if content_kind in _KINDS:
        return _KINDS[content_kind]
    return next((kind for words, kind in _TYPES if any(word in name for word in words)), "信息公开目录")


def article_tags(
    *, title: str, published_at: datetime | None, source: str, url: str,
    keywords: Sequence[str] = (), author: str = "", description: str = "", image: str = "",
) -> list[Tag]:  # fmt: skip
    """The tags of a content page. The three obligatory ones always, of the others those that are known."""
    when = timezone.localtime(published_at).strftime("%Y-%m-%d %H:%M") if published_at else ""
    chosen = [("Keywords", ",".join(keywords)), ("Author", author), ("Description", description), ("Image", image)]
    return [
        ("ArticleTitle", title),
        ("PubDate", when),
        ("ContentSource", source),
        *((name, value) for name, value in chosen if value),
        ("Url", url),
    ]


def crumbs_of(node: Node | None) -> list[Crumb]:
    """The way down to a page of the tree."""
    return [Crumb(step.title, step.url) for step in node.trail] if node else []


def column(request: HttpRequest, name: str, url: str, crumbs: Sequence[Crumb] = (), **said: Any) -> Head:
    """The head of a list page outside the tree. `said`: description, keywords, kind; here, canonical, feeds."""
    tags = {key: said.pop(key) for key in ("description", "keywords", "kind") if key in said}
    trail = list(crumbs) or [Crumb(name, url)]
    made = Head(name, trail, site_tags(request) + column_tags(name, **tags), **({"canonical": url} | said))
    made.data.append(structured.breadcrumbs(trail))
    return made


def show(request: HttpRequest, template: str, head: Head, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Answer with a public page."""
    return render(request, template, {"head": head, "here": head.here} | context, status=status)
