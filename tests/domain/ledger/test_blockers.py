"""Every refusal, as the sentence people read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.domain.ledger import ACTIONS, STEPS, Facts, OwedCheck, Person, State, blockers

QIAN, FAN, LIN = Person(1, "钱敏"), Person(2, "范衡"), Person(3, "林静")
READY = Facts(
    state=State.AWAITING_CHECK,
    actor=LIN,
    is_office=True,
    evidence_count=1,
    submitted_by=QIAN,
    evidence_by=(QIAN,),
    checkers=(FAN,),
)
OWED = OwedCheck("县财政局", "县司法局")

CLOSING = [
    # 三个人三道手续齐全
    ({}, ()),
    # 没有佐证
    ({"evidence_count": 0}, ("还没有佐证材料。",)),
    # 牵头单位没有检查
    ({"owed_checks": (OWED,)}, ("牵头单位县财政局还没有检查县司法局。",)),
    # 检查了，没有通过
    ({"owed_checks": (replace(OWED, is_refused=True),)}, ("牵头单位县财政局检查认为县司法局还没有完成。",)),
    # 四个以上的单位不一一列出
    (
        {"owed_checks": tuple(OwedCheck("县财政局", name) for name in ("甲镇", "乙镇", "丙镇", "丁镇"))},
        ("牵头单位县财政局还没有检查甲镇、乙镇、丙镇等 4 个单位。",),
    ),
    # 两个牵头单位各欠一处
    (
        {"owed_checks": (OWED, OwedCheck("县教育局", "县体育局"))},
        ("牵头单位县教育局还没有检查县体育局。", "牵头单位县财政局还没有检查县司法局。"),
    ),
    # 既牵头又负责，单位里只有提交人一个
    (
        {"owed_checks": (OwedCheck("县财政局", "县财政局"),), "lone_checkers": (("县财政局", QIAN),)},
        (
            "县财政局既牵头又负责，还没有由另一人检查。",
            "县财政局只有钱敏一人，请先在“单位与人员”中增加一名人员，由其检查。",
        ),
    ),
    # 提交人来确认
    ({"actor": QIAN}, ("销号确认不能由提交人（钱敏）办理。",)),
    # 检查人来确认
    ({"actor": FAN}, ("销号确认不能由检查人（范衡）办理，请换一名主管部门人员。",)),
    # 提交的是别人，但佐证是他给的
    (
        {"actor": LIN, "evidence_by": (LIN,)},
        ("销号确认不能由提供佐证材料的人（林静）办理。",),
    ),
    # 不是主管部门，其余的不必告诉他
    ({"is_office": False, "evidence_count": 0}, ("只有政务公开主管部门可以办理。",)),
    # 细化任务没有做完、次数不够
    (
        {"open_sub_task_count": 2, "shortfalls": ("“新闻发布会不少于4次”全年还差 1 次。",)},
        ("还有 2 项细化任务没有完成。", "“新闻发布会不少于4次”全年还差 1 次。"),
    ),
    # 没有责任单位
    ({"has_units": False}, ("这一项还没有明确责任单位，请先指定。",)),
    # 已销号的不再销号，也不翻旧账
    ({"state": State.CLOSED_OUT, "evidence_count": 0}, ("这一项已销号，不能销号。",)),
    # 还没有提交
    ({"state": State.IN_PROGRESS}, ("这一项还没有提交核验，不能销号。",)),
    # 随更正撤回的
    ({"is_withdrawn": True}, ("这一项已随通知更正撤回。",)),
]


@pytest.mark.parametrize(("changes", "sentences"), CLOSING)
def test_closing_out(changes, sentences):
    assert blockers("close_out", replace(READY, **changes)) == sentences


OTHER = [
    # 责任单位以外的人不能填报
    ("note_progress", {"is_worker": False}, ("只有这一项的牵头单位或责任单位可以办理。",)),
    # 检查人不能是提交人
    ("give_verdict", {"is_lead": True, "actor": QIAN}, ("检查不能由提交人（钱敏）办理。",)),
    ("give_verdict", {"is_lead": True}, ()),
    # 主管部门不代替牵头单位检查
    ("give_verdict", {}, ("只有牵头单位可以检查。",)),
    # 还没提交的不能检查
    ("give_verdict", {"is_lead": True, "state": State.IN_PROGRESS}, ("这一项还没有提交核验，不能检查。",)),
    ("return_item", {"is_lead": True, "is_office": False}, ()),
    ("return_item", {"is_office": False}, ("只有牵头单位或政务公开主管部门可以退回。",)),
    # 只有销号了的才谈得上重新打开
    ("reopen", {}, ("这一项待核验，不能重新打开。",)),
    ("reopen", {"state": State.CLOSED_OUT}, ()),
    # 送检后不能撤换佐证
    ("remove_evidence", {"is_worker": True}, ("这一项待核验，不能删除佐证材料。",)),
    ("submit_for_check", {"is_worker": True, "state": State.IN_PROGRESS, "evidence_count": 0}, ("还没有佐证材料。",)),
    # 公开地址销号后还可以补
    ("set_disclosed_url", {"state": State.CLOSED_OUT}, ()),
]


@pytest.mark.parametrize(("action", "changes", "sentences"), OTHER)
def test_other_steps(action, changes, sentences):
    assert blockers(action, replace(READY, **changes)) == sentences


def test_a_sub_task_needs_neither_evidence_nor_check():
    mine = Facts(state=State.NOT_STARTED, actor=QIAN, is_worker=True, is_sub_task=True)
    assert blockers("close_out", mine) == ()
    assert blockers("close_out", replace(mine, is_worker=False)) == (
        "只有这一项的承办单位或政务公开主管部门可以办理。",
    )


def test_whoever_has_no_part_may_do_nothing():
    nobody = Facts(state=State.IN_PROGRESS, actor=LIN)
    assert all(blockers(action, nobody) for action in ACTIONS)


def test_every_sentence_ends_and_every_step_has_words():
    for action, step in STEPS.items():
        assert step.words
        for sentence in blockers(action, replace(READY, is_office=False, state=State.CLOSED_OUT)):
            assert sentence.endswith("。")
