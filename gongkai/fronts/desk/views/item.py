"""条目页: one task, the words it came from, what may be done to it and by whom, and all that happened."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.timezone import localdate

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.evidence import documents_in
from gongkai.apps.files.queries import DamagedFile, open_bytes
from gongkai.apps.ledgers.models import LedgerItem, Quota
from gongkai.apps.ledgers.permissions import may_see_ledger
from gongkai.apps.ledgers.queries import Filter, ItemPage, filtered, item_page
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.forms.item import ActingForm, ChangeItemForm, DocumentChoiceForm, PeopleForm
from gongkai.fronts.desk.views._desk import DeskView, refuse
from gongkai.fronts.desk.views._forms_page import FormsPage
from gongkai.fronts.desk.views._item_acts import ACTS, PARTS, STEP_OF
from gongkai.fronts.desk.views._item_words import counted, explained, history, people_on, steps

# the paths stand under their own heading
PATHS = re.compile(r"[〔（(\[]\s*公开路径")
BLANK = re.compile(r"\n\s*\n+")


class Item(FormsPage):
    """The page of an item. What its reader may not see does not exist here."""

    template_name = "desk/item/page.html"
    may = staticmethod(may_see_ledger)
    acts: ClassVar = ACTS
    acts_on_parts = PARTS

    @cached_property
    def shown(self) -> ItemPage:
        """Everything on the page; 404 when there is none or it is not for this person."""
        try:
            return item_page(self.request.user, self.kwargs["pk"], today=localdate())
        except LedgerItem.DoesNotExist as error:
            raise Http404 from error

    @property
    def item(self) -> LedgerItem:
        """The item itself."""
        return self.shown.item

    def page_url(self) -> str:
        return reverse("desk:item", args=[self.item.pk])

    def form_settings(self, act: str) -> dict[str, Any]:
        """Units and people to choose from, values to start from."""
        settings: dict[str, Any] = {}
        form = ACTS[act].form
        if issubclass(form, ActingForm):
            settings["units"] = self.shown.acting_units
        if issubclass(form, DocumentChoiceForm):
            settings["offered"] = self.offered
        if issubclass(form, PeopleForm):
            settings["people"] = people_on(self.shown)
        if act == "change":
            settings["initial"] = ChangeItemForm.of(self.item)
        if act == "person":
            settings["initial"] = {"person": self.item.person_id}
        if act == "disclosed":
            settings["initial"] = {"url": self.item.disclosed_url}
        return settings

    @cached_property
    def offered(self) -> list[Document]:
        """Public documents in the sections where this task has to be disclosed."""
        return documents_in(path.section_id for path in self.shown.paths if path.section_id)

    def is_blocked(self, act: str) -> bool:
        """Whether the act is refused to this person now."""
        return bool(self.shown.blockers[STEP_OF[act]])

    def forms(self, bound: Mapping[str, DeskForm]) -> dict[str, Any]:
        """Only what may be done gets a form; the rest is a greyed button with its reasons."""
        context: dict[str, Any] = {}
        for act in ACTS:
            if act in PARTS:
                continue
            refused = self.is_blocked(act) and act not in bound
            context[f"{act}_form"] = DeskForm(name=act) if refused else bound.get(act) or self.form_of(act)
            context[f"{act}_url"] = self.act_url(act)
        return context

    def parts(self, act: str, things: list[Any], bound: Mapping[str, DeskForm]) -> list[tuple[DeskForm | None, str]]:
        """One form for each thing, or none where the act is refused."""
        if self.is_blocked(act) and not any(name.startswith(f"{act}-") for name in bound):
            return [(None, "") for _ in things]
        return [self.form_on(act, thing.pk, bound) for thing in things]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page, its neighbours in the list it was opened from, and the forms."""
        page, bound, today = self.shown, kwargs.get("bound", {}), localdate()
        flt = Filter.from_query(self.request.GET)
        checks = self.parts("verdict", [check.unit for check in page.checks], bound)
        quotas = self.parts("quota", [row.quota for row in page.quotas], bound)
        limits = self.parts("event", list(page.limits), bound)
        evidence = self.parts("evidence_drop", list(page.evidence), bound)
        before, after = self.neighbours(flt)
        return super().get_context_data(
            page=page,
            item=page.item,
            today=today,
            query=flt.as_query(),
            before=before,
            after=after,
            steps=steps(page.item),
            history=history(page.events),
            checks=[{"check": check, "form": f, "url": u} for check, (f, u) in zip(page.checks, checks, strict=True)],
            quotas=[
                counted(row, f, u)
                | self.counting(row.quota, bound)
                | {"entries": [(e, self.act_url(f"uncount-{e.pk}")) for e in row.quota.entries.all()]}
                for row, (f, u) in zip(page.quotas, quotas, strict=True)
            ],
            limits=[explained(row, f, u) for row, (f, u) in zip(page.limits, limits, strict=True)],
            evidence=[{"row": row, "url": u} for row, (_, u) in zip(page.evidence, evidence, strict=True)],
            named=[(row, self.act_url(f"unassign-{row.pk}")) for row in page.units],
            close_label="办结" if page.item.origin == LedgerItem.Origin.SUB_TASK else "确认销号",
            number=page.item.number_text.strip(" .．、()（）"),
            heading=Truncator(PATHS.split(page.item.text)[0]).chars(48, truncate="…"),
            source=[BLANK.sub("\n", part) for part in page.source_text],
            **kwargs,
        )

    def counting(self, quota: Quota, bound: Mapping[str, DeskForm]) -> dict[str, Any]:
        """What the system counts towards this number, and the forms that say so."""
        source = getattr(quota, "source", None)
        if self.is_blocked("bind"):
            return {"source": source}
        form, url = self.form_on("bind", quota.pk, bound)
        off = self.act_url(f"unbind-{source.pk}") if source else ""
        return {"source": source, "bind_form": form, "bind_url": url, "unbind_url": off}

    def neighbours(self, flt: Filter) -> tuple[int | None, int | None]:
        """The items before and after in the notice, of those that the list was asked for."""
        item = self.item
        rows = filtered(self.request.user, flt, localdate()).filter(notice=item.notice, year=item.year)
        before = rows.filter(position__lt=item.position).order_by("-position", "-pk")
        after = rows.filter(position__gt=item.position).order_by("position", "pk")
        return before.values_list("pk", flat=True).first(), after.values_list("pk", flat=True).first()


class EvidenceFile(DeskView):
    """The file behind a piece of evidence, for those who see the item."""

    may = staticmethod(may_see_ledger)

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        """Always a download: a file from outside never runs under our address."""
        try:
            page = item_page(request.user, kwargs["pk"], today=localdate())
        except LedgerItem.DoesNotExist as error:
            raise Http404 from error
        row = next((row for row in page.evidence if row.pk == kwargs["evidence"] and row.file), None)
        if row is None or row.file is None:
            raise Http404
        try:
            data = open_bytes(row.file)
        except DamagedFile as error:
            return refuse(request, str(error), status=410)
        response = HttpResponse(data, content_type="application/octet-stream")
        response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(row.file.name)}"
        return response
