"""A local standard of openness (地方标准) on its way: its texts, what was said on them, what was issued. CAT-19."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from gongkai.apps.files.models import StoredFile
from gongkai.apps.orgs.models import Unit


class LocalStandard(models.Model):
    """One standard. Its state follows from its texts: issued once the final text is there."""

    title = models.CharField("名称", max_length=200)
    unit = models.ForeignKey(Unit, verbose_name="编制单位", on_delete=models.PROTECT, related_name="local_standards")
    # given when it is issued: DB50/T 1234—2026
    number = models.CharField("标准编号", max_length=60, blank=True)
    basis_text = models.CharField("立项依据", max_length=200, blank=True)
    issued_on = models.DateField("发布日期", null=True, blank=True)
    in_force_on = models.DateField("实施日期", null=True, blank=True)
    made_at = models.DateTimeField("登记时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="登记人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "地方标准"
        verbose_name_plural = "地方标准"
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["unit", "title"], name="local_standard_once")]

    def __str__(self) -> str:
        return self.title


class StandardText(models.Model):
    """One text of it, as a file. There is one final text."""

    class Stage(models.TextChoices):
        DRAFT = "draft", "草案"
        CONSULTATION = "consultation", "征求意见稿"
        REVIEW = "review", "送审稿"
        APPROVAL = "approval", "报批稿"
        FINAL = "final", "发布稿"

    standard = models.ForeignKey(LocalStandard, verbose_name="地方标准", on_delete=models.CASCADE, related_name="texts")
    stage = models.CharField("阶段", max_length=12, choices=Stage.choices)
    dated_on = models.DateField("日期")
    file = models.ForeignKey(StoredFile, verbose_name="文件", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("文件名", max_length=255)
    note = models.CharField("说明", max_length=200, blank=True)
    kept_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "标准文稿"
        verbose_name_plural = "标准文稿"
        ordering = ["dated_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard"], condition=models.Q(stage="final"), name="standard_one_final_text"
            )
        ]

    def __str__(self) -> str:
        return f"{self.standard} {self.get_stage_display()}"


class StandardComment(models.Model):
    """What somebody said on a text, and what became of it."""

    class Outcome(models.TextChoices):
        OPEN = "", "未处理"
        TAKEN = "taken", "采纳"
        PARTLY = "partly", "部分采纳"
        DECLINED = "declined", "未采纳"

    standard = models.ForeignKey(
        LocalStandard, verbose_name="地方标准", on_delete=models.CASCADE, related_name="comments"
    )
    said_by = models.CharField("提出单位或个人", max_length=120)
    said_on = models.DateField("日期")
    # 4.2, 第五章; empty: on the whole
    clause = models.CharField("章条编号", max_length=40, blank=True)
    text = models.TextField("意见")
    outcome = models.CharField("处理意见", max_length=8, choices=Outcome.choices, blank=True, default="")
    reason = models.CharField("理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "标准意见"
        verbose_name_plural = "标准意见"
        ordering = ["said_on", "pk"]

    def __str__(self) -> str:
        return f"{self.said_by}：{self.text[:30]}"
