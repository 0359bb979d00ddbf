"""Filing with the legal office (备案), which follows publication and changes nothing of the text. LIB-04."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.documents._locks import held
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations.drafts import LOCKED_STATES, UNSEEN
from gongkai.apps.documents.permissions import may_edit, may_see
from gongkai.apps.documents.queries.working import working_copy
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked

FILED_KINDS = (Document.Kind.NORMATIVE, Document.Kind.REGULATION)
FIELDS = ("filing_number", "filed_on", "filing_opinion")


def record_filing(
    *, actor: User | None, document: Document, number: str, on: date, opinion: str = "", now: datetime | None = None
) -> Document:
    """Write the number, day and opinion of the filing. The page shows them at once: no word of the text changes."""
    number, opinion, today = number.strip(), opinion.strip(), timezone.localdate(now or timezone.now())
    with transaction.atomic():
        row = held(document.pk)
        if row is None or (actor is not None and not may_see(actor, row)):
            raise Blocked([UNSEEN])
        problems = []
        if actor is not None and not may_edit(actor, row):
            problems.append("您不是发布机构、责任单位或起草单位的联络员，不能登记这份文件的备案。")
        problems += filing_problems(row)
        if not number:
            problems.append("请填写备案登记号。")
        if len(number) > 80 or len(opinion) > 300:
            problems.append("备案登记号不超过80个字，备案意见不超过300个字。")
        if on > today or (row.dated_on and on < row.dated_on):
            problems.append("备案日期应在成文日期之后，不晚于今天。")
        if problems:
            raise Blocked(problems)
        before = {"备案登记号": row.filing_number, "备案意见": row.filing_opinion}
        has_draft = row.live and row.has_unpublished_changes
        values = dict(zip(FIELDS, (number, on, opinion), strict=True))
        Document.objects.filter(pk=row.pk).update(**values)
        if has_draft:
            # else the next publication would write the former values over these
            draft = working_copy(row)
            for name, value in values.items():
                setattr(draft, name, value)
            draft.save_revision(user=actor, clean=False)
        after = {"备案登记号": number, "备案日期": str(on), "备案意见": opinion}
        record(actor=actor, action="登记备案", target=row, before=before, after=after, unit=row.publisher)
    return Document.objects.get(pk=row.pk)


def filing_problems(document: Document) -> list[str]:
    """Why no filing may be written down now; empty when it may."""
    problems = []
    if document.kind not in FILED_KINDS:
        problems.append(f"{document.get_kind_display()}不需要备案。")
    elif not document.live:
        problems.append("文件还没有发布，备案随修改页填写，或者发布后登记。")
    if document.state in LOCKED_STATES:
        problems.append("文件的变更正在审查，审查结束后再登记备案。")
    return problems
