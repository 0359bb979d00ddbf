"""Proofreading on the desk: the live check, what is done with a finding, the wording lists."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.apps.documents.models import Document
from gongkai.apps.publishing.models import Finding, WordingEntry
from gongkai.apps.publishing.operations.findings import run_proofing
from tests.apps.documents.paper import drafted, normative

pytestmark = pytest.mark.django_db
BODY = "<p>申请人李某，手机<strong>138</strong>00138000。</p><p>由工商行政管理局的的负责。</p>"


@pytest.fixture
def paper(cast):
    document = drafted(normative(cast, body=BODY))
    run_proofing(actor=None, document=document)
    return document


def finding(rule):
    return Finding.objects.get(rule=rule)


def test_the_live_check_counts_signs_as_the_editor_does(client, cast, paper):
    client.force_login(cast.finance_liaison)
    answer = client.post(reverse("desk:proof", args=[paper.pk]), {"body": BODY, "title": "关于的的通知"}).json()
    by_rule = {(row["field"], row["rule"]): row for row in answer["findings"]}
    phone = by_rule["text", "privacy.mobile"]
    signs = "申请人李某，手机13800138000。由工商行政管理局的的负责。"
    assert signs[phone["from"] : phone["to"]] == "13800138000"
    assert "13800138000" not in phone["message"]
    organ = by_rule["text", "wording.organ"]
    assert signs[organ["from"] : organ["to"]] == "工商行政管理局"
    assert organ["id"] == finding("wording.organ").pk
    assert by_rule["title", "format.doubled"]["id"] is None
    assert answer["may_dismiss"] is True
    # 没有保存，不留记录
    assert Finding.objects.filter(field="title").count() == 0


def test_drafts_of_others_do_not_exist(client, cast, paper):
    client.force_login(cast.town_liaison)
    assert client.post(reverse("desk:proof", args=[paper.pk]), {"body": "x"}).status_code == 404
    assert client.post(reverse("desk:finding_repair", args=[finding("wording.organ").pk])).status_code == 404
    client.force_login(cast.finance_liaison)
    assert client.get(reverse("desk:finding_repair", args=[finding("wording.organ").pk])).status_code == 404


def test_the_page_lists_what_was_found_with_its_acts(client, cast, paper):
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:document", args=[paper.pk])).content.decode()
    assert "3 处待处理，其中 1 处不处理不能送审" in page
    assert "含有手机号码“138****8000”，公开前应作去标识化处理。" in page
    assert "改为“市场监督管理局”" in page
    assert "惩戒公示" in page
    # 监督员只看
    client.force_login(cast.auditor)
    page = client.get(reverse("desk:document", args=[paper.pk])).content.decode()
    assert "3 处待处理" in page
    assert "改为“市场监督管理局”" not in page
    assert "不改并说明" not in page


def test_repair_and_dismissal_by_form_and_by_script(client, cast, paper):
    client.force_login(cast.finance_liaison)
    answer = client.post(reverse("desk:finding_repair", args=[finding("wording.organ").pk]), follow=True)
    assert "已改正。" in answer.content.decode()
    assert "市场监督管理局" in Document.objects.get(pk=paper.pk).text
    url = reverse("desk:finding_dismiss", args=[finding("privacy.mobile").pk])
    refused = client.post(url, {"reason": "依法公示"}, headers={"accept": "application/json"})
    assert refused.status_code == 422
    assert refused.json()["sentences"] == ["保留个人信息要选择依据：惩戒公示、强制性信息披露或其他依据。"]
    told = client.post(url, {"reason": "依法公示", "ground": "discipline"}, headers={"accept": "application/json"})
    assert told.json() == {"ok": True, "sentences": []}
    page = client.get(reverse("desk:document", args=[paper.pk])).content.decode()
    assert "不改的说明：惩戒公示，依法公示" in page
    client.post(reverse("desk:finding_reopen", args=[finding("privacy.mobile").pk]))
    assert finding("privacy.mobile").state == "open"


def test_the_editor_brings_the_panel_and_its_script(client, cast, paper):
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:document_edit", args=[paper.pk])).content.decode()
    assert f'data-proof-url="{reverse("desk:proof", args=[paper.pk])}"' in page
    assert "desk/proofing.js" in page


def test_wording_lists(client, cast):
    client.force_login(cast.finance_liaison)
    assert client.get(reverse("desk:wording")).status_code == 403
    client.force_login(cast.officer)
    page = client.get(reverse("desk:wording")).content.decode()
    assert "国家工商行政管理总局" in page
    assert "未核实" in page
    values = {"kind": "leader", "wrong": "县长林净", "right": "县长林静", "basis": "任免〔2026〕1号", "is_active": "on"}
    added = client.post(reverse("desk:wording_act", args=["new"]), values, follow=True).content.decode()
    assert "已新增用语。" in added
    row = WordingEntry.objects.get()
    changed = {**values, "right": "县长林静同志"}
    changed.pop("is_active")
    client.post(reverse("desk:wording_act", args=[f"row-{row.pk}"]), changed)
    row.refresh_from_db()
    assert (row.right, row.is_active) == ("县长林静同志", False)
    refused = client.post(reverse("desk:wording_act", args=["new"]), values)
    assert refused.status_code == 422
    assert "“县长林净”已在列表中。" in refused.content.decode()
    narrowed = client.get(reverse("desk:wording"), {"kind": "forbidden", "q": "村"}).content.decode()
    assert "村主任" in narrowed
    assert "国家工商行政管理总局" not in narrowed
