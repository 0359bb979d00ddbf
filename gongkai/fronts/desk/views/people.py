"""人员: who signs in, and for which unit in which role."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.orgs.models import Membership, User
from gongkai.apps.orgs.operations import (
    person_blockers,
    remove_role,
    save_person,
    set_active,
    set_password,
    set_role,
)
from gongkai.apps.orgs.permissions import may_manage_people
from gongkai.apps.orgs.queries import people
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.forms.people import NewPersonForm, PersonFactsForm, RoleForm
from gongkai.fronts.desk.views._forms_page import Act, FormsPage
from gongkai.fronts.desk.views._pages import query_without

PAGE = 50
# the session keeps a new password until the next page has shown it
ONCE = "desk_new_password"


def _new_person(page: Any, values: dict[str, Any]) -> None:
    held = [(values.pop("unit"), values.pop("role"))]
    actor = page.request.user
    page.made = save_person(actor=actor, memberships=held, **values)
    _new_password(page, page.made)


def _new_password(page: Any, person: User) -> None:
    page.request.session[ONCE] = {"person": person.pk, "password": set_password(actor=page.request.user, person=person)}


class People(FormsPage):
    """Everybody who can sign in. Addresses and mail are personal data: only who manages people sees the list."""

    template_name = "desk/people/list.html"
    may = staticmethod(may_manage_people)
    acts: ClassVar = {"person": Act(NewPersonForm, _new_person, "已新建人员。")}
    made: User | None = None

    def page_url(self) -> str:
        """After making a person: that person, with the password to hand over."""
        return reverse("desk:person", args=[self.made.pk]) if self.made else reverse("desk:people")

    def act_url(self, name: str) -> str:
        return reverse("desk:people_act", args=[name])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those in use first."""
        words = self.request.GET.get("q", "").strip()
        page = Paginator(people(words), PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, q=words, query=query_without(self.request.GET, "page"), **kwargs)


def _drop_role(page: Any, _values: dict[str, Any]) -> None:
    held = Membership.objects.filter(pk=page.target, user=page.person).select_related("unit").first()
    if held is None:
        raise Http404
    remove_role(actor=page.request.user, person=page.person, unit=held.unit, role=held.role)


class PersonPage(FormsPage):
    """One person."""

    template_name = "desk/people/person.html"
    may = staticmethod(may_manage_people)
    acts: ClassVar = {
        "facts": Act(
            PersonFactsForm, lambda page, v: save_person(actor=page.request.user, person=page.person, **v), "已保存。"
        ),
        "role": Act(
            RoleForm, lambda page, v: set_role(actor=page.request.user, person=page.person, **v), "已增加角色。"
        ),
        "drop": Act(DeskForm, _drop_role, "已去掉角色。"),
        "password": Act(DeskForm, lambda page, _: _new_password(page, page.person), "已重设密码，旧密码立即失效。"),
        "stop": Act(
            DeskForm,
            lambda page, _: set_active(actor=page.request.user, person=page.person, is_active=False),
            "已停用，不能再登录。",
        ),
        "resume": Act(
            DeskForm,
            lambda page, _: set_active(actor=page.request.user, person=page.person, is_active=True),
            "已恢复使用。",
        ),
    }
    acts_on_parts = frozenset({"drop"})

    @cached_property
    def person(self) -> User:
        return get_object_or_404(User, pk=self.kwargs["pk"])

    def page_url(self) -> str:
        return reverse("desk:person", args=[self.person.pk])

    def form_settings(self, act: str) -> dict[str, Any]:
        """The present facts to start from."""
        names = ("last_name", "first_name", "email")
        return {"initial": {name: getattr(self.person, name) for name in names}} if act == "facts" else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Roles, and once after a reset the new password."""
        person, bound = self.person, kwargs.get("bound", {})
        actor: Any = self.request.user
        held = list(person.memberships.select_related("unit").order_by("unit__order", "role"))
        fresh = self.request.session.get(ONCE, {})
        if fresh.get("person") == person.pk:
            del self.request.session[ONCE]
        else:
            fresh = {}
        return super().get_context_data(
            person=person,
            held=[(row, *self.form_on("drop", row.pk, bound)) for row in held],
            password=fresh.get("password", ""),
            stop_blockers=person_blockers(actor, person)["deactivate"],
            **kwargs,
        )
