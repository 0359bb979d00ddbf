"""计划与报送、自定重点、回头看."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from gongkai.apps.ledgers import operations
from gongkai.apps.ledgers.models import CompletionReport, FiledPlan, LedgerItem, LookBackReview
from tests.fronts.desk_ledger.reading import refusals, words


@pytest.fixture
def plan_url(cast, notice):
    """The plan of 县财政局 under the notice."""
    return reverse("desk:unit_plan", args=[notice.pk, cast.finance.pk])


def test_the_office_sees_who_is_late(cast, notice, sign_in):
    # 通知 3 月 2 日印发，10 个工作日内报备：到 5 月 6 日都已逾期
    shown = words(sign_in(cast.officer).get(reverse("desk:notice_plans", args=[notice.pk])))
    assert "计划报备：按时 0，迟 0， 逾期未办" in shown
    assert "逾期未报备 2026-03-16 前" in shown
    operations.file_plan(actor=cast.finance_liaison, notice=notice, unit=cast.finance, text="计划")
    shown = words(sign_in(cast.officer).get(reverse("desk:notice_plans", args=[notice.pk]), {"missing": 1}))
    assert "县司法局" in shown


def test_a_unit_files_publishes_and_reports(cast, notice, plan_url, sign_in):
    client = sign_in(cast.finance_liaison)
    client.post(plan_url + "file/", {"text": "分三步推进"})
    client.post(plan_url + "publish/")
    plan = FiledPlan.objects.get(unit=cast.finance)
    assert (plan.filed_on, plan.published_on) == (date(2026, 5, 6), date(2026, 5, 6))
    client.post(plan_url + "report/", {"text": "总体顺利"})
    # 数据从台账来
    assert CompletionReport.objects.get().figures["total"] == 3
    shown = words(client.get(plan_url))
    for expected in ("迟报备 2026-05-06", "迟公开 2026-05-06", "总体顺利", "县财政局承担任务 3 项"):
        assert expected in shown


def test_publishing_before_filing_is_refused_with_a_sentence(cast, plan_url, sign_in):
    client, sentence = sign_in(cast.finance_liaison), "工作计划还没有报备，不能公开。"
    assert refusals(client.get(plan_url))["公开"] == [sentence]
    response = client.post(plan_url + "publish/")
    assert response.status_code == 422
    assert sentence in words(response)


def test_other_units_and_strange_units_are_not_there(cast, notice, plan_url, sign_in):
    assert sign_in(cast.town_liaison).get(plan_url).status_code == 404
    client = sign_in(cast.officer)
    # 通知没有给发展改革局任务
    assert client.get(reverse("desk:unit_plan", args=[notice.pk, cast.planning.pk])).status_code == 404
    assert client.get(reverse("desk:notice_plans", args=[999])).status_code == 404
    # 主管部门看得到，但不替单位报备
    assert client.post(plan_url + "file/", {"text": "代写"}).status_code == 403


def test_the_office_sets_the_days(cast, notice, sign_in):
    address = reverse("desk:notice_plans", args=[notice.pk])
    sign_in(cast.officer).post(address + "clocks/", {"report_due_on": "2026-12-31"})
    notice.refresh_from_db()
    assert (notice.report_due_on, notice.plan_due_on) == (date(2026, 12, 31), None)
    assert sign_in(cast.finance_liaison).post(address + "clocks/", {}).status_code == 403


def test_a_unit_without_tasks_sets_its_own_area(cast, notice, sign_in):
    client = sign_in(cast.planning_liaison)
    address = reverse("desk:own_areas")
    assert "还没有任务的单位 1 个" in words(client.get(address))
    values = {
        "unit": cast.planning.pk,
        "year": 2026,
        "area": "重大项目",
        "contents": "公开审批结果",
        "requirement": "逐月更新",
    }
    client.post(reverse("desk:own_areas_act", args=["area"]), values)
    made = LedgerItem.objects.get(origin="own")
    assert made.made_by_unit == cast.planning
    shown = words(client.get(address))
    assert "公开审批结果" in shown
    assert "还没有任务的单位" not in shown


def test_look_back_lists_last_year_and_moves_the_unfinished(cast, notice, sign_in):
    client = sign_in(cast.officer)
    empty = client.post(reverse("desk:look_backs_act", args=["start"]), {"year": 2026})
    assert "台账中没有 2025 年的任务。" in words(empty)
    client.post(reverse("desk:look_backs_act", args=["start"]), {"year": 2027})
    # 有单位又有时限的才列入：第 3 项没有时限
    reviews = list(LookBackReview.objects.filter(year=2027))
    assert notice.items.get(position=3).pk not in {review.item_id for review in reviews}
    address = reverse("desk:look_back", args=[2027])
    first = reviews[0]
    refused = client.post(f"{address}record-{first.pk}/", {"result": "slipped"})
    assert "请写明核查发现的情况。" in words(refused)
    client.post(f"{address}record-{first.pk}/", {"result": "reopened", "remark": "没有标明有效性"})
    made = LedgerItem.objects.get(origin="look_back")
    assert (made.year, made.follows) == (2027, first.item)
    shown = words(client.get(address))
    assert "未完成，转入台账 1" in shown
    assert "今年台账中的条目" in shown


def test_a_liaison_reads_its_own_look_back_and_writes_nothing(cast, notice, sign_in):
    operations.start_look_back(actor=cast.officer, year=2027)
    client, address = sign_in(cast.finance_liaison), reverse("desk:look_back", args=[2027])
    shown = words(client.get(address))
    assert "新闻发布会" not in shown
    assert "记下核查结果" not in shown
    review = LookBackReview.objects.first()
    assert client.post(f"{address}record-{review.pk}/", {"result": "held"}).status_code == 403


def test_the_plan_starts_from_the_tasks_and_their_parts(cast, notice, plan_url, sign_in):
    client, task = sign_in(cast.finance_liaison), notice.items.get(position=1)
    values = {"unit": cast.finance.pk, "text": "整理目录", "due_on": "2026-05-20", "person": cast.finance_liaison.pk}
    client.post(f"{plan_url}sub_task-{task.pk}/", values)
    page = client.get(plan_url).content.decode()
    # 公开路径不进计划
    assert (
        "1. 2026年6月30日前，在县政府网站集中公开现行有效的行政规范性文件\n（1）整理目录，钱敏承办，5月20日前完成"
        in page
    )
    late = client.post(f"{plan_url}sub_task-{task.pk}/", values | {"due_on": "2026-12-31"})
    assert "细化任务的到期日不能晚于任务的到期日（2026-06-30）。" in words(late)
    # 别的单位的任务不在这份计划里
    other = notice.items.get(position=2)
    assert client.post(f"{plan_url}sub_task-{other.pk}/", values).status_code == 404
