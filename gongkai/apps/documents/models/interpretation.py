"""The work around interpretations: press plan and events, media packs, outreach, briefings. INT-08 to INT-15."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from gongkai.apps.documents.models.documents import Document
from gongkai.apps.files.models import StoredFile
from gongkai.apps.orgs.models import Unit


class PressPlan(models.Model):
    """A press event planned for a quarter (季度新闻发布会计划). Without an event by its day it is overdue."""

    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度")
    unit = models.ForeignKey(Unit, verbose_name="责任单位", on_delete=models.PROTECT, related_name="press_plans")
    title = models.CharField("主题", max_length=200)
    form = models.CharField("形式", max_length=12, choices=Document.Form.choices)
    policy = models.ForeignKey(
        Document,
        verbose_name="解读的文件",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="press_plans",
    )
    planned_on = models.DateField("计划日期")
    dropped_reason = models.CharField("取消原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "新闻发布计划"
        verbose_name_plural = "新闻发布计划"
        ordering = ["year", "quarter", "planned_on"]

    def __str__(self) -> str:
        return self.title


class PressEvent(models.Model):
    """A press-style interpretation that took place (新闻发布). Counted by year; by leaders separately (INT-08)."""

    class Rank(models.TextChoices):
        LEADER = "leader", "单位负责人"
        SPOKESPERSON = "spokesperson", "新闻发言人"
        STAFF = "staff", "业务负责人"

    plan = models.ForeignKey(
        PressPlan, verbose_name="计划", null=True, blank=True, on_delete=models.SET_NULL, related_name="events"
    )
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="press_events")
    title = models.CharField("主题", max_length=200)
    form = models.CharField("形式", max_length=12, choices=Document.Form.choices)
    held_on = models.DateField("日期")
    policy = models.ForeignKey(
        Document,
        verbose_name="解读的文件",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="press_events",
    )
    speaker_text = models.CharField("发布人", max_length=80)
    rank = models.CharField("发布人身份", max_length=14, choices=Rank.choices)
    media_text = models.CharField("参加媒体", max_length=300, blank=True)
    # INT-10: the item in the interpretation section
    result = models.ForeignKey(
        Document, verbose_name="解读成果", null=True, blank=True, on_delete=models.SET_NULL, related_name="result_of"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="登记人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "新闻发布"
        verbose_name_plural = "新闻发布"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class MediaPack(models.Model):
    """A policy and its material, given to the press in one file (INT-12)."""

    policy = models.ForeignKey(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="media_packs")
    note = models.CharField("说明", max_length=200, blank=True)
    made_at = models.DateTimeField("生成时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="生成人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "媒体素材包"
        verbose_name_plural = "媒体素材包"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.policy} 素材包"


class PackRepost(models.Model):
    """An outlet that carried it."""

    pack = models.ForeignKey(MediaPack, verbose_name="媒体素材包", on_delete=models.CASCADE, related_name="reposts")
    outlet = models.CharField("媒体", max_length=80)
    url = models.URLField("网址", max_length=500, blank=True)
    posted_on = models.DateField("日期")

    class Meta:
        verbose_name = "媒体转载"
        verbose_name_plural = "媒体转载"
        ordering = ["-posted_on"]

    def __str__(self) -> str:
        return self.outlet


class OutreachEvent(models.Model):
    """Policy carried to a community, park or campus (INT-13)."""

    title = models.CharField("主题", max_length=200)
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="outreach_events")
    policy = models.ForeignKey(
        Document, verbose_name="宣讲的文件", null=True, blank=True, on_delete=models.SET_NULL, related_name="outreach"
    )
    place_kind = models.CharField("场所", max_length=20)
    place_text = models.CharField("地点", max_length=120)
    held_on = models.DateField("日期")
    people_count = models.PositiveIntegerField("参加人数", default=0)
    note = models.TextField("情况", blank=True)

    class Meta:
        verbose_name = "政策宣讲"
        verbose_name_plural = "政策宣讲"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class OutreachQuestion(models.Model):
    """A question asked there; it goes on to the question bank when that exists."""

    event = models.ForeignKey(
        OutreachEvent, verbose_name="政策宣讲", on_delete=models.CASCADE, related_name="questions"
    )
    question = models.CharField("问题", max_length=300)
    answer = models.TextField("答复", blank=True)

    class Meta:
        verbose_name = "现场提问"
        verbose_name_plural = "现场提问"

    def __str__(self) -> str:
        return self.question


class OutreachPhoto(models.Model):
    """A picture taken there. Place and camera are stripped from it as from every published file."""

    event = models.ForeignKey(OutreachEvent, verbose_name="政策宣讲", on_delete=models.CASCADE, related_name="photos")
    file = models.ForeignKey(StoredFile, verbose_name="文件", on_delete=models.PROTECT, related_name="+")
    caption = models.CharField("说明", max_length=120)

    class Meta:
        verbose_name = "宣讲照片"
        verbose_name_plural = "宣讲照片"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "file"], name="outreach_photo_once")]

    def __str__(self) -> str:
        return self.caption


class Briefing(models.Model):
    """A training of those who carry a policy out (INT-15): which units were briefed."""

    policy = models.ForeignKey(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="briefings")
    held_on = models.DateField("日期")
    held_by = models.ForeignKey(Unit, verbose_name="组织单位", on_delete=models.PROTECT, related_name="+")
    units = models.ManyToManyField(Unit, verbose_name="参加单位", related_name="briefings")
    note = models.CharField("内容", max_length=300, blank=True)

    class Meta:
        verbose_name = "执行培训"
        verbose_name_plural = "执行培训"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.policy} {self.held_on}"
