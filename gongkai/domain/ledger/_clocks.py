"""The clocks that a notice itself sets for every unit: file a plan, publish it, report completion."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.domain.clock import WorkCalendar
from gongkai.domain.ledger._limits import LimitFacts, limit_due_on
from gongkai.domain.text import plain

# what the words around a limit ask for, in the order of looking; the words after the limit decide before those in front
DUTIES = (
    # 制定计划并报主管部门备案
    ("plan", re.compile(r"备案|报备|(?:计划|方案|台账|清单|分工).{0,12}报(?:送)?")),
    # 工作要点或台账印发后30日内公开
    (
        "report",
        re.compile(r"(?:完成|落实|贯彻|推进|工作|执行)(?:的)?(?:情况|总结|报告).{0,20}报|报.{0,24}(?:情况|总结)"),
    ),
    ("publication", re.compile(r"公开|公布|公示")),
)
# a duty to publish is one of every unit only when it speaks of the plan itself: a list of penalties (事项清单) or a
# development plan (发展计划) to be published is a task like any other
PLAN = re.compile(
    r"要点|台[账帐]|(?:工作|具体|本|该|实施|分工|细化)(?:的)?(?:计划|方案|安排)|任务(?:分工|分解|清单)|分解表"
)
# the event is the notice itself: its issue or publication
ISSUE = re.compile(r"印发|公布|发布|下发|发文|出台|收到|publication|issue")


@dataclass(frozen=True, slots=True)
class ClockClause:
    """A time limit with the words before and after it in its sentence."""

    limit: LimitFacts
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NoticeClocks:
    """Days by which every unit has to act; None where the notice sets none."""

    plan_due_on: date | None = None
    plan_publication_due_on: date | None = None
    report_due_on: date | None = None


def notice_clocks(clauses: Iterable[ClockClause], issued_on: date | None, calendar: WorkCalendar) -> NoticeClocks:
    """What the notice asks of all units. A limit counts from the day of issue; the first of each kind is taken.

    Raises CalendarNotPublished when the last day lies in a year without a recorded calendar.
    """
    found: dict[str, date] = {}
    for clause in clauses:
        duty = _duty(clause)
        on = _due_on(clause, issued_on, calendar) if duty and duty not in found else None
        if duty and on:
            found[duty] = on
    return NoticeClocks(found.get("plan"), found.get("publication"), found.get("report"))


def _duty(clause: ClockClause) -> str | None:
    before, after = plain(clause.before), plain(clause.after)
    for words in (after, before):
        for duty, pattern in DUTIES:
            if pattern.search(words) and (duty != "publication" or PLAN.search(before + plain(clause.text) + after)):
                return duty
    return None


def _due_on(clause: ClockClause, issued_on: date | None, calendar: WorkCalendar) -> date | None:
    limit = clause.limit
    if limit.kind == "relative" and limit.event_on is None:
        counted = ISSUE.search(plain(clause.text)) or ISSUE.search(limit.offset) or "after" not in limit.offset
        if not (issued_on and counted):
            return None
        limit = LimitFacts("relative", None, limit.offset, issued_on)
    return limit_due_on(limit, calendar)
