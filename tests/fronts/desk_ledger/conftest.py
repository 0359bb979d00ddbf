"""What the stories of the ledger's screens share: a day that stands still, a small notice in the ledger, short ways."""

from __future__ import annotations

import pytest

from gongkai.apps.ledgers.models import LedgerItem, Notice
from tests.apps.ledgers.samples import accept, at

TODAY = at("2026-05-06", hour=10)


@pytest.fixture(autouse=True)
def _plain_static(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """2026年5月6日，星期三。"""
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY)


@pytest.fixture
def notice(cast) -> Notice:
    """Four tasks of 青溪县."""
    return accept(cast)


@pytest.fixture
def task(notice) -> LedgerItem:
    """第 1 项：县司法局牵头、县财政局负责，6月30日前。"""
    return notice.items.get(position=1)


@pytest.fixture
def sign_in(client):
    """Sign in as somebody; the client that comes back has a session."""

    def _sign_in(user):
        client.force_login(user)
        return client

    return _sign_in
