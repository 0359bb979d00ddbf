"""Forms of unit homes, topics and form pages."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models import UnitHome
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, day, line, words
from gongkai.fronts.desk.forms.sections import SectionField

LETTERS = "不填用单位编号；填写时用小写字母开头，如 czj"


class OpenHomeForm(DeskForm):
    """One act: the home, its address, the statutory tree below it."""

    unit = UnitField("单位")
    letters = line("网址里的字母", 40, required=False, help_text=LETTERS)
    with_tree = forms.BooleanField(label="同时套用法定主动公开目录", required=False, initial=True)
    is_on = forms.BooleanField(label="立即启用", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Unit.objects.filter(is_active=True).exclude(pk__in=UnitHome.objects.values("unit"))
        organs = free.exclude(kind__in=(Unit.Kind.ENTERPRISE, Unit.Kind.INTERNAL, Unit.Kind.VILLAGE))
        cast(UnitField, self.fields["unit"]).queryset = organs


class HomeFactsForm(DeskForm):
    lead_text = line("页首文字", 120, required=False)
    duties_text = words("主要职责", 6, required=False, help_text="空一行分段，“- ”开头的行排成列表")
    address = line("办公地址", 200, required=False)
    office_hours = line("办公时间", 120, required=False)
    phone = line("联系电话", 60, required=False)
    fax = line("传真", 60, required=False)
    email = forms.EmailField(label="电子邮箱", required=False, error_messages={"invalid": "电子邮箱填写有误。"})
    post_code = line("邮政编码", 6, required=False)
    leader_text = line("负责人", 60, required=False)


class HomeAddressForm(DeskForm):
    title = line("网页名称", 120)
    letters = line("网址里的字母", 40, required=False, help_text="改了以后，旧地址自动转到新地址")


class TopicForm(DeskForm):
    """The head of a topic; its blocks are read apart."""

    title = line("专题名称", 120)
    parent = SectionField("放在", required=False, empty_label="网站首页下")
    lead = words("导语", 2, required=False)


class FormPageForm(DeskForm):
    """The head of a form; its questions are read apart."""

    title = line("表单名称", 120)
    owner_unit = UnitField("责任单位", help_text="只有这个单位能看群众填写的内容")
    parent = SectionField("放在", required=False, empty_label="网站首页下")
    lead_text = words("说明", 3, required=False)
    thanks = line("提交后的答复", 200, required=False, initial="已收到，谢谢。")
    open_until_on = day("截止日期", required=False)
