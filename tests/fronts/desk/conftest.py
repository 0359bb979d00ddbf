"""What the stories of the desk share: style sheets without a build step, and a notice written for them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from gongkai.apps.ledgers import operations
from tests.fronts.desk.sample import NOTICE

NOW = datetime(2026, 3, 4, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _plain_static(settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def imported(cast):
    """The notice, read and not yet touched."""
    return operations.upload_notice(
        actor=cast.officer, data=NOTICE.encode(), name="2026年要点.txt", content_type="text/plain", now=NOW
    )
