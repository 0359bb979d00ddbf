"""Attacks on the order of review: every way round it that somebody might try."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.documents.operations import attach, detach, save_draft, withdraw
from gongkai.apps.documents.operations.attachments import describe_attachment
from gongkai.apps.publishing import operations
from gongkai.apps.publishing.models import ReviewProcess
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, interpretation, related
from tests.apps.files.made import pdf
from tests.apps.publishing.team import (
    decided,
    drafted,
    news,
    policy,
    published,
    refusal,
    sent,
    step_of,
    take,
    team_of,
    walk,
)

LATER = at(date(2026, 3, 5))
AFTER = LATER + timedelta(minutes=1)


@pytest.fixture
def team(cast):
    return team_of(cast)


def scheduled(team, row: Document) -> ReviewProcess:
    """Signed, to be released later."""
    process = walk(team, sent(team, row))
    return operations.sign(actor=team.cast.officer, process=process, publish_at=LATER, now=at())


def test_wagtail_itself_publishes_nothing(team):
    row = policy(team)
    past = at(date(2020, 1, 1))
    draft = Document.objects.get(pk=row.pk)
    draft.go_live_at = past
    revision = draft.save_revision(approved_go_live_at=past, clean=False)
    with pytest.raises(PermissionDenied):
        revision.publish()
    with suppress(PermissionDenied):
        call_command("publish_scheduled")
    row.refresh_from_db()
    assert not row.live
    row.live = True
    with pytest.raises(PermissionDenied):
        row.save()


@pytest.mark.parametrize("name", ["text", "attachment", "name", "attribute", "placement"])
def test_what_was_signed_cannot_be_changed_before_its_release(team, name):
    row = policy(team, with_interpretation=True)
    writer = team.cast.justice_liaison
    file = attach(actor=writer, document=row, data=pdf(1), name="表.pdf")
    process = scheduled(team, row)
    tries = {
        "text": lambda: save_draft(actor=writer, document=row, values={"body": "<p>换掉的正文</p>"}),
        "attachment": lambda: attach(actor=writer, document=row, data=pdf(2), name="换.pdf"),
        "name": lambda: describe_attachment(actor=writer, document=row, attachment=file, name="改名.pdf"),
        "attribute": lambda: decided(team, row, "withheld", reason="试", refusal_ground="secret"),
        "placement": lambda: save_draft(actor=writer, document=row, values={}, sections=[]),
    }
    with pytest.raises(Blocked):
        tries[name]()
    with pytest.raises(Blocked):
        detach(actor=writer, document=row, attachment=file)
    assert operations.publish_due(AFTER) == 1
    process.refresh_from_db()
    assert process.state == "published"


def test_words_swapped_behind_the_review_are_not_released(team):
    row = policy(team)
    process = scheduled(team, row)
    Document.objects.filter(pk=row.pk).update(body="<p>换掉的正文</p>")
    assert operations.publish_due(AFTER) == 0
    row.refresh_from_db()
    process.refresh_from_db()
    assert (row.live, process.state) == (False, "returned")


def test_a_caption_or_the_interpretation_swapped_behind_the_review_are_not_released(team):
    row = policy(team)
    attach(actor=team.cast.justice_liaison, document=row, data=pdf(1), name="表.pdf")
    first = scheduled(team, row)
    Attachment.objects.filter(document=row).update(caption="换掉的说明")
    assert operations.publish_due(AFTER) == 0
    first.refresh_from_db()
    assert first.state == "returned"
    Document.objects.filter(kind="interpretation").update(summary="换掉的概述")
    second = scheduled(team, Document.objects.get(pk=row.pk))
    Document.objects.filter(kind="interpretation").update(summary="又换掉的概述")
    assert operations.publish_due(AFTER) == 0
    second.refresh_from_db()
    assert second.state == "returned"


def test_one_release_that_fails_does_not_hold_up_the_others(team):
    """A document dated after its planned day is sent back when its time comes; what waits behind it goes out."""
    bad = news(team, title="日期在后的动态", dated_on=date(2026, 3, 20))
    good = news(team, title="第二条动态", source_text="县融媒体中心")
    process = walk(team, sent(team, bad))
    held = refusal(operations.sign, actor=team.cast.officer, process=process, publish_at=LATER, now=at())
    second = scheduled(team, good)
    assert operations.publish_due(AFTER) == 1
    for row in (bad, good, process, second):
        row.refresh_from_db()
    assert (bad.live, good.live, second.state) == (False, True, "published")
    assert held or process.state == "returned"


def test_a_cancelled_or_returned_review_cannot_be_signed_or_released(team):
    row = policy(team)
    process = scheduled(team, row)
    operations.cancel(actor=team.cast.justice_liaison, process=process, reason="再改", now=at())
    assert operations.publish_due(AFTER) == 0
    assert refusal(operations.sign, actor=team.cast.officer, process=process, now=at())
    again = sent(team, Document.objects.get(pk=row.pk))
    operations.return_step(actor=team.cast.reviewer, step=step_of(again, "secrecy"), comment="涉密", now=at())
    assert refusal(operations.sign, actor=team.cast.officer, process=again, now=at())
    assert refusal(operations.reschedule, actor=team.cast.officer, process=again, publish_at=LATER, now=at())
    row.refresh_from_db()
    assert not row.live


def test_signed_twice_it_is_published_once(team):
    row = policy(team)
    process = walk(team, sent(team, row))
    stale = ReviewProcess.objects.get(pk=process.pk)
    operations.sign(actor=team.cast.officer, process=process, now=at())
    assert refusal(operations.sign, actor=team.cast.second_officer, process=stale, now=at())
    assert row.versions.count() == 1


def test_a_step_taken_in_one_browser_cannot_be_taken_in_another(team):
    process = sent(team, policy(team))
    take(step_of(process, "secrecy"), team.cast.reviewer)
    step = step_of(process, "review", 1)
    take(step, team.six[0])
    assert refusal(take, step=step, actor=team.six[0])
    assert refusal(take, step=step, actor=team.six[1])
    assert refusal(take, step=step_of(process, "proof", 1), actor=team.six[0])
    # nor a later one before its turn
    assert refusal(take, step=step_of(process, "review", 3), actor=team.six[5])


@pytest.mark.parametrize("who", ["auditor", "stranger", "town_liaison", "planning_liaison", "justice_liaison"])
def test_who_has_no_part_takes_no_step(team, who):
    process = sent(team, policy(team))
    actor = getattr(team.cast, who)
    for kind in ("secrecy", "review", "proof"):
        step = process.steps.filter(kind=kind).first()
        assert refusal(operations.claim, actor=actor, step=step, now=at())
        assert refusal(take, step=step, actor=actor)
        assert refusal(operations.return_step, actor=actor, step=step, comment="试", now=at())
    assert refusal(operations.sign, actor=actor, process=process, now=at())
    if who != "justice_liaison":
        assert refusal(operations.cancel, actor=actor, process=process, reason="试", now=at())


def test_what_a_strange_unit_writes_about_a_policy_is_not_taken_along(team):
    row = published(team, policy(team))
    values = interpretation(team.cast, publisher=team.cast.planning, responsible_unit=team.cast.planning)
    values |= {"drafting_unit": team.cast.planning, "title": "别的单位写的解读"}
    other = drafted(values, relations=related("interprets", row), actor=team.cast.planning_liaison)
    save_draft(actor=team.cast.justice_liaison, document=row, values={"summary": "改动"})
    process = sent(team, Document.objects.get(pk=row.pk), change_note="改动概述")
    other.refresh_from_db()
    assert other.state == "draft"
    assert process.bundle.count() == 0


def test_withdrawn_while_its_change_is_reviewed_it_stays_where_it_is(team):
    row = published(team, news(team))
    save_draft(actor=team.cast.justice_liaison, document=row, values={"title": "改了的标题"})
    process = sent(team, Document.objects.get(pk=row.pk), change_note="改标题")
    with pytest.raises(Blocked):
        withdraw(actor=team.cast.justice_liaison, document=row, reason="试")
    operations.cancel(actor=team.cast.justice_liaison, process=process, reason="试", now=at())
    withdraw(actor=team.cast.justice_liaison, document=row, reason="有误")
    assert refusal(operations.sign, actor=team.cast.officer, process=process, now=at())
    assert not Document.objects.get(pk=row.pk).live
