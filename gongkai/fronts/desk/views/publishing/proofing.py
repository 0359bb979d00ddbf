"""Proofreading on the desk: the live check of the editor, and what is done with each finding."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.permissions import may_see_draft
from gongkai.apps.publishing.models import Finding
from gongkai.apps.publishing.operations.findings import dismiss, reopen, repair
from gongkai.apps.publishing.permissions import may_dismiss, may_repair
from gongkai.apps.publishing.queries.findings import (
    attachment_names,
    check_text,
    findings_of,
    grounds,
    grouped,
    place_of,
)
from gongkai.domain.workflow import Blocked
from gongkai.fronts.desk.views._desk import DeskView
from gongkai.fronts.desk.views.documents._shared import DocumentView

# an editor sends no more than this
LONGEST = 2_000_000


def findings_context(user: Any, document: Document) -> dict[str, Any]:
    """What the panel desk/documents/_findings.html shows and what this person may do there."""
    rows = list(findings_of(document))
    names = attachment_names(document) if any(row.field.startswith("attachment:") for row in rows) else {}
    for row in rows:
        row.place = place_of(row, names)  # type: ignore[attr-defined]
    return {
        "finding_groups": grouped(rows),
        "finding_open": sum(row.state == Finding.State.OPEN for row in rows),
        "finding_blocking": sum(row.state == Finding.State.OPEN and row.severity == "block" for row in rows),
        "may_repair": may_repair(user, document),
        "may_dismiss": may_dismiss(user, document),
        "finding_grounds": grounds(),
    }


class Proof(DocumentView):
    """Proofread what stands in the editor, unsaved. Nothing is kept."""

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        raise Http404

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        body = request.POST.get("body", "")
        if len(body) > LONGEST:
            return JsonResponse({"findings": [], "sentence": "正文太长，保存后再校对。"}, status=413)
        rows = check_text(body, self.document, title=request.POST.get("title", ""))
        return JsonResponse(
            {"findings": rows, "grounds": grounds(), "may_dismiss": may_dismiss(self.user, self.document)}
        )


class FindingAct(DeskView):
    """One act on one finding. Back to the document's page, or a word to the script that asked."""

    done = ""

    def is_allowed(self) -> bool:
        """What its reader may not see does not exist here."""
        return self.finding.pk is not None

    @cached_property
    def finding(self) -> Finding:
        """The finding of a document that this person may see; else 404."""
        row = Finding.objects.select_related("document").filter(pk=self.kwargs["pk"]).first()
        if row is None or not may_see_draft(self.user, row.document):
            raise Http404
        return row

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        raise Http404

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if request.headers.get("Accept", "").startswith("application/json"):
            return self._word()
        page = reverse("desk:document", args=[self.finding.document_id])
        return self.act(self.change(), done=self.done, to=f"{page}#findings")

    def _word(self) -> JsonResponse:
        try:
            self.change()()
        except Blocked as refused:
            return JsonResponse({"ok": False, "sentences": list(refused.blockers)}, status=422)
        return JsonResponse({"ok": True, "sentences": []})

    def change(self) -> Callable[[], Any]:
        """The operation."""
        raise NotImplementedError


class FindingRepair(FindingAct):
    """改正."""

    done = "已改正。"

    def change(self) -> Callable[[], Any]:
        return lambda: repair(actor=self.user, finding=self.finding)


class FindingDismiss(FindingAct):
    """不改并说明."""

    done = "已记下说明。"

    def change(self) -> Callable[[], Any]:
        said = self.request.POST
        reason, ground = said.get("reason", ""), said.get("ground", "")
        return lambda: dismiss(actor=self.user, finding=self.finding, reason=reason, ground=ground)


class FindingReopen(FindingAct):
    """撤回说明."""

    done = "已撤回说明。"

    def change(self) -> Callable[[], Any]:
        return lambda: reopen(actor=self.user, finding=self.finding)
