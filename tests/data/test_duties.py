"""次数和期限是有出处、有起止的数据行：不重叠，不中断，写明是否核实。"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib.resources import files

import pytest

from gongkai.apps.documents._duties_data import NoRuleInForce, rule_on

TABLES = sorted(
    entry.name.removesuffix(".toml")
    for entry in files("gongkai.data").joinpath("duties").iterdir()
    if entry.name.endswith(".toml")
)


def rows(name):
    return tomllib.loads(files("gongkai.data").joinpath(f"duties/{name}.toml").read_text("utf-8"))["rows"]


@pytest.mark.parametrize("name", TABLES)
def test_each_row_says_where_it_comes_from_and_whether_that_was_checked(name):
    for row in rows(name):
        assert row["source"]["title"]
        assert row["source"]["article"]
        assert isinstance(row["verified"], bool)


@pytest.mark.parametrize("name", TABLES)
def test_rows_follow_each_other_without_gap_or_overlap(name):
    found = sorted(rows(name), key=lambda row: row["from"])
    assert all("until" in row for row in found[:-1])
    assert [row["until"] + timedelta(days=1) for row in found[:-1]] == [row["from"] for row in found[1:]]


def test_before_the_first_row_there_is_no_rule_and_the_last_known_one_does_not_stand_in():
    assert TABLES == ["filing_normative", "filing_rules", "follow_up", "press", "rule_of_law"]
    with pytest.raises(NoRuleInForce, match=r"duties/press.toml 没有 2015-01-01 适用的规定"):
        rule_on("press", date(2015, 1, 1))
    assert (rule_on("press", date(2026, 1, 1))["total"], rule_on("press", date(2026, 1, 1))["by_leaders"]) == (4, 2)
