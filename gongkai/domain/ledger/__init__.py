"""States of a ledger item, its refusals, counters, due dates, and how two notices compare."""

from gongkai.domain.comparison import Segment
from gongkai.domain.ledger._align import AlignedRow, Clause, Demand, align
from gongkai.domain.ledger._clocks import ClockClause, NoticeClocks, notice_clocks
from gongkai.domain.ledger._limits import LimitFacts, effective_due_on
from gongkai.domain.ledger._look_back import LookBackFacts, is_look_back_candidate
from gongkai.domain.ledger._quotas import PeriodCount, QuotaFacts
from gongkai.domain.ledger._reminding import ReminderTiming
from gongkai.domain.ledger._transitions import STEPS, Step, blockers
from gongkai.domain.ledger._values import STATE_WORDS, Facts, OwedCheck, Person, State

ACTIONS = tuple(STEPS)

__all__ = [
    "ACTIONS",
    "STATE_WORDS",
    "STEPS",
    "AlignedRow",
    "Clause",
    "ClockClause",
    "Demand",
    "Facts",
    "LimitFacts",
    "LookBackFacts",
    "NoticeClocks",
    "OwedCheck",
    "PeriodCount",
    "Person",
    "QuotaFacts",
    "ReminderTiming",
    "Segment",
    "State",
    "Step",
    "align",
    "blockers",
    "effective_due_on",
    "is_look_back_candidate",
    "notice_clocks",
]
