"""Forms of standard catalogues and the power list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from gongkai.apps.sections.models import StandardCatalogue, StandardItem
from gongkai.apps.sections.queries import domains
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, day, line, words
from gongkai.fronts.desk.forms.sections import SameTreeForm, SectionField

ONLY_XLSX = forms.FileInput(attrs={"accept": ".xlsx"})


def _domain_choices() -> list[tuple[str, str]]:
    return [("", "请选择"), *((row.code, row.name) for row in domains())]


class GuidelineForm(DeskForm):
    """The clock of compiling starts before there is a draft."""

    domain = forms.ChoiceField(label="领域", required=False, choices=_domain_choices)
    own_domain = line("本地增加的领域", 40, required=False, help_text="清单里没有的领域写在这里")
    level = forms.ChoiceField(label="层级", choices=StandardCatalogue.Level.choices)
    unit = UnitField("编制单位")
    guideline_title = line("标准指引", 200)
    guideline_issued_on = day("标准指引印发日期")

    def clean(self) -> dict[str, Any]:
        """One of the two names of a domain."""
        values = super().clean() or {}
        values["domain"] = values.pop("own_domain", "").strip() or values.get("domain", "")
        if not values["domain"]:
            raise forms.ValidationError("请选择领域，或者填写本地增加的领域。")
        return values


class ImportCatalogueForm(GuidelineForm):
    """A workbook. The guideline may have been registered before."""

    guideline_title = line("标准指引", 200, required=False)
    guideline_issued_on = day("标准指引印发日期", required=False, help_text="填写后计算编制期限；已登记的不用再填")
    file = forms.FileField(label="目录文件（.xlsx）", widget=ONLY_XLSX, error_messages={"empty": "文件是空的。"})


class InForceForm(DeskForm):
    reason = line("调整原因", 300, required=False, help_text="替换现行版本时必填，随目录公开")

    def __init__(self, *args: Any, items: Sequence[StandardItem] = (), **kwargs: Any) -> None:
        """`items`: rows that are not as before. Each may have a reason of its own, on a line that begins with it."""
        super().__init__(*args, **kwargs)
        self.items = {str(item): item.key for item in items}
        if items:
            self.fields["reasons"] = words(
                "各项调整原因", 6, required=False, initial="\n".join(f"{name}：" for name in self.items),
                help_text="在事项后面写原因，随目录公开；不写的以上面的原因为准",
            )  # fmt: skip

    def clean_reasons(self) -> dict[str, str]:
        """Key → reason. A line that begins with no changed row cannot be placed."""
        found = {}
        for line_ in filter(None, map(str.strip, self.cleaned_data["reasons"].splitlines())):
            name = max((name for name in self.items if line_.startswith(f"{name}：")), key=len, default="")
            if not name:
                raise forms.ValidationError(f"“{line_[:40]}”不以改动的事项开头，请写成“事项：原因”。")
            found[self.items[name]] = line_.removeprefix(f"{name}：").strip()
        return {key: reason for key, reason in found.items() if reason}


class MapItemForm(SameTreeForm):
    section = SectionField("栏目")


class PowersForm(DeskForm):
    unit = UnitField("单位", required=False, empty_label="按表里的单位列", help_text="表里没有单位列时选择")
    file = forms.FileField(label="权责清单文件（.xlsx）", widget=ONLY_XLSX, error_messages={"empty": "文件是空的。"})


class MatchPowerForm(DeskForm):
    """One of the items in force."""

    def __init__(self, *args: Any, names: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_key"] = forms.ChoiceField(
            label="对应事项", required=False, choices=[("", "不对应"), *(names or {}).items()]
        )
