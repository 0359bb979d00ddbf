"""Two people at the same moment: one of them succeeds, the other is told why not."""

from __future__ import annotations

import pytest

from gongkai.apps.ledgers import operations, queries
from gongkai.apps.ledgers.models import ItemEvent, LedgerItem, Notice, Reminder
from gongkai.apps.ledgers.queries.imports import review_of
from gongkai.apps.orgs.models import Message
from tests.apps.ledgers.samples import NOTICE, accept, at, item, upload
from tests.cast import assemble
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NOW = at("2026-05-06")


@pytest.fixture
def cast(transactional_db):
    """The cast, where other threads see it."""
    return assemble()


def test_an_item_is_closed_out_once(cast):
    task = item(accept(cast), 1)
    operations.add_evidence(
        actor=cast.finance_liaison,
        item=task,
        unit=cast.finance,
        kind="link",
        title="x",
        url="https://q.example",
        now=NOW,
    )
    operations.submit_for_check(actor=cast.finance_liaison, item=task, unit=cast.finance, now=NOW)
    operations.give_verdict(actor=cast.justice_liaison, item=task, unit=cast.finance, is_satisfied=True, now=NOW)
    results = at_once(
        lambda: operations.close_out(actor=cast.officer, item=task, now=NOW),
        lambda: operations.close_out(actor=cast.second_officer, item=task, now=NOW),
    )
    assert ("这一项已销号，不能销号。",) in results
    assert sum(isinstance(result, LedgerItem) for result in results) == 1
    assert ItemEvent.objects.filter(item=task, action="close_out").count() == 1


def test_one_of_two_corrections_wins(cast):
    imported = upload(cast)
    results = at_once(
        *(
            lambda user=user: operations.edit_task(
                actor=user, imported=imported, revision=0, index=0, changes={"text": user.username}
            )
            for user in (cast.officer, cast.second_officer)
        )
    )
    assert results.count(("这份核对稿刚被别人改过，请刷新后再改。",)) == 1
    imported.refresh_from_db()
    assert (imported.revision, len(imported.corrections)) == (1, 1)


def test_two_uploads_of_one_notice_make_one_notice(cast):
    drafts = [upload(cast), upload(cast, NOTICE + "\n")]
    assert all(not review_of(row).blockers for row in drafts)
    results = at_once(
        *(
            lambda row=row: operations.accept_import(actor=cast.officer, imported=row, revision=0, now=NOW)
            for row in drafts
        )
    )
    assert results.count(("这份核对稿刚被别人改过，请刷新后再改。",)) == 1
    assert (Notice.objects.count(), LedgerItem.objects.count()) == (1, 4)
    # 另一份成了更正，先看改动再入账
    left = next(row for row in drafts if queries.review(cast.officer, row.pk).imported.state == "under_review")
    assert queries.review(cast.officer, left.pk).imported.notice == Notice.objects.get()


def test_two_daily_jobs_at_once_remind_once(cast):
    accept(cast)
    day = at("2026-06-30").date()
    operations.ensure_rules()
    results = at_once(lambda: operations.run_daily(day), lambda: operations.run_daily(day))
    assert not [result for result in results if not isinstance(result, int)], results
    assert Reminder.objects.count() == 2
    assert Message.objects.count() == 2
