"""A notice, and the upload that proposed it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from gongkai.apps.files.models import StoredFile


class Notice(models.Model):
    """A work plan (工作要点任务分解) whose tasks stand in the ledger."""

    class Kind(models.TextChoices):
        BREAKDOWN = "breakdown", "任务分解"
        WORK_POINTS = "work_points", "工作要点"
        PLAN = "plan", "实施方案"
        OWN = "own", "本单位工作安排"
        # a superior notice kept only to compare one's own with: its tasks are nobody's work here
        REFERENCE = "reference", "上级文件（仅作对照）"

    title = models.CharField("标题", max_length=300)
    kind = models.CharField("种类", max_length=12, choices=Kind.choices, default=Kind.BREAKDOWN)
    year = models.PositiveSmallIntegerField("年度", db_index=True)
    issuer_text = models.CharField("发文机关", max_length=200, blank=True)
    document_number = models.CharField("发文字号", max_length=80, blank=True, db_index=True)
    written_on = models.DateField("成文日期", null=True, blank=True)
    published_on = models.DateField("发布日期", null=True, blank=True)
    recipients = models.JSONField("主送", default=list)
    disclosure_attribute = models.CharField("公开属性", max_length=40, blank=True)
    legal_basis = models.JSONField("依据", default=list)
    # the superior notice (TSK-13): found by the number the text cites, or chosen by hand
    superior = models.ForeignKey(
        "self", verbose_name="上级文件", null=True, blank=True, on_delete=models.SET_NULL, related_name="inferiors"
    )
    text = models.TextField("全文")
    # each unit files its own plan and publishes it (TSK-04, TSK-05); null = this notice asks for none
    plan_due_on = models.DateField("计划报备期限", null=True, blank=True)
    plan_publication_due_on = models.DateField("计划公开期限", null=True, blank=True)
    report_due_on = models.DateField("完成情况报送期限", null=True, blank=True)
    is_public = models.BooleanField("向社会公开", default=False)
    made_public_at = models.DateTimeField("公开时间", null=True, blank=True)
    accepted_at = models.DateTimeField("入账时间")
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="入账人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        ordering = ["-year", "-accepted_at"]

    def __str__(self) -> str:
        return self.title


class NoticeImport(models.Model):
    """An uploaded notice under review. `reading` is what the reader found and never changes; `draft` is what a
    person made of it. Both are in the JSON of `gongkai notice read`. Every change stands in `corrections`."""

    class State(models.TextChoices):
        READING = "reading", "正在读取"
        FAILED = "failed", "未能读取"
        UNDER_REVIEW = "under_review", "待核对"
        ACCEPTED = "accepted", "已入账"
        UNDONE = "undone", "已撤销"
        DISCARDED = "discarded", "已放弃"

    source = models.ForeignKey(StoredFile, verbose_name="原件", on_delete=models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=14, choices=State.choices, default=State.READING)
    reason_text = models.TextField("未能读取的原因", blank=True)
    text = models.TextField("全文", blank=True)
    reading = models.JSONField("读取结果", default=dict)
    draft = models.JSONField("核对稿", default=dict)
    corrections = models.JSONField("更正", default=list)
    # rises with every correction: two people at one draft cannot overwrite each other
    revision = models.PositiveIntegerField("修订号", default=0)
    # set when this upload corrects a notice that is in the ledger already, or when accepted
    notice = models.ForeignKey(
        Notice, verbose_name="通知", null=True, blank=True, on_delete=models.SET_NULL, related_name="imports"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="导入人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("导入时间")
    ended_at = models.DateTimeField("入账或撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "导入"
        verbose_name_plural = "导入"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.source.name
