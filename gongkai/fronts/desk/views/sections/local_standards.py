"""地方标准: drafts, comments and the final text of standards that the place draws up. CAT-19."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import content_disposition_header

from gongkai.apps.files.queries import DamagedFile, open_bytes
from gongkai.apps.orgs.models import Membership
from gongkai.apps.sections.models import LocalStandard, StandardComment, StandardText
from gongkai.apps.sections.operations.local_standards import add_comment, keep_text, settle_comment, start_standard
from gongkai.apps.sections.permissions import may_compile, may_manage_sections, may_see_catalogues
from gongkai.apps.sections.queries.local_standards import local_standards, stage_word
from gongkai.fronts.desk.forms import local_standards as forms
from gongkai.fronts.desk.views._desk import DeskView, refuse
from gongkai.fronts.desk.views._forms_page import Act, FormsPage


class LocalStandards(FormsPage):
    """All of them, and beginning one."""

    template_name = "desk/catalogues/standards.html"
    may = staticmethod(may_see_catalogues)
    acts: ClassVar = {
        "start": Act(
            forms.StartStandardForm, lambda page, v: start_standard(actor=page.user, **v), "已登记，可以上传文稿。"
        )
    }

    def page_url(self) -> str:
        return reverse("desk:local_standards")

    def act_url(self, name: str) -> str:
        return reverse("desk:local_standards_act", args=[name])

    def form_settings(self, act: str) -> dict[str, Any]:  # noqa: ARG002 - there is one
        """The person's own unit."""
        own = Membership.objects.filter(user=self.user, role=Membership.Role.LIAISON).values_list("unit", flat=True)
        return {"initial": {"unit": own[0]}} if len(own) == 1 else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with its newest stage."""
        rows = [(row, stage_word(row)) for row in local_standards()]
        held = Membership.objects.filter(user=self.user, role=Membership.Role.LIAISON)
        return super().get_context_data(rows=rows, may_start=may_manage_sections(self.user) or held.exists(), **kwargs)


def _settle(page: Any, values: dict[str, Any]) -> None:
    rows = StandardComment.objects.select_related("standard__unit")
    settle_comment(actor=page.user, comment=get_object_or_404(rows, standard=page.standard, pk=page.target), **values)


class LocalStandardPage(FormsPage):
    """One standard: texts at the left, comments at the right."""

    template_name = "desk/catalogues/standard.html"
    may = staticmethod(may_see_catalogues)
    acts: ClassVar = {
        "text": Act(
            forms.StandardTextForm, lambda page, v: keep_text(actor=page.user, standard=page.standard, **v), "已登记。"
        ),
        "comment": Act(
            forms.StandardCommentForm,
            lambda page, v: add_comment(actor=page.user, standard=page.standard, **v),
            "已登记。",
        ),
        "settle": Act(forms.SettleCommentForm, _settle, "已处理。"),
    }
    acts_on_parts = frozenset({"settle"})

    @cached_property
    def standard(self) -> LocalStandard:
        return get_object_or_404(local_standards(), pk=self.kwargs["pk"])

    def page_url(self) -> str:
        return reverse("desk:local_standard", args=[self.kwargs["pk"]])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each comment with a form for its outcome, while the standard is open."""
        row, bound = self.standard, kwargs.get("bound", {})
        may = may_compile(self.user, row.unit) and row.issued_on is None
        comments = [
            (one, *(self.form_on("settle", one.pk, bound) if may else (None, ""))) for one in row.comments.all()
        ]
        return super().get_context_data(
            standard=row, stage=stage_word(row), texts=list(row.texts.all()), comments=comments, may_work=may, **kwargs
        )


class StandardFile(DeskView):
    """A text as it was uploaded."""

    may = staticmethod(may_see_catalogues)

    def get(self, request: HttpRequest, *_args: Any, **kwargs: Any) -> HttpResponse:
        """Always a download."""
        row = get_object_or_404(StandardText.objects.select_related("file"), pk=kwargs["pk"])
        try:
            answer = HttpResponse(open_bytes(row.file), content_type="application/octet-stream")
        except DamagedFile as error:
            return refuse(request, str(error), status=410)
        answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.name)
        return answer
