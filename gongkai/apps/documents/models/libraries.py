"""Libraries: yearly clean-up, official texts, the gazette, plans by period. LIB-01 to LIB-12, CAT-17."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from gongkai.apps.documents.models.documents import Document
from gongkai.apps.orgs.models import Unit


class CleanUp(models.Model):
    """A yearly clean-up of normative documents (清理). It closes only when every document has a decision."""

    class State(models.TextChoices):
        OPEN = "open", "进行中"
        CLOSED = "closed", "已公布"

    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("名称", max_length=200)
    # LIB-02: the judicial office guides
    guided_by = models.ForeignKey(Unit, verbose_name="指导单位", null=True, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField("启动日期")
    propose_by_on = models.DateField("报送期限")
    state = models.CharField("状态", max_length=8, choices=State.choices, default=State.OPEN)
    # closed, but statuses, repeals and the result list appear in one act
    closed_on = models.DateField("公布日期", null=True, blank=True)
    result_document = models.ForeignKey(
        Document, verbose_name="结果公告", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "清理"
        verbose_name_plural = "清理"
        ordering = ["-year", "-pk"]

    def __str__(self) -> str:
        return self.title


class CleanUpEntry(models.Model):
    """One document in a clean-up: what its unit proposes and what was decided."""

    class Outcome(models.TextChoices):
        KEEP = "keep", "继续有效"
        AMEND = "amend", "拟修改"
        REPEAL = "repeal", "废止"
        LAPSE = "lapse", "宣布失效"

    clean_up = models.ForeignKey(CleanUp, verbose_name="清理", on_delete=models.CASCADE, related_name="entries")
    document = models.ForeignKey(Document, verbose_name="公开文件", on_delete=models.PROTECT, related_name="clean_ups")
    unit = models.ForeignKey(Unit, verbose_name="提出单位", on_delete=models.PROTECT, related_name="+")
    proposal = models.CharField("清理建议", max_length=8, choices=Outcome.choices, blank=True)
    proposal_reason = models.CharField("理由", max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="报送人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField("报送时间", null=True, blank=True)
    decision = models.CharField("清理结论", max_length=8, choices=Outcome.choices, blank=True)
    decision_reason = models.CharField("审核意见", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="审核人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField("审核时间", null=True, blank=True)
    # a document to be amended: by when
    amend_by_on = models.DateField("修改期限", null=True, blank=True)

    class Meta:
        verbose_name = "清理事项"
        verbose_name_plural = "清理事项"
        ordering = ["unit", "document"]
        constraints = [models.UniqueConstraint(fields=["clean_up", "document"], name="clean_up_once")]

    def __str__(self) -> str:
        return f"{self.clean_up} {self.document}"


class OfficialText(models.Model):
    """The official copy that a local copy of a regulation or rule must equal (LIB-05, LIB-06)."""

    document = models.OneToOneField(
        Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="official_text"
    )
    source_text = models.CharField("正式版本来源", max_length=200)
    source_url = models.URLField("正式版本网址", max_length=500, blank=True)
    version_on = models.DateField("正式版本日期", null=True, blank=True)
    text = models.TextField("正式版本文字")
    fingerprint = models.CharField("指纹", max_length=64)
    difference_count = models.PositiveIntegerField("不一致处", default=0)
    checked_at = models.DateTimeField("核对时间", null=True, blank=True)

    class Meta:
        verbose_name = "正式版本"
        verbose_name_plural = "正式版本"

    def __str__(self) -> str:
        return f"{self.document} 正式版本"


class AppliedRule(models.Model):
    """A regulation or departmental rule that a unit applies (LIB-07). Each unit's list holds its own only."""

    unit = models.ForeignKey(Unit, verbose_name="执行单位", on_delete=models.PROTECT, related_name="applied_rules")
    document = models.ForeignKey(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="applied_by")
    note = models.CharField("执行事项", max_length=200, blank=True)

    class Meta:
        verbose_name = "执行的规章"
        verbose_name_plural = "执行的规章"
        ordering = ["unit", "document"]
        constraints = [models.UniqueConstraint(fields=["unit", "document"], name="applied_rule_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.document}"


class GazetteIssue(models.Model):
    """One issue of the gazette. Its Document carries title, PDF and publication."""

    document = models.OneToOneField(Document, verbose_name="公开文件", on_delete=models.CASCADE, related_name="issue")
    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("期号")
    total_number = models.PositiveIntegerField("总期号", null=True, blank=True)
    issued_on = models.DateField("出版日期")

    class Meta:
        verbose_name = "公报期次"
        verbose_name_plural = "公报期次"
        ordering = ["-year", "-number"]
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="gazette_issue_once")]

    def __str__(self) -> str:
        return f"{self.year}年第{self.number}期"


class GazetteArticle(models.Model):
    """One piece in an issue, linked to the library's document when there is one (LIB-11)."""

    issue = models.ForeignKey(GazetteIssue, verbose_name="公报期次", on_delete=models.CASCADE, related_name="articles")
    position = models.PositiveIntegerField("顺序")
    heading_text = models.CharField("篇目类别", max_length=60, blank=True)
    title = models.CharField("标题", max_length=300)
    title_key = models.CharField("比对用标题", max_length=300, editable=False, db_index=True)
    page_from = models.PositiveIntegerField("页码", null=True, blank=True)
    document = models.ForeignKey(
        Document, verbose_name="公开文件", null=True, blank=True, on_delete=models.SET_NULL, related_name="in_gazettes"
    )
    # kept only when no document of the library holds the text
    body = models.TextField("正文", blank=True)

    class Meta:
        verbose_name = "公报篇目"
        verbose_name_plural = "公报篇目"
        ordering = ["issue", "position"]

    def __str__(self) -> str:
        return self.title


class GazetteSpread(models.Model):
    """Where an issue went besides the site: shared items, free copies (LIB-12)."""

    issue = models.ForeignKey(GazetteIssue, verbose_name="公报期次", on_delete=models.CASCADE, related_name="spreads")
    channel = models.CharField("渠道", max_length=60)
    place_text = models.CharField("地点或账号", max_length=120, blank=True)
    done_on = models.DateField("日期")
    copy_count = models.PositiveIntegerField("份数", default=0)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="登记人", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "公报传播"
        verbose_name_plural = "公报传播"
        ordering = ["-done_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.issue} {self.channel}"


class PlanPeriod(models.Model):
    """A planning period (规划期). Exempt ones are not demanded by the gap list (CAT-17)."""

    name = models.CharField("名称", max_length=40, unique=True)
    from_year = models.PositiveSmallIntegerField("起始年")
    until_year = models.PositiveSmallIntegerField("截止年")
    is_exempt = models.BooleanField("不作要求", default=False)
    exempt_text = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "规划期"
        verbose_name_plural = "规划期"
        ordering = ["-from_year"]

    def __str__(self) -> str:
        return self.name
