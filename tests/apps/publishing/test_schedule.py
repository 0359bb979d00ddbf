"""Planned releases: at their time and never before, once, whatever dies in between (PUB-09)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.documents.models import Document, DocumentVersion
from gongkai.apps.jobs.models import Job
from gongkai.apps.orgs.models import Message
from gongkai.apps.publishing import operations, queries
from gongkai.apps.publishing.models import Finding, ReviewProcess
from tests.apps.documents.paper import at
from tests.apps.publishing.team import news, refusal, sent, walk

pytestmark = pytest.mark.django_db
LATER = at(date(2026, 3, 9))
SECOND = timedelta(seconds=1)


@pytest.fixture
def process(team):
    """A piece of news signed for the ninth."""
    walked = walk(team, sent(team, news(team)))
    return operations.sign(actor=team.cast.officer, process=walked, publish_at=LATER, now=at())


def document_of(process):
    """The document as it is now."""
    return Document.objects.get(pk=process.document_id)


def test_not_before_and_at_once_then(team, process):
    assert (document_of(process).state, document_of(process).live) == ("scheduled", False)
    assert operations.publish_due(LATER - SECOND) == 0
    assert not document_of(process).live
    assert operations.publish_due(LATER) == 1
    assert (document_of(process).live, document_of(process).published_at) == (True, LATER)


def test_a_job_waits_for_the_moment(process):
    job = Job.objects.get(key__startswith="release:")
    assert job.run_after == LATER
    assert job.task_path.endswith("release_due")


def test_run_twice_it_appears_once(team, process):
    assert (operations.publish_due(LATER), operations.publish_due(LATER)) == (1, 0)
    assert DocumentVersion.objects.count() == 1


def test_killed_in_the_middle_it_is_whole_afterwards(process, monkeypatch):
    """发布到一半进程被杀：库里什么也没留下，下一次从头来，只有一个版本。"""

    class Killed(BaseException):
        pass

    real = operations.signing.make_public

    def dies(**values):
        real(**values)
        raise Killed

    monkeypatch.setattr(operations.signing, "make_public", dies)
    with pytest.raises(Killed):
        operations.publish_due(LATER)
    assert (document_of(process).live, DocumentVersion.objects.count()) == (False, 0)
    monkeypatch.setattr(operations.signing, "make_public", real)
    assert operations.publish_due(LATER) == 1
    assert DocumentVersion.objects.count() == 1


def test_moved_to_another_day(team, process):
    newer = LATER + timedelta(days=2)
    assert refusal(operations.reschedule, actor=team.six[0], process=process, publish_at=newer, now=at()) == (
        "签发由县政府办公室主管部门人员或县司法局审核员办理。",
    )
    assert refusal(operations.reschedule, actor=team.cast.officer, process=process, publish_at=at(), now=at()) == (
        "定时发布的时间已经过去，请改选以后的时间。",
    )
    operations.reschedule(actor=team.cast.officer, process=process, publish_at=newer, now=at())
    assert operations.publish_due(LATER) == 0
    assert operations.publish_due(newer) == 1


def test_taken_back_before_its_time(team, process):
    operations.cancel(actor=team.cast.officer, process=process, reason="会议改期", now=at())
    assert operations.publish_due(LATER) == 0
    document = document_of(process)
    assert (document.state, document.live, document.signed_at) == ("draft", False, None)


def test_what_may_not_appear_any_more_goes_back(team, process):
    """等待期间出了问题：到点不发，退回，并告诉送审人和主管部门。"""
    Finding.objects.create(
        document=process.document, key="k", field="text", rule="test", basis="—", severity="block",
        message="测试：必须处理。", start=0, end=1, found_at=at(),
    )  # fmt: skip
    assert operations.publish_due(LATER) == 0
    row = ReviewProcess.objects.get(pk=process.pk)
    assert (row.state, row.returned_reason) == (
        "returned",
        "到期未能发布：测试：必须处理，请县司法局改正，或者写明理由保留。",
    )
    assert document_of(process).state == "returned"
    told = set(Message.objects.filter(title__startswith="到期未能发布").values_list("user__username", flat=True))
    assert told == {"lin", "gao"}


def test_one_that_fails_does_not_hold_up_the_next(team, process):
    second = walk(team, sent(team, news(team, title="县司法局第二次普法活动")))
    operations.sign(actor=team.cast.officer, process=second, publish_at=LATER + SECOND, now=at())
    Document.objects.filter(pk=process.document_id).update(body="<p>偷换</p>")
    assert operations.publish_due(LATER + SECOND) == 1
    assert document_of(second).live
    assert not document_of(process).live


def test_the_wish_of_the_writer_counts_unless_overruled(team):
    wished = walk(team, sent(team, news(team), publish_at=LATER))
    operations.sign(actor=team.cast.officer, process=wished, now=at())
    assert document_of(wished).publish_at == LATER
    other = walk(team, sent(team, news(team, title="另一条动态"), publish_at=LATER))
    operations.sign(actor=team.cast.officer, process=other, at_once=True, now=at())
    assert document_of(other).live


def test_the_list_of_what_waits(team, process):
    assert [row.pk for row in queries.scheduled(team.cast.officer)] == [process.pk]
    assert list(queries.scheduled(team.cast.town_liaison)) == []
