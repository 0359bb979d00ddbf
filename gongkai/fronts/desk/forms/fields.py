"""The parts every form of the desk is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from gongkai.apps.orgs.models import Unit, User
from gongkai.domain.workflow import Blocked


class DeskForm(forms.Form):
    """A form with Chinese labels and no suffix. `name` keeps the ids of several forms on one page apart."""

    required_css_class = "must"

    def __init__(self, *args: Any, name: str = "f", **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        kwargs["auto_id"] = f"{name}_%s"
        super().__init__(*args, **kwargs)
        self.form_name = name
        for field in self.fields.values():
            if field.required:
                field.error_messages["required"] = f"请{_verb(field)}{str(field.label).partition('（')[0]}。"

    def runs(self, operation: Callable[..., Any]) -> bool:
        """Run `operation` with the cleaned values. False when the input or the operation refuses; the form says why."""
        if not self.is_valid():
            return False
        try:
            operation(**self.cleaned_data)
        except Blocked as refused:
            for sentence in refused.blockers:
                self.add_error(None, sentence)
            return False
        return True


def _verb(field: forms.Field) -> str:
    """What one does with a field that was left empty."""
    return "选择" if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField, forms.FileField)) else "填写"


class UnitField(forms.ModelChoiceField[Unit]):
    """One unit in force, by the name people use."""

    def __init__(self, label: str, required: bool = True, **kwargs: Any) -> None:
        queryset = Unit.objects.filter(is_active=True)
        empty_label = kwargs.pop("empty_label", "请选择")
        super().__init__(queryset=queryset, label=label, required=required, empty_label=empty_label, **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return obj.short_name or obj.name


class PersonField(forms.ModelChoiceField[User]):
    """One person who can sign in."""

    def __init__(self, label: str, required: bool = True, **kwargs: Any) -> None:
        queryset = User.objects.filter(is_active=True).order_by("last_name", "first_name")
        empty_label = kwargs.pop("empty_label", "不指定")
        super().__init__(queryset=queryset, label=label, required=required, empty_label=empty_label, **kwargs)

    def label_from_instance(self, obj: User) -> str:
        return obj.get_full_name()


def day(label: str, required: bool = True, **kwargs: Any) -> forms.DateField:
    """A date, picked from the browser's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    wrong = {"invalid": "日期写成 2026-06-30 的样子。"}
    return forms.DateField(label=label, required=required, widget=widget, error_messages=wrong, **kwargs)


def words(label: str, rows: int = 3, required: bool = True, **kwargs: Any) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(label=label, required=required, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


def line(label: str, longest: int = 200, required: bool = True, **kwargs: Any) -> forms.CharField:
    """One line of text."""
    return forms.CharField(label=label, required=required, max_length=longest, **kwargs)


def lines_of(text: str) -> list[str]:
    """The non-blank lines of a text, trimmed."""
    return [part.strip() for part in text.splitlines() if part.strip()]
