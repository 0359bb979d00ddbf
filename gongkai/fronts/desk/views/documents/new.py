"""起草: a kind and a title, or a file that holds the draft already."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import attach, save_draft
from gongkai.apps.documents.permissions import may_write_any
from gongkai.apps.documents.queries import kind_rule
from gongkai.apps.documents.queries.originals import DraftRead, read_draft
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.forms.documents import NewDocumentForm
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views.documents._shared import drafting_unit_for, publishers_for

# one line for each kind: what it is for
KIND_LINES = {
    "normative": "涉及公民、法人和其他组织权利义务，反复适用的文件；须有合法性审核和解读",
    "policy": "通知、意见、方案等不属于规范性文件的政策文件",
    "regulation": "法律、法规、规章的本地文本",
    "interpretation": "解读一份政策文件，与它同步审查、同步发布",
    "plan": "国民经济和社会发展规划、专项规划、区域规划、年度计划",
    "report": "政府信息公开、法治政府建设等年度报告",
    "news": "工作动态和转载的信息",
    "notice": "公示、公告、通告",
    "gazette": "一期政府公报",
    "guide": "政府信息公开指南、公开制度",
}
ENDINGS = ".docx,.doc,.wps,.pdf,.ofd,.html,.htm,.mht,.txt,.rtf"


def facts_of(found: DraftRead, kind: str) -> dict[str, Any]:
    """What the file says of itself, as far as the kind asks for it."""
    values = {
        "issuer_text": found.issuer_text,
        "document_number": found.document_number,
        "dated_on": found.dated_on,
        "is_marked_public": found.is_marked_public,
    }
    asked = kind_rule(kind).fields
    return {name: value for name, value in values.items() if value and name in asked}


class DocumentNew(DeskView):
    """Makes the draft at once, so that everything after it is saved in one place."""

    template_name = "desk/documents/new.html"
    NOT_FOR_YOU = "只有联络员和主管部门可以起草公开文件。"

    def is_allowed(self) -> bool:
        if not may_write_any(self.user):
            raise PermissionDenied(self.NOT_FOR_YOU)
        return True

    def form(self, *input_: Any) -> NewDocumentForm:
        """The form; a kind may be named in the address."""
        kind = self.request.GET.get("kind", "")
        initial = {"kind": kind} if kind in Document.Kind.values else {}
        return NewDocumentForm(*input_, name="new", publishers=publishers_for(self.user), initial=initial)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """To the editor when the draft is there; this page with the reasons when it is not."""
        form, made = self.form(request.POST, request.FILES), []
        if form.runs(lambda **values: made.append(self.make(**values))):
            return redirect("desk:document_edit", pk=made[0].pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def make(self, *, kind: str, publisher: Any, title: str, upload: Any, keep_original: bool) -> Document:
        """The draft, filled from the file when there is one. Raises `Blocked`."""
        drafting = drafting_unit_for(self.user, publisher)
        values: dict[str, Any] = {"kind": kind, "publisher": publisher, "drafting_unit": drafting, "title": title}
        if not upload:
            return save_draft(actor=self.user, document=None, values=values)
        data = upload.read()
        found = read_draft(data, upload.name)
        values |= {"title": title or found.title, "body": found.body}
        try:
            made = save_draft(actor=self.user, document=None, values=values | facts_of(found, kind))
        except Blocked as refused:  # the number is taken, say: the text comes in all the same
            made = save_draft(actor=self.user, document=None, values=values)
            self.warn(refused)
        if keep_original:
            try:
                attach(actor=self.user, document=made, data=data, name=upload.name)
            except Blocked as refused:
                self.warn(refused)
        return made

    def warn(self, refused: Blocked) -> None:
        """The draft is there; what was not taken over is said on the next screen."""
        for sentence in refused.blockers:
            messages.warning(self.request, sentence)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", self.form())
        kinds = [(value, label, KIND_LINES[value]) for value, label in Document.Kind.choices]
        chosen = kwargs["form"]["kind"].value()
        return super().get_context_data(
            kinds=kinds, chosen=chosen, endings=ENDINGS, back=reverse("desk:documents"), **kwargs
        )
