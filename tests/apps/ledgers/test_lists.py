"""Lists, board, heat map and calendar: their numbers agree with each other and with the rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from gongkai.apps.ledgers import operations, queries
from gongkai.apps.ledgers.models import ItemUnit, LedgerItem
from gongkai.apps.ledgers.queries import Filter
from tests.apps.ledgers.samples import accept, at, item

TODAY = date(2026, 7, 6)


@pytest.fixture
def notice(cast):
    """四项：第 1 项六月底到期已逾期；第 2 项推进中；再加一项没有单位的。"""
    notice = accept(cast)
    operations.record_quota(
        actor=cast.officer,
        quota=item(notice, 2).quotas.get(),
        count=1,
        done_on=date(2026, 5, 1),
        note="一次",
        now=at("2026-05-06"),
    )
    LedgerItem.objects.filter(pk=item(notice, 2).pk).update(state="in_progress")
    LedgerItem.objects.create(notice=notice, year=2026, position=5, chapter="二、抓好重点领域", text="没有单位的一项")
    ItemUnit.objects.create(
        item=LedgerItem.objects.create(notice=notice, year=2026, position=6, text="单位未识别的一项"),
        role="lead",
        unit_text="县传媒集团",
        is_principal=True,
    )
    return notice


def test_board_rows_add_up_to_the_items(cast, notice):
    board = queries.board(cast.officer, Filter(), today=TODAY)
    assert board.total == 6 == sum(row.total for row in board.rows)
    assert [(row.name, row.total) for row in board.rows] == [
        ("县政府办公室", 1),
        ("县财政局", 2),
        ("县司法局", 1),
        ("县传媒集团（未识别）", 1),
        ("未指定单位", 1),
    ]
    assert {cell.state: cell.count for cell in board.totals} == {
        "not_started": 4,
        "in_progress": 1,
        "awaiting_check": 0,
        "closed_out": 0,
        "overdue": 1,
    }
    for index, cell in enumerate(board.totals):
        assert cell.count == sum(row.cells[index].count for row in board.rows)


@pytest.mark.parametrize("by", ["unit", "involved", "chapter", "month"])
def test_every_cell_opens_exactly_its_rows(cast, notice, by):
    board = queries.board(cast.officer, Filter(), today=TODAY, by=by)
    for row in board.rows:
        # the address is what a person clicks
        again = Filter.from_query(_query(row.filter))
        assert queries.list_page(cast.officer, again, today=TODAY).total == row.total, row.name
        for cell in row.cells:
            assert queries.list_page(cast.officer, cell.filter, today=TODAY).total == cell.count


def _query(flt: Filter) -> dict[str, str]:
    from urllib.parse import parse_qsl

    return dict(parse_qsl(flt.as_query()))


def test_involved_counts_a_unit_wherever_it_is_named(cast, notice):
    board = queries.board(cast.officer, Filter(), today=TODAY, by="involved")
    named = {row.name: row.total for row in board.rows}
    # 财政局：第 1 项负责，第 3 项牵头，第 4 项负责
    assert named["县财政局"] == 3
    assert named["各镇街"] == 1
    assert (board.is_exact, board.total) == (False, 6)


def test_list_shows_state_units_and_lateness(cast, notice):
    page = queries.list_page(cast.officer, Filter(notice=notice.pk), today=TODAY)
    first = page.rows[0]
    assert (first.state, first.state_word, first.late_days) == ("overdue", "逾期", 6)
    assert [row.unit for row in first.leads + first.responsibles] == [cast.justice, cast.finance]
    assert page.state_counts == {"overdue": 1, "in_progress": 1, "not_started": 4}
    assert (page.total, page.number, page.page_count) == (6, 1, 1)
    second = queries.list_page(cast.officer, Filter(), today=TODAY, number=9, size=4)
    assert (second.number, len(second.rows)) == (2, 2)


FILTERS = [
    # 条件，留下的序号
    ({"text": "规范性文件"}, {1}),
    ({"state": "overdue"}, {1}),
    ({"overdue": True}, {1}),
    # 逾期的不再算未开始
    ({"state": "not_started"}, {3, 4, 5, 6}),
    ({"state": "open"}, {1, 2, 3, 4, 5, 6}),
    ({"due_from": date(2026, 7, 1), "due_to": date(2026, 9, 30)}, {4}),
    ({"month": "2026-06"}, {1}),
    ({"month": "-"}, {3, 5, 6}),
    ({"chapter": "二、抓好重点领域"}, {3, 4, 5}),
    ({"chapter": "-"}, {6}),
    ({"row": "-"}, {5}),
    ({"row": "t县传媒集团"}, {6}),
    ({"year": 2025}, set()),
    ({"notice": 99}, set()),
]


@pytest.mark.parametrize(("words", "positions"), FILTERS)
def test_filters(cast, notice, words, positions):
    found = queries.filtered(cast.officer, Filter(**words), TODAY)
    assert {row.position for row in found} == positions


def test_a_unit_is_found_by_its_group_too(cast, notice):
    def of(**words):
        return {row.position for row in queries.filtered(cast.officer, Filter(**words), TODAY)}

    assert of(unit=cast.town.pk) == {3}
    assert of(unit=cast.finance.pk) == {1, 3, 4}
    assert of(unit=cast.finance.pk, role="lead") == {3}
    # 第 4 项没有牵头单位，财政局是第一责任单位，由它主责
    assert of(row=f"u{cast.finance.pk}", role="principal") == {3, 4}


def test_a_filter_survives_its_address():
    flt = Filter(
        notice=3,
        chapter="一、政策&公开",
        unit=5,
        row="t县传媒=集团",
        state="overdue",
        due_to=date(2026, 6, 30),
        overdue=True,
    )
    assert Filter.from_query(_query(flt)) == flt
    assert _query(replace(flt, unit=None)) == dict(_query(flt).items() - {("unit", "5")})
    assert "state" not in flt.as_query(state=None)
    # 乱写的条件不算
    assert Filter.from_query({"notice": "x", "due_from": "2026-13-01", "row": "u", "month": "2026"}) == Filter()


def test_heat_map_cells_open_what_they_count(cast, notice):
    heat = queries.heat_map(cast.officer, today=TODAY)
    assert (heat.weeks[0], len(heat.weeks)) == (date(2026, 7, 6), 12)
    counted = Counter()
    for row in heat.rows:
        for cell in row.cells:
            counted[row.name] += cell.count
            assert queries.list_page(cast.officer, cell.filter, today=TODAY).total == cell.count
    # 逾期的计入第一周；九月底那项在第十二周之后
    assert counted == {"县司法局": 1}
    assert [cell.is_late for row in heat.rows for cell in row.cells if cell.count] == [True]


def test_calendar_of_a_month(cast, notice):
    june = queries.due_calendar(cast.officer, date(2026, 6, 15), today=TODAY)
    days = {day.on: day for week in june.weeks for day in week}
    assert (june.previous, june.following, june.total) == (date(2026, 5, 1), date(2026, 7, 1), 1)
    assert [row.item.position for row in days[date(2026, 6, 30)].rows] == [1]
    # 端午节放假
    assert days[date(2026, 6, 19)].is_working_day is False
    assert all(len(week) == 7 for week in june.weeks)


def test_saved_filters_belong_to_a_person(cast, notice):
    saved = operations.save_filter(actor=cast.finance_liaison, name="逾期", query="?state=overdue")
    assert saved.query == "state=overdue"
    operations.save_filter(actor=cast.finance_liaison, name="逾期", query="overdue=1")
    assert [row.query for row in queries.saved_filters(cast.finance_liaison)] == ["overdue=1"]
    assert queries.saved_filters(cast.officer) == []
    with pytest.raises(operations.Blocked):
        operations.drop_filter(actor=cast.officer, saved=saved)
    operations.drop_filter(actor=cast.finance_liaison, saved=saved)


def test_export_reads_back_to_the_same_tasks(cast):
    import io

    from gongkai.apps.files.readers import read_bytes
    from gongkai.apps.files.writers import write_docx, write_xlsx
    from gongkai.domain.notices import read

    notice = accept(cast)
    sheet = queries.ledger_sheet(cast.officer, notice, today=TODAY)
    assert sheet.extra_columns == ("到期日", "状态", "完成比例", "佐证材料", "公开地址")
    assert sheet.rows[0].extra[:2] == ("2026-06-30", "逾期")
    for write, name in ((write_xlsx, "台账.xlsx"), (write_docx, "台账.docx")):
        out = io.BytesIO()
        write(sheet, out)
        again = read(read_bytes(out.getvalue(), name))
        assert ["".join(task.text.split()) for task in again.tasks] == [
            "".join(row.text.split()) for row in sheet.rows
        ], name
