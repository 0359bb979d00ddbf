"""People, the units they act for and the messages they get."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models

from gongkai.apps.orgs.models.units import Unit


class User(AbstractUser):  # type: ignore[django-manager-missing]  # Wagtail's locks point here, untyped
    """A person who signs in. Chinese names: family name first, no space."""

    def get_full_name(self) -> str:
        return f"{self.last_name}{self.first_name}" or self.username


class Membership(models.Model):
    """A person's role in a unit. Lead and responsible are not roles of people: an item says which unit leads."""

    class Role(models.TextChoices):
        OFFICE = "office", "主管部门人员"
        LIAISON = "liaison", "联络员"
        REVIEWER = "reviewer", "审核员"
        AUDITOR = "auditor", "监督员"

    user = models.ForeignKey(User, verbose_name="人员", on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("角色", max_length=12, choices=Role.choices)

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        constraints = [models.UniqueConstraint(fields=["user", "unit", "role"], name="orgs_role_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.unit} {self.get_role_display()}"


class Message(models.Model):
    """What a person was told. `key` makes a second delivery of the same thing impossible."""

    user = models.ForeignKey(User, verbose_name="收件人", on_delete=models.CASCADE, related_name="inbox")
    key = models.CharField("去重键", max_length=160)
    title = models.CharField("标题", max_length=200)
    text = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=300, blank=True)
    made_at = models.DateTimeField("时间")
    read_at = models.DateTimeField("已读时间", null=True, blank=True)
    # should go out by mail too
    by_mail = models.BooleanField("同时发邮件", default=False)
    mailed_at = models.DateTimeField("邮件时间", null=True, blank=True)

    class Meta:
        verbose_name = "消息"
        verbose_name_plural = "消息"
        ordering = ["-made_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="orgs_message_once")]
        indexes = [models.Index(fields=["user", "read_at"], name="orgs_unread")]

    def __str__(self) -> str:
        return self.title


class FeedToken(models.Model):
    """The secret in the address of a unit's calendar feed. Only its hash is kept; a new one ends the old."""

    unit = models.OneToOneField(Unit, verbose_name="单位", on_delete=models.CASCADE, related_name="feed_token")
    hash = models.CharField("摘要", max_length=64, unique=True)
    made_at = models.DateTimeField("生成时间")

    class Meta:
        verbose_name = "日历订阅"
        verbose_name_plural = "日历订阅"

    def __str__(self) -> str:
        return f"{self.unit} 日历"
