"""One review: the texts at the left as the public will read them, the steps and my part of them at the right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.permissions import may_see_draft
from gongkai.apps.documents.queries import fact_rows
from gongkai.apps.documents.queries.originals import clean_body
from gongkai.apps.publishing import operations, queries
from gongkai.apps.publishing.models import ReviewProcess, ReviewStep
from gongkai.apps.publishing.queries.findings import findings_of
from gongkai.apps.publishing.queries.processes import ProcessPage, ReviewedText, ShownStep
from gongkai.domain.comparison import Segment
from gongkai.fronts.desk.differences import shortened
from gongkai.fronts.desk.forms import publishing as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._desk import read_number
from gongkai.fronts.desk.views._forms_page import Act, FormsPage
from gongkai.fronts.desk.views.documents._draft import sections_of
from gongkai.fronts.desk.views.documents._shared import DESK_FILES, PUBLIC_FILES, for_desk, for_public

Kind = ReviewStep.Kind
# acts on one step; the others are on the whole review
ON_STEP = frozenset({"claim", "unclaim", "pass", "return"})


class ReviewProcessPage(FormsPage):
    """The page of a review. Who may not see its document finds nothing here."""

    template_name = "desk/publishing/process.html"
    acts_on_parts = ON_STEP

    def is_allowed(self) -> bool:
        """Looked up before anything is read from the request."""
        return self.process.pk is not None

    @cached_property
    def process(self) -> ReviewProcess:
        """The review; 404 when there is none or its document is not for this person."""
        row = ReviewProcess.objects.select_related("document", "bundled_with").filter(pk=self.kwargs["pk"]).first()
        if row is None or not may_see_draft(self.user, row.document):
            raise Http404
        return row.bundled_with or row

    @cached_property
    def page(self) -> ProcessPage:
        """Everything about it for this person."""
        return queries.process_page(self.process, self.user)

    def page_url(self) -> str:
        """The page."""
        return reverse("desk:review_process", args=[self.process.pk])

    # ---------- acts

    def step(self) -> ReviewStep:
        """The step an act is on, of this review only."""
        step = ReviewStep.objects.filter(process=self.process, pk=self.target or 0).first()
        if step is None:
            raise Http404
        return step

    def _claim(self, _values: dict[str, Any]) -> None:
        operations.claim(actor=self.user, step=self.step())

    def _unclaim(self, _values: dict[str, Any]) -> None:
        operations.unclaim(actor=self.user, step=self.step())

    def _pass(self, values: dict[str, Any]) -> None:
        operations.pass_step(actor=self.user, step=self.step(), bodies=self.typed_bodies(), **values)

    def _return(self, values: dict[str, Any]) -> None:
        operations.return_step(actor=self.user, step=self.step(), **values)

    def _sign(self, values: dict[str, Any]) -> None:
        at_once = values["publish_at"] is None
        operations.sign(actor=self.user, process=self.process, at_once=at_once, **values)

    def _schedule(self, values: dict[str, Any]) -> None:
        operations.reschedule(actor=self.user, process=self.process, **values)

    def _cancel(self, values: dict[str, Any]) -> None:
        operations.cancel(actor=self.user, process=self.process, **values)

    acts: ClassVar[Mapping[str, Act]] = {
        "claim": Act(DeskForm, _claim, "已认领。"),
        "unclaim": Act(DeskForm, _unclaim, "已交回。"),
        "pass": Act(forms.PassStepForm, _pass, "已通过。"),
        "return": Act(forms.ReturnStepForm, _return, "已退回起草单位。"),
        "sign": Act(forms.SignForm, _sign, "已签发。"),
        "schedule": Act(forms.RescheduleForm, _schedule, "已改期。"),
        "cancel": Act(forms.TakeBackForm, _cancel, "已撤销送审，文件回到草稿。"),
    }

    def typed_bodies(self) -> dict[int, str]:
        """The text that a proof typed over, by document; pictures under their public addresses again."""
        pk, body = read_number(self.request.POST.get("body_of", "")), self.request.POST.get("body")
        return {pk: for_public(body, pk)} if pk is not None and body is not None else {}

    def form_settings(self, act: str) -> dict[str, Any]:
        """The gates and the basis belong to the step; a planned time is filled in."""
        if act == "pass":
            step = self.step() if self.target else (self.page.mine.step if self.page.mine else None)
            gates = queries.gates_of(step) if step else ()
            return {"gates": gates, "asks_basis": step is not None and step.kind == Kind.SECRECY}
        if act in ("sign", "schedule"):
            return {"initial": {"publish_at": self.process.document.publish_at}}
        return {}

    # ---------- what is shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bound: Mapping[str, DeskForm] = kwargs.get("bound", {})
        page, shown = self.page, self.chosen()
        draft = shown.document
        return super().get_context_data(**kwargs) | {
            "page": page,
            "process": page.process,
            "document": page.document,
            "texts": page.texts,
            "shown": shown,
            "draft": draft,
            "body": for_desk(self.body_of(draft), draft.pk),
            "facts": fact_rows(draft),
            "sections": sections_of(draft),
            "changes": shortened(shown.changes, reach=120) if shown.changes else "",
            "findings": [row for row in findings_of(draft) if row.state == "open"],
            "attachments": list(draft.attachments.select_related("file")),
            "steps": [(one, proof_changes(one)) for one in page.steps],
            "mine": self.mine_forms(bound),
            "is_edited": self.is_edited(),
            "desk_files": DESK_FILES.format(draft.pk),
            "public_files": PUBLIC_FILES.format(draft.pk),
            "today": localdate(),
        }

    def chosen(self) -> ReviewedText:
        """The text to read: the policy, or the one asked for."""
        asked = self.request.POST.get("body_of") or self.request.GET.get("text", "")
        return next((text for text in self.page.texts if str(text.document.pk) == asked), self.page.texts[0])

    def is_edited(self) -> bool:
        """Whether a proof has the text open for correction."""
        mine, asked = self.page.mine, "edit" in self.request.GET or "body" in self.request.POST
        return bool(asked and mine and mine.step.kind == Kind.PROOF)

    def body_of(self, draft: Document) -> str:
        """The text as it is, or as a proof typed it before the step was refused."""
        typed = self.typed_bodies()
        return clean_body(typed[draft.pk]) if draft.pk in typed and self.is_edited() else draft.body

    def mine_forms(self, bound: Mapping[str, DeskForm]) -> dict[str, Any] | None:
        """The step I can take now, with its forms."""
        mine = self.page.mine
        if mine is None:
            return None
        form, url = self.form_on("pass", mine.step.pk, bound)
        back, back_url = self.form_on("return", mine.step.pk, bound)
        return {
            "shown": mine,
            "pass_form": form,
            "pass_url": url,
            "return_form": back,
            "return_url": back_url,
            "claim_url": self.act_url(f"claim-{mine.step.pk}"),
            "unclaim_url": self.act_url(f"unclaim-{mine.step.pk}"),
        }


def proof_changes(one: ShownStep) -> list[tuple[str, Any]]:
    """What a proof changed, text by text, struck out and underlined."""
    return [
        (change["title"], shortened([Segment(kind, text) for kind, text in change["pieces"]]))
        for change in one.step.text_changes
    ]
