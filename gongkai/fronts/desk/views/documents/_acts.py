"""The acts of a document's page: which form, which operation, what is said; and the sentences that refuse them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import close_duty, filing_problems, pin, record_filing, set_validity, withdraw
from gongkai.apps.documents.operations.packs import make_pack
from gongkai.apps.documents.queries import duties_of, kind_rule
from gongkai.apps.orgs.permissions import is_office
from gongkai.apps.publishing.models import ReviewProcess
from gongkai.apps.publishing.operations import cancel, publish_in_emergency, submit
from gongkai.apps.publishing.queries import ProcessPage, process_of, process_page, publish_blockers
from gongkai.fronts.desk.forms import documents as forms
from gongkai.fronts.desk.forms.fields import DeskForm
from gongkai.fronts.desk.views._forms_page import Act

State = Document.State
UNDER_REVIEW = (State.IN_REVIEW, State.SCHEDULED)
NOT_WRITER = "由发布机构、责任单位或者起草单位的联络员办理。"


def _duty(page: Any, values: dict[str, Any]) -> None:
    duty = duties_of(page.document).filter(pk=page.target).first()
    if duty is None:
        raise Http404
    close_duty(actor=page.user, duty=duty, **values)


def _submit(page: Any, values: dict[str, Any]) -> None:
    """材料不全 is no refusal: the document was sent and came back at once, and the page says why."""
    process = submit(actor=page.user, document=page.document, **values)
    if process.state == ReviewProcess.State.RETURNED:
        messages.warning(page.request, f"材料不全，已退回：{process.returned_reason}")
    else:
        messages.success(page.request, "已送审。")


def _cancel(page: Any, values: dict[str, Any]) -> None:
    process = process_of(page.document)
    if process is None:
        raise Http404
    cancel(actor=page.user, process=process, **values)


def _pin(page: Any, _values: dict[str, Any]) -> None:
    placement = page.document.placements.filter(section=page.target, is_live=True).select_related("section").first()
    if placement is None:
        raise Http404
    pin(actor=page.user, document=page.document, section=placement.section, is_pinned=not placement.is_pinned)


def _on_document(operation: Any) -> Any:
    return lambda page, values: operation(actor=page.user, document=page.document, **values)


ACTS = {
    "submit": Act(forms.SubmitReviewForm, _submit, ""),
    "cancel": Act(forms.CancelReviewForm, _cancel, "已撤销送审，可以继续修改。"),
    "emergency": Act(forms.EmergencyForm, _on_document(publish_in_emergency), "已应急发布，请按期补办审查。"),
    "withdraw": Act(forms.WithdrawForm, _on_document(withdraw), "已撤回，原地址显示撤回说明。"),
    "validity": Act(forms.ValidityForm, _on_document(set_validity), "已设置有效性。"),
    "filing": Act(forms.FilingForm, _on_document(record_filing), "已登记备案。"),
    "pack": Act(
        DeskForm, lambda page, _values: make_pack(actor=page.user, policy=page.document), "已制作媒体素材包，可以下载。"
    ),
    "pin": Act(DeskForm, _pin, "已调整栏目中的顺序。"),
    "duty": Act(forms.CloseDutyForm, _duty, "已办结。"),
}
PARTS = frozenset({"duty", "pin"})


def blockers(document: Document, user: Any, is_writer: bool, review: ProcessPage | None) -> dict[str, list[str]]:
    """For each act why it may not be done now; an empty list means it may."""
    writer = [] if is_writer else [NOT_WRITER]
    # what the form asks for (变更说明) is no refusal yet
    sent = publish_blockers(document, user, change_note="—")
    found: dict[str, list[str]] = {"submit": sent, "edit": [*writer], "withdraw": [*writer], "validity": [*writer]}
    found["cancel"] = list(review.cancel_blockers) if review else ["文件没有送审。"]
    if document.state in UNDER_REVIEW:
        found["edit"].append(f"文件{document.get_state_display()}，撤销送审后才能修改。")
        found["withdraw"].append("文件的变更正在审查，请先撤销送审。")
    if not document.live:
        found["withdraw"].append("文件没有发布，不需要撤回。")
        found["validity"].append("文件还没有发布，有效性随发布确定。")
    if not kind_rule(document.kind).has_validity:
        found["validity"].append(f"{document.get_kind_display()}没有有效性。")
    found["filing"] = [*writer, *filing_problems(document)]
    if kind_rule(document.kind).needs_interpretation:
        found["pack"] = [*writer] if document.live else [*writer, "文件还没有发布，不能向媒体提供。"]
    if not is_office(user):
        found["emergency"] = ["应急发布由主管部门办理。"]
    elif document.live:
        found["emergency"] = ["文件已经发布。"]
    return found


def review_of(document: Document, user: Any) -> ProcessPage | None:
    """The newest review with its steps as this person may see them."""
    process = process_of(document)
    return process_page(process, user) if process else None
