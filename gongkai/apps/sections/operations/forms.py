"""Form pages: made without code; answers sealed when they come in and opened by the unit that asked, nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections._pages import check_right, settle_address, temporary_slug
from gongkai.apps.sections._rich_text import clean_html
from gongkai.apps.sections._sealing import seal, unseal
from gongkai.apps.sections.models import FormAnswer, FormField, FormPage, HomePage, Section, UnitHome
from gongkai.apps.sections.operations.tree import ensure_home
from gongkai.apps.sections.permissions import may_read_answers
from gongkai.apps.sections.queries.forms import FIELD_KINDS, questions_form
from gongkai.domain.workflow import Blocked

MOST_FIELDS = 40
NO_READER = "只有设置表单的责任单位可以查看群众填写的内容。"


@dataclass(frozen=True, slots=True)
class AnswerRead:
    """One answer, opened: (question, what was written) in the order of the form."""

    pk: int
    received_at: Any
    lines: tuple[tuple[str, str], ...]


def save_form_page(
    *,
    actor: User,
    page: FormPage | None = None,
    parent: Section | UnitHome | HomePage | None = None,
    title: str,
    owner_unit: Unit,
    lead: str = "",
    thanks: str = "",
    open_until_on: date | None = None,
    fields: Sequence[Mapping[str, Any]] = (),
) -> FormPage:
    """Make a form below `parent` (None: the home page), or change one that has no answers yet in its questions.

    `fields`: {"label", "field_type" (of FIELD_KINDS), "required", "choices" (one a line), "help_text"} in order.
    """
    with transaction.atomic():
        check_right(actor)
        rows, refusals = _questions(fields)
        if not title.strip():
            refusals.insert(0, "请填写表单名称。")
        if page is not None and page.answers.exists() and _shape(page) != [_key(row) for row in rows]:
            refusals.append("已经有人填写，问题不能再改；如需调整，请停用后另建一张表单。")
        if refusals:
            raise Blocked(refusals)
        facts = {"lead": clean_html(lead), "thanks": thanks.strip() or "已收到，谢谢。", "open_until_on": open_until_on}
        row = page or FormPage(slug=temporary_slug())
        row.title = row.draft_title = title.strip()
        row.owner_unit = owner_unit
        for name, value in facts.items():
            setattr(row, name, value)
        if page is None:
            above: Page = Page.objects.get(pk=parent.pk).specific if parent else ensure_home(actor=actor)
            row.live = above.live
            above.add_child(instance=row)
            settle_address(row, above, f"f{row.pk}")
        else:
            row.save()
        FormField.objects.filter(page=row).delete()
        for order, question in enumerate(rows):
            FormField.objects.create(page=row, sort_order=order, **question)
        after = {"名称": row.title, "责任单位": str(owner_unit), "问题": [question["label"] for question in rows]}
        record(actor=actor, action="保存表单", target=row, after=after, unit=owner_unit)
    return FormPage.objects.get(pk=row.pk)


def receive_answer(*, page: FormPage, values: Mapping[str, Any], today: date | None = None) -> FormAnswer:
    """Keep what one person wrote, encrypted. Refuses when the form has ended or an answer is missing or wrong.

    `values` by the names of `questions_form`. The log says that an answer came and nothing of what it holds.
    """
    today = today or timezone.localdate()
    if not page.live or (page.open_until_on and page.open_until_on < today):
        raise Blocked(["这张表单已经截止。"])
    form = questions_form(page)(values)
    if not form.is_valid():
        raise Blocked([f"{form.fields[name].label}：{sentences[0]}" for name, sentences in form.errors.items()])
    written = {form.fields[name].label: _text(value) for name, value in form.cleaned_data.items()}
    with transaction.atomic():
        answer = FormAnswer.objects.create(
            page=page, sealed=seal({"lines": list(written.items())}), received_at=timezone.now()
        )
        record(actor=None, action="收到表单答复", target=page, after={"编号": answer.pk}, unit=page.owner_unit)
    return answer


def read_answers(*, actor: User, page: FormPage) -> list[AnswerRead]:
    """Open the answers, newest first. Only for the unit that asked; that they were looked at is in the log."""
    if not may_read_answers(actor, page):
        raise Blocked([NO_READER])
    with transaction.atomic():
        rows = list(page.answers.all())
        page.answers.filter(read_at=None).update(read_at=timezone.now())
        record(actor=actor, action="查看表单答复", target=page, after={"份数": len(rows)}, unit=page.owner_unit)
    return [AnswerRead(row.pk, row.received_at, tuple(map(tuple, unseal(row.sealed)["lines"]))) for row in rows]


def _questions(fields: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    rows: list[dict[str, Any]] = []
    refusals: list[str] = []
    for number, field in enumerate(fields, 1):
        label, kind = str(field.get("label", "")).strip(), str(field.get("field_type", ""))
        choices = [line.strip() for line in str(field.get("choices", "")).splitlines() if line.strip()]
        if not label or len(label) > 120:
            refusals.append(f"第 {number} 个问题请填写名称，不超过 120 个字。")
        if kind not in FIELD_KINDS:
            refusals.append(f"第 {number} 个问题请选择填写方式。")
        if kind in ("dropdown", "radio", "checkboxes") and len(choices) < 2:
            refusals.append(f"第 {number} 个问题“{label}”至少要有两个选项，每行一个。")
        if any("," in choice or "，" in choice for choice in choices):
            refusals.append(f"第 {number} 个问题“{label}”的选项里不能有逗号。")
        rows.append(
            {
                "label": label,
                "field_type": kind,
                "required": bool(field.get("required")),
                "choices": "\n".join(choices),
                "help_text": str(field.get("help_text", "")).strip()[:255],
                "clean_name": f"q{number}",
            }
        )
    labels = [row["label"] for row in rows]
    refusals += [f"问题“{label}”重复了。" for label in dict.fromkeys(labels) if label and labels.count(label) > 1]
    if not rows:
        refusals.append("表单至少要有一个问题。")
    if len(rows) > MOST_FIELDS:
        refusals.append(f"一张表单最多 {MOST_FIELDS} 个问题。")
    return rows, refusals


def _key(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["label"], row["field_type"], row["choices"]


def _shape(page: FormPage) -> list[tuple[str, str, str]]:
    return [(field.label, field.field_type, field.choices) for field in page.form_fields.all()]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "、".join(str(part) for part in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)
