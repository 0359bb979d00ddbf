"""One passage of a document through review. Wagtail's workflow holds the document while it runs (one task of ours);
the steps inside are rows, because they are claimed, have due dates, and some run side by side."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from wagtail.models import Revision, Task, WorkflowState

from gongkai.apps.documents.models import Document
from gongkai.apps.orgs.models import Unit


class ReviewProcess(models.Model):
    """From submission to publication or return. A policy and its interpretation share one release."""

    class State(models.TextChoices):
        RUNNING = "running", "审查中"
        RETURNED = "returned", "已退回"
        SIGNED = "signed", "已签发"
        PUBLISHED = "published", "已发布"
        CANCELLED = "cancelled", "已撤销"

    class Purpose(models.TextChoices):
        FIRST = "first", "首次发布"
        CHANGE = "change", "变更发布"
        LATER = "later", "补办审查"

    document = models.ForeignKey(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="reviews")
    # the interpretation is reviewed with its policy and names the policy's process
    bundled_with = models.ForeignKey(
        "self", verbose_name="同步审查", null=True, blank=True, on_delete=models.CASCADE, related_name="bundle"
    )
    revision = models.ForeignKey(
        Revision, verbose_name="审查的版本", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    workflow_state = models.ForeignKey(
        WorkflowState, verbose_name="流程状态", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    purpose = models.CharField("事由", max_length=8, choices=Purpose.choices, default=Purpose.FIRST)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.RUNNING)
    change_note = models.CharField("变更说明", max_length=300, blank=True)
    is_major = models.BooleanField("实质变更", default=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="送审人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField("送审时间")
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    returned_reason = models.CharField("退回原因", max_length=500, blank=True)
    # what makes the texts the steps looked at the same text
    fingerprint = models.CharField("文本指纹", max_length=64, blank=True)

    class Meta:
        verbose_name = "发布审查"
        verbose_name_plural = "发布审查"
        ordering = ["-submitted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(state__in=["running", "signed"]), name="review_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.get_state_display()}"


class ReviewStep(models.Model):
    """One step. Steps of the same `rank` run side by side; the next rank opens when all of them are done."""

    class Kind(models.TextChoices):
        SECRECY = "secrecy", "保密审查"
        REVIEW = "review", "审核"
        PROOF = "proof", "校对"
        SIGN_OFF = "sign_off", "会签"
        SIGN = "sign", "签发"

    class Verdict(models.TextChoices):
        PASSED = "passed", "通过"
        RETURNED = "returned", "退回"

    process = models.ForeignKey(ReviewProcess, verbose_name="发布审查", on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField("步骤", max_length=8, choices=Kind.choices)
    # first, second, third review or proof; 0 for the others
    ordinal = models.PositiveSmallIntegerField("第几次", default=0)
    rank = models.PositiveSmallIntegerField("先后")
    # whose people may take it; None: those of the drafting unit or the oversight office, as the rule says
    unit = models.ForeignKey(Unit, verbose_name="承办单位", null=True, on_delete=models.PROTECT, related_name="+")
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="承办人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    claimed_at = models.DateTimeField("认领时间", null=True, blank=True)
    opened_on = models.DateField("开始日期", null=True, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    verdict = models.CharField("结论", max_length=10, choices=Verdict.choices, blank=True)
    comment = models.CharField("意见", max_length=500, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    # which of the five gates were ticked: ["political", "legal", …]
    gates = models.JSONField("五关", default=list, blank=True)
    # what a proof changed: [[kind, text], …] of domain.proofing.Segment
    text_changes = models.JSONField("改动", default=list, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="办理人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    done_at = models.DateTimeField("办理时间", null=True, blank=True)

    class Meta:
        verbose_name = "审查步骤"
        verbose_name_plural = "审查步骤"
        ordering = ["process", "rank", "pk"]
        indexes = [models.Index(fields=["verdict", "opened_on", "due_on"], name="step_waiting")]

    def __str__(self) -> str:
        return f"{self.process} {self.get_kind_display()}{self.ordinal or ''}"


class ReviewTask(Task):
    """The one task of Wagtail's workflow: it holds the document; it is only ever ended by our own operations."""

    class Meta:
        verbose_name = "发布审查流程"
        verbose_name_plural = "发布审查流程"

    def locked_for_user(self, obj: models.Model, user: object) -> bool:  # noqa: ARG002 - as Wagtail calls it
        """Nobody edits what is under review: corrections are made by the proof steps."""
        return True

    def on_action(self, task_state: object, user: object, action_name: str, **kwargs: object) -> None:  # noqa: ARG002
        """Wagtail's own approval would pass over every step."""
        raise PermissionDenied("审查只能在发布审查页面逐步办理。")
