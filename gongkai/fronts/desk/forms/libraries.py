"""Forms of the libraries: clean-ups, official texts, the gazette, periods."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.apps.documents.models import CleanUpEntry
from gongkai.apps.documents.queries.gazettes import linkable_documents
from gongkai.apps.documents.queries.official_texts import regulations
from gongkai.apps.orgs.models import Unit
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, day, line, words
from gongkai.fronts.desk.forms.papers import PaperField

Outcome = CleanUpEntry.Outcome


def year_field(label: str = "年度", **kwargs: Any) -> forms.IntegerField:
    """A year."""
    return forms.IntegerField(label=label, min_value=1949, max_value=2100, **kwargs)


class CleanUpForm(DeskForm):
    year = year_field()
    title = line("名称", 200, required=False, help_text="不填则为“某年行政规范性文件清理”")
    guided_by = UnitField("指导单位", help_text="司法行政部门")
    propose_by_on = day("报送期限")
    units = forms.ModelMultipleChoiceField(
        label="清理范围", required=False, queryset=Unit.objects.filter(is_active=True), help_text="不选则为全部单位",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class ProposeForm(DeskForm):
    proposal = forms.ChoiceField(label="清理建议", choices=[("", "请选择"), *Outcome.choices])
    reason = words("理由", 2)


class DecideForm(DeskForm):
    decision = forms.ChoiceField(label="清理结论", choices=[("", "请选择"), *Outcome.choices])
    reason = words("审核意见", 2, required=False, help_text="与单位建议不同的必填")
    amend_by_on = day("修改期限", required=False, help_text="拟修改的必填")


class DecideAllForm(DeskForm):
    amend_by_on = day("修改期限", required=False, help_text="建议拟修改的文件用这一期限")


class OfficialForm(DeskForm):
    source_text = line("来源", 200, help_text="例如“国家规章库”")
    source_url = forms.URLField(
        label="网址", required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": "网址要以 http:// 或 https:// 开头。"},
    )  # fmt: skip
    version_on = day("版本日期", required=False)
    text = words("全文", 6, required=False, help_text="粘贴全文，或者在下面上传文件")
    file = forms.FileField(label="文件", required=False)


class AppliedRuleForm(DeskForm):
    unit = UnitField("执行单位")
    document = PaperField("规章", regulations, kinds=("regulation",))
    note = line("执行事项", 200, required=False)


class IssueForm(DeskForm):
    year = year_field("年份")
    number = forms.IntegerField(label="期号", min_value=1, max_value=999)
    total_number = forms.IntegerField(label="总期号", required=False, min_value=1)
    issued_on = day("出版日期")
    title = line("标题", 300, required=False, help_text="不填则按公报名称和期号生成")


class ContentsForm(DeskForm):
    text = words("目录", 8, required=False, help_text="一行一篇，行末写页码；或从表格中复制：类别、标题、文号、页码")
    file = forms.FileField(label="目录文件", required=False, help_text="Excel、Word、PDF 或文本")

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        found = super().clean() or {}
        if not found.get("text") and not found.get("file"):
            raise forms.ValidationError("请粘贴目录或者上传目录文件。")
        return found


class ArticleForm(DeskForm):
    document = PaperField("关联文件", linkable_documents, required=False)
    body = words("正文", 4, required=False, help_text="文件库中没有的，在这里录入")


class IssueFileForm(DeskForm):
    file = forms.FileField(label="版式文件（PDF）")


class SpreadForm(DeskForm):
    channel = line("渠道", 60, help_text="例如“政务微信”“窗口免费发放”")
    place_text = line("地点或账号", 120, required=False)
    done_on = day("日期")
    copy_count = forms.IntegerField(label="份数", required=False, min_value=0, help_text="线上传播不填")

    def clean_copy_count(self) -> int:
        """Empty means none."""
        return self.cleaned_data["copy_count"] or 0


class PeriodForm(DeskForm):
    name = line("名称", 40, help_text="例如“十四五”")
    from_year, until_year = year_field("起始年"), year_field("截止年")
    is_exempt = forms.BooleanField(label="不要求归集", required=False)
    exempt_text = line("依据", 200, required=False, help_text="不要求归集的必填")
