"""One document on the desk: as the public will read it at the left, what can be done next at the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, localtime

from gongkai.apps.audit.queries import history_of
from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.documents.permissions import may_close_duty, may_see
from gongkai.apps.documents.queries import (
    RELATION_WORDS,
    cites_of,
    duties_of,
    fact_rows,
    kind_rule,
    relations_of,
    unresolved_of,
    usable_as_basis,
    working_copy,
)
from gongkai.apps.documents.queries.elements import gaps_of
from gongkai.apps.documents.queries.owing.filing import filing_of
from gongkai.apps.documents.queries.versions import drafts_of, text_of, versions_of
from gongkai.apps.orgs.permissions import is_office
from gongkai.domain.comparison import differences
from gongkai.fronts.desk.differences import shortened
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._forms_page import FormsPage
from gongkai.fronts.desk.views.documents import _acts
from gongkai.fronts.desk.views.documents._draft import sections_of
from gongkai.fronts.desk.views.documents._shared import DocumentView, for_desk
from gongkai.fronts.desk.views.publishing.proofing import findings_context

SHOWN_HISTORY, MOST_VALUES = 30, 3


class DocumentPage(DocumentView, FormsPage):
    """The page of a document. Refusals stand under their greyed buttons before anybody tries."""

    template_name = "desk/documents/page.html"
    shows_draft = False
    acts: ClassVar = _acts.ACTS
    acts_on_parts = _acts.PARTS

    @cached_property
    def draft(self) -> Document:
        """The newest draft: what is read at the left. Other units read what is public."""
        return working_copy(self.document) if self.is_insider else self.document

    @cached_property
    def blockers(self) -> Mapping[str, list[str]]:
        """For each act the sentences under its button."""
        return _acts.blockers(self.document, self.user, self.is_writer, self.review)

    @cached_property
    def review(self) -> Any:
        """The newest review, or None."""
        return _acts.review_of(self.document, self.user) if self.is_insider else None

    def page_url(self) -> str:
        return reverse("desk:document", args=[self.document.pk])

    def form_settings(self, act: str) -> dict[str, Any]:
        if act == "validity":
            return {"initial": {"validity": self.document.validity, "on": localdate()}}
        return {}

    def forms(self, bound: Mapping[str, DeskForm]) -> dict[str, Any]:
        """Only what may be done gets a form."""
        shown: dict[str, Any] = {}
        for act in self.acts:
            if act in self.acts_on_parts:
                continue
            refused = bool(self.blockers.get(act)) and act not in bound
            shown[f"{act}_form"] = DeskForm(name=act) if refused else bound.get(act) or self.form_of(act)
            shown[f"{act}_url"] = self.act_url(act)
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document, bound = self.document, kwargs.get("bound", {})
        is_interpretation = document.kind == Document.Kind.INTERPRETATION
        bound_to = [row for row in relations_of(document) if may_see(self.user, row.other)]
        relations = [(RELATION_WORDS[row.kind, row.is_outgoing], row) for row in bound_to]
        duties = [
            (duty, *(self.form_on("duty", duty.pk, bound) if self.may_close(duty) else (None, "")))
            for duty in duties_of(document)
        ]
        return super().get_context_data(
            document=document,
            draft=self.draft,
            body=for_desk(self.draft.body, document.pk),
            facts=fact_rows(self.draft),
            sections=self.sections(),
            attachments=self.attachments(),
            blockers=self.blockers,
            is_writer=self.is_writer,
            is_interpretation=is_interpretation,
            element_gaps=gaps_of(self.draft) if is_interpretation else (),
            basis=usable_as_basis(document),
            has_validity=kind_rule(document.kind).has_validity,
            relations=relations,
            cites=cites_of(document.pk),
            unresolved=list(unresolved_of(document)[:30]) if self.is_insider else [],
            duties=duties,
            versions=versions_of(document),
            saves=drafts_of(document) if self.is_insider else [],
            history=[told(entry) for entry in history_of(document)[:SHOWN_HISTORY]] if self.is_insider else [],
            today=localdate(),
            review=self.review,
            is_office=is_office(self.user),
            is_insider=self.is_insider,
            filing=filing_of(document, localdate()),
            **(findings_context(self.user, document) if self.is_insider else {}),
            **kwargs,
        )

    def sections(self) -> list[dict[str, Any]]:
        """Where the draft hangs; where it is public, whether it stands at the head, and how a writer changes that."""
        pinned = dict(self.document.placements.filter(is_live=True).values_list("section", "is_pinned"))
        return [
            {
                "path": one.path,
                "is_pinned": pinned.get(one.pk, False),
                "pin_url": self.act_url(f"pin-{one.pk}") if self.is_writer and one.pk in pinned else "",
            }
            for one in sections_of(self.draft)
        ]

    def attachments(self) -> list[Attachment]:
        """The files of the draft; to other units those that are published."""
        rows = self.draft.attachments.select_related("file")
        return [row for row in rows if row.is_live or self.is_insider]

    def may_close(self, duty: Any) -> bool:
        """Whether this person may say that what is owed is done."""
        return duty.done_at is None and may_close_duty(self.user, duty.unit_id)


class DocumentCompare(DocumentView):
    """Two states of a document, word by word: public versions (v3) and what is written now (now)."""

    template_name = "desk/documents/compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        old, new = self.request.GET.get("old", ""), self.request.GET.get("new", "now")
        before, after = text_of(self.document, old), text_of(self.document, new)
        if before is None or after is None:
            raise Http404
        return super().get_context_data(
            document=self.document,
            before=before,
            after=after,
            title_change=shortened(differences(before.title, after.title)),
            facts=[row for row in zip_facts(before.facts, after.facts) if row[1] != row[2]],
            body=shortened(differences(before.text, after.text), reach=160),
            is_same=before.text == after.text and before.title == after.title,
            choices=self.choices(old, before.name),
            old=old,
            new=new,
            **kwargs,
        )

    def choices(self, old: str, name: str) -> list[tuple[str, str]]:
        """What may be compared: the draft, the public versions, and the save that was asked for."""
        public = [
            (f"v{row.number}", f"第 {row.number} 版 {localtime(row.published_at):%Y-%m-%d}")
            for row in versions_of(self.document)
        ]
        asked = [(old, name)] if old.startswith("r") else []
        return [("now", "现在的草稿"), *public, *asked]


def told(entry: Any) -> dict[str, Any]:
    """One line of the history: what was done, and the few values that changed, by their Chinese names."""
    fields = {field.name: field for field in Document._meta.fields}
    values = []
    for name, value in (entry.after or {}).items():
        if value not in ("", None, [], {}, "None", "[]", "False") and (entry.before or {}).get(name) != value:
            field = fields.get(name)
            label = str(field.verbose_name) if field else name
            shown = dict(field.flatchoices).get(value, value) if field else value
            values.append(f"{label}：{'是' if shown == 'True' else shown}"[:80])
    return {"entry": entry, "values": values[:MOST_VALUES], "more": max(0, len(values) - MOST_VALUES)}


def zip_facts(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(label, before, after) of everything that either says."""
    return [(label, before.get(label, ""), after.get(label, "")) for label in dict.fromkeys([*before, *after])]


class DocumentPreview(DocumentView):
    """The newest draft exactly as the public site will show it, through Wagtail's preview."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        draft = working_copy(self.document)
        response: HttpResponse = draft.make_preview_request(request, draft.default_preview_mode)
        return response
