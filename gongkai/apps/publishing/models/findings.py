"""What proofing found in a document, and the wording lists that people keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from gongkai.apps.documents.models import Document


class Finding(models.Model):
    """One finding. `key` keeps a dismissal alive over the next run: rule, field and the words, not their place."""

    class Severity(models.TextChoices):
        BLOCK = "block", "必须处理"
        WARN = "warn", "提醒"

    class State(models.TextChoices):
        OPEN = "open", "待处理"
        REPAIRED = "repaired", "已改正"
        DISMISSED = "dismissed", "已说明"

    document = models.ForeignKey(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="findings")
    key = models.CharField("去重键", max_length=64)
    # title, summary, text, or attachment:<pk>
    field = models.CharField("位置", max_length=40)
    rule = models.CharField("规则", max_length=60)
    basis = models.CharField("依据", max_length=200)
    severity = models.CharField("程度", max_length=6, choices=Severity.choices)
    # the sentence shown; personal data in it is masked
    message = models.CharField("问题", max_length=300)
    # offsets into the field's plain text; the words themselves are not kept
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    repair = models.CharField("建议改为", max_length=300, blank=True)
    has_repair = models.BooleanField("可一键改正", default=False)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField("发现时间")
    # PUB-05: 惩戒公示, 强制性信息披露, or another reason
    ground = models.CharField("豁免依据", max_length=20, blank=True)
    dismissal_reason = models.CharField("说明", max_length=200, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="处理人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    settled_at = models.DateTimeField("处理时间", null=True, blank=True)

    class Meta:
        verbose_name = "校对问题"
        verbose_name_plural = "校对问题"
        ordering = ["field", "start", "pk"]
        constraints = [models.UniqueConstraint(fields=["document", "key"], name="finding_once")]
        indexes = [models.Index(fields=["document", "state"], name="finding_open")]

    def __str__(self) -> str:
        return self.message


class WordingEntry(models.Model):
    """A row of the wording lists that the place keeps besides data/checks."""

    class Kind(models.TextChoices):
        FORBIDDEN = "forbidden", "禁用表述"
        MISTYPED = "mistyped", "易错写法"
        LEADER = "leader", "领导姓名职务"
        ORGAN = "organ", "机构名称"

    kind = models.CharField("类别", max_length=10, choices=Kind.choices)
    wrong = models.CharField("错误写法", max_length=80)
    right = models.CharField("规范写法", max_length=80, blank=True)
    is_blocking = models.BooleanField("必须改正", default=False)
    basis = models.CharField("依据", max_length=200, blank=True)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "用语规则"
        verbose_name_plural = "用语规则"
        ordering = ["kind", "wrong"]
        constraints = [models.UniqueConstraint(fields=["kind", "wrong"], name="wording_once")]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}" if self.right else self.wrong
