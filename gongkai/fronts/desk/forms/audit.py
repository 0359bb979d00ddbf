"""The filter of the log."""

from __future__ import annotations

from django import forms

from gongkai.fronts.desk.forms.fields import DeskForm, day, line

SEARCH = forms.TextInput(attrs={"type": "search", "placeholder": "人、单位、动作或对象"})


class LogForm(DeskForm):
    text = line("查找", 80, required=False, widget=SEARCH)
    from_on = day("自", required=False)
    until_on = day("至", required=False)
