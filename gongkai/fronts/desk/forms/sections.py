"""Forms of the section tree."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.apps.sections.models import Section
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, line, words


class SectionField(forms.ModelChoiceField[Section]):
    """One section in force, indented by its depth."""

    def __init__(self, label: str, required: bool = True, empty_label: str = "请选择", **kwargs: Any) -> None:
        queryset = Section.objects.filter(retired_on=None).order_by("path")
        super().__init__(queryset=queryset, label=label, required=required, empty_label=empty_label, **kwargs)

    def label_from_instance(self, obj: Section) -> str:
        return f"{'　' * max(0, obj.depth - 3)}{obj.title}"


class NewSectionForm(DeskForm):
    parent = SectionField("上级栏目", required=False, empty_label="最上层")
    title = line("名称", 120)
    unit = UnitField("责任单位", required=False, empty_label="暂不指定")


class SectionFactsForm(DeskForm):
    owner_unit = UnitField("责任单位", required=False, empty_label="暂不指定")
    content_kind = forms.ChoiceField(label="内容形式", choices=Section.ContentKind.choices)
    update_days = forms.IntegerField(label="更新周期（天）", min_value=1, required=False)
    update_basis = line("更新依据", 200, required=False)
    purpose = words("设置说明", 2, required=False)


class RenameSectionForm(DeskForm):
    title = line("新名称", 120)
    reason = line("原因", 300)


class MoveSectionForm(DeskForm):
    parent = SectionField("移到", required=False, empty_label="最上层")
    reason = line("原因", 300)


class RetireSectionForm(DeskForm):
    replaced_by = SectionField("由哪个栏目代替", required=False, empty_label="没有代替的栏目")
    reason = line("原因", 300)


class ReasonForm(DeskForm):
    reason = line("原因", 300)


class DeclaredPathForm(DeskForm):
    """About one declared path, named by its usual spelling."""

    canonical = forms.CharField(widget=forms.HiddenInput, max_length=500)


class AcceptPathForm(DeclaredPathForm):
    path = line("设在", 500, help_text="各级栏目用“›”隔开，没有的上级栏目一并新增")
    owner = UnitField("责任单位", required=False, empty_label="暂不指定")


class MapPathForm(DeclaredPathForm):
    section = SectionField("已有栏目")


class DeclinePathForm(DeclaredPathForm):
    reason = line("原因", 300)


class AliasForm(DeskForm):
    spelling = line("写法", 120)
    name = line("栏目名称", 120)
    note = line("说明", 200, required=False)
