"""三同步: policy and interpretation are reviewed together and appear at one moment (PUB-07, INT-02)."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.documents.models import Document
from gongkai.apps.publishing import operations, queries
from gongkai.apps.publishing.models import ReviewProcess
from tests.apps.documents.paper import at
from tests.apps.publishing.team import explain, policy, published, sent, step_of, take, walk

pytestmark = pytest.mark.django_db


def both():
    """The policy and its interpretation, as they are now."""
    return Document.objects.get(kind="normative"), Document.objects.get(kind="interpretation")


def test_both_appear_at_the_same_moment(team):
    published(team, policy(team))
    document, text = both()
    assert document.live
    assert text.live
    assert document.published_at == text.published_at == at()
    assert document.signed_at == text.signed_at == at()
    assert set(ReviewProcess.objects.values_list("state", flat=True)) == {"published"}


def test_both_wait_for_the_same_moment(team):
    later = at(date(2026, 3, 9))
    process = walk(team, sent(team, policy(team)))
    operations.sign(actor=team.cast.officer, process=process, publish_at=later, now=at())
    assert {row.state for row in both()} == {"scheduled"}
    operations.publish_due(later)
    document, text = both()
    assert document.published_at == text.published_at == later


def test_a_return_takes_both_back(team):
    process = sent(team, policy(team))
    step = step_of(process, "secrecy")
    operations.return_step(actor=team.cast.reviewer, step=step, comment="解读第二段不准确", now=at())
    assert {row.state for row in both()} == {"returned"}
    assert not any(row.workflow_in_progress for row in both())


def test_a_proof_corrects_the_interpretation_too(team):
    process = sent(team, policy(team))
    take(step_of(process, "secrecy"), team.cast.reviewer)
    take(step_of(process, "review", 1), team.own)
    text = both()[1]
    take(step_of(process, "proof", 1), team.six[0], bodies={text.pk: "<p>办法放宽了申请条件。</p>"})
    changes = step_of(process, "proof", 1).text_changes
    assert [change["document"] for change in changes] == [text.pk]
    assert both()[1].text == "办法放宽了申请条件。"
    take(step_of(process, "review", 2), team.six[1])


def test_an_interpretation_of_what_is_public_goes_alone(team):
    document = published(team, policy(team))
    second = explain(team, document, title="《青溪县临时救助办法》图解", form="chart")
    process = walk(team, sent(team, second))
    operations.sign(actor=team.cast.officer, process=process, now=at(date(2026, 3, 12)))
    assert Document.objects.get(pk=second.pk).live
    assert Document.objects.get(pk=document.pk).published_at == at()


def test_later_sign_off_is_flagged(team):
    """INT-02：解读后签发、后发布，两处都记下来；同步的没有。"""
    document = published(team, policy(team))
    assert [row.breaches for row in queries.synchrony()] == [()]
    second = explain(team, document, title="《青溪县临时救助办法》问答", form="qa", organised_on=date(2026, 3, 5))
    process = walk(team, sent(team, second))
    operations.sign(actor=team.cast.officer, process=process, now=at(date(2026, 3, 12)))
    found = {row.interpretation.pk: row.breaches for row in queries.synchrony()}
    assert found[second.pk] == (
        "组织不同步：解读的组织日期比文件的签发日期晚 3 天。",
        "审签不同步：解读比文件晚签发 10 天。",
        "部署不同步：解读比文件晚发布 10 天。",
    )
    assert sum(bool(breaches) for breaches in found.values()) == 1


def test_nothing_of_the_bundle_appears_when_one_cannot(team, monkeypatch):
    """两份一起发布：第二份失败，第一份也不出现。"""
    process = walk(team, sent(team, policy(team)))
    real = operations.signing.make_public

    def second_fails(*, document, **values):
        if document.kind == "interpretation":
            raise RuntimeError("磁盘满了")
        return real(document=document, **values)

    monkeypatch.setattr(operations.signing, "make_public", second_fails)
    with pytest.raises(RuntimeError):
        operations.sign(actor=team.cast.officer, process=process, now=at())
    assert not any(row.live for row in both())
    assert ReviewProcess.objects.get(pk=process.pk).state == "running"
