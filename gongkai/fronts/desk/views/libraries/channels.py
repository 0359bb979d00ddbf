"""其他渠道: what was put out besides the website, and what lacks a channel that its section asks for. CAT-03."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.documents.models import ChannelRecord, Document
from gongkai.apps.documents.operations.channels import drop_channel, may_record, record_channel
from gongkai.apps.documents.permissions import may_keep_libraries, may_see
from gongkai.apps.documents.queries.spreading.channels import (
    ChannelState,
    channels_of,
    channels_of_section,
    missing_channels,
    missing_sections,
    required_channels,
    with_missing,
)
from gongkai.apps.documents.queries.spreading.item_channels import missing_items
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.queries import path_of
from gongkai.fronts.desk.forms.channels import ChannelForm
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._forms_page import Act
from gongkai.fronts.desk.views._pages import query_without
from gongkai.fronts.desk.views.libraries._shared import LibraryPage, LibraryView, stored_answer

PAGE = 50
# of the standard items that lack a channel no more are shown: unit and channel narrow the list
MOST_ITEMS = 100


class Channels(LibraryPage):
    """Documents of a year, sections, and standard items, that lack a channel."""

    template_name = "desk/libraries/channels.html"

    def page_url(self) -> str:
        return reverse("desk:channels")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """By unit and channel."""
        year, asked = self.asked_year(), self.request.GET
        channels = sorted(required_channels())
        channel = asked.get("channel", "")
        units = list(Unit.objects.filter(is_active=True))
        unit = next((row for row in units if str(row.pk) == asked.get("unit", "")), self._first_unit())
        if asked.get("unit") == "0":
            unit = None
        pk = unit.pk if unit else 0
        page = Paginator(missing_channels(pk, year=year, channel=channel), PAGE).get_page(asked.get("page"))
        items = missing_items(pk, year=year, channel=channel)
        return super().get_context_data(
            items=items[:MOST_ITEMS],
            item_count=len(items),
            most_items=MOST_ITEMS,
            year=year,
            units=units,
            unit=unit,
            channels=channels,
            channel=channel,
            page=page,
            query=query_without(asked, "page"),
            rows=with_missing(page.object_list),
            sections=[row for row in missing_sections(pk) if not channel or channel in row[1]],
            **kwargs,
        )

    def _first_unit(self) -> Unit | None:
        """A unit's people begin with their own; the office with all."""
        if "unit" in self.request.GET or may_keep_libraries(self.request.user):
            return None
        return self.own_unit()


def _drop(page: Any, _values: dict[str, Any]) -> None:
    about = {"document": page.thing} if isinstance(page.thing, Document) else {"section": page.thing}
    rows = ChannelRecord.objects.select_related("document__publisher", "section__owner_unit")
    drop_channel(actor=page.user, entry=get_object_or_404(rows, pk=page.target, **about))


class ThingChannels(LibraryPage):
    """The channels of one document or section, and recording one more."""

    template_name = "desk/libraries/channels_of.html"
    acts: ClassVar = {
        "record": Act(ChannelForm, lambda page, v: page.record(v), "已登记。"),
        "drop": Act(DeskForm, _drop, "已删除。"),
    }
    acts_on_parts = frozenset({"drop"})
    view_name = ""

    @property
    def thing(self) -> Document | Section:
        """What was put out."""
        raise NotImplementedError

    @cached_property
    def states(self) -> list[ChannelState]:
        return channels_of(self.thing) if isinstance(self.thing, Document) else channels_of_section(self.thing)

    def page_url(self) -> str:
        return reverse(f"desk:{self.view_name}", args=[self.thing.pk])

    def record(self, values: dict[str, Any]) -> None:
        """The operation takes one of the two."""
        about = {"document": self.thing} if isinstance(self.thing, Document) else {"section": self.thing}
        record_channel(actor=self.user, **about, **values)

    def form_settings(self, act: str) -> dict[str, Any]:
        """The channels to choose from, the missing ones first."""
        if act != "record":
            return {}
        asked = [row.channel for row in self.states if row.is_required]
        return {"asked": asked, "missing": [row.channel for row in self.states if row.is_missing]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each record with the address that takes it out."""
        thing = self.thing
        is_document = isinstance(thing, Document)
        states = [(state, [(row, self.act_url(f"drop-{row.pk}")) for row in state.records]) for state in self.states]
        about = {"document": thing} if is_document else {"section": thing, "section_path": path_of(thing)}
        may = may_record(self.user, thing if is_document else None, None if is_document else thing)
        return super().get_context_data(states=states, thing=thing, may_record=may, **about, **kwargs)


class DocumentChannels(ThingChannels):
    """Of a document that the person may see."""

    view_name = "document_channels"

    @cached_property
    def thing(self) -> Document:
        units = ("publisher", "responsible_unit", "drafting_unit")
        rows = Document.objects.select_related(*units).defer("body", "text", "elements")
        row: Document | None = rows.filter(pk=self.kwargs["pk"]).first()
        if row is None or not may_see(self.user, row):
            raise Http404
        return row


class SectionChannels(ThingChannels):
    """Of a section that discloses something itself."""

    view_name = "section_channels"

    @cached_property
    def thing(self) -> Section:
        row: Section = get_object_or_404(Section.objects.select_related("owner_unit"), pk=self.kwargs["pk"])
        return row


class ChannelEvidence(LibraryView):
    """The picture or file behind a record."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        """Shown when it is a picture."""
        row = get_object_or_404(ChannelRecord.objects.select_related("evidence", "document"), pk=kwargs["pk"])
        if row.evidence is None or (row.document and not may_see(self.user, row.document)):
            raise Http404
        return stored_answer(request, row.evidence, row.evidence_name)
