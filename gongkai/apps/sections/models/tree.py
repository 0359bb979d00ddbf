"""The tree of the public site. CAT-01, CAT-04: owner, update rule, content kind, retirement, a public change log."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.http import Http404, HttpRequest
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from gongkai.apps.orgs.models import Unit

# the first part of the address of every unit's home: /u/12/
HOMES_ADDRESS = "u"


class HomePage(Page):
    """The root of the public site."""

    max_count = 1
    subpage_types = ["sections.Section", "sections.UnitHome", "sections.TopicPage", "sections.FormPage"]
    template = "portal/home.html"

    class Meta:
        verbose_name = "首页"
        verbose_name_plural = "首页"

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A unit's home answers under /u/ and nowhere else; everything else as Wagtail has it."""
        first, *rest = path_components or [""]
        is_home = bool(rest) and first == HOMES_ADDRESS
        found = super().route(request, rest if is_home else path_components)
        if found.page.url_path.startswith(f"{self.url_path}{HOMES_ADDRESS}/") != is_home:
            raise Http404
        return found


class Section(Page):
    """A section (栏目): where documents of one kind are disclosed."""

    class ContentKind(models.TextChoices):
        LIST = "list", "信息列表"
        TABLE = "table", "数据表"
        TEXT = "text", "说明文字"
        BRANCH = "branch", "下级栏目"
        LIBRARY = "library", "文件库"
        GAZETTE = "gazette", "政府公报"
        GUIDE = "guide", "公开指南"
        REPORT = "report", "年度报告"

    class Layout(models.TextChoices):
        """How the page shows what is published in it. Empty: as the kind of content does by itself."""

        TITLES = "titles", "标题列表"
        SUMMARIES = "summary", "标题和概述"
        TABLE = "table", "文件目录表"
        YEARS = "years", "按年度分组"
        WHOLE = "whole", "最新一篇全文"

    owner_unit = models.ForeignKey(
        Unit, verbose_name="责任单位", null=True, blank=True, on_delete=models.PROTECT, related_name="sections"
    )
    content_kind = models.CharField("内容形式", max_length=8, choices=ContentKind.choices, default=ContentKind.LIST)
    layout = models.CharField("页面模板", max_length=8, choices=Layout.choices, blank=True)
    purpose = models.TextField("设置说明", blank=True)
    # what a section of explanation says; a section of documents leaves it empty
    body = RichTextField("正文", blank=True)
    update_days = models.PositiveIntegerField("更新周期（天）", null=True, blank=True)
    update_basis = models.CharField("更新依据", max_length=200, blank=True)
    # the node of data/catalogue/ that this section stands for; one unit's tree holds each node once
    catalogue_code = models.CharField("法定目录编号", max_length=40, blank=True, db_index=True)
    # where else the same thing must be disclosed: names of channels (CAT-03)
    channels = models.JSONField("公开渠道", default=list, blank=True)
    # what the section gathers besides what hangs in it (CAT-16): {"kinds": [...], "themes": [...], "units": [pk, ...]}
    gathers = models.JSONField("归集规则", default=dict, blank=True)
    retired_on = models.DateField("停用日期", null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self", verbose_name="由哪个栏目代替", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )

    parent_page_types = ["sections.HomePage", "sections.Section", "sections.UnitHome"]
    subpage_types = ["sections.Section", "sections.TopicPage", "sections.FormPage"]
    template = "portal/section.html"

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"

    @property
    def shown_as(self) -> str:
        """The layout that holds: the one chosen, else that of its kind of content."""
        speaks = self.content_kind in (self.ContentKind.TEXT, self.ContentKind.GUIDE)
        return self.layout or (self.Layout.WHOLE if speaks else self.Layout.TITLES)


class SectionChange(models.Model):
    """One line of the public change log of sections."""

    class Kind(models.TextChoices):
        ADDED = "added", "新增"
        RENAMED = "renamed", "更名"
        MOVED = "moved", "移动"
        RETIRED = "retired", "停用"
        RESTORED = "restored", "恢复"

    section = models.ForeignKey(
        Section, verbose_name="栏目", null=True, on_delete=models.SET_NULL, related_name="changes"
    )
    kind = models.CharField("变动", max_length=10, choices=Kind.choices)
    path_text = models.CharField("路径", max_length=500)
    former_path_text = models.CharField("原路径", max_length=500, blank=True)
    reason = models.CharField("原因", max_length=300, blank=True)
    changed_on = models.DateField("日期")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="经办人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "栏目变动"
        verbose_name_plural = "栏目变动"
        ordering = ["-changed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.path_text}"


class PathAlias(models.Model):
    """A spelling of a path segment and the name it means. CAT-02: 惠民资金 = 惠民惠农资金."""

    spelling = models.CharField("写法", max_length=120, unique=True)
    name = models.CharField("栏目名称", max_length=120)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "路径写法"
        verbose_name_plural = "路径写法"
        ordering = ["spelling"]

    def __str__(self) -> str:
        return f"{self.spelling} → {self.name}"
