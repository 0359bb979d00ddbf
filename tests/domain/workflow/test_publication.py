"""The way to the public: every refusal, as the sentence people read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from gongkai.domain.workflow import Person, PublicationFacts, StepFacts, missing_interpretation, publication_blockers
from gongkai.domain.workflow._publication import ACTS

QIAN, SHEN, LIN, ZHOU = Person(1, "钱敏"), Person(2, "沈正"), Person(3, "林静"), Person(4, "周平")
OFFICE, FINANCE = "县政府办公室审核员", "县财政局审核员"
STEPS = (
    StepFacts(1, "secrecy", 0, 1, OFFICE),
    StepFacts(2, "review", 1, 1, FINANCE),
    StepFacts(3, "proof", 1, 2, FINANCE),
    StepFacts(4, "review", 2, 3, OFFICE),
    StepFacts(5, "sign", 0, 8, OFFICE),
)
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEN = datetime(2026, 3, 2, 10, tzinfo=UTC)
GATES = (("political", "政治关"), ("wording", "文字关"))

DRAFT = PublicationFacts(
    actor=QIAN, is_writer=True, writer_words="县财政局", office_words="县政府办公室", openness="proactive", now=NINE
)
IN_REVIEW = replace(
    DRAFT, actor=SHEN, is_writer=False, may_take=True, state="in_review", process_state="running", steps=STEPS,
    drafters=frozenset({QIAN.id}),
)  # fmt: skip


def passed(*keys, by=SHEN):
    """The steps, these of them passed."""
    return tuple(replace(step, is_passed=True, done_by=by) if step.key in keys else step for step in STEPS)


def on(key, steps=STEPS, **changes):
    """The facts of somebody at one step."""
    return replace(IN_REVIEW, steps=steps, step=next(step for step in steps if step.key == key), **changes)


SUBMITTING = [
    # 齐全
    ({}, ()),
    # 不是这份文件的人，其余的不必告诉他
    ({"is_writer": False, "openness": ""}, ("送审由县财政局的联络员办理。",)),
    # 没有公开属性：第一道
    ({"openness": ""}, ("还没有认定公开属性：请县财政局认定主动公开、依申请公开或者不予公开。",)),
    ({"openness": "withheld"}, ("公开属性是不予公开，不能发布。",)),
    ({"openness": "on_request"}, ("公开属性是依申请公开，不能发布。",)),
    # 要素和校对的句子原样给出
    ({"gaps": ("还没有填写成文日期。",), "proof_blockers": ("第 2 段有居民身份证号。",)},
     ("还没有填写成文日期，请县财政局补齐。", "第 2 段有居民身份证号，请县财政局改正，或者写明理由保留。")),
    # 解读抢在文件前面
    ({"policy_not_public": "停车收费办法"}, ("所解读的《停车收费办法》还没有发布：请县财政局将解读稿与它一同送审、同步发布。",)),
    # 重大敏感没有会签单位
    ({"is_sensitive": True}, ("文件标为重大敏感，要会签：请县财政局先选定会签单位。",)),
    ({"is_sensitive": True, "has_sign_off_units": True}, ()),
    # 变更发布要说明
    ({"is_live": True, "has_changes": True}, ("文件已经公开，再次送审要写明变更说明：请县财政局填写。",)),
    ({"is_live": True, "has_changes": True, "change_note": "更正第三条的电话"}, ()),
    # 没有改动
    ({"is_live": True, "state": "published"}, ("文件已发布，没有待审查的改动。",)),
    # 应急发布之后补审，没有改动也要送
    ({"is_live": True, "state": "published", "needs_later_review": True}, ()),
    ({"state": "in_review"}, ("文件在审查中，不用重复送审。",)),
    ({"state": "scheduled"}, ("文件已签发，等待发布，不用重复送审。",)),
    ({"state": "withdrawn"}, ("文件已撤回，修改保存后才能再次送审。",)),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "sentences"), SUBMITTING)
def test_submitting(changes, sentences):
    assert publication_blockers("submit", replace(DRAFT, **changes)) == sentences


MISSING = [
    # 政策文件没有解读稿，没有理由
    ({"needs_interpretation": True}, "材料不全：没有附解读稿，也没有说明不解读的理由，请县财政局补齐后重新送审。"),
    ({"needs_interpretation": True, "has_interpretation": True}, ""),
    ({"needs_interpretation": True, "is_waived": True}, ""),
    # 动态信息不要求解读
    ({}, ""),
]


@pytest.mark.parametrize(("changes", "sentence"), MISSING)
def test_material_that_is_not_complete_goes_back(changes, sentence):
    assert missing_interpretation(replace(DRAFT, **changes)) == sentence


TAKING = [
    # 保密审查和第一次审核同时进行
    (on(1), ()),
    (on(2), ()),
    # 前面还差两步，各说各的
    (on(3), ("还差保密审查：请县政府办公室审核员办理。", "还差第一次审核：请县财政局审核员办理。")),
    # 认领了没有办
    (on(3, (replace(STEPS[0], claimed_by=LIN), *passed(2)[1:]), actor=ZHOU), ("还差保密审查：林静已认领，请其办理。",)),
    # 不是审核员
    (on(1, may_take=False), ("保密审查由县政府办公室审核员办理。",)),
    # 起草人审自己的
    (on(1, actor=QIAN), ("钱敏参与了起草，不能办理保密审查。",)),
    # 别人认领了
    (on(1, (replace(STEPS[0], claimed_by=LIN), *STEPS[1:])), ("保密审查已由林静认领。",)),
    # 一人不能办两次
    (on(3, passed(1, 2)), ("沈正已经承担第一次审核，三审三校应由六个不同的人办理。",)),
    (on(4, passed(1, 2, 3)), (
        "沈正已经承担第一次审核，三审三校应由六个不同的人办理。",
        "沈正已经承担第一次校对，三审三校应由六个不同的人办理。",
    )),
    (on(3, passed(1, 2), actor=ZHOU), ()),
    # 保密审查的人可以再办三审三校之一
    (on(2, (replace(STEPS[0], is_passed=True, done_by=SHEN), *STEPS[1:])), ()),
    # 办过的
    (on(1, passed(1), actor=ZHOU), ("保密审查已由沈正办理。",)),
    # 流程已经结束
    (on(1, process_state="returned"), ("文件已退回，不能办理审查。",)),
    (on(1, process_state=""), ("文件还没有送审，不能办理审查。",)),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "sentences"), TAKING)
def test_taking_a_step(facts, sentences):
    assert publication_blockers("claim", facts) == sentences


PASSING = [
    (on(2, gates_needed=GATES, gates_ticked=frozenset({"political", "wording"})), ()),
    # 五关没有核对完
    (on(2, gates_needed=GATES), ("第一次审核还没有核对政治关、文字关。",)),
    (on(2, gates_needed=GATES, gates_ticked=frozenset({"political"})), ("第一次审核还没有核对文字关。",)),
    # 保密审查没有依据
    (on(1), ("保密审查要写明依据。",)),
    (on(1, basis="保密法第十三条"), ()),
    # 有人在审查期间改了文本
    (on(2, is_same_text=False), ("文本在审查期间被改动，与已审内容不一致，请退回后重新送审。",)),
    # 校对完了还有必须处理的问题；审核不管这个
    (
        on(3, passed(1, 2), actor=ZHOU, proof_blockers=("第 2 段有手机号码。",)),
        ("第 2 段有手机号码，请周平改正，或者写明理由保留。",),
    ),
    (on(2, proof_blockers=("第 2 段有手机号码。",)), ()),
]


@pytest.mark.parametrize(("facts", "sentences"), PASSING)
def test_passing_a_step(facts, sentences):
    assert publication_blockers("pass_step", facts) == sentences


RETURNING = [
    (on(2, comment="第三条没有依据"), ()),
    (on(2), ("退回要写明原因。",)),
    (on(2, comment="  "), ("退回要写明原因。",)),
]


@pytest.mark.parametrize(("facts", "sentences"), RETURNING)
def test_returning(facts, sentences):
    assert publication_blockers("return_step", facts) == sentences


HELD = (replace(STEPS[0], claimed_by=LIN), *STEPS[1:])
RELEASING = [
    (on(1), ("保密审查没有人认领，不用交回。",)),
    (on(1, HELD), ("保密审查由林静认领，只能由其本人或县政府办公室交回。",)),
    (on(1, HELD, actor=LIN), ()),
    # 主管部门可以替出差的人交回
    (on(1, HELD, is_office=True), ()),
]


@pytest.mark.parametrize(("facts", "sentences"), RELEASING)
def test_giving_a_step_back(facts, sentences):
    assert publication_blockers("release", facts) == sentences


SIGNING = [
    (on(5, passed(1, 2, 3, 4), actor=LIN), ()),
    # 每一步都说是谁欠的
    (on(5, passed(1, 2, 3), actor=LIN), ("还差第二次审核：请县政府办公室审核员办理。",)),
    (on(5, passed(2), actor=LIN), (
        "还差保密审查：请县政府办公室审核员办理。",
        "还差第一次校对：请县财政局审核员办理。",
        "还差第二次审核：请县政府办公室审核员办理。",
    )),
    (on(5, passed(1, 2, 3, 4), may_take=False), ("签发由县政府办公室审核员办理。",)),
    (on(5, passed(1, 2, 3, 4), actor=QIAN), ("钱敏参与了起草，不能办理签发。",)),
    (on(5, passed(1, 2, 3, 4), publish_at=NINE), ("定时发布的时间已经过去，请改选以后的时间。",)),
    (on(5, passed(1, 2, 3, 4), publish_at=TEN), ()),
    # 审查期间撤回了
    (on(5, passed(1, 2, 3, 4), actor=LIN, state="withdrawn"), ("文件已撤回，不能发布。",)),
    # 属性在审查中被改掉
    (on(5, passed(1, 2, 3, 4), openness="withheld"), ("公开属性是不予公开，不能发布。",)),
    (on(5, passed(1, 2, 3, 4), is_same_text=False), ("文本在审查期间被改动，与已审内容不一致，请退回后重新送审。",)),
    (on(5, passed(1, 2, 3, 4), gaps=("还没有选择发布栏目。",)), ("还没有选择发布栏目，请县财政局补齐。",)),
    (on(5, passed(1, 2, 3, 4, 5), process_state="signed"), ("文件已签发，不能办理审查。",)),
    # 材料不全当场退回的没有步骤，谁来看都是一句话
    (replace(IN_REVIEW, steps=(), process_state="returned"), ("文件已退回，不能办理审查。",)),
    (replace(IN_REVIEW, steps=(), process_state="returned", may_take=False), ("文件已退回，不能办理审查。",)),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "sentences"), SIGNING)
def test_signing(facts, sentences):
    assert publication_blockers("sign", facts) == sentences


SIGNED = replace(IN_REVIEW, state="scheduled", process_state="signed", publish_at=TEN, step=STEPS[4])
MOVING = [
    ("schedule", {}, ()),
    ("schedule", {"may_take": False}, ("签发由县政府办公室审核员办理。",)),
    ("schedule", {"publish_at": None}, ("请选择发布时间。",)),
    ("schedule", {"publish_at": NINE}, ("定时发布的时间已经过去，请改选以后的时间。",)),
    ("schedule", {"process_state": "published"}, ("文件已发布，不在待发布之列。",)),
    # 到点才发布，一刻也不早
    ("publish", {}, ("还没有到定时发布的时间。",)),
    ("publish", {"now": TEN}, ()),
    ("publish", {"now": TEN, "process_state": "cancelled"}, ("文件已撤销送审，不在待发布之列。",)),
    (
        "publish",
        {"now": TEN, "proof_blockers": ("标题里有禁用表述。",)},
        ("标题里有禁用表述，请县财政局改正，或者写明理由保留。",),
    ),
    ("publish", {"now": TEN, "state": "withdrawn"}, ("文件已撤回，不能发布。",)),
    # 撤销
    ("cancel", {"is_office": True, "reason": "内容有变"}, ()),
    ("cancel", {"is_writer": True}, ("请写明原因。",)),
    ("cancel", {"reason": "内容有变"}, ("撤销送审由县财政局的联络员或县政府办公室办理。",)),
    ("cancel", {"is_office": True, "reason": "误送", "process_state": "published"}, ("文件已发布，不能撤销送审。",)),
    ("cancel", {"is_office": True, "reason": "误送", "purpose": "later"}, ("文件已应急发布，补办审查不能撤销。",)),
]


@pytest.mark.parametrize(("action", "changes", "sentences"), MOVING)
def test_what_was_signed(action, changes, sentences):
    assert publication_blockers(action, replace(SIGNED, **changes)) == sentences


EMERGENCY = [
    ({"is_office": True, "reason": "暴雨红色预警"}, ()),
    ({"reason": "暴雨红色预警"}, ("应急发布只能由县政府办公室的主管部门人员办理。",)),
    ({"is_office": True}, ("请写明原因。",)),
    # 再急也要有属性、要素，不能带着身份证号出去
    (
        {"is_office": True, "reason": "急", "openness": "", "proof_blockers": ("第 1 段有居民身份证号。",)},
        (
            "还没有认定公开属性：请县财政局认定主动公开、依申请公开或者不予公开。",
            "第 1 段有居民身份证号，请县财政局改正，或者写明理由保留。",
        ),
    ),
    ({"is_office": True, "reason": "急", "is_live": True}, ("文件已发布，没有待发布的改动。",)),
    ({"is_office": True, "reason": "急", "state": "withdrawn"}, ("文件已撤回，修改保存后才能再次发布。",)),
    # 审查签发过的不是应急：提前就是改期，不留“应急”记号，也不用补审
    (
        {"is_office": True, "reason": "急", "state": "scheduled"},
        ("文件已审查签发，等待发布；要提前的，请县政府办公室改期，不用应急发布。",),
    ),
    # 解读不能抢在政策前面
    (
        {"is_office": True, "reason": "急", "policy_not_public": "临时救助办法"},
        ("所解读的《临时救助办法》还没有发布：请县财政局将解读稿与它一同送审、同步发布。",),
    ),
]


@pytest.mark.parametrize(("changes", "sentences"), EMERGENCY)
def test_an_emergency(changes, sentences):
    assert publication_blockers("publish_now", replace(DRAFT, **changes)) == sentences


def test_a_step_has_to_be_named():
    """Facts of a step action without its step are a mistake of the program, not of the person."""
    with pytest.raises(ValueError, match="name none"):
        publication_blockers("pass_step", replace(IN_REVIEW, may_take=False))


ROWS = {
    "submit": [replace(DRAFT, **changes) for changes, _ in SUBMITTING],
    "claim": [facts for facts, _ in TAKING],
    "pass_step": [facts for facts, _ in [*TAKING, *PASSING]],
    "return_step": [facts for facts, _ in [*TAKING, *RETURNING]],
    "release": [facts for facts, _ in [*TAKING, *RELEASING]],
    "sign": [facts for facts, _ in SIGNING],
    "publish_now": [replace(DRAFT, **changes) for changes, _ in EMERGENCY],
}
for moved, changed, _ in MOVING:
    ROWS.setdefault(moved, []).append(replace(SIGNED, **changed))


@pytest.mark.parametrize("action", ["submit", "claim", "pass_step", "return_step", "release", "cancel", "publish_now"])
def test_every_rule_is_broken_by_some_row(action):
    """A rule that no row above breaks would be a rule nobody has read."""
    act = ACTS[action]
    kept = {rule.__name__ for rule in (act.who, *act.rules) if not any(list(rule(facts)) for facts in ROWS[action])}
    assert kept <= {"nobody_refused"}
