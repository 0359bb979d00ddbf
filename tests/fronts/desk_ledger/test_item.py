"""条目页: what may be done, what may not and why, and that a refused form keeps what was typed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.apps.ledgers.models import Evidence, LedgerItem, TimeLimit, Verdict
from tests.fronts.desk_ledger.reading import refusals, words


def page(client, task):
    return client.get(reverse("desk:item", args=[task.pk]))


def do(client, task, act, **values):
    return client.post(reverse("desk:item_act", args=[task.pk, act]), values)


@pytest.fixture
def finance(cast, sign_in):
    """The liaison of 县财政局."""
    return sign_in(cast.finance_liaison)


def test_the_task_with_its_words_in_the_notice(cast, task, sign_in):
    response = page(sign_in(cast.officer), task)
    text = words(response)
    assert "2026年6月30日" in text
    assert "履职依据" in text
    assert "<mark>" in response.content.decode()
    assert "栏目待审定" in text


def test_what_is_not_visible_does_not_exist(cast, notice, task, sign_in):
    other = notice.items.get(position=2)
    client = sign_in(cast.finance_liaison)
    assert page(client, other).status_code == 404
    assert do(client, other, "note", text="看看", unit=cast.finance.pk).status_code == 404
    assert page(client, task).status_code == 200
    # 没有这种办理
    assert do(client, task, "erase").status_code == 404


def test_the_sentences_stand_under_the_greyed_button(cast, task, sign_in):
    assert refusals(page(sign_in(cast.officer), task))["确认销号"] == [
        "这一项还没有提交核验，不能销号。",
        "还没有佐证材料。",
        "牵头单位县司法局还没有检查县财政局。",
    ]
    shown = refusals(page(sign_in(cast.finance_liaison), task))
    assert shown["提交核验"] == ["还没有佐证材料。"]
    assert shown["确认销号"] == ["只有政务公开主管部门可以办理。"]


def test_a_note_moves_the_item_and_shows_in_the_history(cast, task, finance):
    response = do(finance, task, "note", unit=cast.finance.pk, text="已整理目录", percent="40")
    assert response.status_code == 302
    task.refresh_from_db()
    assert (task.state, task.percent) == ("in_progress", 40)
    shown = words(page(finance, task))
    assert "已整理目录" in shown
    assert "未开始 → 推进中" in shown


def test_a_refused_form_keeps_what_was_typed(cast, task, finance):
    response = do(finance, task, "note", unit=cast.finance.pk, text="写了很长一段进展", percent="150")
    assert response.status_code == 422
    assert "写了很长一段进展" in response.content.decode()
    task.refresh_from_db()
    assert task.percent == 0


EVIDENCE = [
    # 种类, 缺什么, 说什么
    ("link", {}, "网页类材料要填网址。"),
    ("section", {}, "栏目类材料要选栏目。"),
    ("file", {}, "请选择要上传的文件。"),
    ("link", {"url": "ftp://qingxi.example/a"}, "网址填写有误，应以 http:// 或 https:// 开头。"),
]


@pytest.mark.parametrize(("kind", "given", "sentence"), EVIDENCE)
def test_evidence_asks_for_what_its_kind_needs(cast, task, finance, kind, given, sentence):
    response = do(finance, task, "evidence", unit=cast.finance.pk, kind=kind, title="材料", **given)
    assert response.status_code == 422
    assert sentence in words(response)


def test_a_file_is_evidence_and_only_those_who_see_the_item_get_it(cast, task, finance, sign_in):
    upload = SimpleUploadedFile("会议记录.txt", "第一次会议".encode())
    do(finance, task, "evidence", unit=cast.finance.pk, kind="record", title="会议记录", upload=upload)
    proof = Evidence.objects.get(item=task)
    address = reverse("desk:evidence_file", args=[task.pk, proof.pk])
    response = finance.get(address)
    assert response.content == "第一次会议".encode()
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert sign_in(cast.planning_liaison).get(address).status_code == 404


def test_the_lead_unit_checks_and_a_finding_of_undone_needs_a_remark(cast, task, finance, sign_in):
    do(finance, task, "evidence", unit=cast.finance.pk, kind="link", title="目录", url="https://qingxi.example/1")
    do(finance, task, "submit", unit=cast.finance.pk)
    lead = sign_in(cast.justice_liaison)
    refused = do(lead, task, f"verdict-{cast.finance.pk}", is_satisfied="0")
    assert "请写明哪里没有完成。" in words(refused)
    do(lead, task, f"verdict-{cast.finance.pk}", is_satisfied="1")
    assert Verdict.objects.get(item=task, is_current=True).is_satisfied
    # 不是这一项要检查的单位
    assert do(lead, task, f"verdict-{cast.planning.pk}", is_satisfied="1").status_code == 404


def test_the_clock_is_explained_day_by_day(cast, task, sign_in):
    limit = TimeLimit.objects.create(item=task, kind="relative", text="印发后10个工作日内", offset="10 working_days")
    client = sign_in(cast.officer)
    assert "起算日还没有确定" in words(page(client, task))
    do(client, task, f"event-{limit.pk}", event_on="2026-04-24")
    shown = words(page(client, task))
    # 五一放假五天，5月9日调休上班
    assert "2026年5月12日" in shown
    assert "劳动节假期" in shown
    assert "当日不计，次日起算" in shown


def test_counts_say_how_many_are_missing(cast, notice, sign_in):
    task = notice.items.get(position=2)
    quota = task.quotas.get()
    client = sign_in(cast.officer)
    assert "已记录 0 次， 还差 4 次" in words(page(client, task))
    for day in ("2026-02-01", "2026-03-01", "2026-04-01"):
        do(client, task, f"quota-{quota.pk}", count="1", done_on=day, note=f"{day} 发布会")
    assert "已记录 3 次， 还差 1 次" in words(page(client, task))
    entry = quota.entries.first()
    do(client, task, f"uncount-{entry.pk}")
    assert "已记录 2 次， 还差 2 次" in words(page(client, task))
    assert do(client, task, "uncount-999").status_code == 404


def test_sub_tasks_and_the_person_in_charge(cast, task, finance):
    do(finance, task, "sub_task", unit=cast.finance.pk, text="整理文件清单", due_on="2026-05-20")
    made = LedgerItem.objects.get(parent=task)
    assert "整理文件清单" in words(page(finance, task))
    assert "上级任务" in words(page(finance, made))
    do(finance, task, "person", person=cast.finance_liaison.pk)
    assert "承办人 钱敏" in words(page(finance, task))
    # 别的单位的人不在选项里
    assert do(finance, task, "person", person=cast.planning_liaison.pk).status_code == 422


def test_the_office_corrects_assigns_and_urges(cast, task, sign_in):
    client = sign_in(cast.officer)
    do(client, task, "change", text="改过的任务", due_on="2026-07-31", due_text="7月底前")
    do(client, task, "assign", unit=cast.planning.pk, role="supporting")
    extra = task.item_units.get(unit=cast.justice)
    do(client, task, f"unassign-{extra.pk}")
    assert not task.item_units.filter(unit=cast.justice).exists()
    do(client, task, "remind", remark="请抓紧")
    do(client, task, "disclosed", url="https://qingxi.example/open")
    shown = words(page(client, task))
    for expected in ("改过的任务", "2026年7月31日", "青溪县发展和改革局", "https://qingxi.example/open", "林静催办"):
        assert expected in shown


def test_next_and_previous_stay_in_the_filter(cast, notice, sign_in):
    first, last = notice.items.get(position=1), notice.items.get(position=4)
    content = sign_in(cast.officer).get(f"/desk/items/{first.pk}/?text=2026年").content.decode()
    assert f'rel="next" href="/desk/items/{last.pk}/?text=2026' in content
    assert 'rel="prev"' not in content


def test_an_act_opened_by_hand_leads_to_the_page(cast, task, sign_in):
    response = sign_in(cast.officer).get(reverse("desk:item_act", args=[task.pk, "note"]))
    assert response["Location"] == reverse("desk:item", args=[task.pk])
