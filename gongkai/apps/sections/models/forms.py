"""Form pages: a page with questions, made on the desk. What people write is kept encrypted."""

from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.contrib.forms.models import AbstractFormField
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from gongkai.apps.orgs.models import Unit


class FormPage(Page):
    """A form (表单页). The page is public and pure; the form itself is filled in at a dynamic address."""

    lead = RichTextField("说明", blank=True)
    thanks = models.CharField("提交后的答复", max_length=200, blank=True, default="已收到，谢谢。")
    owner_unit = models.ForeignKey(
        Unit, verbose_name="责任单位", null=True, blank=True, on_delete=models.PROTECT, related_name="form_pages"
    )
    open_until_on = models.DateField("截止日期", null=True, blank=True)

    parent_page_types = ["sections.HomePage", "sections.UnitHome", "sections.Section"]
    subpage_types: list[str] = []
    template = "portal/form.html"

    class Meta:
        verbose_name = "表单页"
        verbose_name_plural = "表单页"


class FormField(AbstractFormField, Orderable):
    """One question."""

    page = ParentalKey(FormPage, verbose_name="表单页", on_delete=models.CASCADE, related_name="form_fields")

    class Meta:
        verbose_name = "表单字段"
        verbose_name_plural = "表单字段"
        ordering = ["sort_order"]


class FormAnswer(models.Model):
    """What one person sent. `sealed` is the encrypted answer; nothing of it is in logs."""

    page = models.ForeignKey(FormPage, verbose_name="表单页", on_delete=models.PROTECT, related_name="answers")
    sealed = models.BinaryField("内容（加密）")
    received_at = models.DateTimeField("收到时间")
    read_at = models.DateTimeField("查看时间", null=True, blank=True)

    class Meta:
        verbose_name = "表单答复"
        verbose_name_plural = "表单答复"
        ordering = ["-received_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.page} {self.pk}"
