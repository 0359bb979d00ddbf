"""The form of the channel register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from gongkai.fronts.desk.forms.fields import DeskForm, day, line
from gongkai.fronts.desk.forms.sections import CHANNELS

EVIDENCE = forms.FileInput(attrs={"accept": "image/*,.pdf"})


class ChannelForm(DeskForm):
    """The channels asked for come first."""

    channel = forms.ChoiceField(label="渠道")
    done_on = day("公开日期")
    place_text = line("账号、版面或地点", 120, help_text="例如：“青溪发布”公众号；河滨村村务公开栏")
    url = forms.URLField(
        label="网址", required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": "网址要以 http:// 或 https:// 开头。"},
    )  # fmt: skip
    evidence = forms.FileField(
        label="截图或照片", required=False, widget=EVIDENCE, help_text="网址和截图、照片至少有一样",
        error_messages={"empty": "文件是空的。"},
    )  # fmt: skip

    def __init__(self, *args: Any, asked: Sequence[str] = (), missing: Sequence[str] = (), **kwargs: Any) -> None:
        names = dict.fromkeys([*missing, *asked, *CHANNELS])
        super().__init__(*args, **kwargs)
        choices = [(name, f"{name}（还没有登记）" if name in missing else name) for name in names]
        self.fields["channel"] = forms.ChoiceField(label="渠道", choices=choices)

    def clean(self) -> dict[str, Any]:
        """The file as the operation takes it."""
        values = super().clean() or {}
        upload = values.pop("evidence", None)
        return values | {"data": upload.read() if upload else b"", "name": upload.name if upload else ""}
