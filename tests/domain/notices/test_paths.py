"""Declared places of disclosure."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.notices import without_paths
from gongkai.domain.notices._paths import find_paths, leaves, parse_path

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold"


def read(text):
    found = find_paths(text, 0)
    return [">".join(path.segments) for path in found.paths], [channel.text for channel in found.channels]


ROWS = [
    # 编号加分号
    (
        "公开预算〔公开路径：(1)政府网站>政务公开>预算/决算；(2)其他渠道；(3)村(居)务公开栏〕。",
        ["政府网站>政务公开>预算/决算"],
        ["其他渠道", "村(居)务公开栏"],
    ),
    # 全角编号加逗号，括号未闭合
    ("公开规划（公开路径：1．政府网站＞规划信息，2．其他渠道", ["政府网站>规划信息"], ["其他渠道"]),
    # 展开的渠道逐一列出，简称自成一项，“等其他适合的公开渠道”不是渠道
    (
        "（公开路径：1.政府网站>规划；2.政务新媒体、新闻媒体等其他适合的公开渠道（以下简称其他渠道））",
        ["政府网站>规划"],
        ["政务新媒体", "新闻媒体", "其他渠道"],
    ),
    # 只有一条路径，不编号
    ("公开电话〔公开路径：政府网站>机关简介>联系我们〕，并保持畅通", ["政府网站>机关简介>联系我们"], []),
    # 路径后用顿号跟渠道
    ("公开路径：政府网站>预算公开、政务新媒体", ["政府网站>预算公开"], ["政务新媒体"]),
    # 没有标签的栏目位置不是公开路径
    ("在“政务公开>政府信息公开目录”中设置栏目", [], []),
    # 没有 > 的普通句子不是公开路径
    ("畅通公开渠道，丰富公开方式。", [], []),
]


@pytest.mark.parametrize(("text", "paths", "channels"), ROWS)
def test_paths_and_channels(text, paths, channels):
    assert read(text) == (paths, channels)


def test_siblings_become_paths_of_their_own():
    assert parse_path("(1)政府网站>疫情防控>重要政策/政策解读") == (
        ("政府网站", "疫情防控", "重要政策"),
        ("政府网站", "疫情防控", "政策解读"),
    )


def test_nothing_parses_to_nothing():
    assert parse_path("") == parse_path(" > ; ") == ()


def test_aliases_map_whole_segments_prefixes_and_endings():
    aliases = {"门户>目录": "门户>公开>目录", "惠民资金": "惠民惠农资金", "*规范性文件": "规范性文件"}
    paths = [("门户", "目录", "惠民资金"), ("门户", "依据", "本部门规范性文件"), ("门户", "惠民资金发放")]
    assert leaves(paths, aliases) == (
        ("门户", "公开", "目录", "惠民惠农资金"),
        ("门户", "依据", "规范性文件"),
        ("门户", "惠民资金发放"),
    )


def test_the_default_table_knows_the_omitted_parent():
    assert leaves([("政府网站", "政府信息公开目录", "政府公报")]) == (
        ("政府网站", "政务公开", "政府信息公开目录", "政府公报"),
    )


@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated notices are not here")
def test_two_real_notices_merge_to_one_tree():
    counts, merged = [], set()
    for name in ("000", "002"):
        tasks = json.loads((GOLD / f"{name}.json").read_text("utf-8"))["tasks"]
        paths = [tuple(path) for task in tasks for path in task["paths"]]
        counts.append((len(paths), len(leaves(paths))))
        merged |= set(leaves(paths))
    assert counts == [(30, 37), (29, 36)]
    # 部门网页下的三个栏目与门户的是同一栏目的两处
    assert len({leaf for leaf in merged if "部门网页" not in leaf}) + 3 == len(merged) == 31


@given(st.text(alphabet="公开路径：:>/、，；;。（）()〔〕1.2①政府网站栏目\n ", max_size=80), st.integers(0, 9999))
def test_spans_always_slice_to_the_words(text, at):
    found = find_paths(text, at)
    for channel in found.channels:
        assert text[channel.span[0] - at : channel.span[1] - at] == channel.text
    for path in found.paths:
        printed = text[path.span[0] - at : path.span[1] - at]
        assert all(segment in printed for segment in path.segments)
    parse_path(text)


SHOWN = [
    # 括号里的公开路径在旁边另列，正文只留任务本身
    ("公开预算（公开路径：1．政府网站>预算（部门），2．其他渠道）。", "公开预算。"),
    # 原文没有闭合的括号，到末尾为止
    ("公开规划〔公开路径:政府网站>规划信息", "公开规划"),
    # 没有括号的说明是任务的话
    ("按公开路径：政府网站>预算公开。", "按公开路径：政府网站>预算公开。"),
    ("公开决算。", "公开决算。"),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_a_task_without_its_places(text: str, shown: str) -> None:
    assert without_paths(text) == shown
