"""The official copy of a regulation or rule, and the daily comparison with ours. LIB-05 to LIB-07."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._file_words import words_of_file
from gongkai.apps.documents._numbers import quoted
from gongkai.apps.documents._state import mark_public_change
from gongkai.apps.documents._words import short
from gongkai.apps.documents.events import DocumentPublished
from gongkai.apps.documents.models import AppliedRule, Document, OfficialText
from gongkai.apps.documents.permissions import may_edit, may_work_for
from gongkai.apps.orgs.models import Unit, User
from gongkai.domain.comparison import Segment, exact_differences
from gongkai.domain.workflow import Blocked

SHORTEST = 20


def save_official_text(
    *,
    actor: User,
    document: Document,
    source_text: str,
    source_url: str = "",
    version_on: date | None = None,
    text: str = "",
    data: bytes = b"",
    name: str = "",
    now: datetime | None = None,
) -> OfficialText:
    """Keep the official copy, typed in or read from a file, and compare. The former copy is replaced.

    The fingerprint is the SHA-256 of the text without blanks, as it is compared.
    """
    now = now or timezone.now()
    problems = []
    if not may_edit(actor, document):
        problems.append("正式版本由文件的责任单位或政务公开主管部门登记。")
    if document.kind != Document.Kind.REGULATION:
        problems.append("只有法规规章才登记正式版本。")
    if not source_text.strip():
        problems.append("请写明正式版本的来源，例如“国家行政法规库”。")
    if data:
        text = words_of_file(data, name).text
    if not problems and len("".join(text.split())) < SHORTEST:
        problems.append("正式版本的文字太少，请粘贴全文或上传全文文件。")
    if problems:
        raise Blocked(problems)
    with transaction.atomic():
        before = OfficialText.objects.filter(document=document).values_list("fingerprint", flat=True).first()
        row, _ = OfficialText.objects.update_or_create(
            document=document,
            defaults={
                "source_text": source_text.strip()[:200],
                "source_url": source_url,
                "version_on": version_on,
                "text": text,
                "fingerprint": fingerprint(text),
            },
        )
        _compare(row, now)
        after = {"来源": row.source_text, "版本日期": str(version_on or ""), "指纹": row.fingerprint}
        after |= {"不一致处": str(row.difference_count)}
        record(actor=actor, action="登记正式版本", target=row, before={"指纹": before or ""}, after=after)
    return row


def fingerprint(text: str) -> str:
    """SHA-256 of the text without blanks."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()


def check_official_texts(now: datetime | None = None) -> int:
    """Daily: compare every local copy that is public with its official text. How many differ."""
    now, differing = now or timezone.now(), 0
    for row in OfficialText.objects.filter(document__live=True).select_related("document").iterator(chunk_size=20):
        differing += bool(_compare(row, now))
    return differing


@task()
def check_texts_today() -> int:
    """The daily job: compare all. Returns how many local copies differ."""
    return check_official_texts()


def check_published(event: DocumentPublished, now: datetime | None = None) -> None:
    """On publication: a new version of a local copy is compared at once."""
    row = OfficialText.objects.filter(document=event.document_id).select_related("document").first()
    if row is not None:
        _compare(row, now or timezone.now())


def apply_rule(*, actor: User, unit: Unit, document: Document, note: str = "") -> AppliedRule:
    """Put a regulation on the list of those that the unit applies."""
    with transaction.atomic():
        problems = []
        if not may_work_for(actor, unit.pk):
            problems.append(f"您不是{short(unit)}的联络员。")
        if document.kind != Document.Kind.REGULATION:
            problems.append("请选择法规规章。")
        if AppliedRule.objects.filter(unit=unit, document=document).exists():
            problems.append(f"{quoted(document.title)}已经在{short(unit)}执行的规章中。")
        if problems:
            raise Blocked(problems)
        row = AppliedRule.objects.create(unit=unit, document=document, note=note.strip()[:200])
        mark_public_change()
        record(actor=actor, action="登记执行的规章", target=row, after={"规章": document.title}, unit=unit)
    return row


def drop_rule(*, actor: User, applied: AppliedRule) -> None:
    """Take a regulation off the unit's list."""
    with transaction.atomic():
        if not may_work_for(actor, applied.unit_id):
            raise Blocked([f"您不是{short(applied.unit)}的联络员。"])
        mark_public_change()
        record(actor=actor, action="去掉执行的规章", target=applied, unit=applied.unit)
        applied.delete()


def _compare(row: OfficialText, now: datetime) -> int:
    """The number of differing places, written down with the moment."""
    if fingerprint(row.document.text) == row.fingerprint:
        count = 0
    else:
        count = Segment.places(exact_differences(row.document.text, row.text))
    row.difference_count, row.checked_at = count, now
    row.save(update_fields=["difference_count", "checked_at"])
    return count
