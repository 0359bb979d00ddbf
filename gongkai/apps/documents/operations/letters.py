"""Telling people what their units owe: a reaction that `project/wiring.py` ties to an event of this app."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from gongkai.apps.documents.events import DutyOpened
from gongkai.apps.documents.models import DocumentDuty
from gongkai.apps.orgs.operations import send_message
from gongkai.apps.orgs.queries import liaisons_of


def tell_of_duty(event: DutyOpened) -> None:
    """A duty was opened: the liaisons of its unit are told, once."""
    duty = DocumentDuty.objects.filter(pk=event.duty_id).select_related("unit", "document").first()
    if duty is None:
        return
    for user in liaisons_of([duty.unit]):
        send_message(
            user=user,
            key=f"duty:{duty.pk}",
            title=f"文件待办：{duty.get_kind_display()}",
            text=duty.text,
            url=_address(duty.document_id),
        )


def _address(document_id: int) -> str:
    """Where the desk shows it; empty while no desk is installed."""
    try:
        return reverse("desk:document", args=[document_id])
    except NoReverseMatch:
        return ""
