"""自定重点: a unit that no notice of the year names says itself what it will disclose (TSK-15)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.ledgers.models import LedgerItem
from gongkai.apps.ledgers.operations import add_own_item
from gongkai.apps.ledgers.permissions import may_see_ledger, standing
from gongkai.apps.ledgers.queries import Filter, list_page, units_without_items
from gongkai.apps.orgs.models import Unit
from gongkai.fronts.desk.forms.plans import OwnAreaForm
from gongkai.fronts.desk.views._forms_page import Act, FormsPage


class OwnAreas(FormsPage):
    """Which units still owe one, what was set, and the form."""

    template_name = "desk/plans/own_areas.html"
    may = staticmethod(may_see_ledger)
    acts: ClassVar = {
        "area": Act(OwnAreaForm, lambda page, values: add_own_item(actor=page.request.user, **values), "已列入台账。")
    }

    def page_url(self) -> str:
        return reverse("desk:own_areas")

    def act_url(self, name: str) -> str:
        return reverse("desk:own_areas_act", args=[name])

    @property
    def year(self) -> int:
        """The year asked for, else this one."""
        word = self.request.GET.get("year", "")
        return int(word) if word.isdecimal() and len(word) == 4 else localdate().year

    def form_settings(self, act: str) -> dict[str, Any]:
        """For the office any unit that owes one; for others their own."""
        held = standing(self.request.user)
        units = units_without_items(self.year) if held.may_manage else Unit.objects.filter(pk__in=held.works_for)
        return {"units": list(units), "initial": {"year": self.year}} if act == "area" else {}

    def may_add(self) -> bool:
        """Units add their own; the office only for those that owe one."""
        held = standing(self.request.user)
        return bool(units_without_items(self.year)) if held.may_manage else bool(held.works_for)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Units without a task of the year, as far as the person may see them."""
        held, user, today = standing(self.request.user), self.request.user, localdate()
        owing = [unit for unit in units_without_items(self.year) if held.may_see_all or unit.pk in held.reads_for]
        flt = Filter(origin=LedgerItem.Origin.OWN, year=self.year)
        return super().get_context_data(
            year=self.year,
            owing=owing,
            page=list_page(user, flt, today=today),
            may_add=self.may_add(),
            today=today,
            query=flt.as_query(),
            here="own",
            **kwargs,
        )
