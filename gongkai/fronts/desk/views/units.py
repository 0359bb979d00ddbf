"""单位: the organisation with its names and groups."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.orgs.models import Unit, UnitGroup, UnitName
from gongkai.apps.orgs.operations import (
    add_alias,
    add_unit,
    appoint_oversight_office,
    change_unit,
    remove_alias,
    rename_unit,
    retire_unit,
    save_group,
    unit_blockers,
)
from gongkai.apps.orgs.permissions import may_manage_units, may_see_units
from gongkai.apps.orgs.queries import TreeRow, group_member_ids, groups_of, members_of_groups, unit_tree
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.forms.units import (
    AliasForm,
    GroupForm,
    RenameForm,
    RetireUnitForm,
    UnitFactsForm,
    UnitForm,
)
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views._forms_page import Act, FormsPage


def _user(request: HttpRequest) -> Any:
    # signed in: DeskView has seen to it
    return request.user


class UnitsPage(FormsPage):
    """Read by everybody with a role; changed by who manages units."""

    may = staticmethod(may_see_units)

    def is_allowed(self) -> bool:
        """Reading is wider than changing."""
        predicate = may_manage_units if self.request.method == "POST" else may_see_units
        return predicate(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the forms are shown."""
        return super().get_context_data(may_manage=may_manage_units(self.request.user), **kwargs)


def _matches(row: TreeRow, words: str) -> bool:
    names = [row.unit.name, row.unit.short_name, *(name.text for name in row.other_names)]
    return any(words in name for name in names)


class Units(UnitsPage):
    """The tree of units, and the groups."""

    template_name = "desk/units/list.html"
    acts: ClassVar = {
        "unit": Act(UnitForm, lambda page, values: add_unit(actor=page.request.user, **values), "已新建单位。"),
        "group": Act(GroupForm, lambda page, values: save_group(actor=page.request.user, **values), "已新建单位组。"),
    }

    def page_url(self) -> str:
        return reverse("desk:units")

    def act_url(self, name: str) -> str:
        return reverse("desk:units_act", args=[name])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Units in tree order; a search keeps those whose present, short or former name holds the words."""
        words = self.request.GET.get("q", "").strip()
        with_retired = "all" in self.request.GET
        rows = [row for row in unit_tree(with_retired=with_retired) if _matches(row, words)]
        groups = list(UnitGroup.objects.all())
        members = members_of_groups(groups)
        return super().get_context_data(
            rows=rows,
            q=words,
            with_retired=with_retired,
            groups=[(group, len(members[group.pk])) for group in groups],
            **kwargs,
        )


class UnitPage(UnitsPage):
    """One unit."""

    template_name = "desk/units/unit.html"
    acts: ClassVar = {
        "facts": Act(
            UnitFactsForm, lambda page, v: change_unit(actor=page.request.user, unit=page.unit, **v), "已保存。"
        ),
        "rename": Act(
            RenameForm,
            lambda page, v: rename_unit(actor=page.request.user, unit=page.unit, **v),
            "已更名，旧名保留为曾用名。",
        ),
        "alias": Act(
            AliasForm, lambda page, v: add_alias(actor=page.request.user, unit=page.unit, **v), "已增加别称。"
        ),
        "appoint": Act(
            DeskForm,
            lambda page, v: appoint_oversight_office(actor=page.request.user, unit=page.unit, **v),
            "已指定为主管部门，请到“人员”里调整主管部门人员。",
        ),
        "retire": Act(
            RetireUnitForm, lambda page, v: retire_unit(actor=page.request.user, unit=page.unit, **v), "已停用。"
        ),
    }

    @cached_property
    def unit(self) -> Unit:
        return get_object_or_404(Unit.objects.select_related("parent", "replaced_by"), pk=self.kwargs["pk"])

    def page_url(self) -> str:
        return reverse("desk:unit", args=[self.unit.pk])

    def form_settings(self, act: str) -> dict[str, Any]:
        """The present facts to start from."""
        if act != "facts":
            return {}
        names = ("short_name", "kind", "order", "address", "phone", "code")
        return {"initial": {name: getattr(self.unit, name) for name in names} | {"parent": self.unit.parent_id}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Names with their dates, groups, people."""
        unit = self.unit
        return super().get_context_data(
            unit=unit,
            names=unit.names.order_by("kind", "-from_on", "pk"),
            groups=groups_of([unit]),
            retire_blockers=unit_blockers(unit)["retire"],
            people=list(unit.memberships.select_related("user").order_by("role", "user__last_name")),
            **kwargs,
        )


class AliasDrop(DeskView):
    """Takes one alias away; names in force and former names stay."""

    may = staticmethod(may_manage_units)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only an alias of this very unit."""
        aliases = UnitName.objects.filter(kind=UnitName.Kind.ALIAS).select_related("unit")
        name, actor = get_object_or_404(aliases, pk=kwargs["name"], unit=kwargs["pk"]), _user(request)
        return self.act(
            lambda: remove_alias(actor=actor, unit=name.unit, text=name.text),
            done=f"已去掉“{name.text}”。",
            to=reverse("desk:unit", args=[kwargs["pk"]]),
        )


class GroupPage(UnitsPage):
    """One group of units."""

    template_name = "desk/units/group.html"
    acts: ClassVar = {
        "group": Act(GroupForm, lambda page, v: save_group(actor=page.request.user, group=page.group, **v), "已保存。"),
    }

    @cached_property
    def group(self) -> UnitGroup:
        return get_object_or_404(UnitGroup, pk=self.kwargs["pk"])

    def page_url(self) -> str:
        return reverse("desk:group", args=[self.group.pk])

    def form_settings(self, act: str) -> dict[str, Any]:  # noqa: ARG002 - there is one act
        """The present members to start from."""
        group = self.group
        chosen = group.members.values_list("pk", flat=True)
        return {
            "initial": {
                "name": group.name, "aliases": "\n".join(group.aliases), "kinds": group.kinds, "members": list(chosen),
            }
        }  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The members that the group stands for today."""
        members = Unit.objects.filter(pk__in=group_member_ids(self.group))
        return super().get_context_data(group=self.group, members=list(members), **kwargs)
