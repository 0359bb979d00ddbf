"""Forms of the list: the filter, what is done to the chosen rows, filters kept under a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django import forms

from gongkai.apps.ledgers.models import ItemUnit
from gongkai.apps.ledgers.queries import Filter, FilterChoices
from gongkai.apps.orgs.models import User
from gongkai.fronts.desk.forms.fields import DeskForm, UnitField, day, line

SEARCH = forms.TextInput(attrs={"type": "search", "placeholder": "任务里的字词"})


FAR = ("chapter", "person", "due_from", "due_to")


class FilterForm(DeskForm):
    """The compact filter above the list. It only shows: `Filter.from_query` reads what is asked."""

    text = line("查找", 80, required=False, widget=SEARCH)
    notice = forms.ChoiceField(label="通知", required=False)
    chapter = forms.ChoiceField(label="章节", required=False)
    unit = forms.ChoiceField(label="单位", required=False)
    person = forms.ChoiceField(label="承办人", required=False)
    due_from = day("到期自", required=False)
    due_to = day("到期至", required=False)

    def __init__(self, flt: Filter, choices: FilterChoices, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(initial={name: value or "" for name, value in asdict(flt).items()}, **kwargs)
        self.offer("notice", "全部通知", ((row.pk, row.title) for row in choices.notices))
        self.offer("chapter", "全部章节", ((name, name) for name in choices.chapters))
        self.offer("unit", "全部单位", ((row.pk, row.short_name or row.name) for row in choices.units))
        self.offer("person", "全部人员", ((row.pk, row.get_full_name()) for row in people))

    @property
    def near(self) -> list[forms.BoundField]:
        """What most people ask for."""
        return [self[name] for name in ("text", "notice", "unit")]

    @property
    def far(self) -> list[forms.BoundField]:
        """The rest, folded away until one of it is asked for."""
        return [self[name] for name in FAR]

    @property
    def asks_more(self) -> bool:
        """Whether something of the rest is asked for now."""
        return any(self.initial.get(name) for name in FAR)

    def offer(self, name: str, all_: str, choices: Iterable[tuple[Any, str]]) -> None:
        """Fill one list; `all_` is the choice that asks for nothing."""
        self.fields[name].choices = [("", all_), *choices]  # type: ignore[attr-defined]


class BulkAssignForm(DeskForm):
    unit = UnitField("单位")
    role = forms.ChoiceField(label="角色", choices=ItemUnit.Role.choices, initial=ItemUnit.Role.RESPONSIBLE)


class BulkRemindForm(DeskForm):
    remark = line("催办意见", 300, required=False)


class SaveFilterForm(DeskForm):
    name = line("名称", 60)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
