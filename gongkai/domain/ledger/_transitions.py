"""Which step is possible in which state, by whom, and the sentence that refuses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from gongkai.domain.ledger._values import STATE_WORDS, Facts, State

OPEN = (State.NOT_STARTED, State.IN_PROGRESS)
UNFINISHED = (*OPEN, State.AWAITING_CHECK)
ANY = tuple(State)

Rule = Callable[[Facts], Iterator[str]]


def only_workers(facts: Facts) -> Iterator[str]:
    """Work is done by the units that the item names."""
    if not facts.is_worker:
        yield "只有这一项的牵头单位或责任单位可以办理。"


def only_office(facts: Facts) -> Iterator[str]:
    """The ledger is kept by the openness office."""
    if not facts.is_office:
        yield "只有政务公开主管部门可以办理。"


def only_lead(facts: Facts) -> Iterator[str]:
    """The lead unit checks; the office confirms, it does not check in its place."""
    if not facts.is_lead:
        yield "只有牵头单位可以检查。"


def only_lead_or_office(facts: Facts) -> Iterator[str]:
    """An item under check goes back on the word of those who check it."""
    if not (facts.is_lead or facts.is_office):
        yield "只有牵头单位或政务公开主管部门可以退回。"


def only_workers_or_office(facts: Facts) -> Iterator[str]:
    """What both keep: dates of events, counters, the person in charge."""
    if not (facts.is_worker or facts.is_office):
        yield "只有这一项的承办单位或政务公开主管部门可以办理。"


def closer(facts: Facts) -> Iterator[str]:
    """The office closes out; a unit finishes its own sub-task."""
    if facts.is_sub_task:
        yield from only_workers_or_office(facts)
    else:
        yield from only_office(facts)


def needs_evidence(facts: Facts) -> Iterator[str]:
    """没有佐证不销号。"""
    if not facts.is_sub_task and not facts.evidence_count:
        yield "还没有佐证材料。"


def needs_units(facts: Facts) -> Iterator[str]:
    """A check needs somebody to check."""
    if not facts.has_units:
        yield "这一项还没有明确责任单位，请先指定。"


def needs_checks(facts: Facts) -> Iterator[str]:
    """Every responsible unit must have passed the check of the lead unit."""
    if facts.is_sub_task:
        return
    for is_refused, group in groupby(sorted(facts.owed_checks, key=_check_order), key=lambda owed: owed.is_refused):
        for lead, owed in groupby(group, key=lambda check: check.lead):
            units = _names([check.unit for check in owed])
            if is_refused:
                yield f"牵头单位{lead}检查认为{units}还没有完成。"
            elif units == lead:
                yield f"{lead}既牵头又负责，还没有由另一人检查。"
            else:
                yield f"牵头单位{lead}还没有检查{units}。"
    if any(not owed.is_refused for owed in facts.owed_checks):
        yield from needs_second_person(facts)


def needs_second_person(facts: Facts) -> Iterator[str]:
    """Nobody checks himself: a unit of one person has to name a second."""
    for unit, person in facts.lone_checkers:
        yield f"{unit}只有{person.name}一人，请先在“单位与人员”中增加一名人员，由其检查。"


def not_own_work(facts: Facts) -> Iterator[str]:
    """The checker is another person than those who submitted."""
    if facts.submitted_by and facts.submitted_by.id == facts.actor.id:
        yield f"检查不能由提交人（{facts.actor.name}）办理。"
    elif any(person.id == facts.actor.id for person in facts.evidence_by):
        yield f"检查不能由提供佐证材料的人（{facts.actor.name}）办理。"
    else:
        return
    yield from needs_second_person(facts)


def third_person(facts: Facts) -> Iterator[str]:
    """Evidence, check and confirmation come from three people."""
    if facts.is_sub_task:
        return
    if facts.submitted_by and facts.submitted_by.id == facts.actor.id:
        yield f"销号确认不能由提交人（{facts.actor.name}）办理。"
    elif any(person.id == facts.actor.id for person in facts.evidence_by):
        yield f"销号确认不能由提供佐证材料的人（{facts.actor.name}）办理。"
    if any(person.id == facts.actor.id for person in facts.checkers):
        yield f"销号确认不能由检查人（{facts.actor.name}）办理，请换一名主管部门人员。"


def sub_tasks_done(facts: Facts) -> Iterator[str]:
    """An item is not done before its parts."""
    if facts.open_sub_task_count:
        yield f"还有 {facts.open_sub_task_count} 项细化任务没有完成。"


def quotas_full(facts: Facts) -> Iterator[str]:
    """A number that the notice demands is counted before the item is closed out."""
    yield from facts.shortfalls


def _check_order(owed: object) -> tuple[bool, str]:
    return (owed.is_refused, owed.lead)  # type: ignore[attr-defined]


def _names(units: list[str]) -> str:
    shown = "、".join(units[:3])
    return shown if len(units) <= 3 else f"{shown}等 {len(units)} 个单位"


@dataclass(frozen=True, slots=True)
class Step:
    """One action: what it is called, where it is possible, where it leads, and its rules in the order people read."""

    words: str
    states: tuple[State, ...]
    leads_to: State | None
    rules: tuple[Rule, ...]


STEPS: dict[str, Step] = {
    # 责任单位填报，未开始的转为推进中
    "note_progress": Step("填报进展", UNFINISHED, State.IN_PROGRESS, (only_workers,)),
    "add_evidence": Step("增加佐证材料", UNFINISHED, State.IN_PROGRESS, (only_workers,)),
    # 送检后佐证不再变动，退回后才能撤换
    "remove_evidence": Step("删除佐证材料", OPEN, None, (only_workers,)),
    "submit_for_check": Step("提交核验", OPEN, State.AWAITING_CHECK, (only_workers, needs_units, needs_evidence)),
    "give_verdict": Step("检查", (State.AWAITING_CHECK,), None, (only_lead, not_own_work)),
    "return_item": Step("退回", (State.AWAITING_CHECK,), State.IN_PROGRESS, (only_lead_or_office,)),
    # 佐证、牵头检查、主管部门确认，三个人
    "close_out": Step(
        "销号",
        (State.AWAITING_CHECK,),
        State.CLOSED_OUT,
        (closer, needs_units, needs_evidence, needs_checks, third_person, sub_tasks_done, quotas_full),
    ),
    "reopen": Step("重新打开", (State.CLOSED_OUT,), State.IN_PROGRESS, (only_office,)),
    "add_sub_task": Step("增加细化任务", UNFINISHED, None, (only_workers,)),
    "record_quota": Step("登记次数", UNFINISHED, None, (only_workers_or_office,)),
    "set_event_day": Step("确定起算日", UNFINISHED, None, (only_workers_or_office,)),
    "set_person": Step("指定承办人", UNFINISHED, None, (only_workers_or_office,)),
    "set_disclosed_url": Step("填写公开地址", ANY, None, (only_workers_or_office,)),
    "assign": Step("交办", UNFINISHED, None, (only_office,)),
    "remind": Step("催办", UNFINISHED, None, (only_office,)),
    "change_item": Step("修改条目", UNFINISHED, None, (only_office,)),
}


def blockers(action: str, facts: Facts) -> tuple[str, ...]:
    """Why this person may not take this step on this item now; empty when nothing stands in the way.

    The rights come first: who may not act at all is not told what is missing. An unknown action is a KeyError.
    """
    step = STEPS[action]
    if facts.is_withdrawn:
        return ("这一项已随通知更正撤回。",)
    refused = tuple(step.rules[0](facts))
    if refused:
        return refused
    found = [] if _is_possible(step, facts) else [_wrong_state(step, facts)]
    if facts.state is State.CLOSED_OUT and found:
        return tuple(found)
    found += [sentence for rule in step.rules[1:] for sentence in rule(facts)]
    return tuple(dict.fromkeys(found))


def _is_possible(step: Step, facts: Facts) -> bool:
    # a unit finishes its own sub-task from wherever it stands: nobody checks it
    return facts.state in (UNFINISHED if facts.is_sub_task and step.leads_to is State.CLOSED_OUT else step.states)


def _wrong_state(step: Step, facts: Facts) -> str:
    if facts.state in OPEN and State.AWAITING_CHECK in step.states:
        return f"这一项还没有提交核验，不能{step.words}。"
    return f"这一项{STATE_WORDS[facts.state]}，不能{step.words}。"
