"""The items of the ledger and what the notice says of each: units, limits, quotas, paths."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from gongkai.apps.ledgers.models.notices import Notice
from gongkai.apps.orgs.models import Unit, UnitGroup
from gongkai.apps.sections.models import Section


class LedgerItem(models.Model):
    """One task. 逾期 is not a state: it is derived from `due_on` and the day."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "未开始"
        IN_PROGRESS = "in_progress", "推进中"
        AWAITING_CHECK = "awaiting_check", "待核验"
        CLOSED_OUT = "closed_out", "已销号"

    class Origin(models.TextChoices):
        NOTICE = "notice", "通知任务"
        SUB_TASK = "sub_task", "细化任务"
        OWN = "own", "自定重点"
        LOOK_BACK = "look_back", "回头看"
        REFERENCE = "reference", "上级任务"

    notice = models.ForeignKey(
        Notice, verbose_name="通知", null=True, blank=True, on_delete=models.PROTECT, related_name="items"
    )
    origin = models.CharField("来源", max_length=10, choices=Origin.choices, default=Origin.NOTICE)
    parent = models.ForeignKey(
        "self", verbose_name="上级任务", null=True, blank=True, on_delete=models.PROTECT, related_name="sub_tasks"
    )
    # last year's item that a look-back found unfinished
    follows = models.ForeignKey(
        "self", verbose_name="接续", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by"
    )
    year = models.PositiveSmallIntegerField("年度")
    position = models.PositiveIntegerField("序号")
    number_text = models.CharField("原文编号", max_length=20, blank=True)
    section_path = models.JSONField("章节", default=list)
    # the outermost heading, for filters
    chapter = models.CharField("章", max_length=200, blank=True)
    text = models.TextField("任务")
    span_start = models.PositiveIntegerField("原文起", null=True, blank=True)
    span_end = models.PositiveIntegerField("原文止", null=True, blank=True)
    state = models.CharField("状态", max_length=16, choices=State.choices, default=State.NOT_STARTED)
    due_on = models.DateField("到期日", null=True, blank=True)
    due_text = models.CharField("时限原文", max_length=200, blank=True)
    is_standing = models.BooleanField("长期坚持", default=False)
    channels = models.JSONField("其他渠道", default=list)
    cites = models.JSONField("引用文件", default=list)
    percent = models.PositiveSmallIntegerField("完成比例", default=0)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="承办人",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # of a sub-task or an own key area: the unit that made it
    made_by_unit = models.ForeignKey(
        Unit, verbose_name="制定单位", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="提交人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    closed_out_on = models.DateField("销号日期", null=True, blank=True)
    # what the public may follow to the disclosed thing
    disclosed_url = models.CharField("公开地址", max_length=500, blank=True)

    class Meta:
        verbose_name = "台账条目"
        verbose_name_plural = "台账条目"
        ordering = ["notice", "position"]
        indexes = [
            models.Index(fields=["year", "state", "due_on"], name="ledger_state_due"),
            models.Index(fields=["due_on", "state"], name="ledger_due"),
            models.Index(fields=["notice", "position"], name="ledger_order"),
            models.Index(fields=["-year", "notice", "position", "id"], name="ledger_list"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class ItemUnit(models.Model):
    """A unit or a group of units that an item names. Neither is set while the name is not matched."""

    class Role(models.TextChoices):
        LEAD = "lead", "牵头"
        RESPONSIBLE = "responsible", "责任"
        SUPPORTING = "supporting", "配合"
        SUPERVISING = "supervising", "监管"

    item = models.ForeignKey(LedgerItem, verbose_name="条目", on_delete=models.CASCADE, related_name="item_units")
    unit = models.ForeignKey(
        Unit, verbose_name="单位", null=True, blank=True, on_delete=models.PROTECT, related_name="item_units"
    )
    group = models.ForeignKey(
        UnitGroup, verbose_name="单位组", null=True, blank=True, on_delete=models.PROTECT, related_name="item_units"
    )
    role = models.CharField("角色", max_length=12, choices=Role.choices)
    unit_text = models.CharField("原文名称", max_length=200)
    order = models.PositiveSmallIntegerField("次序", default=0)
    # the unit that the item is counted under: the first that leads, else the first named. One an item, so totals add up
    is_principal = models.BooleanField("主责", default=False)

    class Meta:
        verbose_name = "条目单位"
        verbose_name_plural = "条目单位"
        ordering = ["role", "order"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=models.Q(is_principal=True), name="ledger_one_principal")
        ]
        indexes = [
            models.Index(fields=["unit", "role", "item"], name="ledger_unit_items"),
            models.Index(fields=["group", "role", "item"], name="ledger_group_items"),
        ]

    def __str__(self) -> str:
        return self.unit_text


class TimeLimit(models.Model):
    """A time limit as printed and as computed."""

    class Kind(models.TextChoices):
        FIXED = "fixed", "固定日期"
        RELATIVE = "relative", "事后期限"
        RECURRING = "recurring", "周期"

    item = models.ForeignKey(LedgerItem, verbose_name="条目", on_delete=models.CASCADE, related_name="time_limits")
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    text = models.CharField("原文", max_length=200)
    due_on = models.DateField("到期日", null=True, blank=True)
    offset = models.CharField("期限", max_length=200, blank=True)
    # the day of the event a relative limit counts from, once it has happened
    event_on = models.DateField("起算日", null=True, blank=True)

    class Meta:
        verbose_name = "时限"
        verbose_name_plural = "时限"

    def __str__(self) -> str:
        return self.text


class Quota(models.Model):
    """A number the task must reach, counted by its entries."""

    item = models.ForeignKey(LedgerItem, verbose_name="条目", on_delete=models.CASCADE, related_name="quotas")
    text = models.CharField("原文", max_length=200)
    op = models.CharField("关系", max_length=2)
    value = models.FloatField("数量")
    unit = models.CharField("量词", max_length=40, blank=True)
    period = models.CharField("周期", max_length=20, blank=True)
    of = models.CharField("对象", max_length=200, blank=True)

    class Meta:
        verbose_name = "数量要求"
        verbose_name_plural = "数量要求"

    def __str__(self) -> str:
        return self.text


class QuotaEntry(models.Model):
    """One thing done that counts towards a quota."""

    quota = models.ForeignKey(Quota, verbose_name="数量要求", on_delete=models.CASCADE, related_name="entries")
    count = models.FloatField("数量")
    done_on = models.DateField("日期")
    note = models.CharField("说明", max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    # what the system counted by itself, named once: a second report of the same thing is no second entry
    source_key = models.CharField("来源", max_length=60, blank=True, editable=False)

    class Meta:
        verbose_name = "计数"
        verbose_name_plural = "计数"
        ordering = ["done_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["quota", "source_key"], condition=~models.Q(source_key=""), name="ledger_counted_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.done_on} {self.note}"


class QuotaSource(models.Model):
    """What the system counts towards a number by itself, where the office has said so."""

    class Kind(models.TextChoices):
        PRESS = "press", "新闻发布形式的政策解读"
        PRESS_BY_LEADER = "press_by_leader", "负责人带头的新闻发布"

    quota = models.OneToOneField(Quota, verbose_name="数量要求", on_delete=models.CASCADE, related_name="source")
    kind = models.CharField("统计内容", max_length=16, choices=Kind.choices)
    # the whole place counts together, not only the units of the item
    is_whole_place = models.BooleanField("统计全部单位", default=False)

    class Meta:
        verbose_name = "自动统计"
        verbose_name_plural = "自动统计"

    def __str__(self) -> str:
        return f"{self.quota} {self.get_kind_display()}"


class DeclaredPath(models.Model):
    """One leaf of a declared disclosure path, and the section it became."""

    class Decision(models.TextChoices):
        PROPOSED = "proposed", "待审定"
        ACCEPTED = "accepted", "已设栏目"
        DECLINED = "declined", "不设"

    item = models.ForeignKey(LedgerItem, verbose_name="条目", on_delete=models.CASCADE, related_name="declared_paths")
    segments = models.JSONField("路径", default=list)
    path_text = models.CharField("原文路径", max_length=500)
    # segments after aliases, joined by ">": equal for equal places
    canonical = models.CharField("规范路径", max_length=500, db_index=True)
    decision = models.CharField("审定", max_length=10, choices=Decision.choices, default=Decision.PROPOSED)
    section = models.ForeignKey(
        Section, verbose_name="栏目", null=True, blank=True, on_delete=models.SET_NULL, related_name="declared_paths"
    )

    class Meta:
        verbose_name = "公开路径"
        verbose_name_plural = "公开路径"

    def __str__(self) -> str:
        return self.canonical
