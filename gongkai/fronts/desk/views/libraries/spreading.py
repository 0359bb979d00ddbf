"""素材包, 政策宣讲 and 执行培训: how a policy reaches the press, the people and those who carry it out."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from gongkai.apps.documents.models import (
    Briefing,
    MediaPack,
    OutreachEvent,
    OutreachPhoto,
    OutreachQuestion,
    PackRepost,
)
from gongkai.apps.documents.operations.briefings import drop_briefing, record_briefing
from gongkai.apps.documents.operations.outreach import (
    add_photo,
    add_question,
    answer_question,
    drop_photo,
    record_outreach,
)
from gongkai.apps.documents.operations.packs import drop_repost, log_repost, make_pack
from gongkai.apps.documents.permissions import may_edit, may_work_for
from gongkai.apps.documents.queries.spreading.briefings import briefed_policies
from gongkai.apps.documents.queries.spreading.outreach import outreach_events
from gongkai.apps.documents.queries.spreading.packs import media_packs, pack_documents, pack_zip
from gongkai.fronts.desk.forms import interpreting as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._forms_page import Act
from gongkai.fronts.desk.views.libraries._shared import LibraryPage, LibraryView, file_answer, stored_answer


class Packs(LibraryPage):
    """All media packs, and making one."""

    template_name = "desk/libraries/packs.html"
    acts: ClassVar = {
        "make": Act(forms.PackForm, lambda page, v: make_pack(actor=page.request.user, **v), "已制作，可以下载。")
    }

    def page_url(self) -> str:
        return reverse("desk:packs")

    def act_url(self, name: str) -> str:
        return reverse("desk:packs_act", args=[name])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the number of reposts."""
        return super().get_context_data(rows=list(media_packs()), **kwargs)


def _drop_repost(page: Any, _values: dict[str, Any]) -> None:
    repost = get_object_or_404(PackRepost.objects.select_related("pack__policy"), pack=page.pack, pk=page.target)
    drop_repost(actor=page.request.user, repost=repost)


class PackPage(LibraryPage):
    """One pack: what is in it, and who carried it."""

    template_name = "desk/libraries/pack.html"
    acts: ClassVar = {
        "repost": Act(
            forms.RepostForm, lambda page, v: log_repost(actor=page.request.user, pack=page.pack, **v), "已登记。"
        ),
        "drop": Act(DeskForm, _drop_repost, "已删除。"),
    }
    acts_on_parts = frozenset({"drop"})

    @cached_property
    def pack(self) -> MediaPack:
        rows = MediaPack.objects.select_related("policy__publisher", "made_by")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def page_url(self) -> str:
        return reverse("desk:pack", args=[self.pack.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The documents in it and the reposts."""
        return super().get_context_data(
            pack=self.pack,
            documents=pack_documents(self.pack),
            reposts=[(row, self.act_url(f"drop-{row.pk}")) for row in self.pack.reposts.all()],
            may_log=may_edit(self.request.user, self.pack.policy),
            **kwargs,
        )


class PackFile(LibraryView):
    """The pack as one file."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG002 - as Django calls it
        """A ZIP file."""
        pack = get_object_or_404(MediaPack.objects.select_related("policy"), pk=kwargs["pk"])
        return file_answer(pack_zip(pack), f"{pack.policy.title[:60]}素材包.zip", "application/zip")


class Outreach(LibraryPage):
    """Events of a year, and recording one."""

    template_name = "desk/libraries/outreach.html"
    acts: ClassVar = {
        "record": Act(forms.OutreachForm, lambda page, v: record_outreach(actor=page.request.user, **v), "已登记。")
    }

    def page_url(self) -> str:
        return reverse("desk:outreach")

    def act_url(self, name: str) -> str:
        return reverse("desk:outreach_act", args=[name])

    def form_settings(self, act: str) -> dict[str, Any]:  # noqa: ARG002 - there is one
        """The person's own unit."""
        return forms.unit_start(self.own_unit(), "unit")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The events and the sums."""
        year = self.asked_year()
        rows = list(outreach_events(year))
        people = sum(row.people_count for row in rows)
        return super().get_context_data(year=year, rows=rows, people=people, **kwargs)


def _answer(page: Any, values: dict[str, Any]) -> None:
    question = get_object_or_404(
        OutreachQuestion.objects.select_related("event__unit"), event=page.event, pk=page.target
    )
    answer_question(actor=page.request.user, question=question, **values)


def _drop_photo(page: Any, _values: dict[str, Any]) -> None:
    rows = OutreachPhoto.objects.select_related("event__unit")
    drop_photo(actor=page.request.user, photo=get_object_or_404(rows, event=page.event, pk=page.target))


class OutreachPage(LibraryPage):
    """One event with its questions."""

    template_name = "desk/libraries/outreach_event.html"
    acts: ClassVar = {
        "answer": Act(forms.AnswerForm, _answer, "已答复。"),
        "question": Act(
            forms.QuestionForm, lambda page, v: add_question(actor=page.request.user, event=page.event, **v), "已登记。"
        ),
        "photo": Act(
            forms.PhotoForm, lambda page, v: add_photo(actor=page.request.user, event=page.event, **v), "已添加。"
        ),
        "drop_photo": Act(DeskForm, _drop_photo, "已移除。"),
    }
    acts_on_parts = frozenset({"answer", "drop_photo"})

    @cached_property
    def event(self) -> OutreachEvent:
        return get_object_or_404(OutreachEvent.objects.select_related("unit", "policy"), pk=self.kwargs["pk"])

    def page_url(self) -> str:
        return reverse("desk:outreach_event", args=[self.event.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Questions, each with a form for its answer."""
        bound = kwargs.get("bound", {})
        questions = [(row, *self.form_on("answer", row.pk, bound)) for row in self.event.questions.order_by("pk")]
        may_answer = may_work_for(self.request.user, self.event.unit_id)
        return super().get_context_data(
            event=self.event,
            questions=questions,
            photos=[(row, self.act_url(f"drop_photo-{row.pk}")) for row in self.event.photos.all()],
            may_answer=may_answer,
            **kwargs,
        )


class OutreachPhotoFile(LibraryView):
    """A picture of an event."""

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        """Shown in the page."""
        row = get_object_or_404(OutreachPhoto.objects.select_related("file"), pk=kwargs["pk"])
        return stored_answer(request, row.file, row.file.name)


def _drop_briefing(page: Any, _values: dict[str, Any]) -> None:
    rows = Briefing.objects.select_related("held_by", "policy")
    drop_briefing(actor=page.request.user, briefing=get_object_or_404(rows, pk=page.target))


class Briefings(LibraryPage):
    """Policies with the units that were briefed and those that were not."""

    template_name = "desk/libraries/briefings.html"
    acts: ClassVar = {
        "record": Act(forms.BriefingForm, lambda page, v: record_briefing(actor=page.request.user, **v), "已登记。"),
        "drop": Act(DeskForm, _drop_briefing, "已删除。"),
    }
    acts_on_parts = frozenset({"drop"})

    def page_url(self) -> str:
        return reverse("desk:briefings")

    def form_settings(self, act: str) -> dict[str, Any]:
        """The person's own unit."""
        return forms.unit_start(self.own_unit(), "held_by") if act == "record" else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each briefing with the address that takes it out."""
        rows = [
            (row, [(briefing, self.act_url(f"drop-{briefing.pk}")) for briefing in row.briefings])
            for row in briefed_policies()
        ]
        return super().get_context_data(rows=rows, **kwargs)
