"""What binds documents: relations that people state, citations of the text, and the work that a change causes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from modelcluster.fields import ParentalKey

from gongkai.apps.documents.models.documents import Document
from gongkai.apps.orgs.models import Unit


class Relation(models.Model):
    """`document` interprets, amends, repeals, implements or supersedes `target`. Shown on both pages (LIB-13)."""

    class Kind(models.TextChoices):
        INTERPRETS = "interprets", "解读"
        AMENDS = "amends", "修改"
        REPEALS = "repeals", "废止"
        IMPLEMENTS = "implements", "依据"
        SUPERSEDES = "supersedes", "替代"

    document = ParentalKey(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField("关系", max_length=12, choices=Kind.choices)
    target = models.ForeignKey(Document, verbose_name="对方文件", on_delete=models.PROTECT, related_name="related_from")
    # 第四条、第九条: which parts, when not the whole
    articles_text = models.CharField("涉及条款", max_length=200, blank=True)

    class Meta:
        verbose_name = "文件关系"
        verbose_name_plural = "文件关系"
        constraints = [
            models.UniqueConstraint(fields=["document", "kind", "target"], name="relation_once"),
            models.CheckConstraint(condition=~models.Q(document=models.F("target")), name="relation_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.get_kind_display()} {self.target}"


class Citation(models.Model):
    """A document named in a text by 文号 or 《》. Without `target` it could not be resolved, and is listed as such."""

    document = models.ForeignKey(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="citations")
    target = models.ForeignKey(
        Document, verbose_name="所引文件", null=True, blank=True, on_delete=models.SET_NULL, related_name="cited_by"
    )
    cited_text = models.CharField("原文写法", max_length=300)
    number_key = models.CharField("比对用字号", max_length=80, blank=True, db_index=True)
    title_key = models.CharField("比对用标题", max_length=300, blank=True, db_index=True)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        verbose_name = "引用"
        verbose_name_plural = "引用"
        ordering = ["document", "start"]
        indexes = [models.Index(fields=["target", "document"], name="citation_back")]

    def __str__(self) -> str:
        return self.cited_text


class DocumentDuty(models.Model):
    """Something a unit owes because a document changed or lacks something. `key` makes a second one impossible."""

    class Kind(models.TextChoices):
        CITES_REPEALED = "cites_repealed", "引用的文件已失效"
        INTERPRETS_REPEALED = "interprets_repealed", "解读的文件已失效"
        FOLLOW_UP = "follow_up", "补充解读"
        INTERPRET = "interpret", "编写解读"
        LATER_REVIEW = "later_review", "补办审查"
        RECONSIDER = "reconsider", "不予公开再评估"
        PUBLISH = "publish", "到期应公开"
        DEFECT = "defect", "附件打不开"
        AMEND = "amend", "按清理结论修改"

    kind = models.CharField("事由", max_length=20, choices=Kind.choices)
    document = models.ForeignKey(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="duties")
    cause = models.ForeignKey(
        Document,
        verbose_name="起因文件",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="caused_duties",
    )
    unit = models.ForeignKey(Unit, verbose_name="责任单位", on_delete=models.PROTECT, related_name="document_duties")
    text = models.CharField("说明", max_length=300)
    key = models.CharField("去重键", max_length=120, unique=True)
    opened_on = models.DateField("产生日期")
    due_on = models.DateField("期限", null=True, blank=True)
    done_at = models.DateTimeField("办结时间", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="办结人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    done_text = models.CharField("办理情况", max_length=300, blank=True)

    class Meta:
        verbose_name = "文件待办"
        verbose_name_plural = "文件待办"
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["unit", "done_at", "due_on"], name="duty_open")]

    def __str__(self) -> str:
        return self.text
