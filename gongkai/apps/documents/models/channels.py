"""Where a thing was disclosed besides the website (CAT-03)."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from gongkai.apps.documents.models.documents import Document
from gongkai.apps.files.models import StoredFile
from gongkai.apps.sections.models import Section


class ChannelRecord(models.Model):
    """A document, or a section that explains something itself, put out in one more place on a day, with evidence."""

    document = models.ForeignKey(
        Document,
        verbose_name="公开文件",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="channel_records",
    )
    section = models.ForeignKey(
        Section, verbose_name="栏目", null=True, blank=True, on_delete=models.CASCADE, related_name="channel_records"
    )
    channel = models.CharField("渠道", max_length=40)
    done_on = models.DateField("公开日期")
    # the account, the page of the paper, where the board hangs
    place_text = models.CharField("账号、版面或地点", max_length=120)
    url = models.URLField("网址", max_length=500, blank=True)
    evidence = models.ForeignKey(
        StoredFile, verbose_name="截图或照片", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence_name = models.CharField("文件名", max_length=255, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="登记人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "渠道公开"
        verbose_name_plural = "渠道公开"
        ordering = ["channel", "done_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=True) ^ models.Q(section__isnull=True), name="channel_of_one_thing"
            )
        ]
        indexes = [
            models.Index(fields=["document", "channel"], name="channel_document"),
            models.Index(fields=["section", "channel"], name="channel_section"),
        ]

    def __str__(self) -> str:
        return f"{self.document or self.section} {self.channel}"
