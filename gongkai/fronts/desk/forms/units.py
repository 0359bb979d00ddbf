"""Forms about units, groups and their names."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.apps.orgs.models import Unit
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, day, line, lines_of, words


class UnitForm(DeskForm):
    """A new unit, or the facts of one. The name is changed by 更名, which keeps the old one."""

    name = line("名称", 120)
    short_name = line("简称", 60, required=False)
    kind = forms.ChoiceField(label="类型", choices=Unit.Kind.choices)
    parent = UnitField("上级单位", required=False, empty_label="无")
    order = forms.IntegerField(label="排序", min_value=0, required=False, help_text="数字小的排在前面")
    address = line("办公地址", 200, required=False)
    phone = line("公开电话", 60, required=False)
    code = forms.RegexField(
        label="机构代码",
        regex=r"^[0-9A-Z]{9,18}$",
        required=False,
        help_text="组织机构代码或统一社会信用代码，用在本单位发布文件的索引号里",
        error_messages={"invalid": "机构代码是9到18位的数字和大写字母。"},
    )

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0


class UnitFactsForm(UnitForm):
    """What may change without a rename."""

    name = None  # type: ignore[assignment]


class RenameForm(DeskForm):
    name = line("新名称", 120)
    on = day("启用日期")
    reason = line("依据或原因", 300)


class RetireUnitForm(DeskForm):
    replaced_by = UnitField("职能并入", required=False, empty_label="不并入其他单位")


class AliasForm(DeskForm):
    text = line("别称", 120, help_text="通知里可能出现的写法，如“县府办”")


class GroupForm(DeskForm):
    """A collective name. Members are the kinds ticked and the units chosen."""

    name = line("组名", 80)
    aliases = words("其他写法", 2, required=False, help_text="一行一个")
    kinds = forms.MultipleChoiceField(
        label="包含类型", choices=Unit.Kind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    members = forms.ModelMultipleChoiceField(
        label="另加单位", queryset=Unit.objects.filter(is_active=True), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def clean_aliases(self) -> list[str]:
        return lines_of(self.cleaned_data["aliases"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "members" in cleaned:
            cleaned["members"] = list(cleaned["members"])
        return cleaned
