"""Forms of the review: passing a step, returning, signing, moving a release, looking again at what is withheld."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from gongkai.apps.documents.models import Document
from gongkai.fronts.desk.forms.fields import DeskForm, line, words

INPUT = "%Y-%m-%dT%H:%M"


def moment(label: str, required: bool = True, **kwargs: Any) -> forms.DateTimeField:
    """A day and a time, in China."""
    widget = forms.DateTimeInput(format=INPUT, attrs={"type": "datetime-local"})
    wrong = {"invalid": "时间写成 2026-06-30T09:00 的样子。"}
    return forms.DateTimeField(
        label=label, required=required, widget=widget, input_formats=[INPUT], error_messages=wrong, **kwargs
    )


class PassStepForm(DeskForm):
    """One step passed. Only the gates that the step has to tick are asked for; a basis only for secrecy."""

    gates = forms.MultipleChoiceField(label="五关核对", required=False, widget=forms.CheckboxSelectMultiple)
    basis = line("依据", 200, required=False, help_text="如：经审查不涉及国家秘密、工作秘密")
    comment = words("意见", rows=2, required=False)

    def __init__(
        self, *args: Any, gates: Sequence[tuple[str, str]] = (), asks_basis: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if gates:
            self.fields["gates"].choices = list(gates)  # type: ignore[attr-defined]
            if len(gates) == 1:
                self.fields["gates"].label = "核对"
        else:
            del self.fields["gates"]
        if not asks_basis:
            del self.fields["basis"]


class ReturnStepForm(DeskForm):
    """Everything back to the writer."""

    comment = words("退回原因", rows=3)


class SignForm(DeskForm):
    """The signature; without a time the document is public at once."""

    publish_at = moment("定时发布", required=False, help_text="不填，签发后立即发布。")
    comment = words("意见", rows=2, required=False)


class RescheduleForm(DeskForm):
    """Another time for a planned release."""

    publish_at = moment("改到")


class TakeBackForm(DeskForm):
    """A submission is taken back."""

    reason = words("原因", rows=2)


class ReconsiderForm(DeskForm):
    """The result of looking again."""

    openness_class = forms.ChoiceField(
        label="评估结论",
        choices=[
            (Document.OpennessClass.WITHHELD, "仍不予公开"),
            (Document.OpennessClass.PROACTIVE, "改为主动公开"),
            (Document.OpennessClass.ON_REQUEST, "改为依申请公开"),
        ],
    )
    reason = words("评估意见", rows=2)
