"""Forms of local standards."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.apps.sections.models import StandardComment, StandardText
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, day, line, words


class StartStandardForm(DeskForm):
    title = line("名称", 200)
    unit = UnitField("编制单位")
    basis_text = line("立项依据", 200, required=False, help_text="列入计划的文件名称和文号")


class StandardTextForm(DeskForm):
    stage = forms.ChoiceField(label="阶段", choices=StandardText.Stage.choices)
    dated_on = day("日期", help_text="发布稿填发布日期")
    file = forms.FileField(label="文稿", error_messages={"required": "请选择文稿。", "empty": "文件是空的。"})
    number = line("标准编号", 60, required=False, help_text="登记发布稿时填写")
    in_force_on = day("实施日期", required=False, help_text="登记发布稿时填写")
    note = line("说明", 200, required=False)

    def clean(self) -> dict[str, Any]:
        """The file as the operation takes it."""
        values = super().clean() or {}
        upload = values.pop("file", None)
        return values | {"data": upload.read() if upload else b"", "name": upload.name if upload else ""}


class StandardCommentForm(DeskForm):
    said_by = line("提出单位或个人", 120)
    said_on = day("日期")
    clause = line("章条编号", 40, required=False)
    text = words("意见", 3)


class SettleCommentForm(DeskForm):
    outcome = forms.ChoiceField(
        label="处理意见", choices=[("", "请选择"), *(row for row in StandardComment.Outcome.choices if row[0])]
    )
    reason = line("理由", 300, required=False, help_text="没有全部采纳的，写明理由")
