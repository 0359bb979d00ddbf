"""A notice is uploaded, corrected, accepted; again, corrected, undone."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.ledgers import operations, queries
from gongkai.apps.ledgers.models import LedgerItem, Notice, NoticeImport
from gongkai.apps.ledgers.operations import Blocked
from gongkai.apps.ledgers.queries.imports import review_of
from tests.apps.ledgers.samples import NOTICE, accept, at, item, upload


def test_upload_reads_the_notice_into_a_draft(cast):
    imported = upload(cast)
    page = queries.review(cast.officer, imported.pk)
    assert imported.state == NoticeImport.State.UNDER_REVIEW
    assert [task.leads[0].unit for task in page.tasks[:3]] == [cast.justice, cast.office, cast.finance]
    assert page.tasks[2].responsibles[0].group == cast.towns
    assert page.notice["doc_number"] == "青溪府办发〔2026〕8号"


def test_accepted_notice_becomes_items(cast):
    notice = accept(cast)
    print(notice.text, [i.text for i in notice.items.all()], review_of(notice.imports.first()).unplaced)
    first = item(notice, 1)
    assert notice.items.count() == 4
    assert first.due_on == date(2026, 6, 30)
    assert first.chapter.startswith("一、")
    assert notice.text[first.span_start : first.span_end].startswith("2026年6月30日前")
    # 2026-03-02 公布，10 个工作日后
    assert notice.plan_due_on == date(2026, 3, 16)
    assert notice.plan_publication_due_on == date(2026, 4, 14)
