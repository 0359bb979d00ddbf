"""Form pages: their questions as a Django form, and who has answers waiting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet

from gongkai.apps.sections.models import FormField, FormPage

LONGEST_LINE, LONGEST_TEXT = 200, 2000
# how a question is answered: the kind, its name on the desk
FIELD_KINDS: Mapping[str, str] = {
    "singleline": "一行文字",
    "multiline": "多行文字",
    "email": "电子邮箱",
    "number": "数字",
    "date": "日期",
    "dropdown": "下拉单选",
    "radio": "列出单选",
    "checkboxes": "多选",
    "checkbox": "勾选",
}
REFUSALS = {"required": "请填写。", "invalid_choice": "请从给出的选项里选。"}


def form_pages() -> QuerySet[FormPage]:
    """All forms with how many answers came and how many nobody has looked at."""
    unread = Count("answers", filter=Q(answers__read_at=None))
    rows: QuerySet[FormPage] = FormPage.objects.select_related("owner_unit")
    found: QuerySet[FormPage] = rows.annotate(answer_count=Count("answers"), unread_count=unread).order_by("path")
    return found


def public_form(pk: int) -> FormPage | None:
    """A form that the public sees, open or ended."""
    found: FormPage | None = FormPage.objects.filter(pk=pk, live=True).select_related("owner_unit").first()
    return found


def questions_form(page: FormPage) -> type[forms.Form]:
    """The questions as a form: fields q1, q2, … in order, with limits of length."""
    questions = FormField.objects.filter(page=page).order_by("sort_order")
    fields = {f"q{number}": _field(question) for number, question in enumerate(questions, 1)}
    return type("QuestionsForm", (forms.Form,), fields)


def _field(question: FormField) -> forms.Field:
    make = MAKERS.get(question.field_type, _line)
    field = make(question)
    field.label, field.required, field.help_text = question.label, question.required, question.help_text
    field.error_messages = {**field.error_messages, **REFUSALS}
    return field


def _choices(question: FormField) -> list[tuple[str, str]]:
    return [(choice, choice) for choice in question.choices.split("\n") if choice]


def _line(_question: FormField) -> forms.Field:
    return forms.CharField(max_length=LONGEST_LINE, error_messages={"max_length": f"不能超过 {LONGEST_LINE} 个字。"})


def _text(_question: FormField) -> forms.Field:
    wrong = {"max_length": f"不能超过 {LONGEST_TEXT} 个字。"}
    return forms.CharField(max_length=LONGEST_TEXT, error_messages=wrong, widget=forms.Textarea(attrs={"rows": 5}))


def _dropdown(question: FormField) -> forms.Field:
    return forms.ChoiceField(choices=[("", "请选择"), *_choices(question)])


def _radio(question: FormField) -> forms.Field:
    return forms.ChoiceField(choices=_choices(question), widget=forms.RadioSelect)


def _many(question: FormField) -> forms.Field:
    return forms.MultipleChoiceField(choices=_choices(question), widget=forms.CheckboxSelectMultiple)


def _date(_question: FormField) -> forms.Field:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(widget=widget, error_messages={"invalid": "日期写成 2026-06-30 的样子。"})


def _email(_question: FormField) -> forms.Field:
    return forms.EmailField(max_length=LONGEST_LINE, error_messages={"invalid": "电子邮箱填写有误。"})


def _number(_question: FormField) -> forms.Field:
    return forms.DecimalField(max_digits=18, error_messages={"invalid": "请填写数字。"})


def _tick(_question: FormField) -> forms.Field:
    return forms.BooleanField()


MAKERS: Mapping[str, Callable[[Any], forms.Field]] = {
    "multiline": _text,
    "email": _email,
    "number": _number,
    "date": _date,
    "dropdown": _dropdown,
    "radio": _radio,
    "checkboxes": _many,
    "checkbox": _tick,
}
