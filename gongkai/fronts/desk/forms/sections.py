"""Forms of the section tree."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.models import Page

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries import themes
from gongkai.apps.orgs.models import Unit
from gongkai.apps.publishing.queries.findings import check_text
from gongkai.apps.sections.models import Section, UnitHome
from gongkai.apps.sections.queries import html_of, node_choices
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, line, words

# the site's own home page lies here
SITE_DEPTH = 2


class SectionField(forms.ModelChoiceField[Section]):
    """One section in force, indented by its depth."""

    def __init__(self, label: str, required: bool = True, empty_label: str = "请选择", **kwargs: Any) -> None:
        queryset = Section.objects.filter(retired_on=None).order_by("path").only("title", "path", "depth")
        super().__init__(queryset=queryset, label=label, required=required, empty_label=empty_label, **kwargs)
        self.root_depth = SITE_DEPTH

    def keep_below(self, root: Page | None) -> None:
        """Offer the sections of one tree only: below a unit's home, or the site's own."""
        rows = Section.objects.filter(retired_on=None).order_by("path").only("title", "path", "depth")
        if isinstance(root, UnitHome):
            self.queryset, self.root_depth = rows.filter(path__startswith=root.path), root.depth
        elif root is not None:
            for path in UnitHome.objects.values_list("path", flat=True):
                rows = rows.exclude(path__startswith=path)
            self.queryset = rows

    def label_from_instance(self, obj: Section) -> str:
        return f"{'　' * max(0, obj.depth - self.root_depth - 1)}{obj.title}"


class SameTreeForm(DeskForm):
    """Its section fields offer one tree: 300 sections of the site, or those of one unit."""

    def __init__(self, *args: Any, below: Page | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, SectionField):
                field.keep_below(below)


class NewSectionForm(SameTreeForm):
    parent = SectionField("上级栏目", required=False, empty_label="最上层")
    title = line("名称", 120)
    unit = UnitField("责任单位", required=False, empty_label="暂不指定")


# where else the same thing is disclosed: CAT-03
CHANNELS = ("政务新媒体", "政府信息公开专区", "新闻媒体", "宣传栏", "村（居）务公开栏")


def _channel_choices() -> list[tuple[str, str]]:
    return [(name, name) for name in CHANNELS]


def _node_choices() -> list[tuple[str, str]]:
    return [("", "不对应"), *node_choices()]


def _theme_choices() -> list[tuple[str, str]]:
    """As documents keep them: 综合政务, 综合政务\\政务公开."""
    found = []
    for theme in themes():
        found.append((theme.name, theme.name))
        found += [(f"{theme.name}\\{name}", f"　{name}") for _, name in theme.items]
    return found


class SectionFactsForm(DeskForm):
    owner_unit = UnitField("责任单位", required=False, empty_label="暂不指定")
    content_kind = forms.ChoiceField(label="内容形式", choices=Section.ContentKind.choices)
    layout = forms.ChoiceField(
        label="页面模板", required=False, choices=[("", "按内容形式"), *Section.Layout.choices],
        help_text="公众看到的版式；“最新一篇全文”适合指南、简介，直接显示全文，历次发布的列在后面",
    )  # fmt: skip
    update_days = forms.IntegerField(label="更新周期（天）", min_value=1, required=False)
    update_basis = line("更新依据", 200, required=False)
    purpose = words("设置说明", 2, required=False)
    catalogue_code = forms.ChoiceField(label="对应法定目录", required=False, choices=_node_choices)
    channels = forms.MultipleChoiceField(
        label="还要在哪些渠道公开", required=False, choices=_channel_choices, widget=forms.CheckboxSelectMultiple
    )
    gather_kinds = forms.MultipleChoiceField(
        label="归集哪些信息", required=False, choices=Document.Kind.choices, widget=forms.CheckboxSelectMultiple,
        help_text="部门网页上发布的这些信息自动在本栏目显示，原文只有一份",
    )  # fmt: skip
    gather_themes = forms.MultipleChoiceField(
        label="归集哪些主题", required=False, choices=_theme_choices, widget=forms.CheckboxSelectMultiple
    )
    gather_units = forms.ModelMultipleChoiceField(
        label="归集哪些单位", required=False, queryset=Unit.objects.filter(is_active=True),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class SectionTextForm(DeskForm):
    """What a section says itself. It is public at once, so it is proofread like any text."""

    text = words("正文", 12, required=False, help_text="空一行分段；每行以“- ”开头的是列表。保存后立即公开")

    def clean_text(self) -> str:
        """Refused while proofing finds what must be mended."""
        text = str(self.cleaned_data["text"])
        found = check_text(html_of(text))
        grave = [row["message"] for row in found if row["severity"] == "block"]
        if grave:
            raise forms.ValidationError(grave)
        return text


class RenameSectionForm(DeskForm):
    title = line("新名称", 120)
    reason = line("原因", 300)


class MoveSectionForm(SameTreeForm):
    parent = SectionField("移到", required=False, empty_label="最上层")
    reason = line("原因", 300)


class RetireSectionForm(SameTreeForm):
    replaced_by = SectionField("由哪个栏目代替", required=False, empty_label="没有代替的栏目")
    reason = line("原因", 300)


class ReasonForm(DeskForm):
    reason = line("原因", 300)


class DeclaredPathForm(DeskForm):
    """About one declared path, named by its usual spelling."""

    canonical = forms.CharField(widget=forms.HiddenInput, max_length=500)


class AcceptPathForm(DeclaredPathForm):
    path = line("设在", 500, help_text="各级栏目用“›”隔开，没有的上级栏目一并新增")
    owner = UnitField("责任单位", required=False, empty_label="暂不指定")


class MapPathForm(DeclaredPathForm):
    section = SectionField("已有栏目")


class DeclinePathForm(DeclaredPathForm):
    reason = line("原因", 300)


class AliasForm(DeskForm):
    spelling = line("写法", 120)
    name = line("栏目名称", 120)
    note = line("说明", 200, required=False)
