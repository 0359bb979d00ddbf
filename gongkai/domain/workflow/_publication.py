"""The way of a document to the public, step by step, and the sentence that refuses each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gongkai.domain.workflow._facts import SIX, PublicationFacts, StepFacts

Rule = Callable[[PublicationFacts], Iterator[str]]
STATE_WORDS = {
    "draft": "是草稿",
    "in_review": "在审查中",
    "returned": "已退回",
    "scheduled": "已签发，等待发布",
    "published": "已发布",
    "withdrawn": "已撤回",
}
PROCESS_WORDS = {
    "": "还没有送审",
    "running": "在审查中",
    "returned": "已退回",
    "signed": "已签发",
    "published": "已发布",
    "cancelled": "已撤销送审",
}
# what is done with a finding
MENDED = "改正，或者写明理由保留"
OPENNESS_WORDS = {"on_request": "依申请公开", "withheld": "不予公开"}


def only_writers(facts: PublicationFacts) -> Iterator[str]:
    """A document is submitted by those whose it is."""
    if not facts.is_writer:
        yield f"送审由{facts.writer_words}的联络员办理。"


def only_writers_or_office(facts: PublicationFacts) -> Iterator[str]:
    """Taken back by those who submitted it, or by the office that watches over the order."""
    if not (facts.is_writer or facts.is_office):
        yield f"撤销送审由{facts.writer_words}的联络员或{facts.office_words}办理。"


def only_office(facts: PublicationFacts) -> Iterator[str]:
    """What leaves the order is decided by the oversight office alone."""
    if not facts.is_office:
        yield f"应急发布只能由{facts.office_words}的主管部门人员办理。"


def only_takers(facts: PublicationFacts) -> Iterator[str]:
    """A step is taken by the people whom the rule names. What came back at once never had a step."""
    if facts.step is None and facts.process_state != "running":
        yield from is_running(facts)
    elif not facts.may_take:
        yield f"{_step(facts).words}由{_step(facts).owed_by}办理。"


def nobody_refused(_facts: PublicationFacts) -> Iterator[str]:
    """The clock releases what was signed; no person is asked."""
    yield from ()


def has_something_to_submit(facts: PublicationFacts) -> Iterator[str]:
    """A draft, a returned text, or a change of what is public."""
    if facts.state in ("in_review", "scheduled"):
        yield f"文件{STATE_WORDS[facts.state]}，不用重复送审。"
    elif facts.state == "withdrawn":
        yield "文件已撤回，修改保存后才能再次送审。"
    elif facts.is_live and not (facts.has_changes or facts.needs_later_review):
        yield "文件已发布，没有待审查的改动。"


def attribute_decided(facts: PublicationFacts) -> Iterator[str]:
    """先确定公开属性、再运转呈签; what is not open by itself is not published."""
    if not facts.openness:
        yield f"还没有认定公开属性：请{facts.writer_words}认定主动公开、依申请公开或者不予公开。"
    elif facts.openness != "proactive":
        yield f"公开属性是{OPENNESS_WORDS[facts.openness]}，不能发布。"


def nothing_missing(facts: PublicationFacts) -> Iterator[str]:
    """The metadata that its kind demands."""
    yield from (_asked(sentence, facts.writer_words, "补齐") for sentence in facts.gaps)


def proofread(facts: PublicationFacts) -> Iterator[str]:
    """What proofing found has been repaired or explained."""
    yield from (_asked(sentence, facts.writer_words, MENDED) for sentence in facts.proof_blockers)


def proofread_where_it_counts(facts: PublicationFacts) -> Iterator[str]:
    """A proof is not done while something to be mended is left."""
    if _step(facts).kind == "proof":
        yield from (_asked(sentence, facts.actor.name, MENDED) for sentence in facts.proof_blockers)


def goes_with_its_policy(facts: PublicationFacts) -> Iterator[str]:
    """An interpretation goes alone only when the public can read what it explains."""
    if facts.policy_not_public:
        yield f"所解读的《{facts.policy_not_public}》还没有发布：请{facts.writer_words}将解读稿与它一同送审、同步发布。"


def change_is_told(facts: PublicationFacts) -> Iterator[str]:
    """A new version of what is public says what changed (变更公开)."""
    if facts.is_live and facts.has_changes and not facts.change_note.strip():
        yield f"文件已经公开，再次送审要写明变更说明：请{facts.writer_words}填写。"


def sign_off_units_named(facts: PublicationFacts) -> Iterator[str]:
    """统一步调对外发声: somebody has to sign off."""
    if facts.is_sensitive and not facts.has_sign_off_units:
        yield f"文件标为重大敏感，要会签：请{facts.writer_words}先选定会签单位。"


def is_running(facts: PublicationFacts) -> Iterator[str]:
    """Steps are taken only while the review runs."""
    if facts.process_state != "running":
        yield f"文件{PROCESS_WORDS[facts.process_state]}，不能办理审查。"


def is_its_turn(facts: PublicationFacts) -> Iterator[str]:
    """No step before the steps that come earlier; none twice."""
    step = _step(facts)
    if step.is_passed:
        yield f"{step.words}已由{step.done_by.name if step.done_by else '他人'}办理。"
        return
    yield from (_owed(earlier) for earlier in facts.steps if earlier.rank < step.rank and not earlier.is_passed)


def not_taken_by_another(facts: PublicationFacts) -> Iterator[str]:
    """Claimed is claimed, until it is given back."""
    holder = _step(facts).claimed_by
    if holder and holder.id != facts.actor.id and not _step(facts).is_passed:
        yield f"{_step(facts).words}已由{holder.name}认领。"


def not_own_text(facts: PublicationFacts) -> Iterator[str]:
    """Nobody reviews what he wrote."""
    if facts.actor.id in facts.drafters:
        yield f"{facts.actor.name}参与了起草，不能办理{_step(facts).words}。"


def another_of_six(facts: PublicationFacts) -> Iterator[str]:
    """Three reviews and three proofs are six people."""
    step = _step(facts)
    if step.kind not in SIX:
        return
    for other in facts.steps:
        holder = other.done_by or other.claimed_by
        if other.kind in SIX and other.key != step.key and holder and holder.id == facts.actor.id:
            yield f"{facts.actor.name}已经承担{other.words}，三审三校应由六个不同的人办理。"


def gates_ticked(facts: PublicationFacts) -> Iterator[str]:
    """政治关、法律关、政策关、保密关、文字关: each is looked at and ticked."""
    left = [word for code, word in facts.gates_needed if code not in facts.gates_ticked]
    if left:
        yield f"{_step(facts).words}还没有核对{'、'.join(left)}。"


def secrecy_grounded(facts: PublicationFacts) -> Iterator[str]:
    """A verdict on secrecy names what it rests on."""
    if _step(facts).kind == "secrecy" and not facts.basis.strip():
        yield "保密审查要写明依据。"


def return_is_explained(facts: PublicationFacts) -> Iterator[str]:
    """Who gets it back must know what to do."""
    if not facts.comment.strip():
        yield "退回要写明原因。"


def reason_given(facts: PublicationFacts) -> Iterator[str]:
    """What leaves the ordinary way is explained."""
    if not facts.reason.strip():
        yield "请写明原因。"


def is_held(facts: PublicationFacts) -> Iterator[str]:
    """Only the one who claimed gives back; the office may, when somebody is away."""
    holder = _step(facts).claimed_by
    if holder is None or _step(facts).is_passed:
        yield f"{_step(facts).words}没有人认领，不用交回。"
    elif holder.id != facts.actor.id and not facts.is_office:
        yield f"{_step(facts).words}由{holder.name}认领，只能由其本人或{facts.office_words}交回。"


def is_not_withdrawn(facts: PublicationFacts) -> Iterator[str]:
    """What was taken back during its review does not come back by it."""
    if facts.state == "withdrawn":
        yield "文件已撤回，不能发布。"


def text_unchanged(facts: PublicationFacts) -> Iterator[str]:
    """What is signed is what was reviewed."""
    if not facts.is_same_text:
        yield "文本在审查期间被改动，与已审内容不一致，请退回后重新送审。"


def all_steps_passed(facts: PublicationFacts) -> Iterator[str]:
    """先审后发: each step that is owed, and by whom."""
    yield from (_owed(step) for step in facts.steps if step.kind != "sign" and not step.is_passed)


def time_is_to_come(facts: PublicationFacts) -> Iterator[str]:
    """A release is planned for the future."""
    if facts.publish_at and facts.now and facts.publish_at <= facts.now:
        yield "定时发布的时间已经过去，请改选以后的时间。"


def time_is_given(facts: PublicationFacts) -> Iterator[str]:
    """To move a release one has to say where to."""
    if facts.publish_at is None:
        yield "请选择发布时间。"


def time_has_come(facts: PublicationFacts) -> Iterator[str]:
    """Not a minute before its time."""
    if facts.publish_at is None or facts.now is None or facts.publish_at > facts.now:
        yield "还没有到定时发布的时间。"


def is_signed(facts: PublicationFacts) -> Iterator[str]:
    """Only what was signed waits for its time."""
    if facts.process_state != "signed":
        yield f"文件{PROCESS_WORDS[facts.process_state]}，不在待发布之列。"


def is_under_way(facts: PublicationFacts) -> Iterator[str]:
    """What has ended cannot be taken back."""
    if facts.process_state not in ("running", "signed"):
        yield f"文件{PROCESS_WORDS[facts.process_state]}，不能撤销送审。"
    elif facts.purpose == "later":
        yield "文件已应急发布，补办审查不能撤销。"


def has_something_to_publish(facts: PublicationFacts) -> Iterator[str]:
    """An emergency publishes what is not yet public."""
    if facts.state == "withdrawn":
        yield "文件已撤回，修改保存后才能再次发布。"
    elif facts.state == "scheduled":
        yield f"文件已审查签发，等待发布；要提前的，请{facts.office_words}改期，不用应急发布。"
    elif facts.is_live and not facts.has_changes:
        yield "文件已发布，没有待发布的改动。"


@dataclass(frozen=True, slots=True)
class Act:
    """One action: who may at all, and the rules in the order people read them."""

    words: str
    who: Rule
    rules: tuple[Rule, ...]


TAKE = (is_running, is_its_turn, not_taken_by_another, not_own_text, another_of_six)
READY = (attribute_decided, nothing_missing, proofread)
ACTS: dict[str, Act] = {
    # 报送：属性、要素齐了才收；缺解读稿的收下后退回
    "file": Act(
        "送审", only_writers, (has_something_to_submit, attribute_decided, nothing_missing, goes_with_its_policy)
    ),
    "submit": Act(
        "送审",
        only_writers,
        (has_something_to_submit, *READY, goes_with_its_policy, change_is_told, sign_off_units_named),
    ),
    "claim": Act("认领", only_takers, TAKE),
    "release": Act("交回", nobody_refused, (is_running, is_held)),
    "pass_step": Act(
        "通过", only_takers, (*TAKE, gates_ticked, secrecy_grounded, text_unchanged, proofread_where_it_counts)
    ),
    "return_step": Act(
        "退回", only_takers, (is_running, is_its_turn, not_taken_by_another, not_own_text, return_is_explained)
    ),
    "sign": Act(
        "签发",
        only_takers,
        (is_running, is_not_withdrawn, not_own_text, all_steps_passed, *READY, text_unchanged, time_is_to_come),
    ),
    "schedule": Act("改期", only_takers, (is_signed, time_is_given, time_is_to_come)),
    "publish": Act("发布", nobody_refused, (is_signed, is_not_withdrawn, time_has_come, *READY, text_unchanged)),
    "cancel": Act("撤销送审", only_writers_or_office, (is_under_way, reason_given)),
    "publish_now": Act(
        "应急发布",
        only_office,
        (has_something_to_publish, attribute_decided, goes_with_its_policy, proofread, reason_given),
    ),
}


def publication_blockers(action: str, facts: PublicationFacts) -> tuple[str, ...]:
    """Why this person may not take this action now; empty when nothing stands in the way.

    The rights come first: who may not act at all is not told what is missing. An unknown action is a KeyError.
    """
    act = ACTS[action]
    refused = tuple(act.who(facts))
    if refused:
        return refused
    return tuple(dict.fromkeys(sentence for rule in act.rules for sentence in rule(facts)))


def missing_interpretation(facts: PublicationFacts) -> str:
    """Why a filed document goes back at once (材料不全的予以退回), or nothing."""
    if not facts.needs_interpretation or facts.has_interpretation or facts.is_waived:
        return ""
    return f"材料不全：没有附解读稿，也没有说明不解读的理由，请{facts.writer_words}补齐后重新送审。"


def _step(facts: PublicationFacts) -> StepFacts:
    if facts.step is None:
        raise ValueError("this action is on a step, and the facts name none")
    return facts.step


def _asked(sentence: str, who: str, deed: str) -> str:
    """What is missing, and who has to see to it."""
    return f"{sentence.removesuffix('。')}，请{who}{deed}。"


def _owed(step: StepFacts) -> str:
    if step.claimed_by:
        return f"还差{step.words}：{step.claimed_by.name}已认领，请其办理。"
    return f"还差{step.words}：请{step.owed_by}办理。"
