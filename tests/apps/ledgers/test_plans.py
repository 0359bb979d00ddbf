"""Plans, reports, look-back, own key areas, and what today's page says of them."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.ledgers import operations, queries
from gongkai.apps.ledgers.models import LedgerItem, LookBackReview
from gongkai.apps.ledgers.operations import Blocked
from gongkai.apps.orgs.models import Membership
from tests.apps.ledgers.samples import accept, at, item
from tests.cast import person


def refused(verb, **words) -> tuple[str, ...]:
    with pytest.raises(Blocked) as blocked:
        verb(**words)
    return blocked.value.blockers


def test_plans_are_filed_late_or_missing(cast):
    notice = accept(cast)  # 3 月 16 日前报备，4 月 14 日前公开
    operations.file_plan(
        actor=cast.finance_liaison, notice=notice, unit=cast.finance, text="计划", now=at("2026-03-16")
    )
    operations.file_plan(
        actor=cast.justice_liaison, notice=notice, unit=cast.justice, text="计划", now=at("2026-03-17")
    )
    table = queries.plan_table(notice, today=date(2026, 3, 17))
    words = {row.unit.short_name: row.filing.word for row in table.rows}
    assert words == {
        "县财政局": "已报备",
        "县司法局": "迟报备",
        "县政府办公室": "逾期未报备",
        "县融媒体中心": "逾期未报备",
        # 各镇街中的每一个
        "城关镇": "逾期未报备",
        "柳湾镇": "逾期未报备",
    }
    assert table.counts["filing"] == {"done": 1, "late": 1, "missing": 4, "waiting": 0, "none": 0}
    # 到期当天还不算迟
    assert {row.filing.state for row in queries.plan_table(notice, today=date(2026, 3, 16)).rows} == {
        "done",
        "late",
        "waiting",
    }
    # 单位只看自己的
    assert [row.unit for row in queries.plan_table(notice, today=date(2026, 3, 17), user=cast.town_liaison).rows] == [
        cast.town
    ]


def test_a_plan_is_filed_before_it_is_published(cast):
    notice = accept(cast)
    ours = {"actor": cast.finance_liaison, "notice": notice, "unit": cast.finance}
    assert refused(operations.publish_plan, **ours) == ("工作计划还没有报备，不能公开。",)
    operations.file_plan(text="一稿", now=at("2026-03-10"), **ours)
    plan = operations.file_plan(text="二稿", now=at("2026-03-12"), **ours)
    # 改过的稿子，报备日期仍是第一次
    assert (plan.text, plan.filed_on) == ("二稿", date(2026, 3, 10))
    operations.publish_plan(now=at("2026-04-15"), **ours)
    assert refused(operations.file_plan, text="三稿", **ours) == ("工作计划已经公开，不能再改。",)
    row = next(row for row in queries.plan_table(notice, today=date(2026, 4, 16)).rows if row.unit == cast.finance)
    assert (row.publication.word, row.publication.done_on) == ("迟公开", date(2026, 4, 15))
    assert refused(operations.file_plan, actor=cast.planning_liaison, notice=notice, unit=cast.planning, text="x") == (
        "这份通知没有给县发展改革局的任务。",
    )


def test_the_report_counts_it_is_not_typed(cast):
    notice = accept(cast)
    operations.set_notice_clocks(actor=cast.officer, notice=notice, changes={"report_due_on": date(2026, 12, 20)})
    operations.note_progress(
        actor=cast.finance_liaison, item=item(notice, 1), unit=cast.finance, text="已启动", now=at("2026-05-06")
    )
    draft = queries.report_draft(notice, cast.finance, today=date(2026, 7, 1))
    shown = queries.list_page(cast.officer, queries.Filter(unit=cast.finance.pk), today=date(2026, 7, 1))
    assert draft.figures["total"] == shown.total == len(draft.items) == 3
    assert (draft.figures["overdue"], draft.figures["not_started"], draft.figures["led"]) == (1, 2, 1)
    assert draft.text.startswith("县财政局承担任务 3 项，已销号 0 项")
    report = operations.send_report(
        actor=cast.finance_liaison, notice=notice, unit=cast.finance, text="说明", now=at("2026-12-21")
    )
    assert report.figures["total"] == 3
    notice.refresh_from_db()
    row = next(row for row in queries.plan_table(notice, today=date(2026, 12, 22)).rows if row.unit == cast.finance)
    assert row.reporting.word == "迟报送"


def test_look_back_takes_named_and_timed_items_and_carries_on_the_unfinished(cast):
    notice = accept(cast)
    LedgerItem.objects.create(notice=notice, year=2026, position=9, text="没有单位", due_on=date(2026, 5, 1))
    # 第 3 项没有时限，第 9 项没有责任单位
    assert operations.start_look_back(actor=cast.officer, year=2027) == 3
    assert operations.start_look_back(actor=cast.officer, year=2027) == 0
    rows = {row.item.position: row for row in queries.look_back_list(2027)}
    assert set(rows) == {1, 2, 4}
    operations.record_look_back(actor=cast.officer, review=rows[1], result="held", now=at("2027-03-01"))
    assert refused(operations.record_look_back, actor=cast.officer, review=rows[4], result="reopened") == (
        "请写明核查发现的情况。",
    )
    done = operations.record_look_back(
        actor=cast.officer,
        review=rows[4],
        result="reopened",
        remark="说明没有编",
        due_on=date(2027, 6, 30),
        now=at("2027-03-01"),
    )
    made = done.new_item
    assert (made.origin, made.follows, made.year, made.due_on) == (
        "look_back",
        item(notice, 4),
        2027,
        date(2027, 6, 30),
    )
    assert queries.visible_items(cast.finance_liaison).filter(pk=made.pk).exists()
    assert refused(operations.record_look_back, actor=cast.officer, review=rows[4], result="held") == (
        "这一项已转入今年的台账，不能再改核查结果。",
    )
    assert LookBackReview.objects.get(pk=rows[2].pk).result == "pending"
    # 各单位只看本单位的
    assert {row.item.position for row in queries.look_back_list(2027, user=cast.justice_liaison)} == {1}
    assert refused(operations.start_look_back, actor=cast.officer, year=2030) == ("台账中没有 2029 年的任务。",)


def test_a_unit_without_tasks_sets_its_own_key_area(cast):
    accept(cast)
    today = date(2026, 5, 6)
    assert cast.planning in queries.units_without_items(2026)
    todo = next(
        todo for todo in queries.today_page(cast.planning_liaison, today=today).todos if todo.kind == "own_area"
    )
    assert todo.unit == cast.planning
    made = operations.add_own_item(
        actor=cast.planning_liaison,
        unit=cast.planning,
        year=2026,
        area="重大项目",
        contents="重大项目审批结果",
        requirement="批准后 20 日内公开",
        due_on=date(2026, 12, 1),
        now=at("2026-05-06"),
    )
    assert cast.planning not in queries.units_without_items(2026)
    row = queries.list_page(cast.officer, queries.Filter(origin="own"), today=today).rows[0]
    assert (row.item, row.item.chapter, row.leads[0].unit) == (made, "重大项目", cast.planning)


def test_today_shows_each_person_what_waits_for_them(cast):
    notice = accept(cast)
    task = item(notice, 1)
    now, today = at("2026-05-06"), date(2026, 5, 6)

    def kinds(user) -> set[str]:
        page = queries.today_page(user, today=today)
        return {todo.kind for todo in page.todos if todo.item and todo.item.pk == task.pk}

    operations.add_evidence(
        actor=cast.finance_liaison,
        item=task,
        unit=cast.finance,
        kind="link",
        title="x",
        url="https://q.example",
        now=now,
    )
    operations.submit_for_check(actor=cast.finance_liaison, item=task, unit=cast.finance, now=now)
    # 牵头单位要检查
    assert kinds(cast.justice_liaison) == {"check"}
    assert kinds(cast.officer) == set()
    operations.give_verdict(actor=cast.justice_liaison, item=task, unit=cast.finance, is_satisfied=True, now=now)
    # 检查过了，主管部门要确认
    assert kinds(cast.justice_liaison) == set()
    assert kinds(cast.officer) == {"confirm"}
    operations.return_item(actor=cast.officer, item=task, remark="目录不全", now=at("2026-05-07"))
    # 退回的，责任单位看到原因
    page = queries.today_page(cast.finance_liaison, today=today)
    returned = next(todo for todo in page.todos if todo.kind == "returned")
    assert returned.detail == "“目录不全”"
    assert {todo.kind for todo in page.todos} >= {"returned", "plan"}
    # 没有关系的人什么也没有
    empty = queries.today_page(cast.stranger, today=today)
    assert (empty.todos, [tally.count for tally in empty.this_week], empty.alarms) == ((), [0, 0], ())


def test_today_of_the_office_lists_uploads_sections_and_alarms(cast):
    accept(cast)
    page = queries.today_page(cast.officer, today=date(2026, 7, 6))
    assert {"sections"} <= {todo.kind for todo in page.todos}
    alarms = {tally.label: tally.count for tally in page.alarms}
    assert alarms == {"逾期的任务": 1}
    for tally in (*page.alarms, *page.this_week):
        assert queries.list_page(cast.officer, tally.filter, today=date(2026, 7, 6)).total == tally.count


def test_a_person_of_another_unit_cannot_be_put_in_charge(cast):
    task = item(accept(cast), 1)
    stranger = person("bai", "白", "丁", cast.planning, Membership.Role.LIAISON)
    assert refused(operations.set_person, actor=cast.officer, item=task, person=stranger) == (
        "白丁不在这一项的承办单位。",
    )
    operations.set_person(actor=cast.officer, item=task, person=cast.finance_liaison, now=at("2026-05-06"))
    task.refresh_from_db()
    assert task.person == cast.finance_liaison
