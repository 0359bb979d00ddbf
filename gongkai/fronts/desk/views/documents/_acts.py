"""The acts of a document's page: which form, which operation, what is said; and the sentences that refuse them."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import close_duty, set_validity, withdraw
from gongkai.apps.documents.queries import duties_of, kind_rule
from gongkai.fronts.desk.forms import documents as forms
from gongkai.fronts.desk.views._forms_page import Act

State = Document.State
UNDER_REVIEW = (State.IN_REVIEW, State.SCHEDULED)
NOT_WRITER = "由发布机构、责任单位或者起草单位的联络员办理。"


def _duty(page: Any, values: dict[str, Any]) -> None:
    duty = duties_of(page.document).filter(pk=page.target).first()
    if duty is None:
        raise Http404
    close_duty(actor=page.user, duty=duty, **values)


def _on_document(operation: Any) -> Any:
    return lambda page, values: operation(actor=page.user, document=page.document, **values)


ACTS = {
    "withdraw": Act(forms.WithdrawForm, _on_document(withdraw), "已撤回，原地址显示撤回说明。"),
    "validity": Act(forms.ValidityForm, _on_document(set_validity), "已设置有效性。"),
    "duty": Act(forms.CloseDutyForm, _duty, "已办结。"),
}
PARTS = frozenset({"duty"})


def blockers(document: Document, user: Any, is_writer: bool) -> dict[str, list[str]]:
    """For each act why it may not be done now; an empty list means it may."""
    writer = [] if is_writer else [NOT_WRITER]
    found: dict[str, list[str]] = {"edit": [*writer], "withdraw": [*writer], "validity": [*writer]}
    if document.state in UNDER_REVIEW:
        sentence = f"文件{document.get_state_display()}，撤销送审后才能修改。"
        found["edit"].append(sentence)
        found["withdraw"].append("文件的变更正在审查，请先撤销送审。")
    if not document.live:
        found["withdraw"].append("文件没有发布，不需要撤回。")
        found["validity"].append("文件还没有发布，有效性随发布确定。")
    if not kind_rule(document.kind).has_validity:
        found["validity"] = []
    return found


def progress(document: Document, user: Any) -> dict[str, Any]:
    """How far the review is."""
    return {}
