"""Forms about people and their roles."""

from __future__ import annotations

from django import forms

from gongkai.apps.orgs.models import Membership
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, line


class PersonForm(DeskForm):
    """Who a person is. The user name is fixed once given."""

    last_name = line("姓", 30)
    first_name = line("名", 30)
    username = forms.SlugField(
        label="登录名", max_length=60, help_text="用小写字母和数字",
        error_messages={"invalid": "登录名只能用字母、数字、连字符和下划线。"},
    )  # fmt: skip
    email = forms.EmailField(label="邮箱", required=False, help_text="提醒会发到这里")


class NewPersonForm(PersonForm):
    """A new person starts with one role."""

    unit = UnitField("单位")
    role = forms.ChoiceField(label="角色", choices=Membership.Role.choices, initial=Membership.Role.LIAISON)


class PersonFactsForm(PersonForm):
    username = None  # type: ignore[assignment]


class RoleForm(DeskForm):
    unit = UnitField("单位")
    role = forms.ChoiceField(label="角色", choices=Membership.Role.choices)
