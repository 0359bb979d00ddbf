"""The only way to the public: no other door, and no order of acts that skips a step."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import save_draft
from gongkai.apps.publishing import operations
from gongkai.apps.publishing.models import ReviewProcess, ReviewStep
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at
from tests.apps.publishing.team import news, sent, take, team_of, walk

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3] / "gongkai"
# who may call what switches a document on
CALLERS = {"apps/publishing/operations/signing.py", "apps/publishing/operations/emergency.py"}


def test_only_signing_and_emergency_switch_documents_on():
    """除签发和应急发布外，没有代码能调用公开这一步，也没有别处打开那道闸。"""
    found: dict[str, set[str]] = {"make_public": set(), "open_gate": set()}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in found:
                    found[name].add(str(path.relative_to(ROOT)))
    assert found["make_public"] == CALLERS
    assert found["open_gate"] == {"apps/documents/operations/publication.py"}


def test_wagtail_publishes_nothing(cast):
    """Wagtail 的发布、修订发布、流程批准都被拒绝。"""
    team = team_of(cast)
    document = news(team)
    revision = document.save_revision()
    with pytest.raises(PermissionDenied):
        document.publish(revision, user=cast.admin)
    with pytest.raises(PermissionDenied):
        revision.publish(user=cast.admin)
    process = ReviewProcess.objects.get(pk=sent(team, document).pk)
    with pytest.raises(PermissionDenied):
        process.workflow_state.current_task_state.approve(user=cast.admin)
    document.refresh_from_db()
    assert not document.live


def test_a_draft_is_not_saved_live(cast):
    """起草接口收不到“已公开”这样的值，直接保存也不行。"""
    document = news(team_of(cast))
    for values in ({"live": True}, {"state": "published"}, {"published_at": at()}):
        with pytest.raises(Blocked):
            save_draft(actor=cast.officer, document=document, values=values)
    document.live = True
    with pytest.raises(PermissionDenied):
        document.save()


def test_the_gate_of_the_desk_closes_wagtails_own_screens(client, cast):
    """文件没有登记为片段，Wagtail 没有它的编辑和发布页面；流程页面只有系统管理员能开。"""
    client.force_login(cast.officer)
    for address in ("/desk/snippets/", "/desk/snippets/documents/document/", "/desk/workflows/list/"):
        assert client.get(address).status_code in (403, 404)


# taking steps is what leads on; the rest tries to get round it
ACTS = (*("take",) * 24, *("sign",) * 4, "submit", "submit", "claim", "unclaim", "return", "cancel", "due")


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(chance=st.randoms(use_true_random=False))
def test_no_order_of_acts_skips_a_step(cast, chance):
    """任何人、任何次序、任何动作：文件公开了，就一定有六个不同的人各办一次，加保密审查和签发。"""
    with transaction.atomic():
        save = transaction.savepoint()
        team = team_of(cast)
        people = [*team.six, team.own, cast.reviewer, cast.officer, cast.justice_liaison, cast.town_liaison, cast.admin]
        document = news(team)
        process = sent(team, document)
        for _ in range(70):
            try:
                with transaction.atomic():
                    process = _do(chance, chance.choice(people), document, process)
            except Blocked:
                continue
            _check(document)
        transaction.savepoint_rollback(save)


def _do(chance, who, document, process):
    """One act by one person, on a step drawn among all of the review, in its turn or not."""
    act = chance.choice(ACTS)
    if act == "submit":
        return operations.submit(actor=who, document=Document.objects.get(pk=document.pk), now=at())
    if act == "due":
        operations.publish_due(at())
    elif act == "sign":
        operations.sign(actor=who, process=process, now=at())
    elif act == "cancel" and chance.random() < 0.1:  # seldom, or no walk gets far
        operations.cancel(actor=who, process=process, reason="试试", now=at())
    elif act in ("claim", "unclaim", "take", "return"):
        _on_step(act, chance, who, process)
    return process


def _on_step(act, chance, who, process):
    waiting = list(process.steps.filter(verdict="").order_by("rank", "pk"))
    # mostly the step whose turn it is, so that walks get far; sometimes any other
    steps = waiting[:2] if waiting and chance.random() < 0.8 else list(process.steps.all())
    step = chance.choice(steps)
    if act == "claim":
        operations.claim(actor=who, step=step, now=at())
    elif act == "unclaim":
        operations.unclaim(actor=who, step=step, now=at())
    elif act == "take":
        take(step, who)
    elif chance.random() < 0.1:
        operations.return_step(actor=who, step=step, comment="试试", now=at())


def _check(document):
    row = Document.objects.only("live", "created_by").get(pk=document.pk)
    if not row.live:
        return
    steps = ReviewStep.objects.filter(process__document=document, process__state="published")
    passed = {(step.kind, step.ordinal): step.done_by_id for step in steps if step.verdict == "passed"}
    six = [passed[kind, number] for kind in ("review", "proof") for number in (1, 2, 3)]
    assert len(set(six)) == 6
    assert {("secrecy", 0), ("sign", 0)} <= set(passed)
    assert row.created_by_id not in passed.values()


def test_the_machine_can_reach_the_end(cast):
    """上面那个试验不是空转：照次序走，是走得到公开的。"""
    team = team_of(cast)
    document = news(team)
    operations.sign(actor=cast.officer, process=walk(team, sent(team, document)), now=at())
    _check(document)
    assert Document.objects.get(pk=document.pk).live
