"""Two notices, clause by clause."""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from gongkai.domain.ledger import Clause, Demand, align

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold"

OLD = [
    Clause("江州市各部门要集中公开现行有效的行政规范性文件，标明有效性", date(2026, 9, 30)),
    Clause("江州市政府门户网站设置政策解读栏目，解读材料与政策文件相互关联"),
    Clause("江州市每年组织新闻发布会不少于4次", None, (Demand(">=", 4, "次", "year"),)),
    Clause("江州市扩大政府会议开放，邀请利益相关方列席"),
    Clause("江州市加强政府公报数据库建设，做好赠阅发放"),
    Clause("江州市公开惠民惠农财政补贴政策和发放结果"),
]
NEW = [
    Clause("青溪县公开惠民惠农财政补贴政策和发放结果"),
    Clause("青溪县各部门要集中公开现行有效的行政规范性文件，标明有效性", date(2026, 6, 30)),
    Clause("青溪县政府门户网站设置政策解读栏目，解读材料与政策文件同步关联"),
    Clause("青溪县每年组织新闻发布会不少于6次", None, (Demand(">=", 6, "次", "year"),)),
    Clause("青溪县扩大政府会议开放，邀请利益相关方列席"),
    Clause("青溪县推进基层公开标准目录与主动公开目录融合"),
]


def test_each_clause_finds_its_partner():
    rows = align(OLD, NEW)
    assert [(row.kind, row.old_index, row.new_index) for row in rows] == [
        # 移到最前，内容没有变：地名不同不算改动
        ("kept", 5, 0),
        # 时限从九月底提到六月底
        ("tightened", 0, 1),
        # 相互改为同步
        ("edited", 1, 2),
        # 四次变六次
        ("tightened", 2, 3),
        ("kept", 3, 4),
        # 公报没有列入，排在它原来的位置
        ("dropped", 4, None),
        # 新增的
        ("new", None, 5),
    ]
    remarks = {row.new_index: row.remarks for row in rows}
    assert remarks[1] == ("时限提前：2026-09-30 → 2026-06-30。",)
    assert remarks[3] == ("数量提高：4次 → 6次。",)


def test_the_difference_is_readable_and_complete():
    row = next(row for row in align(OLD, NEW) if row.new_index == 2)
    assert "".join(part.text for part in row.segments if part.kind != "removed") == NEW[2].text
    assert [(part.kind, part.text) for part in row.segments][-3:] == [
        ("removed", "相互"),
        ("added", "同步"),
        ("same", "关联"),
    ]


def test_later_and_fewer_is_an_edit_not_a_tightening():
    old, new = Clause(OLD[0].text, date(2026, 3, 1)), Clause(OLD[0].text, date(2026, 9, 1))
    (row,) = align([old], [new])
    assert (row.kind, row.remarks) == ("edited", ("时限放宽：2026-03-01 → 2026-09-01。",))
    several = (Demand(">=", 4, "次", "year"), Demand(">=", 2, "次", "year"))
    (row,) = align(
        [Clause("每年解读不少于4次，其中负责人不少于2次", None, several)] * 1,
        [Clause("每年解读不少于4次，其中负责人不少于2次", None, several)],
    )
    assert (row.kind, row.remarks) == ("kept", ())


def test_empty_sides():
    assert align([], []) == ()
    assert [row.kind for row in align([], NEW)] == ["new"] * len(NEW)
    assert [row.kind for row in align(OLD, [])] == ["dropped"] * len(OLD)
    assert [row.kind for row in align([Clause("")], [Clause("")])] in (["kept"], ["new", "dropped"], ["dropped", "new"])


def test_script_marks_and_numbering_are_no_edit():
    (row,) = align([Clause("（1）公開財政預算、決算信息")], [Clause("1．公开财政预算，决算信息")])
    assert row.kind == "kept"


def test_inserting_clauses_moves_nothing_else():
    many = [Clause(f"第{n}领域由{word}部门公开{word}事项清单和办理结果") for n, word in enumerate("甲乙丙丁戊己庚辛")]
    rows = align(many, [*many[:3], Clause("全年开展政务开放日活动，邀请群众代表走进机关"), *many[3:]])
    assert Counter(row.kind for row in rows) == {"kept": 8, "new": 1}


def test_long_notices_stay_quick():
    old = [Clause(f"第{n}类事项{n * 7919 % 997}由有关部门按照职责分工落实并及时公开{n * 31 % 89}") for n in range(300)]
    started = time.perf_counter()
    rows = align(old, old[::1])
    assert all(row.kind == "kept" for row in rows)
    assert time.perf_counter() - started < 20


def of_gold(name: str) -> list[Clause]:
    tasks = json.loads((GOLD / f"{name}.json").read_text("utf-8"))["tasks"]
    return [
        Clause(
            task["text"],
            min((date.fromisoformat(row["date"]) for row in task["deadlines"] if row["date"]), default=None),
            tuple(Demand(row["op"], row["value"], row["unit"], row["period"] or "") for row in task["quotas"]),
        )
        for task in tasks
    ]


@pytest.mark.skipif(not GOLD.exists(), reason="the annotated notices are not here")
def test_two_notices_of_one_parent():
    old, new = of_gold("000"), of_gold("002")
    rows = align(old, new)
    kinds = Counter(row.kind for row in rows)
    # every clause stands in exactly one row
    assert sorted(row.old_index for row in rows if row.old_index is not None) == list(range(len(old)))
    assert sorted(row.new_index for row in rows if row.new_index is not None) == list(range(len(new)))
    # two districts write down one parent's plan: nearly all of it is common
    assert kinds["kept"] >= 35
    assert kinds["kept"] + kinds["edited"] + kinds["tightened"] >= 94
    assert kinds["dropped"] <= 6
    assert kinds["new"] <= 10
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in kinds}
    # the report is due half a month earlier in 002; three kinds of pictures are asked for where none were
    assert any("时限提前：2022-01-15 → 2021-12-31。" in row.remarks for row in by_kind["tightened"])
    # 002 adds the yearly assessment of its departments
    assert any("考核评估" in new[row.new_index].text for row in by_kind["new"])
    # 000's gazette database is not taken up
    assert any("政府公报数据库" in old[row.old_index].text for row in by_kind["dropped"])
