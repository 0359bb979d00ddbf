"""销号: evidence, the lead unit's check and the office's confirmation, by three people."""

from __future__ import annotations

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.ledgers import operations, queries
from gongkai.apps.ledgers.models import ItemEvent, ItemUnit, LedgerItem, Verdict
from gongkai.apps.ledgers.operations import Blocked
from gongkai.apps.orgs.models import Membership
from tests.apps.ledgers.samples import accept, at, item
from tests.cast import person

NOW = at("2026-05-06")


def refused(verb, **words) -> tuple[str, ...]:
    with pytest.raises(Blocked) as blocked:
        verb(**words)
    return blocked.value.blockers


@pytest.fixture
def task(cast) -> LedgerItem:
    """县司法局牵头、县财政局负责 的一项。"""
    return item(accept(cast), 1)


def prove(cast, task, who=None, unit=None):
    return operations.add_evidence(
        actor=who or cast.finance_liaison,
        item=task,
        unit=unit or cast.finance,
        kind="link",
        title="规范性文件目录",
        url="https://qingxi.example/files",
        now=NOW,
    )


def submit(cast, task, who=None, unit=None):
    return operations.submit_for_check(actor=who or cast.finance_liaison, item=task, unit=unit or cast.finance, now=NOW)


def check(task, who, unit, is_satisfied=True, remark=""):
    return operations.give_verdict(actor=who, item=task, unit=unit, is_satisfied=is_satisfied, remark=remark, now=NOW)


def test_every_step_says_who_owes_what(cast, task):
    # 还没有填报，什么都欠
    assert refused(operations.close_out, actor=cast.officer, item=task) == (
        "这一项还没有提交核验，不能销号。",
        "还没有佐证材料。",
        "牵头单位县司法局还没有检查县财政局。",
    )
    assert refused(operations.submit_for_check, actor=cast.finance_liaison, item=task, unit=cast.finance) == (
        "还没有佐证材料。",
    )
    prove(cast, task)
    submit(cast, task)
    assert refused(operations.close_out, actor=cast.officer, item=task) == ("牵头单位县司法局还没有检查县财政局。",)
    # 责任单位不能自己检查自己
    assert refused(check, task=task, who=cast.finance_liaison, unit=cast.finance) == ("只有牵头单位可以检查。",)
    check(task, cast.justice_liaison, cast.finance, is_satisfied=False, remark="目录缺 3 件")
    assert refused(operations.close_out, actor=cast.officer, item=task) == (
        "牵头单位县司法局检查认为县财政局还没有完成。",
    )
    check(task, cast.justice_liaison, cast.finance)
    operations.close_out(actor=cast.officer, item=task, now=NOW)
    task.refresh_from_db()
    assert (task.state, str(task.closed_out_on), task.percent) == ("closed_out", "2026-05-06", 100)
    actors = AuditEntry.objects.filter(target_kind="ledgers.ledgeritem", target_id=str(task.pk))
    assert set(actors.values_list("actor_text", flat=True)) == {"钱敏", "范衡", "林静"}


def test_the_first_note_puts_an_item_under_way_and_a_later_one_leaves_the_check_alone(cast, task):
    operations.note_progress(
        actor=cast.finance_liaison, item=task, unit=cast.finance, text="已梳理", percent=40, now=NOW
    )
    task.refresh_from_db()
    assert (task.state, task.percent) == ("in_progress", 40)
    prove(cast, task)
    submit(cast, task)
    operations.note_progress(actor=cast.finance_liaison, item=task, unit=cast.finance, text="补充说明", now=NOW)
    task.refresh_from_db()
    assert task.state == "awaiting_check"


def test_office_that_leads_is_confirmed_by_another_officer(cast):
    notice = accept(cast)
    task = item(notice, 2)  # 县政府办公室牵头，县融媒体中心负责
    media = person("mei", "梅", "声", cast.media, Membership.Role.LIAISON)
    quota = task.quotas.get()
    operations.record_quota(actor=media, quota=quota, count=4, done_on=NOW.date(), note="四次新闻发布会", now=NOW)
    prove(cast, task, media, cast.media)
    submit(cast, task, media, cast.media)
    check(task, cast.officer, cast.media)
    assert refused(operations.close_out, actor=cast.officer, item=task) == (
        "销号确认不能由检查人（林静）办理，请换一名主管部门人员。",
    )
    operations.close_out(actor=cast.second_officer, item=task, now=NOW)


def test_unit_that_leads_and_is_responsible_checks_by_a_second_person(cast):
    task = item(accept(cast), 4)  # 县财政局负责，没有牵头单位
    prove(cast, task)
    submit(cast, task)
    alone = "县财政局只有钱敏一人，请先在“单位与人员”中增加一名人员，由其检查。"
    assert refused(check, task=task, who=cast.finance_liaison, unit=cast.finance) == (
        "检查不能由提交人（钱敏）办理。",
        alone,
    )
    assert refused(operations.close_out, actor=cast.officer, item=task) == (
        "县财政局既牵头又负责，还没有由另一人检查。",
        alone,
    )
    second = person("cai", "蔡", "实", cast.finance, Membership.Role.LIAISON)
    assert refused(operations.close_out, actor=cast.officer, item=task) == (
        "县财政局既牵头又负责，还没有由另一人检查。",
    )
    check(task, second, cast.finance)
    operations.close_out(actor=cast.officer, item=task, now=NOW)


def test_who_worked_on_an_item_does_not_confirm_it(cast):
    task = item(accept(cast), 2)
    # 林静 提交了佐证，之后不能确认销号
    prove(cast, task, cast.officer, cast.office)
    media = person("mei", "梅", "声", cast.media, Membership.Role.LIAISON)
    submit(cast, task, media, cast.media)
    assert "销号确认不能由提供佐证材料的人（林静）办理。" in refused(
        operations.close_out, actor=cast.officer, item=task
    )
    assert refused(check, task=task, who=cast.officer, unit=cast.media) == ("检查不能由提供佐证材料的人（林静）办理。",)


def test_a_group_is_checked_unit_by_unit(cast):
    task = item(accept(cast), 3)  # 县财政局牵头，各镇街负责
    prove(cast, task, cast.town_liaison, cast.town)
    submit(cast, task, cast.town_liaison, cast.town)
    assert refused(operations.close_out, actor=cast.officer, item=task) == (
        "牵头单位县财政局还没有检查城关镇、柳湾镇。",
    )
    check(task, cast.finance_liaison, cast.town)
    assert refused(operations.close_out, actor=cast.officer, item=task) == ("牵头单位县财政局还没有检查柳湾镇。",)
    check(task, cast.finance_liaison, cast.other_town)
    operations.close_out(actor=cast.officer, item=task, now=NOW)


def test_returning_keeps_what_passed_and_reopening_starts_anew(cast, task):
    prove(cast, task)
    submit(cast, task)
    check(task, cast.justice_liaison, cast.finance, is_satisfied=False, remark="缺 3 件")
    operations.return_item(actor=cast.justice_liaison, item=task, remark="请补齐", now=NOW)
    task.refresh_from_db()
    assert task.state == "in_progress"
    assert not Verdict.objects.filter(item=task, is_current=True).exists()
    submit(cast, task)
    check(task, cast.justice_liaison, cast.finance)
    operations.close_out(actor=cast.officer, item=task, now=NOW)
    assert refused(operations.note_progress, actor=cast.finance_liaison, item=task, unit=cast.finance, text="再补") == (
        "这一项已销号，不能填报进展。",
    )
    operations.reopen(actor=cast.officer, item=task, reason="目录又被撤下", now=NOW)
    task.refresh_from_db()
    assert (task.state, task.closed_out_on, task.submitted_by) == ("in_progress", None, None)
    submit(cast, task)
    assert "牵头单位县司法局还没有检查县财政局。" in refused(operations.close_out, actor=cast.officer, item=task)
    steps = ItemEvent.objects.filter(item=task).values_list("action", flat=True)
    assert list(steps).count("submit_for_check") == 3


def test_numbers_are_counted_before_closing(cast):
    task = item(accept(cast), 2)
    quota = task.quotas.get()
    operations.record_quota(actor=cast.officer, quota=quota, count=3, done_on=NOW.date(), note="三次", now=NOW)
    assert f"“{quota.text}”全年还差 1 次。" in refused(operations.close_out, actor=cast.second_officer, item=task)
    assert refused(
        operations.record_quota,
        actor=cast.officer,
        quota=quota,
        count=1,
        done_on=at("2026-05-07").date(),
        note="x",
        now=NOW,
    ) == ("日期不能晚于今天。",)


def test_sub_tasks_are_finished_by_their_unit_and_hold_the_item_open(cast, task):
    part = operations.add_sub_task(
        actor=cast.finance_liaison,
        item=task,
        unit=cast.finance,
        text="梳理 2025 年文件",
        due_on=at("2026-04-30").date(),
        person=cast.finance_liaison,
        now=NOW,
    )
    assert "还有 1 项细化任务没有完成。" in refused(operations.close_out, actor=cast.officer, item=task)
    # 别的单位看不见
    assert not queries.visible_items(cast.planning_liaison).filter(pk=part.pk).exists()
    operations.close_out(actor=cast.finance_liaison, item=part, now=NOW)
    part.refresh_from_db()
    assert part.state == "closed_out"
    assert refused(
        operations.add_sub_task,
        actor=cast.finance_liaison,
        item=task,
        unit=cast.finance,
        text="太晚",
        due_on=at("2026-07-01").date(),
    ) == ("细化任务的到期日不能晚于任务的到期日（2026-06-30）。",)


def test_the_screen_shows_the_same_sentences(cast, task):
    page = queries.item_page(cast.officer, task.pk, today=NOW.date())
    assert page.blockers["close_out"] == refused(operations.close_out, actor=cast.officer, item=task, now=NOW)
    assert page.blockers["assign"] == ()
    assert queries.action_blockers(cast.auditor, task, NOW.date())["close_out"] == ("只有政务公开主管部门可以办理。",)


def test_evidence_is_checked_before_it_is_kept(cast, task):
    words = {"actor": cast.finance_liaison, "item": task, "unit": cast.finance, "title": "x"}
    # 网页要有能打开的地址
    assert refused(operations.add_evidence, kind="link", url="javascript:alert(1)", **words) == (
        "网址填写有误，应以 http:// 或 https:// 开头。",
    )
    assert refused(operations.add_evidence, kind="file", **words) == ("请上传文件。",)
    assert refused(operations.add_evidence, kind="section", **words) == ("请选择栏目。",)
    proof = prove(cast, task)
    submit(cast, task)
    # 送检后不能撤换
    assert refused(operations.remove_evidence, actor=cast.finance_liaison, evidence=proof) == (
        "这一项待核验，不能删除佐证材料。",
    )


def test_assigning_gives_a_unit_the_item(cast, task):
    operations.assign(actor=cast.officer, items=[task], unit=cast.planning, role="responsible", now=NOW)
    assert queries.visible_items(cast.planning_liaison).filter(pk=task.pk).exists()
    assert ItemUnit.objects.filter(item=task, is_principal=True).get().unit == cast.justice
    # 再交办一次不重复
    assert operations.assign(actor=cast.officer, items=[task], unit=cast.planning, role="responsible") == []
    assert "牵头单位县司法局还没有检查县财政局、县发展改革局。" in refused(
        operations.close_out, actor=cast.officer, item=task
    )
