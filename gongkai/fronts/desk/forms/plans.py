"""Forms of plans, reports, own key areas and the look-back."""

from __future__ import annotations

from django import forms

from gongkai.apps.ledgers.models import LookBackReview
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, day, line, words
from gongkai.fronts.desk.forms.item import ActingForm


class ClocksForm(DeskForm):
    """By when units file, publish and report. Empty: not asked for."""

    plan_due_on = day("计划报备期限", required=False)
    plan_publication_due_on = day("计划公开期限", required=False)
    report_due_on = day("完成情况报送期限", required=False)


class PlanForm(DeskForm):
    text = words("工作计划", 8)


class ReportForm(DeskForm):
    text = words("情况说明", 6, required=False)


class OwnAreaForm(ActingForm):
    """A key area a unit sets itself (TSK-15)."""

    unit = UnitField("单位")
    year = forms.IntegerField(label="年度", min_value=2004, max_value=2100)
    area = line("重点领域", 60, help_text="例如“养老服务”")
    contents = words("公开内容", 3)
    requirement = words("公开要求", 2, required=False)
    due_on = day("到期日", required=False)


class LookBackForm(DeskForm):
    result = forms.ChoiceField(
        label="结果",
        widget=forms.RadioSelect,
        choices=[pair for pair in LookBackReview.Result.choices if pair[0] != LookBackReview.Result.PENDING],
    )
    remark = words("核查情况", 2, required=False, help_text="已落实的可以不写")
    due_on = day("新的到期日", required=False, help_text="转入台账的填")


class YearForm(DeskForm):
    year = forms.IntegerField(
        label="年度", min_value=2005, max_value=2100, help_text="在这一年核查上一年的任务，可以重复运行，只补没有列入的"
    )
