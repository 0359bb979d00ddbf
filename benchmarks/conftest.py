"""What every benchmark of the site shares."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _uncounted(request):
    """A page is asked for more often than a visitor may: what is measured is the page, not the refusal."""
    if "site" in request.fixturenames:
        settings = request.getfixturevalue("settings")
        settings.RATE_COUNTS = ""
        settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, "999999/minute")
