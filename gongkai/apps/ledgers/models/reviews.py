"""Plans that units file, reports they send, and the look-back on last year."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from gongkai.apps.ledgers.models.items import LedgerItem
from gongkai.apps.ledgers.models.notices import Notice
from gongkai.apps.orgs.models import Unit


class FiledPlan(models.Model):
    """A unit's own plan for a notice: filed with the oversight office, then published. TSK-04, TSK-05."""

    notice = models.ForeignKey(Notice, verbose_name="通知", on_delete=models.CASCADE, related_name="plans")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="plans")
    text = models.TextField("计划")
    filed_on = models.DateField("报备日期", null=True, blank=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField("公开日期", null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "工作计划"
        verbose_name_plural = "工作计划"
        constraints = [models.UniqueConstraint(fields=["notice", "unit"], name="ledger_plan_once")]

    def __str__(self) -> str:
        return f"{self.unit} 工作计划"


class CompletionReport(models.Model):
    """A unit's report of completion. The figures are counted from the ledger, never typed. TSK-12."""

    notice = models.ForeignKey(Notice, verbose_name="通知", on_delete=models.CASCADE, related_name="completion_reports")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField("数据", default=dict)
    text = models.TextField("说明", blank=True)
    sent_on = models.DateField("报送日期")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "完成情况"
        verbose_name_plural = "完成情况"
        constraints = [models.UniqueConstraint(fields=["notice", "unit"], name="ledger_report_once")]

    def __str__(self) -> str:
        return f"{self.unit} 完成情况"


class LookBackReview(models.Model):
    """Last year's item looked at again (回头看). TSK-10."""

    class Result(models.TextChoices):
        PENDING = "pending", "待核查"
        HELD = "held", "已落实"
        SLIPPED = "slipped", "有反弹"
        REOPENED = "reopened", "未完成，转入台账"

    year = models.PositiveSmallIntegerField("回头看年度", db_index=True)
    item = models.ForeignKey(LedgerItem, verbose_name="上年条目", on_delete=models.PROTECT, related_name="look_backs")
    result = models.CharField("结果", max_length=10, choices=Result.choices, default=Result.PENDING)
    remark = models.TextField("核查情况", blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField("核查时间", null=True, blank=True)
    new_item = models.OneToOneField(
        LedgerItem,
        verbose_name="转入的条目",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="from_look_back",
    )

    class Meta:
        verbose_name = "回头看"
        verbose_name_plural = "回头看"
        constraints = [models.UniqueConstraint(fields=["year", "item"], name="ledger_look_back_once")]

    def __str__(self) -> str:
        return f"{self.year} {self.item}"
