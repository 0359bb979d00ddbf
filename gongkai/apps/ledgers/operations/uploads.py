"""A file comes in and is read into a draft."""

from __future__ import annotations

import copy
import hashlib
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from gongkai.apps.audit.operations import record
from gongkai.apps.files.operations import store
from gongkai.apps.files.queries import open_bytes
from gongkai.apps.files.readers import read_bytes
from gongkai.apps.jobs.operations import enqueue
from gongkai.apps.ledgers.models import NoticeImport
from gongkai.apps.ledgers.permissions import may_manage
from gongkai.apps.ledgers.queries.imports import same_notice
from gongkai.apps.orgs.models import User
from gongkai.domain.notices import UnreadableNotice, read, to_json
from gongkai.domain.workflow import Blocked

# larger files are read by the worker; the screen shows "正在读取" until they are done
READ_AT_ONCE_BYTES = 200_000
State = NoticeImport.State


def upload_notice(
    *, actor: User, data: bytes, name: str, content_type: str = "", now: datetime | None = None
) -> NoticeImport:
    """Keep the file, read it, and put it up for review.

    A file whose very bytes are under review or in the ledger already changes nothing: the import there is returned.
    An unreadable file gives an import that says why (`reason_text`). Refuses whoever may not keep the ledger.
    """
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以导入通知。"])
    now = now or timezone.now()
    known = (State.READING, State.UNDER_REVIEW, State.ACCEPTED)
    with transaction.atomic():
        sha256 = hashlib.sha256(data).hexdigest()
        existing = NoticeImport.objects.filter(source__sha256=sha256, state__in=known).order_by("pk").first()
        if existing:
            return existing
        source = store(actor=actor, data=data, name=name, content_type=content_type)
        imported = NoticeImport.objects.create(source=source, made_by=actor, made_at=now)
        if len(data) <= READ_AT_ONCE_BYTES:
            _read_into(imported, data, name)
        else:
            enqueue(read_upload, {"import_id": imported.pk}, key=f"read-notice:{imported.pk}", actor=actor)
        record(actor=actor, action="导入通知", target=imported, after={"文件": name, "状态": imported.state})
    return imported


@task()
def read_upload(import_id: int) -> None:
    """Read a stored upload into its draft. Run again after a crash it does nothing twice."""
    with transaction.atomic():
        imported = NoticeImport.objects.select_for_update().select_related("source").get(pk=import_id)
        if imported.state != State.READING:
            return
        _read_into(imported, open_bytes(imported.source), imported.source.name)
        record(actor=None, action="读取通知", target=imported, after={"状态": imported.state})


def _read_into(imported: NoticeImport, data: bytes, name: str) -> None:
    try:
        reading = read(read_bytes(data, name))
    except UnreadableNotice as refusal:
        imported.state, imported.reason_text = State.FAILED, refusal.reason
    else:
        imported.state, imported.text, imported.reading = State.UNDER_REVIEW, reading.text, to_json(reading)
        imported.draft = first_draft(imported.reading)
        imported.notice = same_notice(imported.draft)
    imported.save()


def first_draft(reading: dict[str, Any]) -> dict[str, Any]:
    """The draft before anybody touched it: what was read, each task with an id that stays with it."""
    draft = copy.deepcopy(reading)
    # where every character went is a property of the reading; nobody edits it
    draft.pop("blocks", None)
    for number, found in enumerate(draft.setdefault("tasks", []), 1):
        found["id"] = number
    draft.setdefault("notice", {})
    draft["unit_choices"] = {}
    return draft
