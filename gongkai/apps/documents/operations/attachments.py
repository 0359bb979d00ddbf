"""Files of a document: cleaned, scanned and kept (PUB-11). Their media must open, which is looked at every day."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from gongkai.apps.audit.operations import record
from gongkai.apps.documents.models import Attachment, Document, DocumentDuty
from gongkai.apps.documents.operations.drafts import keep, opened
from gongkai.apps.documents.operations.duties import open_duty
from gongkai.apps.documents.permissions import may_edit
from gongkai.apps.files.cleaning import received
from gongkai.apps.files.media import defect_of
from gongkai.apps.files.operations import clean_name, store
from gongkai.apps.files.queries import DamagedFile, open_bytes
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked

NO_RIGHT = "您不是发布机构、责任单位或起草单位的联络员，不能修改这份文件。"


def attach(
    *,
    actor: User | None,
    document: Document,
    data: bytes,
    name: str,
    caption: str = "",
    is_inline: bool = False,
    now: datetime | None = None,
) -> Attachment:
    """Add a file: scanned, stripped of personal metadata, hidden rows and revisions, its words read out.

    What was removed is in `cleaning`. Blocked for a file that is infected, of a forbidden kind, too large, or there
    already; and for a picture in the text that is no picture. The public sees it with the next publication.
    """
    now = now or timezone.now()
    with transaction.atomic():
        _writable(actor, document)
    # a film takes seconds: nobody else waits for a lock meanwhile
    no_picture = f"“{clean_name(name)}”不是图片，不能放在正文里。" if is_inline else ""
    cleaned = received(data, name, if_no_picture=no_picture)
    with transaction.atomic():
        draft = _writable(actor, document)
        stored = store(actor=actor, data=cleaned.data, name=name)
        others = list(draft.attachments.all())
        twin = next((other for other in others if other.file_id == stored.pk and other.is_inline == is_inline), None)
        if twin:
            raise Blocked([f"这个文件已经在附件中，名称是“{twin.name}”。"])
        row = Attachment(
            document_id=draft.pk,
            file=stored,
            name=clean_name(name),
            media=cleaned.media,
            is_inline=is_inline,
            caption=caption.strip()[:200],
            cleaning=list(cleaned.report),
            text=cleaned.text,
            checked_at=now,
            order=max((other.order for other in others), default=0) + 1,
        )
        # a row at once, so that the text can point at it; the public version learns of it when this draft is published
        row.save()
        draft.attachments = [*others, row]
        keep(draft, actor=actor, now=now)
        after = {"附件": row.name, "清理记录": list(cleaned.report)}
        record(actor=actor, action="添加附件", target=draft, after=after, unit=draft.publisher)
    return row


def _writable(actor: User | None, document: Document) -> Document:
    """The draft under lock, for somebody who may change it."""
    draft = opened(actor, document)
    if actor is not None and not may_edit(actor, draft):
        raise Blocked([NO_RIGHT])
    return draft


def detach(*, actor: User | None, document: Document, attachment: Attachment, now: datetime | None = None) -> None:
    """Take a file out of the draft. The published version keeps it until the next publication."""
    with transaction.atomic():
        draft = _writable(actor, document)
        rest = [other for other in draft.attachments.all() if other.pk != attachment.pk]
        if len(rest) == draft.attachments.count():
            raise Blocked(["这份文件没有这个附件。"])
        if attachment.is_inline and f"/files/{attachment.pk}/" in draft.body:
            raise Blocked([f"正文里还用着“{attachment.name}”，请先从正文中删去。"])
        draft.attachments = rest
        keep(draft, actor=actor, now=now or timezone.now())
        record(actor=actor, action="移除附件", target=draft, before={"附件": attachment.name}, unit=draft.publisher)


def describe_attachment(
    *,
    actor: User | None,
    document: Document,
    attachment: Attachment,
    name: str,
    caption: str = "",
    now: datetime | None = None,
) -> Attachment:
    """Give an attachment of the draft another name or caption."""
    name = clean_name(name)
    with transaction.atomic():
        draft = _writable(actor, document)
        rows = list(draft.attachments.all())
        row = next((other for other in rows if other.pk == attachment.pk), None)
        if row is None:
            raise Blocked(["这份文件没有这个附件。"])
        before = {"附件": row.name, "说明": row.caption}
        row.name, row.caption = name, caption.strip()[:200]
        draft.attachments = rows
        keep(draft, actor=actor, now=now or timezone.now())
        after = {"附件": row.name, "说明": row.caption}
        record(actor=actor, action="修改附件说明", target=draft, before=before, after=after, unit=draft.publisher)
    return cast(Attachment, row)


def check_media(now: datetime | None = None) -> int:
    """Daily: open every public picture, sound, video and file. What does not open is a duty of its unit; how many."""
    now = now or timezone.now()
    rows = Attachment.objects.filter(is_live=True, document__live=True).select_related("file", "document")
    bad = 0
    for row in rows.defer("text", "document__body", "document__text").iterator(chunk_size=200):
        defect = _defect(row)
        if defect != row.defect or row.checked_at is None or defect:
            _note(row, defect, now)
        bad += bool(defect)
    rows.update(checked_at=now)
    return bad


@task()
def check_media_today() -> int:
    """The daily job: how many public files do not open."""
    return check_media()


def _defect(row: Attachment) -> str:
    try:
        return defect_of(open_bytes(row.file), row.file.name)
    except DamagedFile as error:
        return str(error)


def _note(row: Attachment, defect: str, now: datetime) -> None:
    was = row.defect
    with transaction.atomic():
        Attachment.objects.filter(pk=row.pk).update(defect=defect[:200], checked_at=now)
        if defect and not was:
            open_duty(
                kind=DocumentDuty.Kind.DEFECT,
                document=row.document,
                text=f"“{row.name}”打不开：{defect}",
                opened_on=timezone.localdate(now),
                key=f"{row.pk}:{timezone.localdate(now):%Y%m%d}",
            )
        elif was and not defect:
            open_rows = DocumentDuty.objects.filter(document=row.document, kind=DocumentDuty.Kind.DEFECT)
            mine = open_rows.filter(key__contains=f":{row.pk}:", done_at__isnull=True)
            mine.update(done_at=now, done_text="已能打开。")
