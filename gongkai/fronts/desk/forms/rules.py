"""Forms of reminder rules and the work calendar."""

from __future__ import annotations

from django import forms

from gongkai.apps.ledgers.models import ReminderRule
from gongkai.fronts.desk.forms.fields import DeskForm, line, words


class RuleForm(DeskForm):
    name = line("名称", 80)
    days = forms.IntegerField(label="到期后几天", min_value=-365, max_value=365, help_text="到期前填负数，当天填 0")
    is_working_days = forms.BooleanField(label="按工作日计", required=False, initial=True)
    receivers = forms.MultipleChoiceField(
        label="提醒谁", choices=ReminderRule.Receiver.choices, widget=forms.CheckboxSelectMultiple
    )
    by_mail = forms.BooleanField(label="同时发邮件", required=False, initial=True)
    is_active = forms.BooleanField(label="启用", required=False, initial=True)


class YearTextForm(DeskForm):
    """The arrangement of one year as text; the clock reads it and says what is wrong."""

    text = words("放假安排", 12)
