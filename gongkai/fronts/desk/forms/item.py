"""Forms of one item of the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.timezone import localdate

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.evidence import public_address, public_named
from gongkai.apps.ledgers.models import Evidence, ItemUnit, LedgerItem, QuotaSource
from gongkai.apps.orgs.models import Unit, User
from gongkai.fronts.desk.forms.fields import DeskForm, PersonField, UnitField, day, line, words
from gongkai.fronts.desk.forms.sections import SectionField


class ActingForm(DeskForm):
    """Done for a unit. A person who acts for one unit only is not asked which."""

    def __init__(self, *args: Any, units: Sequence[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        field.choices = [("", "请选择"), *((unit.pk, unit.short_name or unit.name) for unit in units)]
        if len(units) == 1:
            field.initial = units[0].pk
            field.widget = forms.HiddenInput()


class PeopleForm(DeskForm):
    """Names a person of the units concerned."""

    def __init__(self, *args: Any, people: Sequence[User] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = User.objects.filter(pk__in=[person.pk for person in people])
        field.choices = [("", "不指定"), *((person.pk, person.get_full_name()) for person in people)]


class NoteForm(ActingForm):
    unit = UnitField("单位")
    text = words("进展")
    percent = forms.IntegerField(label="完成比例（%）", min_value=0, max_value=100, required=False)


class DocumentChoiceForm(DeskForm):
    """Points at a public document by its title or number. `offered`: those in the sections of the task's paths."""

    def __init__(self, *args: Any, offered: Sequence[Document] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offered:
            options = [(row.title, row.document_number) for row in offered]
            self.fields["document"].widget = DocumentInput(f"{self.form_name}_documents", options)
            self.fields["document"].help_text = f"点开可选本任务公开路径里的 {len(offered)} 件，也可写别的标题或文号"

    def chosen(self) -> Document | None:
        """The document that was named; an error beside the field when none or several are."""
        words = (self.cleaned_data.get("document") or "").strip()
        if not words:
            return None
        found = public_named(words)
        if len(found) == 1:
            return found[0]
        several = "、".join(f"《{row.title}》" for row in found[:3])
        wrong = f"有几件文件符合，请写全标题或文号：{several}" if found else f"没有找到已公开的“{words}”。"
        self.add_error("document", wrong)
        return None


class DocumentInput(forms.TextInput):
    """A line with a list to choose from; no script is needed for it."""

    template_name = "desk/item/_document_input.html"

    def __init__(self, list_id: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__({"list": list_id, "maxlength": 300, "autocomplete": "off"})
        self.list_id, self.options = list_id, options

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        return context | {"list_id": self.list_id, "options": self.options}


class EvidenceForm(ActingForm, DocumentChoiceForm):
    """One proof. Each kind asks for one of address, section and file; a public document gives title and address."""

    unit = UnitField("单位")
    kind = forms.ChoiceField(label="种类", choices=Evidence.Kind.choices)
    document = line("本站公开文件", 300, required=False)
    title = line("名称", 200, required=False)
    url = forms.URLField(
        label="网址", required=False, max_length=500, assume_scheme="https",
        error_messages={"invalid": "网址要以 http:// 或 https:// 开头。"},
    )  # fmt: skip
    section = SectionField("栏目", required=False)
    upload = forms.FileField(label="文件", required=False)
    dated_on = day("材料日期", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_link = cleaned.get("kind") == Evidence.Kind.LINK
        if document := self.chosen() if is_link else None:
            published = document.published_at and localdate(document.published_at)
            cleaned["url"] = public_address(document)
            cleaned["title"] = cleaned.get("title") or document.title[:200]
            cleaned["dated_on"] = cleaned.get("dated_on") or published
        cleaned.pop("document", None)
        if "document" in self.errors:
            return cleaned
        if not cleaned.get("title") and "title" not in self.errors:
            self.add_error("title", "请填写名称。")
        needs: dict[str, tuple[str, str]] = {
            Evidence.Kind.LINK: ("url", "网页类材料要填网址。"),
            Evidence.Kind.SECTION: ("section", "栏目类材料要选栏目。"),
        }
        field, sentence = needs.get(cleaned.get("kind", ""), ("upload", "请选择要上传的文件。"))
        if not cleaned.get(field) and field not in self.errors:
            self.add_error(field, sentence)
        return cleaned


class SubmitForm(ActingForm):
    unit = UnitField("单位")


class VerdictForm(DeskForm):
    is_satisfied = forms.TypedChoiceField(
        label="结论", choices=[("1", "已完成"), ("0", "未完成")], coerce=lambda value: value == "1",
        widget=forms.RadioSelect, empty_value=None,
    )  # fmt: skip
    remark = words("意见", 2, required=False)


class RemindForm(DeskForm):
    remark = line("催办意见", 300, required=False)


class ReasonForm(DeskForm):
    reason = words("原因", 2)


class ReturnForm(DeskForm):
    remark = words("退回意见", 2)


class CloseOutForm(DeskForm):
    remark = words("确认意见", 2, required=False)


class SubTaskForm(ActingForm, PeopleForm):
    unit = UnitField("单位")
    text = words("细化任务", 2)
    due_on = day("到期日", required=False)
    person = PersonField("承办人", required=False)


class AssignForm(DeskForm):
    unit = UnitField("单位")
    role = forms.ChoiceField(label="角色", choices=ItemUnit.Role.choices, initial=ItemUnit.Role.RESPONSIBLE)


class PersonChoiceForm(PeopleForm):
    person = PersonField("承办人", required=False)


class QuotaEntryForm(DeskForm):
    count = forms.FloatField(label="数量", min_value=0.01, initial=1)
    done_on = day("日期")
    note = line("说明", 300)


class QuotaSourceForm(DeskForm):
    """What the system counts by itself towards a number."""

    kind = forms.ChoiceField(label="统计内容", choices=QuotaSource.Kind.choices)
    is_whole_place = forms.BooleanField(label="统计全部单位，不限于本项的单位", required=False)


class EventDayForm(DeskForm):
    event_on = day("起算日")


class ChangeItemForm(DeskForm):
    """What the office may correct. An empty date means no date."""

    text = words("任务", 4)
    due_on = day("到期日", required=False)
    due_text = line("时限原文", 200, required=False)
    is_standing = forms.BooleanField(label="长期坚持", required=False)

    @staticmethod
    def of(item: LedgerItem) -> dict[str, Any]:
        """The present values, to start from."""
        return {name: getattr(item, name) for name in ("text", "due_on", "due_text", "is_standing")}


class DisclosedForm(DocumentChoiceForm):
    document = line("本站公开文件", 300, required=False)
    url = forms.URLField(
        label="公开地址", required=False, max_length=500, assume_scheme="https",
        help_text="公众由此看到已公开的内容", error_messages={"invalid": "网址要以 http:// 或 https:// 开头。"},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if document := self.chosen():
            cleaned["url"] = public_address(document)
        cleaned.pop("document", None)
        return cleaned
