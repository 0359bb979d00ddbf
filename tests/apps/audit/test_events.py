"""An event runs its reactions after the commit, and a reaction that fails breaks nothing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.db import transaction

from gongkai.apps.audit.events import announce
from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.audit.operations import record
from gongkai.project import wiring

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True, slots=True)
class Happened:
    number: int


@pytest.fixture
def seen(monkeypatch):
    """A list of what a good reaction saw; before it stands one that fails half way."""
    seen: list[int] = []

    def fails(event: Happened) -> None:
        record(actor=None, action="做了一半", target="无")
        raise RuntimeError("反应失败")

    monkeypatch.setitem(wiring.REACTIONS, Happened, (fails, lambda event: seen.append(event.number)))
    return seen


def test_reactions_run_after_the_commit(seen):
    with transaction.atomic():
        announce(Happened(1))
        assert seen == []
    assert seen == [1]


def test_what_is_rolled_back_did_not_happen(seen):
    with transaction.atomic():
        announce(Happened(1))
        transaction.set_rollback(True)
    assert seen == []


def test_a_reaction_that_fails_is_logged_and_leaves_the_writer_and_the_others_alone(seen, caplog):
    with transaction.atomic():
        record(actor=None, action="写", target="无")
        announce(Happened(7))
    assert seen == [7]
    assert [entry.action for entry in AuditEntry.objects.all()] == ["写"]
    assert "反应失败" in caplog.text


def test_an_event_nobody_listens_to_is_no_error():
    announce(object())
