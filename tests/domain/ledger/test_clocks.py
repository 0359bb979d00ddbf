"""What a notice asks of every unit, told from the duties of single tasks."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.domain.clock import load_calendar
from gongkai.domain.ledger import ClockClause, LimitFacts, notice_clocks

ISSUED = date(2026, 4, 10)
TEN = LimitFacts("relative", None, "10 working_days after issue")
THIRTY = LimitFacts("relative", None, "30 working_days")
SEPTEMBER = LimitFacts("fixed", date(2026, 9, 15), "")

CASES = [
    # 印发后10个工作日内制定工作计划报备；30个工作日内公开的是这份计划
    (
        ClockClause(TEN, "印发后10个工作日内", "各单位要在本通知", "制定工作计划报县政府办公室备案，并在"),
        "plan",
        date(2026, 4, 24),
    ),
    (
        ClockClause(THIRTY, "30个工作日内", "制定工作计划报县政府办公室备案，并在", "向社会公开"),
        "publication",
        date(2026, 5, 26),
    ),
    # 公布执法事项清单是一项任务，不是各单位的计划
    (ClockClause(SEPTEMBER, "2026年9月15日前", "", "公布行政执法事项清单和裁量基准"), None, None),
    # 公开发展计划也是任务
    (ClockClause(SEPTEMBER, "9月15日前", "", "公开国民经济和社会发展计划"), None, None),
    # 完成情况报送
    (ClockClause(SEPTEMBER, "9月15日前", "各单位", "将任务完成情况报县政府办公室"), "report", date(2026, 9, 15)),
]


@pytest.mark.parametrize(("clause", "duty", "on"), CASES)
def test_a_clause_sets_the_clock_it_speaks_of(clause: ClockClause, duty: str | None, on: date | None) -> None:
    clocks = notice_clocks([clause], ISSUED, load_calendar())
    said = {
        "plan": clocks.plan_due_on,
        "publication": clocks.plan_publication_due_on,
        "report": clocks.report_due_on,
    }
    assert {name: day for name, day in said.items() if day} == ({duty: on} if duty else {})
