"""What the stories of review share."""

from __future__ import annotations

import pytest

from tests.apps.publishing.team import team_of


@pytest.fixture
def team(cast):
    """The cast with its reviewers."""
    return team_of(cast)
