"""编辑: the text at the left, everything that is known of it at the right. Nothing typed is ever lost."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localtime, now

from gongkai.apps.documents.models import Document, Relation
from gongkai.apps.documents.operations import attach, detach
from gongkai.apps.documents.permissions import may_see
from gongkai.apps.documents.queries import kind_rule, missing, refusal_grounds, themes, working_copy
from gongkai.apps.documents.queries.elements import element_rules, gaps_of
from gongkai.apps.documents.queries.originals import clean_body, words_of
from gongkai.domain.comparison import differences
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.differences import shortened
from gongkai.fronts.desk.forms.documents import DocumentForm
from gongkai.fronts.desk.views._desk import read_number, read_numbers
from gongkai.fronts.desk.views.documents import _draft
from gongkai.fronts.desk.views.documents._shared import (
    DESK_FILES,
    PUBLIC_FILES,
    DocumentView,
    for_desk,
    for_public,
    publishers_for,
)

NOT_YOURS = "您可以查看这份文件，但不能修改：修改由发布机构、责任单位或者起草单位的联络员办理。"
UNDER_REVIEW = (Document.State.IN_REVIEW, Document.State.SCHEDULED)


class DocumentEdit(DocumentView):
    """The editor. A refused save shows the page as typed; a save over somebody else's is asked first."""

    template_name = "desk/documents/edit.html"

    def is_allowed(self) -> bool:
        if not self.is_writer:
            raise PermissionDenied(NOT_YOURS)
        return True

    @cached_property
    def draft(self) -> Document:
        """The newest draft."""
        return working_copy(self.document)

    def form(self, *input_: Any) -> DocumentForm:
        """The form of the kind, with what is there or what was sent."""
        rule = kind_rule(self.document.kind)
        elements = [(row.code, row.name) for row in element_rules()] if "elements" in rule.fields else []
        publishers = {unit.pk: unit for unit in [*publishers_for(self.user), self.document.publisher]}
        return DocumentForm(
            *input_,
            name="doc",
            asked=rule.fields,
            due=rule.required,
            genres=rule.genres,
            grounds=[(row.code, f"{row.article} {row.name}") for row in refusal_grounds().values()],
            elements=elements,
            publishers=list(publishers.values()),
            initial=DocumentForm.of(self.draft, elements),
        )

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Save. `do`: save, auto (nobody asked for it), leave (and go to the page), attach (where there is no script),
        overwrite (knowingly)."""
        data = request.POST.copy()
        data["body"] = for_public(data.get("body", ""), self.document.pk)
        form, do = self.form(data), data.get("do", "save")
        opened = str(data.get("base", ""))
        base = read_number(opened)
        is_quiet = request.headers.get("Accept", "").startswith("application/json")
        stranger = self.changed_since(base) if do != "overwrite" else None
        sentences: list[str] = []
        saved: Document | None = None
        if stranger is None and form.is_valid():
            try:
                saved = self.keep(form, data, None if do == "overwrite" else base)
            except _draft.PartlySaved as partly:
                saved, sentences = partly.draft, list(partly.blockers)
            except Blocked as refused:
                sentences = list(refused.blockers)
        if is_quiet:
            return self.answer(form, saved, sentences, stranger)
        if saved is not None and not sentences:
            return self.onwards(request, saved, do)
        context = self.get_context_data(
            form=form,
            data=data,
            sentences=sentences,
            stranger=stranger,
            base=saved.latest_revision_id if saved else base,
        )
        return self.render_to_response(context, status=409 if stranger else 422)

    def keep(self, form: DocumentForm, data: Any, base: int | None) -> Document:
        """Save what was typed and what is decided apart from it."""
        is_background = data.get("do") == "auto"
        return _draft.keep_draft(
            actor=self.user,
            document=self.document,
            form=form,
            data=data,
            based_on=base,
            is_background=is_background,
        )

    def changed_since(self, base: int | None) -> dict[str, Any] | None:
        """Who saved since this person opened the document, and what they wrote; None when nobody did."""
        newest = self.document.latest_revision
        if newest is None or base is None or newest.pk == base:
            return None
        return {"who": newest.user, "at": newest.created_at, "base": newest.pk}

    def answer(
        self, form: DocumentForm, saved: Document | None, sentences: list[str], stranger: dict[str, Any] | None
    ) -> JsonResponse:
        """What the saving in the background learns."""
        wrong = {name: list(errors) for name, errors in form.errors.items()} if saved is None else {}
        if stranger:
            who = stranger["who"].get_full_name() if stranger["who"] else "系统"
            sentences = [
                f"{who}于{localtime(stranger['at']):%H:%M}保存过这份文件，您的改动没有自动保存。请点“保存”查看两边的差别。"
            ]
        return JsonResponse(
            {
                "ok": saved is not None and not sentences,
                "at": f"{localtime(now()):%H:%M}" if saved is not None else "",
                "base": saved.latest_revision_id if saved is not None else None,
                "sentences": sentences,
                "wrong": wrong,
            }
        )

    def onwards(self, request: HttpRequest, saved: Document, do: str) -> HttpResponse:
        """After a whole save."""
        if do == "attach" and (upload := request.FILES.get("upload")):
            caption = request.POST.get("caption", "")
            data = upload.read()
            return self.act(
                lambda: attach(actor=self.user, document=saved, data=data, name=upload.name or "", caption=caption),
                done="已保存，附件已清理并上传。",
                to=reverse("desk:document_edit", args=[saved.pk]),
            )
        if do == "save" and (gone := read_number(request.POST.get("detach", ""))):
            row = next((one for one in saved.attachments.all() if one.pk == gone), None)
            if row is not None:
                here = reverse("desk:document_edit", args=[saved.pk])
                return self.act(
                    lambda: detach(actor=self.user, document=saved, attachment=row),
                    done="已保存，附件已删除。",
                    to=here,
                )
        messages.success(request, f"已保存 {localtime(now()):%H:%M}")
        return redirect("desk:document" if do == "leave" else "desk:document_edit", pk=saved.pk)

    def stated(self, data: Any) -> list[_draft.Stated]:
        """The relations of the form; of what was sent only documents that this person may know of."""
        if not data:
            return _draft.relations_of_draft(self.draft)
        return [row for row in _draft.sent_relations(data) if may_see(self.user, row.target)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.form()
        data, stranger = kwargs.pop("data", None), kwargs.get("stranger")
        body = clean_body(data["body"]) if data else self.draft.body
        pk, rule = self.document.pk, kind_rule(self.document.kind)
        sections = _draft.chosen(set(read_numbers(data.getlist("section")))) if data else _draft.sections_of(self.draft)
        is_interpretation = self.document.kind == Document.Kind.INTERPRETATION
        kwargs.setdefault("base", self.document.latest_revision_id)
        if stranger:
            kwargs["base"] = stranger["base"]
            theirs = words_of(self.draft.body)
            kwargs["difference"] = shortened(differences(theirs, words_of(body)))
            kwargs["title_change"] = (self.draft.title, form["title"].value())
        return super().get_context_data(
            document=self.document,
            draft=self.draft,
            form=form,
            body=for_desk(body, pk),
            desk_files=DESK_FILES.format(pk),
            public_files=PUBLIC_FILES.format(pk),
            chosen_sections=sections,
            relations=self.stated(data),
            relation_kinds=Relation.Kind.choices,
            attachments=list(self.draft.attachments.all()),
            themes=[f"{theme.name}\\{name}" for theme in themes() for _, name in theme.items],
            missing=missing(self.document),
            needs_interpretation=rule.needs_interpretation,
            is_interpretation=is_interpretation,
            element_gaps=gaps_of(self.draft) if is_interpretation else (),
            asks_sensitive="is_sensitive" in rule.fields,
            is_locked=self.document.state in UNDER_REVIEW,
            **kwargs,
        )
