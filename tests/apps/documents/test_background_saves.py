"""What the editor saves by itself: one sitting is one revision and one line of the log, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.documents import operations
from gongkai.apps.documents._sittings import ACTION, LONGEST
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries import working_copy
from gongkai.apps.publishing import operations as reviewing
from gongkai.apps.publishing.models import ReviewProcess
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, normative, publish
from tests.apps.publishing.team import policy, sent, team_of

pytestmark = pytest.mark.django_db


def typed(actor, document, text, *, minutes=0.0, based_on=None, **values):
    """A background save of that text, so many minutes after nine thirty."""
    return operations.save_draft(
        actor=actor,
        document=Document.objects.get(pk=document.pk),
        values={"body": f"<p>{text}</p>"} | values,
        based_on=based_on,
        is_background=True,
        now=at() + timedelta(minutes=minutes),
    )


def saved(actor, document, text):
    row = Document.objects.get(pk=document.pk)
    return operations.save_draft(actor=actor, document=row, values={"body": f"<p>{text}</p>"}, now=at())


def texts(document):
    """The text of every revision kept, oldest first."""
    return [row.as_object().text for row in document.revisions.order_by("pk")]


def actions(document):
    rows = AuditEntry.objects.filter(target_kind="documents.document", target_id=str(document.pk))
    return list(rows.order_by("pk").values_list("action", flat=True))


@pytest.fixture
def draft(cast):
    return drafted(normative(cast, body="<p>原文</p>"), actor=cast.officer)


def test_a_sitting_is_one_revision_and_one_line(cast, draft):
    for count in range(1, 61):
        kept = typed(cast.officer, draft, "字" * count, minutes=count / 2)
    assert texts(draft) == ["原文", "字" * 60]
    assert actions(draft) == ["新建文件", ACTION]
    row = Document.objects.get(pk=draft.pk)
    assert (row.latest_revision_id, row.text) == (kept.latest_revision_id, "字" * 60)
    assert working_copy(row).text == "字" * 60


def test_a_save_that_was_asked_for_keeps_everything(cast, draft):
    typed(cast.officer, draft, "自动甲")
    saved(cast.officer, draft, "保存乙")
    typed(cast.officer, draft, "自动丙")
    typed(cast.officer, draft, "自动丁")
    assert texts(draft) == ["原文", "自动甲", "保存乙", "自动丁"]
    assert actions(draft) == ["新建文件", ACTION, "修改文件", ACTION]


def test_every_change_of_the_metadata_is_in_the_log(cast, draft):
    typed(cast.officer, draft, "甲")
    typed(cast.officer, draft, "乙", title="青溪县临时救助实施办法")
    typed(cast.officer, draft, "丙", title="青溪县临时救助实施办法")
    assert actions(draft) == ["新建文件", ACTION, ACTION]
    last = AuditEntry.objects.filter(target_id=str(draft.pk)).first()
    assert (last.before, last.after) == ({"title": "青溪县临时救助办法"}, {"title": "青溪县临时救助实施办法"})
    assert texts(draft) == ["原文", "丙"]


def test_an_hour_of_writing_leaves_a_state(cast, draft):
    typed(cast.officer, draft, "第一小时初", minutes=0)
    typed(cast.officer, draft, "第一小时末", minutes=LONGEST.seconds / 60 - 1)
    typed(cast.officer, draft, "第二小时初", minutes=LONGEST.seconds / 60)
    typed(cast.officer, draft, "第二小时末", minutes=LONGEST.seconds / 60 + 30)
    assert texts(draft) == ["原文", "第一小时末", "第二小时末"]
    assert actions(draft) == ["新建文件", ACTION, ACTION]


def test_what_vanished_at_once_can_be_had_back(cast, draft):
    typed(cast.officer, draft, "很长的一段文字" * 40)
    typed(cast.officer, draft, "误删之后", minutes=0.5)
    typed(cast.officer, draft, "误删之后又写", minutes=1)
    assert texts(draft) == ["原文", "很长的一段文字" * 40, "误删之后又写"]


def test_any_other_act_ends_the_sitting(cast, draft):
    typed(cast.officer, draft, "甲")
    operations.decide_openness(actor=cast.officer, document=draft, openness_class="proactive", now=at())
    typed(cast.officer, draft, "乙")
    assert texts(draft) == ["原文", "甲", "乙"]
    # another writer's save is never taken away by mine, nor mine by another's
    typed(cast.finance_liaison, draft, "丙")
    typed(cast.officer, draft, "丁")
    assert texts(draft) == ["原文", "甲", "乙", "丙", "丁"]


def test_two_windows_do_not_overwrite_each_other(cast, draft):
    opened = Document.objects.get(pk=draft.pk).latest_revision_id
    mine = typed(cast.officer, draft, "甲的字", based_on=opened)
    told = "您打开之后，这份文件又被修改过。请重新打开，把您的改动加进去再保存。"
    # who opened before, who opened the state that was taken away since, and the same person's other window
    again = typed(cast.officer, draft, "甲又写的字", based_on=mine.latest_revision_id)
    for actor, base in ((cast.finance_liaison, opened), (cast.finance_liaison, mine.latest_revision_id),
                        (cast.officer, mine.latest_revision_id)):  # fmt: skip
        with pytest.raises(Blocked) as caught:
            typed(actor, draft, "别人的字", based_on=base)
        assert caught.value.blockers == (told,)
    assert texts(draft) == ["原文", "甲又写的字"]
    assert typed(cast.finance_liaison, draft, "接着写", based_on=again.latest_revision_id).text == "接着写"


def test_the_change_of_a_public_document_is_thinned_too_and_stays_unseen(cast):
    row = publish(drafted(normative(cast, body="<p>公开的字</p>"), actor=cast.officer))
    before = row.revisions.count()
    for count in range(1, 5):
        typed(cast.officer, row, "新版本" + "字" * count, minutes=count / 2)
    row.refresh_from_db()
    assert (row.text, row.live_revision.as_object().text, working_copy(row).text) == (
        "公开的字", "公开的字", "新版本字字字字",
    )  # fmt: skip
    assert row.revisions.count() == before + 1
    assert publish(row).text == "新版本字字字字"


def test_the_state_that_was_reviewed_is_never_taken_away(cast):
    team = team_of(cast)
    document = policy(team)
    reading = Document.objects.get(kind="interpretation")
    # the log of an interpretation knows nothing of its policy's review
    typed(team.cast.justice_liaison, reading, "办法降低了申请门槛，放宽了范围。")
    process = sent(team, document)
    reviewing.cancel(actor=team.cast.justice_liaison, process=process, reason="再改", now=at())
    reviewed = ReviewProcess.objects.get(document=reading).revision_id
    typed(team.cast.justice_liaison, reading, "办法降低了申请门槛，放宽了申请范围。")
    assert reading.revisions.filter(pk=reviewed).exists()
    assert ReviewProcess.objects.get(document=reading).revision_id == reviewed
