"""The holiday arrangements that came after this program was made. SYS-01."""

from __future__ import annotations

from django.db import models

from gongkai.apps.orgs.models.people import User


class WorkYear(models.Model):
    """One year's arrangement as it was loaded. `text` is the table that the clock reads; it was checked before."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    text = models.TextField("放假安排")
    # title and number of the notice, as people cite it
    source_text = models.CharField("依据", max_length=400)
    loaded_by = models.ForeignKey(User, verbose_name="录入人", null=True, on_delete=models.PROTECT, related_name="+")
    loaded_at = models.DateTimeField("录入时间")

    class Meta:
        verbose_name = "放假安排"
        verbose_name_plural = "放假安排"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}年放假安排"
