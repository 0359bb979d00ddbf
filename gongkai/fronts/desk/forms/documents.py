"""Forms of a document: what the kind asks for, its openness attribute, what is done on its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.elements import element_rules
from gongkai.apps.orgs.models import Unit
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, day, line, lines_of, words

LIST_FIELDS = frozenset({"keywords", "audience", "conditions", "co_issuers"})
BEFORE_REVIEW = "送审前必填"


class ListField(forms.CharField):
    """Several short values in one line, parted by 、 or by line ends."""

    def prepare_value(self, value: Any) -> Any:
        return "、".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        parts = lines_of((value or "").replace("；", "\n").replace(";", "\n").replace("、", "\n").replace("，", "\n"))
        return list(dict.fromkeys(parts))


def several(label: str, **kwargs: Any) -> ListField:
    """A list of short values."""
    return ListField(label=label, required=False, **kwargs)


def address(label: str) -> forms.URLField:
    """A web address."""
    wrong = {"invalid": "网址要以 http:// 或 https:// 开头。"}
    return forms.URLField(label=label, required=False, max_length=500, assume_scheme="https", error_messages=wrong)


def choice(label: str, choices: Iterable[tuple[str, Any]]) -> forms.ChoiceField:
    """One of a list, or not yet chosen."""
    return forms.ChoiceField(label=label, required=False, choices=[("", "请选择"), *choices])


def tick(label: str) -> forms.BooleanField:
    """Yes or no."""
    return forms.BooleanField(label=label, required=False)


# field → how it is asked for. Which of them a kind shows is a row of data/checks/document_kinds.toml
FIELDS: Mapping[str, Callable[[], forms.Field]] = {
    "document_number": lambda: line("发文字号", 80, required=False, help_text="如：青政规〔2026〕3号"),
    "genre": lambda: choice("公文种类", []),
    "issuer_text": lambda: line("发文机关", 200, required=False),
    "co_issuers": lambda: several("联合发文机关", help_text="用顿号隔开"),
    "theme": lambda: line("主题分类", 40, required=False, help_text=r"如：综合政务\政务公开"),
    "category": lambda: line("组配分类", 120, required=False),
    "audience": lambda: several("适用对象", help_text="如：个体工商户、小微企业"),
    "conditions": lambda: several("适用条件", help_text="如：注册地在本县"),
    "dated_on": lambda: day("成文日期", required=False),
    "formed_on": lambda: day("生成日期", required=False),
    "effective_on": lambda: day("施行日期", required=False),
    "expires_on": lambda: day("有效期至", required=False),
    "legality_text": lambda: line("合法性审核", 300, required=False, help_text="审核机构、日期、意见文号"),
    "consultation_text": lambda: line("征求意见情况", 300, required=False, help_text="起止日期、条数、采纳情况"),
    "filing_number": lambda: line("备案登记号", 80, required=False),
    "filed_on": lambda: day("备案日期", required=False),
    "filing_opinion": lambda: line("备案意见", 300, required=False),
    "form": lambda: choice("解读形式", Document.Form.choices),
    "organised_on": lambda: day("组织日期", required=False, help_text="开始组织解读的日期"),
    "author_text": lambda: line("作者", 80, required=False),
    "plan_period": lambda: line("规划期", 40, required=False, help_text="如：2026—2030年"),
    "report_kind": lambda: choice("报告种类", Document.ReportKind.choices),
    "reporting_year": lambda: forms.IntegerField(label="报告年度", required=False, min_value=1949, max_value=2200),
    "source_text": lambda: line("来源", 120, required=False),
    "source_url": lambda: address("原文网址"),
    "source_title": lambda: line("原标题", 300, required=False),
    "source_on": lambda: day("原发布日期", required=False),
    "responsible_unit": lambda: UnitField("责任单位", required=False),
    "drafting_unit": lambda: UnitField("起草单位", required=False),
    "is_marked_public": lambda: tick("正文标有“此件公开发布”"),
    "is_sensitive": lambda: tick("属于重大敏感信息，发布前须会签"),
}
# of every kind, besides the kind's own
ALWAYS = ("responsible_unit", "drafting_unit", "formed_on")
# asked for in a part of the page of their own
APART = frozenset({"elements", "is_sensitive"})


class DocumentForm(DeskForm):
    """The document being written. Only title and publisher must be there to save; the rest is due before review."""

    title = forms.CharField(label="标题", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    body = forms.CharField(label="正文", required=False, widget=forms.Textarea(attrs={"rows": 24}), strip=False)
    summary = words("内容概述", 3, required=False)
    keywords = several("关键词", help_text="用顿号隔开")
    publisher = UnitField("发布机构")
    openness_class = forms.ChoiceField(
        label="公开属性", required=False, widget=forms.RadioSelect,
        choices=[("", "还没有认定"), *Document.OpennessClass.choices],
    )  # fmt: skip
    openness_reason = line("认定理由", 300, required=False)
    refusal_ground = choice("不予公开依据", [])
    waiver_reason = line("不解读的理由", 300, required=False)
    sign_off_units = forms.ModelMultipleChoiceField(
        label="会签单位",
        required=False,
        queryset=Unit.objects.filter(is_active=True),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        asked: Sequence[str],
        due: Sequence[str] = (),
        genres: Sequence[str] = (),
        grounds: Sequence[tuple[str, str]] = (),
        elements: Sequence[tuple[str, str]] = (),
        publishers: Sequence[Unit] | None = None,
        **kwargs: Any,
    ) -> None:
        """`asked`: the kind's fields; `due`: those that must be there before review; `elements`: (code, name)."""
        super().__init__(*args, **kwargs)
        self.due = frozenset(due)
        self.element_codes = tuple(code for code, _ in elements)
        self.asked = tuple(dict.fromkeys(name for name in [*asked, *ALWAYS] if name in FIELDS))
        for name in self.asked:
            self.fields[name] = FIELDS[name]()
        optional = {rule.code for rule in element_rules() if not rule.is_required} if elements else set()
        for code, label in elements:
            self.fields[f"element_{code}"] = words(label, 3, required=False)
            if code in optional:
                self.fields[f"element_{code}"].widget.attrs["data-optional"] = "1"
        if genres and "genre" in self.fields:
            self._offer("genre", [(name, name) for name in genres])
        self._offer("refusal_ground", grounds)
        sign_off: Any = self.fields["sign_off_units"]
        sign_off.label_from_instance = lambda unit: unit.short_name or unit.name
        if "theme" in self.fields:
            self.fields["theme"].widget.attrs["list"] = "theme-names"
        if publishers is not None:
            publisher: Any = self.fields["publisher"]
            publisher.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in publishers])
            publisher.choices = [(unit.pk, unit.short_name or unit.name) for unit in publishers]
        for name in self.due & set(self.fields):
            self.fields[name].widget.attrs["data-due"] = "1"

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        kept = self.initial.get(name)
        rows = [("", "请选择"), *choices]
        if kept and kept not in dict(rows):
            rows.append((kept, kept))
        field.choices = rows

    @staticmethod
    def of(document: Document, elements: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """The present values, to go on from."""
        names = [*FIELDS, "title", "body", "summary", "keywords", "openness_class", "refusal_ground", "waiver_reason"]
        values: dict[str, Any] = {name: getattr(document, name) for name in names if not name.endswith("_unit")}
        for name in ("publisher", "responsible_unit", "drafting_unit"):
            values[name] = getattr(document, f"{name}_id")
        values["openness_reason"] = document.openness_reason
        values["sign_off_units"] = list(document.sign_off_units.values_list("pk", flat=True)) if document.pk else []
        return values | {f"element_{code}": document.elements.get(code, "") for code, _ in elements}

    def values(self) -> dict[str, Any]:
        """What goes into the draft: no attribute and no waiver, they are decided by acts of their own."""
        apart = {"openness_class", "openness_reason", "refusal_ground", "waiver_reason"}
        found = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        found = {name: value for name, value in found.items() if not name.startswith("element_")}
        found["title"] = " ".join(found["title"].split())
        found["sign_off_units"] = list(found["sign_off_units"])
        if self.element_codes:
            texts = {code: self.cleaned_data[f"element_{code}"].strip() for code in self.element_codes}
            found["elements"] = {code: text for code, text in texts.items() if text}
        return found

    @property
    def facts(self) -> list[forms.BoundField]:
        """The metadata fields, in the order of the kind; what is due first is marked."""
        names = ["publisher", *(name for name in self.asked if name not in APART), "summary", "keywords"]
        return [self[name] for name in names]

    @property
    def element_fields(self) -> list[forms.BoundField]:
        """The eight boxes of an interpretation."""
        return [self[f"element_{code}"] for code in self.element_codes]


class NewDocumentForm(DeskForm):
    """Where a draft begins: its kind, its title, whose it is; or a file that holds it already."""

    kind = forms.ChoiceField(label="种类", choices=Document.Kind.choices, widget=forms.RadioSelect)
    publisher = UnitField("发布机构")
    title = forms.CharField(label="标题", max_length=300, required=False)
    upload = forms.FileField(label="文件", required=False)
    keep_original = tick("把原文件作为附件")

    def __init__(self, *args: Any, publishers: Sequence[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["publisher"]
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in publishers])
        field.choices = [(unit.pk, unit.short_name or unit.name) for unit in publishers]
        self.fields["kind"].error_messages["required"] = "请选择种类。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("title") and not cleaned.get("upload"):
            self.add_error("title", "请填写标题，或者选择一个文件起草。")
        return cleaned


class SubmitReviewForm(DeskForm):
    change_note = line("变更说明", 300, required=False, help_text="公开显示在版本记录里")
    is_major = forms.ChoiceField(
        label="变更程度", choices=[("1", "实质变更"), ("0", "文字订正，只列入版本记录")], initial="1",
        widget=forms.RadioSelect, required=False,
    )  # fmt: skip

    def clean_is_major(self) -> bool:
        """Without a word it is a change that matters."""
        return bool(self.cleaned_data["is_major"] != "0")


class CancelReviewForm(DeskForm):
    reason = line("撤销原因", 300)


class WithdrawForm(DeskForm):
    reason = words("撤回原因", 2, max_length=300, help_text="原地址保留，公开显示撤回日期和原因。")


class ValidityForm(DeskForm):
    validity = forms.ChoiceField(label="有效性", choices=Document.Validity.choices)
    on = day("日期")
    reason = line("依据", 300, help_text="文件名称和字号，或者清理结果")


class FilingForm(DeskForm):
    number = line("备案登记号", 80)
    on = day("备案日期")
    opinion = line("备案意见", 300, required=False)


class CloseDutyForm(DeskForm):
    text = words("办理情况", 2, max_length=300)


class EmergencyForm(DeskForm):
    reason = words("应急理由", 2, max_length=300)
