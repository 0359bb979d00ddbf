"""A reading as plain values for JSON: the schema of the ledger, with spans beside every list of words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongkai.domain.notices._values import Deadline, Found, Notice, Quota, Reading, Task


def to_json(reading: Reading) -> dict[str, Any]:
    """The notice, its tasks, what was not placed, the warnings and the labelled blocks.

    `spans` of a task or notice runs parallel to its lists of words; a deadline and a quota carry their own `span`.
    """
    return {
        "notice": _notice(reading.notice),
        "tasks": [_task(number, task) for number, task in enumerate(reading.tasks, 1)],
        "unplaced": [{"text": found.text, "span": list(found.span)} for found in reading.unplaced],
        "warnings": [
            {"code": warned.code, "message": warned.message, "span": list(warned.span), "proposal": warned.proposal}
            for warned in reading.warnings
        ],
        "notes": list(reading.notes),
        "blocks": [{"label": block.label, "span": list(block.span)} for block in reading.blocks],
    }


def _notice(notice: Notice) -> dict[str, Any]:
    return {
        "title": _one_line(notice.title),
        "issuer": _words(notice.issuer),
        "doc_number": _words(notice.document_number),
        "written_on": notice.written_on.isoformat() if notice.written_on else None,
        "published_on": notice.published_on.isoformat() if notice.published_on else None,
        "recipients": _texts(notice.recipients),
        "attachment_title": _one_line(notice.attachment_title),
        "disclosure_attribute": notice.disclosure_attribute,
        "legal_basis": _texts(notice.legal_basis),
        "deadlines": [_deadline(limit) for limit in notice.deadlines],
        "spans": {
            "title": _span(notice.title),
            "issuer": _span(notice.issuer),
            "doc_number": _span(notice.document_number),
            "written_on": _span(notice.written_on_text),
            "recipients": _spans(notice.recipients),
            "attachment_title": _span(notice.attachment_title),
            "legal_basis": _spans(notice.legal_basis),
        },
    }


def _one_line(found: Found | None) -> str | None:
    """A title printed on two lines is one title; its span still shows where the line breaks."""
    return "".join(line.strip() for line in found.text.splitlines()) if found else None


def _task(number: int, task: Task) -> dict[str, Any]:
    return {
        "id": number,
        "section": _texts(task.section),
        "number": _words(task.number),
        "text": task.text,
        "lead_units": _texts(task.lead_units),
        "responsible_units": _texts(task.responsible_units),
        "deadlines": [_deadline(limit) for limit in task.deadlines],
        "quotas": [_quota(quota) for quota in task.quotas],
        "paths": [list(path.segments) for path in task.paths],
        "channels": _texts(task.channels),
        "cites": _texts(task.cites),
        "basis": task.basis,
        "spans": {
            "section": _spans(task.section),
            "number": _span(task.number),
            "text": list(task.span),
            "lead_units": _spans(task.lead_units),
            "responsible_units": _spans(task.responsible_units),
            "paths": [list(path.span) for path in task.paths],
            "channels": _spans(task.channels),
            "cites": _spans(task.cites),
        },
    }


def _deadline(limit: Deadline) -> dict[str, Any]:
    return {
        "text": limit.text,
        "kind": limit.kind,
        "date": limit.on.isoformat() if limit.on else None,
        "offset": limit.offset,
        "needs_confirmation": limit.needs_confirmation,
        "basis": limit.basis,
        "span": list(limit.span),
    }


def _quota(quota: Quota) -> dict[str, Any]:
    return {
        "text": quota.text,
        "op": quota.op,
        "value": int(quota.value) if float(quota.value).is_integer() else quota.value,
        "unit": quota.unit,
        "period": quota.period,
        "of": quota.of,
        "basis": quota.basis,
        "span": list(quota.span),
    }


def _words(found: Found | None) -> str | None:
    return found.text if found else None


def _span(found: Found | None) -> list[int] | None:
    return list(found.span) if found else None


def _texts(found: Iterable[Found]) -> list[str]:
    return [value.text for value in found]


def _spans(found: Iterable[Found]) -> list[list[int]]:
    return [list(value.span) for value in found]
