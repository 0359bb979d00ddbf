"""Speed of the notice reader on text of our own making: `pytest benchmarks --benchmark-only`.

A notice of ten thousand characters is read in at most 40 ms, one of a megabyte within 4 s;
the time grows with the length, not faster.
"""

from __future__ import annotations

import itertools
import time

import pytest

from gongkai.domain.notices import read

# the promise for 10,000 characters, in seconds, on a machine that does nothing else
LIMIT = 0.040

UNITS = ("县发展和改革局", "县财政局", "县教育局", "县民政局", "县卫生健康局", "县市场监管局", "县政务服务中心")
DUTIES = (
    "及时公开有关政策文件、办事指南和服务标准，做到内容完整、更新及时、方便查询。",
    "加强政策解读和舆情回应，每年通过新闻发布形式开展解读不少于4次，提高群众知晓率。",
    "对照标准目录梳理公开事项，2026年6月底前完成栏目调整，归集整理历史信息。",
    "严格执行《青溪县政务公开工作办法》，落实公开属性源头认定和保密审查要求。",
)


def prose(size: int) -> str:
    """A plan of work in running text: headings, points, unit brackets."""
    parts = ["青溪县2026年政务公开工作要点\n"]
    length = 0
    for number in itertools.count():
        if length >= size:
            return "".join(parts)
        if number % 4 == 0:
            parts.append(f"（{'一二三四五六七八九十'[number // 4 % 10]}）做好第{number}类信息公开。\n")
        duties = DUTIES[number % 4] + DUTIES[(number + 1) % 4]
        parts.append(f"{number % 4 + 1}.公开事项{number}。{duties}（责任单位：{UNITS[number % 7]}、各乡镇）\n")
        length += len(parts[-1])
    return ""


def flat_table(size: int) -> str:
    """The same as a table flattened to lines."""
    parts = ["工作任务\n\n牵头单位\n\n责任单位\n\n一、重点领域\n\n"]
    length = 0
    for number in itertools.count(1):
        if length >= size:
            return "".join(parts)
        path = f"〔公开路径:(1)政府网站>法定主动公开内容>栏目{number};(2)其他渠道〕"
        parts.append(
            f"{number % 90 + 1}.公开事项{number}。{DUTIES[number % 4]}{path}。\n\n{UNITS[number % 7]}\n\n——\n\n"
        )
        length += len(parts[-1])
    return ""


# time of this process only: what else the machine does is not the reader's
@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("layout", [prose, flat_table])
def test_ten_thousand_characters(benchmark, layout) -> None:
    text = layout(10_000)
    assert len(benchmark(read, text).tasks) > 40
    # the fastest of many runs is the machine undisturbed
    assert benchmark.stats.stats.min <= LIMIT


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("layout", [prose, flat_table])
def test_a_million_characters(benchmark, layout) -> None:
    """Two and a half megabytes. A hundred times the text takes a hundred times as long, give or take a sixth."""
    text = layout(1_000_000)
    reading = benchmark.pedantic(read, args=(text,), rounds=1, iterations=1)
    assert len(reading.tasks) > 4_000
    assert benchmark.stats.stats.min <= 100 * LIMIT * 7 / 6


@pytest.mark.benchmark(timer=time.process_time)
@pytest.mark.parametrize("layout", [prose, flat_table])
def test_a_megabyte(benchmark, layout) -> None:
    text = layout(1_000_000).encode()[:1_000_000].decode("utf-8", "ignore")
    benchmark.pedantic(read, args=(text,), rounds=1, iterations=1)
    assert benchmark.stats.stats.min <= 4.0
