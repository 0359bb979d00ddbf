"""The figures of review: in force on every day, cited, and three dates compared."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.data.tables import read_folder
from gongkai.domain.statutes import RuleNotInForce, gate_words, step_rules, time_limit
from gongkai.domain.workflow import ThreeDates, synchrony_breaches

TABLES = {name: rows for table in read_folder("review") for name, rows in table.items() if isinstance(rows, list)}
DAY = timedelta(days=1)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_gap_and_no_overlap(name):
    """Each row begins on the day after the one before ends; the last is open."""
    rows = sorted(TABLES[name], key=lambda row: row["from"])
    for earlier, later in itertools.pairwise(rows):
        assert later["from"] == earlier["until"] + DAY
    assert "until" not in rows[-1]


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_row_is_cited_and_says_whether_it_was_checked(name):
    for row in TABLES[name]:
        assert row["source"]["title"]
        assert set(row["source"]) == {"title", "number", "article"}
        assert isinstance(row["verified"], bool)


LIMITS = [
    # 旧条例第十八条
    ("publish_within", date(2019, 5, 14), 20, "第十八条"),
    # 新条例第二十六条，2019-05-15 起
    ("publish_within", date(2019, 5, 15), 20, "第二十六条"),
]


@pytest.mark.parametrize(("name", "on", "amount", "article"), LIMITS)
def test_the_limit_of_a_day(name, on, amount, article):
    found = time_limit(name, on)
    assert (found.amount, found.unit, found.is_verified) == (amount, "working_days", True)
    assert found.source.endswith(article)


def test_before_the_regulation_there_was_no_limit():
    with pytest.raises(RuleNotInForce):
        time_limit("publish_within", date(2008, 4, 30))


def test_three_reviews_and_three_proofs_by_turns():
    steps = step_rules(date(2026, 3, 2))
    order = [(step.kind, step.ordinal) for step in steps if step.kind in ("review", "proof")]
    assert order == [(kind, number) for number in (1, 2, 3) for kind in ("review", "proof")]
    ranks = {(step.kind, step.ordinal): step.rank for step in steps}
    assert ranks["secrecy", 0] == ranks["review", 1]  # 保密审查和第一次审核可以同时进行
    assert [ranks[step] for step in order] == sorted({ranks[step] for step in order})
    assert max(ranks, key=lambda step: ranks[step]) == ("sign", 0)


def test_reviews_tick_all_five_gates():
    assert set(gate_words().values()) == {"政治关", "法律关", "政策关", "保密关", "文字关"}
    assert all(set(step.gates) == set(gate_words()) for step in step_rules(date(2026, 3, 2)) if step.kind == "review")


def at(day, hour=9):
    """A moment of March 2026."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


TOGETHER = ThreeDates(date(2026, 3, 1), at(5), at(6))
SYNCHRONY = [
    # 同日组织、审签、发布
    (TOGETHER, 0, ()),
    # 同一天晚些时候签发不算
    (ThreeDates(date(2026, 3, 1), at(5, 15), at(6)), 0, ()),
    # 迟签
    (ThreeDates(date(2026, 3, 1), at(7), at(6)), 0, ("审签不同步：解读比文件晚签发 2 天。",)),
    # 迟发：没有宽限和三天宽限
    (ThreeDates(date(2026, 3, 1), at(5), at(9)), 0, ("部署不同步：解读比文件晚发布 3 天。",)),
    (ThreeDates(date(2026, 3, 1), at(5), at(9)), 3, ()),
    (ThreeDates(date(2026, 3, 1), at(5), at(10)), 3, ("部署不同步：解读比文件晚发布 4 天。",)),
    # 组织晚
    (ThreeDates(date(2026, 3, 4), at(5), at(6)), 0, ("组织不同步：解读的组织日期比文件的组织日期晚 3 天。",)),
    # 什么都没有
    (
        ThreeDates(None, None, None),
        0,
        (
            "没有登记解读的组织日期。",
            "审签不同步：文件已签发，解读还没有签发。",
            "部署不同步：文件已发布，解读还没有发布。",
        ),
    ),
]


@pytest.mark.parametrize(("interpretation", "grace", "sentences"), SYNCHRONY)
def test_three_dates_are_compared(interpretation, grace, sentences):
    assert synchrony_breaches(TOGETHER, interpretation, grace) == sentences


def test_without_a_day_of_organising_the_signature_counts():
    """文件没有登记组织日期，就以签发日期为界。"""
    policy = ThreeDates(None, at(5), at(6))
    late = ThreeDates(date(2026, 3, 6), at(5), at(6))
    assert synchrony_breaches(policy, late) == ("组织不同步：解读的组织日期比文件的签发日期晚 1 天。",)


def test_what_is_not_signed_yet_is_no_breach():
    assert synchrony_breaches(ThreeDates(None, None, None), ThreeDates(date(2026, 3, 1), None, None)) == ()
