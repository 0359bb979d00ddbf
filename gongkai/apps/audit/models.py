"""The log of what was done. Rows are only ever added, and each row carries the hash of the one before."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models


class AppendOnly(Exception):
    """操作记录只能追加，不能修改或删除。"""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class AppendOnlyRows(models.QuerySet["AuditEntry"]):
    """Rows that can be read and added."""

    def update(self, **_: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        raise AppendOnly


class AuditEntry(models.Model):
    """One act: who did what to which thing, with the values before and after (personal data masked)."""

    at = models.DateTimeField("时间")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="操作人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    # the name is kept as it was: people are renamed, the log is not
    actor_text = models.CharField("操作人", max_length=150)
    unit_text = models.CharField("单位", max_length=200, blank=True)
    action = models.CharField("动作", max_length=80)
    target_kind = models.CharField("对象类型", max_length=80)
    target_id = models.CharField("对象编号", max_length=64)
    target_text = models.CharField("对象", max_length=300)
    before = models.JSONField("之前", default=dict)
    after = models.JSONField("之后", default=dict)
    previous_hash = models.CharField("上一条摘要", max_length=64)
    hash = models.CharField("本条摘要", max_length=64, unique=True)

    objects = AppendOnlyRows.as_manager()

    class Meta:
        verbose_name = "操作记录"
        verbose_name_plural = "操作记录"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["target_kind", "target_id"], name="audit_target"),
            models.Index(fields=["actor", "-at"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_text} {self.action} {self.target_text}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise AppendOnly


class ChainHead(models.Model):
    """Where the chain ends. Sealed with the secret key, so cutting off its tail or writing it anew is found."""

    entry_count = models.PositiveBigIntegerField("条数", default=0)
    hash = models.CharField("末条摘要", max_length=64)
    seal = models.CharField("封印", max_length=64)

    class Meta:
        verbose_name = "操作记录链尾"
        verbose_name_plural = "操作记录链尾"

    def __str__(self) -> str:
        return f"{self.entry_count} {self.hash[:12]}"
