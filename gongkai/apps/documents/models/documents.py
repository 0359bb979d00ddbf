"""The document: one flat model for all kinds, with Wagtail's drafts, revisions, locks and workflow.

While it was never published, the row is the draft. Once live, the row is what the public sees and a change is a
revision until it has passed review.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import PermissionDenied
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from gongkai.apps.documents import _gate
from gongkai.apps.files.models import StoredFile
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models import Section

LIVE = models.Q(live=True)


class Document(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel):
    """Something to be disclosed. standards §7.4 names the metadata; PUB-01."""

    class Kind(models.TextChoices):
        NORMATIVE = "normative", "行政规范性文件"
        POLICY = "policy", "其他政策文件"
        REGULATION = "regulation", "法规规章"
        INTERPRETATION = "interpretation", "政策解读"
        PLAN = "plan", "规划计划"
        REPORT = "report", "报告"
        NEWS = "news", "动态信息"
        NOTICE = "notice", "公示公告"
        GAZETTE = "gazette", "政府公报"
        GUIDE = "guide", "公开指南和制度"

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        IN_REVIEW = "in_review", "审查中"
        RETURNED = "returned", "已退回"
        SCHEDULED = "scheduled", "待发布"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤回"

    class OpennessClass(models.TextChoices):
        PROACTIVE = "proactive", "主动公开"
        ON_REQUEST = "on_request", "依申请公开"
        WITHHELD = "withheld", "不予公开"

    class Validity(models.TextChoices):
        IN_FORCE = "in_force", "现行有效"
        AMENDED = "amended", "已修改"
        LAPSED = "lapsed", "失效"
        REPEALED = "repealed", "废止"

    class Form(models.TextChoices):
        """INT-05. The first group goes to 文字, the second to 图片, the third to 视频, the last is press work."""

        TEXT = "text", "文字解读"
        QA = "qa", "问答"
        EXPERT = "expert", "专家解读"
        ILLUSTRATED = "illustrated", "图文"
        CHART = "chart", "图解"
        CARTOON = "cartoon", "动漫"
        H5 = "h5", "H5"
        VIDEO = "video", "视频"
        SHORT_VIDEO = "short_video", "短视频"
        LIVE = "live", "直播"
        SCENE = "scene", "场景演示"
        ONLINE = "online", "在线访谈"
        CONFERENCE = "conference", "新闻发布会"
        BRIEFING = "briefing", "新闻通气会"
        INTERVIEW = "interview", "媒体专访"

    class ReportKind(models.TextChoices):
        OPENNESS = "openness", "政府信息公开工作年度报告"
        RULE_OF_LAW = "rule_of_law", "法治政府建设年度报告"
        WEBSITE = "website", "政府网站工作年度报表"
        OTHER = "other", "其他报告"

    kind = models.CharField("种类", max_length=16, choices=Kind.choices)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    title = models.CharField("标题", max_length=300)
    summary = models.TextField("内容概述", blank=True)
    keywords = models.JSONField("关键词", default=list, blank=True)
    # sanitised HTML; its words alone in `text`
    body = models.TextField("正文", blank=True)
    text = models.TextField("正文文字", blank=True, editable=False)

    # --- numbers
    index_number = models.CharField("索引号", max_length=60, null=True, blank=True, unique=True)
    document_number = models.CharField("发文字号", max_length=80, blank=True)
    # the number without its printer's choices, for finding and for uniqueness
    number_key = models.CharField("比对用字号", max_length=80, blank=True, editable=False, db_index=True)
    title_key = models.CharField("比对用标题", max_length=300, blank=True, editable=False, db_index=True)
    genre = models.CharField("公文种类", max_length=12, blank=True)

    # --- who. The issuer signs, the publisher puts it on the site, the responsible unit answers for it, the drafting
    # unit wrote it and must interpret it
    issuer_text = models.CharField("发文机关", max_length=200, blank=True)
    issuer = models.ForeignKey(
        Unit, verbose_name="发文机关单位", null=True, blank=True, on_delete=models.PROTECT, related_name="issued"
    )
    co_issuers = models.JSONField("联合发文", default=list, blank=True)
    publisher = models.ForeignKey(Unit, verbose_name="发布机构", on_delete=models.PROTECT, related_name="published")
    responsible_unit = models.ForeignKey(
        Unit, verbose_name="责任单位", null=True, blank=True, on_delete=models.PROTECT, related_name="answers_for"
    )
    drafting_unit = models.ForeignKey(
        Unit, verbose_name="起草单位", null=True, blank=True, on_delete=models.PROTECT, related_name="drafted"
    )
    author_text = models.CharField("作者", max_length=80, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="起草人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("建立时间")
    changed_at = models.DateTimeField("修改时间")

    # --- classes and places
    theme = models.CharField("主题分类", max_length=40, blank=True, db_index=True)
    category = models.CharField("组配分类", max_length=120, blank=True)
    audience = models.JSONField("适用对象", default=list, blank=True)
    conditions = models.JSONField("适用条件", default=list, blank=True)
    sections = models.ManyToManyField(Section, through="Placement", related_name="documents")

    # --- dates
    dated_on = models.DateField("成文日期", null=True, blank=True)
    # the day the information was made or changed: starts the clock of article 26
    formed_on = models.DateField("生成日期", null=True, blank=True)
    publish_due_on = models.DateField("应公开日期", null=True, blank=True)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    expires_on = models.DateField("有效期至", null=True, blank=True)

    # --- validity
    validity = models.CharField("有效性", max_length=10, choices=Validity.choices, blank=True)
    validity_text = models.CharField("有效性依据", max_length=300, blank=True)
    repealed_on = models.DateField("废止日期", null=True, blank=True)

    # --- openness attribute, decided before anything is signed (PUB-02)
    openness_class = models.CharField("公开属性", max_length=10, choices=OpennessClass.choices, blank=True)
    openness_reason = models.CharField("公开属性理由", max_length=300, blank=True)
    refusal_ground = models.CharField("不予公开依据", max_length=20, blank=True)
    openness_decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="属性认定人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    openness_decided_at = models.DateTimeField("属性认定时间", null=True, blank=True)
    # PUB-15: when what is withheld must be looked at again
    reconsider_on = models.DateField("再评估日期", null=True, blank=True)
    is_marked_public = models.BooleanField("此件公开发布", default=False)
    is_sensitive = models.BooleanField("重大敏感", default=False)
    # units that must sign off before a sensitive release (PUB-08)
    sign_off_units = models.ManyToManyField(Unit, verbose_name="会签单位", blank=True, related_name="+")

    # --- interpretation (INT-*): waived with a reason, or bound by a Relation `interprets`
    waiver_reason = models.CharField("不解读理由", max_length=300, blank=True)
    form = models.CharField("解读形式", max_length=12, choices=Form.choices, blank=True)
    # the eight elements of data/checks/interpretation.toml: {code: text}
    elements = models.JSONField("解读要素", default=dict, blank=True)
    organised_on = models.DateField("组织日期", null=True, blank=True)
    signed_at = models.DateTimeField("签发时间", null=True, blank=True)

    # --- normative documents (LIB-03, LIB-04)
    consultation_text = models.CharField("征求意见情况", max_length=300, blank=True)
    legality_text = models.CharField("合法性审核", max_length=300, blank=True)
    filing_number = models.CharField("备案登记号", max_length=80, blank=True)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    filing_opinion = models.CharField("备案意见", max_length=300, blank=True)

    # --- plans and reports
    plan_period = models.CharField("规划期", max_length=40, blank=True)
    report_kind = models.CharField("报告种类", max_length=12, choices=ReportKind.choices, blank=True)
    reporting_year = models.PositiveSmallIntegerField("报告年度", null=True, blank=True)

    # --- what came from elsewhere (PUB-14)
    source_text = models.CharField("来源", max_length=120, blank=True)
    source_url = models.URLField("原文网址", blank=True, max_length=500)
    source_title = models.CharField("原标题", max_length=300, blank=True)
    source_on = models.DateField("原发布日期", null=True, blank=True)

    # --- publication
    publish_at = models.DateTimeField("定时发布", null=True, blank=True)
    is_emergency = models.BooleanField("应急发布", default=False)
    later_review_due_on = models.DateField("补审期限", null=True, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True, blank=True)
    withdrawal_reason = models.CharField("撤回原因", max_length=300, blank=True)

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="document",
        for_concrete_model=False,
    )
    _revisions = GenericRelation(
        "wagtailcore.Revision",
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="document",
        for_concrete_model=False,
    )

    class Meta:
        verbose_name = "公开文件"
        verbose_name_plural = "公开文件"
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number_key", "issuer_text"],
                condition=~models.Q(number_key=""),
                name="document_number_once_per_issuer",
            ),
            models.CheckConstraint(
                condition=~models.Q(live=True, openness_class="withheld"), name="document_withheld_never_live"
            ),
        ]
        # partial where only public rows are asked for: SQLite does not use an index that begins with a bare flag
        indexes = [
            models.Index(fields=["-published_at", "-id"], condition=LIVE, name="document_latest"),
            models.Index(fields=["kind", "-published_at", "-id"], condition=LIVE, name="document_by_kind"),
            models.Index(fields=["publisher", "-published_at", "-id"], condition=LIVE, name="document_unit_latest"),
            models.Index(fields=["kind", "validity", "-published_at"], name="document_library"),
            models.Index(fields=["publisher", "-changed_at"], name="document_of_unit"),
            # all that the desk's list filters and counts by: a narrow copy of the rows, which hold whole texts
            models.Index(
                fields=[
                    "-changed_at", "-id", "state", "live", "kind", "publisher", "responsible_unit", "drafting_unit",
                    "validity", "openness_class", "theme", "dated_on", "published_at", "title", "document_number",
                ],
                name="document_desk",
            ),
            # all that a public list is counted and narrowed by
            models.Index(
                fields=["kind", "published_at", "publisher", "theme", "validity", "form", "report_kind"],
                condition=LIVE,
                name="document_counted",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses to switch a document on outside `make_public`: no other code leads past the review."""
        if self.live and not _gate.is_open() and not Document.objects.filter(pk=self.pk, live=True).exists():
            raise PermissionDenied(_gate.CLOSED)
        super().save(*args, **kwargs)

    def publish(self, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 - as Wagtail calls it
        """Wagtail's own way to publish a revision is closed: see `publishing.operations`."""
        raise PermissionDenied(_gate.CLOSED)

    def get_preview_template(self, request: object, mode_name: str) -> str:  # noqa: ARG002 - as Wagtail calls it
        """The public page, with the draft's values."""
        return "portal/document.html"


class Placement(models.Model):
    """A document in a section. It may hang in many; `published_at` is copied so that a list needs no join to sort."""

    document = ParentalKey(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="placements")
    section = models.ForeignKey(Section, verbose_name="栏目", on_delete=models.PROTECT, related_name="placements")
    is_pinned = models.BooleanField("置顶", default=False)
    is_live = models.BooleanField("公开", default=False)
    published_at = models.DateTimeField("发布时间", null=True, blank=True)

    class Meta:
        verbose_name = "所在栏目"
        verbose_name_plural = "所在栏目"
        constraints = [models.UniqueConstraint(fields=["document", "section"], name="placement_once")]
        indexes = [
            models.Index(
                fields=["section", "-is_pinned", "-published_at", "-document"],
                condition=models.Q(is_live=True),
                name="placement_list",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document} › {self.section}"


class Attachment(models.Model):
    """A file of a document, cleaned before it is kept (PUB-11): what was removed stays written in `cleaning`."""

    class Media(models.TextChoices):
        FILE = "file", "文件"
        IMAGE = "image", "图片"
        VIDEO = "video", "视频"
        AUDIO = "audio", "音频"

    document = ParentalKey(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, verbose_name="文件", on_delete=models.PROTECT, related_name="+")
    name = models.CharField("名称", max_length=200)
    media = models.CharField("类型", max_length=8, choices=Media.choices, default=Media.FILE)
    # pictures in the text are not listed among the attachments
    is_inline = models.BooleanField("正文用图", default=False)
    caption = models.CharField("说明", max_length=200, blank=True)
    # [{"what": "作者信息", "count": 1}, …]
    cleaning = models.JSONField("清理记录", default=list, blank=True)
    text = models.TextField("提取的文字", blank=True)
    # "" = opens; else the sentence that says what is wrong with it
    defect = models.CharField("打开情况", max_length=200, blank=True)
    checked_at = models.DateTimeField("检查时间", null=True, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    # seen by the public: it belongs to the published version, not only to a draft of the next one
    is_live = models.BooleanField("公开", default=False)

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class DocumentVersion(models.Model):
    """What the public could read from a moment on, and the note that says what changed (PUB-12)."""

    document = models.ForeignKey(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("版本")
    title = models.CharField("标题", max_length=300)
    body = models.TextField("正文", blank=True)
    # the metadata block and the attachments' names as they stood: {"发文字号": …}
    facts = models.JSONField("信息要素", default=dict)
    note = models.CharField("变更说明", max_length=300)
    # a correction of wording is minor: it is listed, not announced
    is_major = models.BooleanField("实质变更", default=True)
    published_at = models.DateTimeField("发布时间")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="发布人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "版本"
        verbose_name_plural = "版本"
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.title} 第{self.number}版"


class IndexNumber(models.Model):
    """An index number that was given. The row outlives the document: a number is never given twice."""

    number = models.CharField("索引号", max_length=60, unique=True)
    prefix = models.CharField("机构代码", max_length=30)
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("顺序号")
    given_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "已用索引号"
        verbose_name_plural = "已用索引号"
        constraints = [models.UniqueConstraint(fields=["prefix", "year", "serial"], name="index_serial_once")]

    def __str__(self) -> str:
        return self.number


class PublicState(models.Model):
    """One row whose number grows with every change of what the public sees, so that counts can be kept until then.

    A row that is changed, not rows that are added: numbers of rows are given before the transaction that adds them
    commits, and a later one may be seen first.
    """

    number = models.PositiveBigIntegerField("变化次数", default=0)

    class Meta:
        verbose_name = "公开内容变化计数"
        verbose_name_plural = "公开内容变化计数"

    def __str__(self) -> str:
        return str(self.number)
