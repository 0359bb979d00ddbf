"""The sample town loads through the operations, once, into an empty system only."""

from __future__ import annotations

import pytest

from gongkai.apps.audit.queries import verify
from gongkai.apps.ledgers.models import ItemUnit, LedgerItem, Notice
from gongkai.apps.orgs.models import Unit
from gongkai.fronts.commands import _sample_town


@pytest.mark.django_db
def test_a_newcomer_sees_a_living_system():
    _sample_town.load()
    states = set(LedgerItem.objects.values_list("state", flat=True))
    assert states == {"not_started", "in_progress", "awaiting_check", "closed_out"}
    ours = Notice.objects.get(is_public=True)
    assert ours.superior is not None, "the superior notice is found by the number the text cites"
    assert not ItemUnit.objects.filter(item__notice=ours, unit=None, group=None).exists(), "every unit is known"
    assert verify() is None, "the log holds"
    units = Unit.objects.count()
    _sample_town.load()
    assert Unit.objects.count() == units, "a second load changes nothing"
