"""The trees and domains of data/catalogue: every row cited, every code once, every node under one that stands above it."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

TREES = ("statutory", "local", "villages")
ORGANS = {"government", "department", "town"}
KINDS = {"list", "table", "text", "branch", "library", "gazette", "guide", "report"}


def read(name: str) -> dict:
    return tomllib.loads(files("gongkai.data").joinpath(f"catalogue/{name}.toml").read_text("utf-8"))


@pytest.mark.parametrize("name", TREES)
def test_a_tree_says_since_when_and_by_what(name):
    head = read(name)["tree"]
    assert head["source"]["title"]
    assert head["from"].year >= 2019
    assert isinstance(head["verified"], bool)


@pytest.mark.parametrize("name", TREES)
def test_every_node_has_its_code_once_and_a_parent_before_it(name):
    seen = {""}
    for node in read(name)["node"]:
        assert node["code"] not in seen
        assert len(node["code"]) <= 40
        assert node.get("under", "") in seen, node["code"]
        assert node.get("kind", "branch") in KINDS
        assert set(node.get("for", ORGANS)) <= ORGANS
        assert ">" not in node["name"]
        assert "/" not in node["name"]  # 路径里的斜线分开并列的栏目
        seen.add(node["code"])


@pytest.mark.parametrize("name", TREES)
def test_siblings_have_different_names(name):
    named: dict[tuple[str, str], str] = {}
    for node in read(name)["node"]:
        for word in {node["name"], *node.get("aliases", ())}:
            key = (node.get("under", ""), word)
            assert named.setdefault(key, node["code"]) == node["code"], word


def test_codes_of_two_trees_never_meet():
    codes = [node["code"] for name in ("statutory", "local") for node in read(name)["node"]]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("name", ["statutory", "local"])
def test_update_rules_are_cited_and_used(name):
    table = read(name)
    rules = {rule["code"] for rule in table["rule"]}
    assert {node["rule"] for node in table["node"] if "rule" in node} <= rules
    for rule in table["rule"]:
        assert rule["source"]["title"]
        assert isinstance(rule["verified"], bool)
        assert rule.get("days", 1) > 0


def test_all_fifteen_items_of_article_20_are_there():
    articles = {node["article"] for node in read("statutory")["node"]}
    for number in "一二三四五六七八九十":
        assert f"第二十条第（{number}）项" in articles
    for number in ("十一", "十二", "十三", "十四", "十五"):
        assert f"第二十条第（{number}）项" in articles


# 条例第二十一条：县级七类，乡镇八类
@pytest.mark.parametrize(("organ", "count"), [("government", 7), ("town", 8)])
def test_article_21_adds_by_level(organ, count):
    below = [node for node in read("statutory")["node"] if node.get("under") == "statutory.local"]
    assert len([node for node in below if organ in node.get("for", ORGANS)]) == count


def test_twenty_six_domains_and_those_that_came_later():
    table = read("domains")
    domains = table["domain"]
    assert len([row for row in domains if row["is_pilot"]]) == 26
    assert [row["number"] for row in domains] == list(range(1, len(domains) + 1))
    assert len({row["code"] for row in domains}) == len({row["name"] for row in domains}) == len(domains)
    assert all(row["ministry"] and row["county_department"] for row in domains)
    assert [row["number"] for row in table["channel"]] == list(range(1, 14))
    (clock,) = table["compilation"]
    assert (clock["months"], clock["verified"], bool(clock["source"]["title"])) == (3, False, True)
