"""Two people at the same document at the same moment, on PostgreSQL: one wins, the other is told why not, nothing is
half done and nobody waits in a ring."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.documents import operations as papers
from gongkai.apps.documents.models import Attachment, Document, DocumentVersion, IndexNumber
from gongkai.apps.publishing import operations
from gongkai.apps.publishing.models import Finding, ReviewProcess
from gongkai.apps.publishing.operations.findings import repair, run_proofing
from tests.apps.documents.paper import at, drafted, normative, related
from tests.apps.files.made import pdf
from tests.apps.publishing.team import (
    decided,
    explain,
    news,
    policy,
    published,
    sent,
    step_of,
    take,
    team_of,
    walk,
)
from tests.cast import assemble
from tests.together import at_once, on_postgresql, one_ahead, with_page_tree

pytestmark = [pytest.mark.django_db(transaction=True), on_postgresql]
SIGNING = "gongkai.apps.publishing.operations.signing"
LATER = at(date(2026, 3, 9))


@pytest.fixture
def team(transactional_db):
    with_page_tree()
    return team_of(assemble())


def wrong(results: list[object]) -> list[object]:
    """What ended neither well nor with a sentence."""
    return [result for result in results if isinstance(result, Exception)]


def refused(results: list[object]) -> list[object]:
    return [result for result in results if isinstance(result, tuple)]


def signed(team, process, officer=None, **values):
    return operations.sign(actor=officer or team.cast.officer, process=process, now=at(), **values)


def test_one_step_is_claimed_and_passed_once(team):
    process = sent(team, policy(team))
    step = step_of(process, "review", 1)
    claimed = at_once(
        *(lambda person=person: operations.claim(actor=person, step=step, now=at()) for person in team.six[:2])
    )
    assert (len(wrong(claimed)), len(refused(claimed))) == (0, 1)
    step.refresh_from_db()
    holder = step.claimed_by
    passed = at_once(lambda: take(step, holder), lambda: take(step, holder))
    assert (len(wrong(passed)), len(refused(passed))) == (0, 1)
    assert AuditEntry.objects.filter(action__startswith="通过").count() == 1


def test_what_two_sign_is_published_once(team):
    process = walk(team, sent(team, policy(team)))
    results = one_ahead(
        f"{SIGNING}.release", lambda: signed(team, process), lambda: signed(team, process, team.cast.second_officer)
    )
    assert (len(wrong(results)), len(refused(results))) == (0, 1)
    assert DocumentVersion.objects.count() == IndexNumber.objects.count() == 2
    assert set(Document.objects.values_list("live", flat=True)) == {True}


@pytest.mark.parametrize("is_cancel_first", [False, True])
def test_signed_or_cancelled_never_both(team, is_cancel_first):
    row = policy(team)
    process = walk(team, sent(team, row))

    def cancelled():
        return operations.cancel(actor=team.cast.justice_liaison, process=process, reason="另有安排", now=at())

    if is_cancel_first:
        results = one_ahead(
            "gongkai.apps.publishing.operations.submission.end", cancelled, lambda: signed(team, process)
        )
    else:
        results = one_ahead(f"{SIGNING}.release", lambda: signed(team, process), cancelled)
    assert (len(wrong(results)), len(refused(results))) == (0, 1)
    row.refresh_from_db()
    process.refresh_from_db()
    told = ("cancelled", False, 0) if is_cancel_first else ("published", True, 2)
    assert (process.state, row.live, DocumentVersion.objects.count()) == told


def test_due_releases_of_two_workers_publish_once(team):
    rows = [news(team, title=f"普法活动第{n}场") for n in range(3)]
    for row in rows:
        signed(team, walk(team, sent(team, row)), publish_at=LATER)
    results = at_once(lambda: operations.publish_due(LATER), lambda: operations.publish_due(LATER))
    assert wrong(results) == []
    assert sum(results) == 3
    assert DocumentVersion.objects.count() == 3
    given = sorted(Document.objects.values_list("index_number", flat=True))
    assert given == [f"000000000/2026-{n:05d}" for n in (1, 2, 3)]


def test_a_draft_is_edited_or_submitted_as_it_stood(team):
    """The interpretation is written while its policy is sent: the review has its text before or after, never half."""
    row = policy(team)
    told = Document.objects.get(kind="interpretation")
    values = {"body": "<p>办法降低了门槛，并且简化了手续。</p>"}
    results = one_ahead(
        "gongkai.apps.documents.operations.drafts.keep",
        lambda: papers.save_draft(actor=team.cast.justice_liaison, document=told, values=values, now=at()),
        lambda: sent(team, row),
    )
    assert wrong(results) == refused(results) == []
    told.refresh_from_db()
    assert told.state == "in_review"
    assert "简化了手续" in told.body
    # the review began with this text: nothing was changed behind the reviewers' backs
    signed(team, walk(team, results[1]))
    assert Document.objects.filter(live=True).count() == 2


def test_a_document_is_submitted_once(team):
    row = news(team)
    results = at_once(lambda: sent(team, row), lambda: sent(team, row))
    assert (len(wrong(results)), len(refused(results))) == (0, 1)
    assert ReviewProcess.objects.count() == 1


def test_an_emergency_during_the_signature(team):
    row = news(team)
    process = walk(team, sent(team, row))
    results = one_ahead(
        f"{SIGNING}.release",
        lambda: signed(team, process),
        lambda: operations.publish_in_emergency(
            actor=team.cast.second_officer, document=row, reason="汛情紧急", now=at()
        ),
    )
    assert (len(wrong(results)), len(refused(results))) == (0, 1)
    assert DocumentVersion.objects.count() == 1
    assert ReviewProcess.objects.get().state == "published"


def test_a_repair_while_a_step_is_passed(team):
    """A one-click repair holds the text, then the review; a step the review, then the text: they kept no order once."""
    row = news(team, body="<p>县司法局按照“两个确保、三个加强”部署开展普法活动，，取得实效。</p>")
    process = sent(team, row)
    take(step_of(process, "secrecy"), team.cast.reviewer)
    take(step_of(process, "review", 1), team.six[0])
    proof, holder = step_of(process, "proof", 1), team.six[1]
    run_proofing(actor=None, document=row)
    finding = Finding.objects.filter(state="open", has_repair=True).first()
    assert finding, [str(one) for one in Finding.objects.all()]
    operations.claim(actor=holder, step=proof, now=at())
    results = one_ahead(
        "gongkai.apps.publishing.operations.findings.follow_change",
        lambda: repair(actor=holder, finding=finding, now=at()),
        lambda: take(proof, holder, body="<p>县司法局开展普法活动。</p>"),
    )
    assert wrong(results) == refused(results) == []
    signed_process = ReviewProcess.objects.get(pk=process.pk)
    for place, (kind, ordinal) in enumerate([("review", 2), ("proof", 2), ("review", 3), ("proof", 3)], start=2):
        take(step_of(process, kind, ordinal), team.six[place])
    signed(team, signed_process)
    assert Document.objects.get().body == "<p>县司法局开展普法活动。</p>"


def test_findings_of_two_readings_at_once_are_kept_once(team):
    row = news(team, body="<p>，，县司法局开展活动。。联系人身份证号11010519491231002X。</p>")
    Finding.objects.all().delete()
    results = at_once(*(lambda: len(run_proofing(actor=None, document=row)) for _ in range(4)))
    assert wrong(results) == []
    assert set(results) == {Finding.objects.count()}


def test_a_repeal_while_what_cites_it_is_published_anew(team):
    """The repeal opens a duty of the citing document, which is locked by its own publication, which needs the other."""
    old = published(team, policy(team, title="青溪县旧办法", document_number="青政发〔2025〕1号"))
    values = normative(team.cast, "青溪县新办法", "青政发〔2026〕8号", publisher=team.cast.justice)
    values["body"] = "<p>按照《青溪县旧办法》（青政发〔2025〕1号）制定本办法。</p>"
    row = decided(team, drafted(values, relations=related("amends", old), actor=team.cast.justice_liaison))
    explain(team, row, title="《青溪县新办法》解读")
    process = walk(team, sent(team, row))
    results = one_ahead(
        "gongkai.apps.documents.operations.publication.apply_relations",
        lambda: signed(team, process),
        lambda: papers.set_validity(
            actor=team.cast.justice_liaison,
            document=old,
            validity="repealed",
            on=at().date(),
            reason="已被代替",
            now=at(),
        ),
    )
    assert wrong(results) == refused(results) == []
    old.refresh_from_db()
    assert old.validity == "repealed"


@pytest.mark.parametrize("is_change", [False, True])
def test_withdrawn_or_signed_never_half(team, is_change):
    row = published(team, news(team))
    papers.save_draft(actor=team.cast.justice_liaison, document=row, values={"title": "新的标题"}, now=at())
    process = walk(team, sent(team, row, change_note="更正")) if is_change else None

    def withdrawn():
        return papers.withdraw(actor=team.cast.justice_liaison, document=row, reason="有误", now=at())

    if process:
        results = one_ahead(f"{SIGNING}.release", lambda: signed(team, process), withdrawn)
        # 签发在先：撤回等它做完，然后撤回的是新的一版
        assert wrong(results) == refused(results) == []
        assert DocumentVersion.objects.count() == 2
    else:
        results = one_ahead(
            "gongkai.apps.documents.operations.withdrawal.record",
            withdrawn,
            lambda: sent(team, row, change_note="更正"),
        )
        assert wrong(results) == []
    row.refresh_from_db()
    assert row.live is False
    assert not Attachment.objects.filter(document=row, is_live=True).exists()


def test_one_number_of_an_issuer_goes_to_one_of_two_drafts(team):
    values = normative(team.cast, publisher=team.cast.justice, drafting_unit=team.cast.justice)

    def begun(title: str):
        return papers.save_draft(
            actor=team.cast.justice_liaison, document=None, values=values | {"title": title}, now=at()
        )

    results = at_once(*(lambda n=n: begun(f"青溪县第{n}号办法") for n in range(4)))
    assert (len(wrong(results)), len(refused(results))) == (0, 3), results
    assert all("青政发〔2026〕3号" in sentences[0] for sentences in refused(results))
    assert Document.objects.count() == 1


def test_a_change_takes_no_number_that_was_given_meanwhile(team):
    """The number of a change stands in its revision, where no constraint of the database sees it."""
    row = published(team, policy(team))
    new = {"document_number": "青政发〔2026〕77号"}
    papers.save_draft(actor=team.cast.justice_liaison, document=row, values=new, now=at())
    process = walk(team, sent(team, row, change_note="更正文号"))
    drafted(normative(team.cast, "别的办法", "青政发〔2026〕77号", publisher=team.cast.justice), places=[])
    (result,) = at_once(lambda: signed(team, process))
    assert isinstance(result, tuple)
    assert "青政发〔2026〕77号" in result[0]
    assert "别的办法" not in "".join(result)
    assert Document.objects.get(pk=row.pk).document_number == "青政发〔2026〕3号"


def test_two_files_at_once_are_both_kept(team):
    row = news(team)
    results = at_once(
        *(
            lambda n=n: papers.attach(
                actor=team.cast.justice_liaison, document=row, data=pdf(n), name=f"第{n}份.pdf", now=at()
            )
            for n in (1, 2, 3)
        )
    )
    assert wrong(results) == refused(results) == []
    assert {one.name for one in Document.objects.get(pk=row.pk).attachments.all()} == {
        f"第{n}份.pdf" for n in (1, 2, 3)
    }
    revision = Document.objects.get(pk=row.pk).get_latest_revision_as_object()
    assert len(revision.attachments.all()) == 3
