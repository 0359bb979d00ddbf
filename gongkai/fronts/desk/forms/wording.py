"""The form of one row of the wording lists."""

from __future__ import annotations

from django import forms

from gongkai.apps.publishing.models import WordingEntry
from gongkai.fronts.desk.forms.fields import DeskForm, line


class WordingForm(DeskForm):
    kind = forms.ChoiceField(label="类别", choices=WordingEntry.Kind.choices)
    wrong = line("错误写法", 80)
    right = line("规范写法", 80, required=False)
    basis = line("依据", 200, required=False)
    is_blocking = forms.BooleanField(label="必须改正", required=False, help_text="没有改正或说明的，不能送审")
    is_active = forms.BooleanField(label="启用", required=False, initial=True)
