"""The queue in the database. A running job holds a lease; when its worker dies the lease runs out and it runs again."""

from __future__ import annotations

import uuid

from django.db import models


class Job(models.Model):
    """One piece of work to be done outside a request."""

    class State(models.TextChoices):
        READY = "ready", "等待中"
        RUNNING = "running", "运行中"
        SUCCEEDED = "succeeded", "已完成"
        FAILED = "failed", "失败"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task_path = models.CharField("任务", max_length=200)
    args = models.JSONField("参数", default=dict)
    # two jobs with one key never wait side by side: enqueuing twice is one job
    key = models.CharField("去重键", max_length=200, blank=True)
    queue = models.CharField("队列", max_length=40, default="default")
    priority = models.SmallIntegerField("优先级", default=0)
    state = models.CharField("状态", max_length=12, choices=State.choices, default=State.READY)
    run_after = models.DateTimeField("最早运行时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    max_attempts = models.PositiveSmallIntegerField("最多次数", default=3)
    worker = models.CharField("执行者", max_length=80, blank=True)
    lease_until = models.DateTimeField("租约到期", null=True, blank=True)
    heartbeat_at = models.DateTimeField("最近心跳", null=True, blank=True)
    progress_done = models.PositiveIntegerField("已完成数", default=0)
    progress_total = models.PositiveIntegerField("总数", default=0)
    progress_text = models.CharField("进展", max_length=200, blank=True)
    # what a restarted job needs to go on where it stopped
    checkpoint = models.JSONField("断点", default=dict)
    result = models.JSONField("结果", null=True, blank=True)
    # the first line is a sentence for people, the rest is the trace
    error_text = models.TextField("错误", blank=True)
    error_class = models.CharField("错误类型", max_length=200, blank=True)
    enqueued_by_id = models.BigIntegerField("发起人", null=True, blank=True)
    enqueued_at = models.DateTimeField("提交时间")
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=["ready", "running"]) & ~models.Q(key=""),
                name="jobs_one_per_key",
            )
        ]
        indexes = [models.Index(fields=["state", "-priority", "run_after", "enqueued_at"], name="jobs_claim")]

    def __str__(self) -> str:
        return f"{self.task_path} {self.get_state_display()}"

    @property
    def error_sentence(self) -> str:
        """What went wrong, in one sentence."""
        return self.error_text.split("\n", 1)[0]


class Schedule(models.Model):
    """Work that comes back every day. `last_on` makes the day's run happen once, whoever asks."""

    name = models.CharField("名称", max_length=80, unique=True)
    task_path = models.CharField("任务", max_length=200)
    at = models.TimeField("每天几点")
    is_active = models.BooleanField("启用", default=True)
    last_on = models.DateField("最近一次", null=True, blank=True)

    class Meta:
        verbose_name = "每日任务"
        verbose_name_plural = "每日任务"

    def __str__(self) -> str:
        return self.name
