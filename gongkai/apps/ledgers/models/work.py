"""What is done on an item: notes, evidence, verdicts, and the history of its states."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from gongkai.apps.files.models import StoredFile
from gongkai.apps.ledgers.models.items import LedgerItem
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models import Section


class ProgressNote(models.Model):
    """A dated note of progress, by one unit. Internal: the public never sees it."""

    item = models.ForeignKey(LedgerItem, verbose_name="条目", on_delete=models.CASCADE, related_name="progress_notes")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="填报人", on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField("进展")
    percent = models.PositiveSmallIntegerField("完成比例", null=True, blank=True)
    noted_at = models.DateTimeField("填报时间")

    class Meta:
        verbose_name = "进展"
        verbose_name_plural = "进展"
        ordering = ["-noted_at"]

    def __str__(self) -> str:
        return self.text[:60]


class Evidence(models.Model):
    """Proof that a task is done (佐证材料)."""

    class Kind(models.TextChoices):
        LINK = "link", "网页"
        SECTION = "section", "栏目"
        FILE = "file", "文件"
        PHOTO = "photo", "照片"
        RECORD = "record", "会议记录"

    item = models.ForeignKey(LedgerItem, verbose_name="条目", on_delete=models.CASCADE, related_name="evidence")
    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    title = models.CharField("名称", max_length=200)
    url = models.URLField("网址", max_length=500, blank=True)
    section = models.ForeignKey(
        Section, verbose_name="栏目", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    file = models.ForeignKey(
        StoredFile, verbose_name="文件", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    dated_on = models.DateField("材料日期", null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="提交人", on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField("提交时间")

    class Meta:
        verbose_name = "佐证材料"
        verbose_name_plural = "佐证材料"
        ordering = ["added_at"]

    def __str__(self) -> str:
        return self.title


class Verdict(models.Model):
    """What the lead unit found when it checked a responsible unit."""

    item = models.ForeignKey(LedgerItem, verbose_name="条目", on_delete=models.CASCADE, related_name="verdicts")
    unit = models.ForeignKey(Unit, verbose_name="被检查单位", on_delete=models.PROTECT, related_name="+")
    lead_unit = models.ForeignKey(Unit, verbose_name="牵头单位", on_delete=models.PROTECT, related_name="+")
    is_satisfied = models.BooleanField("是否完成")
    remark = models.TextField("意见", blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="检查人", on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField("检查时间")
    # a reopened item is checked anew; older verdicts stay as history
    is_current = models.BooleanField("有效", default=True)

    class Meta:
        verbose_name = "检查意见"
        verbose_name_plural = "检查意见"
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return f"{self.unit} {'完成' if self.is_satisfied else '未完成'}"


class ItemEvent(models.Model):
    """One step in the life of an item, kept for ever."""

    item = models.ForeignKey(LedgerItem, verbose_name="条目", on_delete=models.CASCADE, related_name="events")
    action = models.CharField("动作", max_length=30)
    from_state = models.CharField("原状态", max_length=16, blank=True)
    to_state = models.CharField("新状态", max_length=16, blank=True)
    remark = models.TextField("说明", blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="操作人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "经过"
        verbose_name_plural = "经过"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.action
