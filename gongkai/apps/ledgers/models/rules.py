"""Rules of reminding, what was sent under them, and filters people keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from gongkai.apps.ledgers.models.items import LedgerItem
from gongkai.apps.orgs.models import Unit


class ReminderRule(models.Model):
    """Remind `days` after the due date (negative: before). The receivers are units of the item, or the office."""

    class Receiver(models.TextChoices):
        RESPONSIBLE = "responsible", "责任单位"
        LEAD = "lead", "牵头单位"
        OFFICE = "office", "主管部门"

    name = models.CharField("名称", max_length=80, unique=True)
    days = models.SmallIntegerField("到期后几天", help_text="到期前填负数，当天填 0")
    # −3 in working days is the third working day before
    is_working_days = models.BooleanField("按工作日", default=True)
    receivers = models.JSONField("提醒谁", default=list)
    by_mail = models.BooleanField("同时发邮件", default=True)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "提醒规则"
        verbose_name_plural = "提醒规则"
        ordering = ["days"]

    def __str__(self) -> str:
        return self.name


class Reminder(models.Model):
    """One reminder sent to one unit. The constraint is the promise that it is sent once."""

    rule = models.ForeignKey(
        ReminderRule, verbose_name="规则", null=True, on_delete=models.PROTECT, related_name="reminders"
    )
    item = models.ForeignKey(LedgerItem, verbose_name="条目", on_delete=models.CASCADE, related_name="reminders")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("所提醒的到期日")
    # by a person (催办): no rule, and the text is theirs
    remark = models.CharField("催办意见", max_length=300, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("发出时间")

    class Meta:
        verbose_name = "提醒"
        verbose_name_plural = "提醒"
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "item", "unit", "due_on"],
                condition=models.Q(rule__isnull=False),
                name="ledger_reminded_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.item}"


class SavedFilter(models.Model):
    """A list setting a person keeps under a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField("名称", max_length=60)
    query = models.CharField("条件", max_length=500)

    class Meta:
        verbose_name = "常用筛选"
        verbose_name_plural = "常用筛选"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="ledger_filter_name_once")]

    def __str__(self) -> str:
        return self.name
