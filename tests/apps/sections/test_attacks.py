"""Workbooks that are no lists, and people who may not bring any."""

from __future__ import annotations

import pytest

from gongkai.apps.sections import _powers_in, operations
from gongkai.apps.sections.models import PowerEntry
from gongkai.domain.workflow import Blocked
from tests.apps.sections.test_catalogues import power_list

pytestmark = pytest.mark.django_db


def test_a_power_list_beyond_measure_is_refused_before_anything_is_matched(cast, monkeypatch):
    monkeypatch.setattr(_powers_in, "MOST_ROWS", 3)
    rows = [[n, "县财政局", f"第{n}类许可", "行政许可", "养老服务"] for n in range(4)]
    with pytest.raises(Blocked, match="有 4 行，一次最多导入 3 行"):
        operations.import_powers(actor=cast.officer, data=power_list(rows))
    operations.import_powers(actor=cast.officer, data=power_list(rows[:3]))
    assert PowerEntry.objects.count() == 3


def test_who_may_not_import_costs_no_reading(cast, monkeypatch):
    monkeypatch.setattr("gongkai.apps.sections.operations.powers.read_powers", lambda _data: pytest.fail("读了文件"))
    with pytest.raises(Blocked):
        operations.import_powers(actor=cast.finance_liaison, data=b"x")
