"""Uploading, the list of notices, the page of one, and its comparison with the superior one."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.apps.ledgers import operations
from gongkai.apps.ledgers.models import Notice, NoticeImport
from gongkai.fronts.desk.views import notices
from tests.fronts.desk.sample import NOTICE


def accepted(actor, text=NOTICE, name="要点.txt"):
    """A notice in the ledger."""
    row = operations.upload_notice(actor=actor, data=text.encode(), name=name)
    for unit in ("县旅游推广中心",):
        row = operations.choose_unit(actor=actor, imported=row, revision=row.revision, unit_text=unit)
    from datetime import date

    row = operations.confirm_deadline(
        actor=actor, imported=row, revision=row.revision, index=2, deadline_index=1, on=date(2026, 5, 31)
    )
    return operations.accept_import(actor=actor, imported=row, revision=row.revision)


@pytest.fixture
def notice(cast):
    return accepted(cast.officer)


@pytest.fixture
def officer(client, cast):
    client.force_login(cast.officer)
    return client


def upload(client, name, data):
    return client.post(reverse("desk:notice_new"), {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_a_notice_goes_in_and_is_put_up_for_review(officer):
    answer = upload(officer, "要点.txt", NOTICE.encode())
    assert answer.redirect_chain[-1][0] == reverse("desk:review", args=[NoticeImport.objects.get().pk])
    assert "4 项任务" in answer.content.decode()


REFUSED = [
    # name, bytes, the sentence
    ("空.txt", b"", "文件是空的"),
    ("图.png", b"\x89PNG", "这种文件读不了"),
    ("坏.docx", b"PK\x03\x04 not a zip", ""),
]


@pytest.mark.parametrize(("name", "data", "sentence"), REFUSED)
def test_what_cannot_be_read_is_one_sentence_on_the_page(officer, name, data, sentence):
    answer = upload(officer, name, data)
    assert answer.status_code in (200, 422)
    wrong = re.search(r'id="wrong" role="alert">([^<]+)<', answer.content.decode())
    assert wrong, answer.content.decode()[:500]
    assert sentence in wrong[1]
    assert wrong[1].count("。") <= 1


def test_too_large_a_file_is_refused(officer, monkeypatch):
    monkeypatch.setattr(notices, "LARGEST", 10)
    assert notices.TOO_LARGE in upload(officer, "大.txt", b"x" * 11).content.decode()


def test_without_a_file_the_page_asks_for_one(officer):
    assert notices.NOTHING in officer.post(reverse("desk:notice_new")).content.decode()


def test_the_same_file_again_changes_nothing_and_says_so(officer, notice):
    answer = upload(officer, "要点.txt", NOTICE.encode())
    assert "这个文件已经入账，没有重复导入。" in answer.content.decode()
    assert Notice.objects.count() == 1


def test_a_long_reading_can_be_left_and_asked_about(officer, imported):
    NoticeImport.objects.update(state=NoticeImport.State.READING)
    page = officer.get(reverse("desk:review", args=[imported.pk])).content.decode()
    assert "可以离开本页" in page
    assert officer.get(reverse("desk:review_progress", args=[imported.pk])).json()["is_reading"] is True


def test_the_list_counts_and_opens_the_tasks(officer, notice):
    page = officer.get(reverse("desk:notices")).content.decode()
    assert notice.title in page
    assert f"?notice={notice.pk}" in page


def test_a_liaison_sees_the_notice_but_no_way_to_import(client, cast, notice):
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:notices")).content.decode()
    assert notice.title in page
    assert "导入通知" not in page
    page = client.get(reverse("desk:notice", args=[notice.pk])).content.decode()
    for hidden in ("撤销导入", "保存期限", "要点.txt", "核对时的更正"):
        assert hidden not in page


def test_a_liaison_of_a_unit_that_is_not_named_does_not_find_it(client, cast, notice):
    notice.items.all().delete()
    client.force_login(cast.town_liaison)
    assert client.get(reverse("desk:notice", args=[notice.pk])).status_code == 404


ACTS = ["publish", "unpublish", "undo", "clocks", "link"]


@pytest.mark.parametrize("act", ACTS)
def test_only_the_office_changes_a_notice(client, cast, notice, act):
    for user in (cast.finance_liaison, cast.auditor):
        client.force_login(user)
        assert client.post(reverse("desk:notice_act", args=[notice.pk]), {"do": act}).status_code == 403
    notice.refresh_from_db()
    assert not notice.is_public


def test_publishing_and_taking_back(officer, notice):
    place = reverse("desk:notice_act", args=[notice.pk])
    assert "台账已向社会公开。" in officer.post(place, {"do": "publish"}, follow=True).content.decode()
    assert "已取消公开。" in officer.post(place, {"do": "unpublish"}, follow=True).content.decode()


def test_the_days_for_plans_are_kept_and_a_wrong_day_is_refused(officer, notice):
    place = reverse("desk:notice_act", args=[notice.pk])
    officer.post(place, {"do": "clocks", "plan_due_on": "2026-03-20", "report_due_on": ""})
    notice.refresh_from_db()
    assert str(notice.plan_due_on) == "2026-03-20"
    answer = officer.post(place, {"do": "clocks", "plan_due_on": "2026-02-30"}, follow=True)
    assert "“2026-02-30”不是日期。" in answer.content.decode()


def test_undoing_an_import_leads_back_to_the_list(officer, notice):
    answer = officer.post(reverse("desk:notice_act", args=[notice.pk]), {"do": "undo"}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("desk:notices")
    assert not Notice.objects.exists()


def test_the_corrections_of_the_review_are_shown(officer, notice):
    page = officer.get(reverse("desk:notice", args=[notice.pk])).content.decode()
    assert "核对时的更正 2 处" in page
    assert "确认日期" in page


@pytest.fixture
def pair(cast, notice):
    """A lower notice that asks for more, drops one and adds one."""
    text = NOTICE.replace("青政办发〔2026〕12号", "柳政发〔2026〕3号").replace("不少于4次", "不少于6次")
    text = text.replace("工作要点任务分解", "工作要点任务分工").replace(
        "重要政策在发布后3个工作日内同步解读", "设立村务公开栏并按月更新公开内容"
    )
    lower = accepted(cast.officer, text, "下级.txt")
    return operations.link_superior(actor=cast.officer, notice=lower, superior=notice)


def test_the_comparison_says_in_words_what_became_of_each_task(officer, pair):
    page = officer.get(reverse("desk:compare", args=[pair.pk])).content.decode()
    assert "要求更严 1" in page
    assert "<del>4</del>" in page
    assert "<ins>6</ins>" in page
    assert "本级文件未列入" in page
    assert "上级文件没有这一条" in page


def test_the_kinds_are_filters(officer, pair):
    page = officer.get(reverse("desk:compare", args=[pair.pk]) + "?kind=tightened").content.decode()
    assert page.count("<tr data-row") == 1


def test_without_a_superior_the_page_says_what_to_do(officer, notice):
    assert "还没有可以对照的文件。" in officer.get(reverse("desk:compare", args=[notice.pk])).content.decode()


def test_another_notice_can_be_compared_by_those_who_see_all(client, cast, pair, notice):
    place = reverse("desk:compare", args=[notice.pk]) + f"?with={pair.pk}"
    client.force_login(cast.auditor)
    assert client.get(place).status_code == 200
    client.force_login(cast.finance_liaison)
    assert client.get(place).status_code == 404
