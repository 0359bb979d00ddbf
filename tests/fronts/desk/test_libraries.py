"""文件库和政策解读的工作页面：看得见、办得成、办不了的说明白。"""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from gongkai.apps.documents.models import (
    AppliedRule,
    Briefing,
    CleanUp,
    CleanUpEntry,
    GazetteIssue,
    MediaPack,
    OutreachEvent,
    PlanPeriod,
    PressEvent,
    PressPlan,
)
from gongkai.apps.documents.operations import attach
from gongkai.apps.ledgers.models import QuotaSource
from tests.apps.documents.paper import drafted, interpretation, normative, publish, related, section
from tests.apps.ledgers.samples import accept, item

SCREENS = [
    "clean_ups", "filings", "relations", "official_texts", "applied_rules", "gazettes", "plan_periods", "rule_of_law", "scorecards",
    "compilations", "coverage", "comparison", "press", "packs", "outreach", "briefings",
]  # fmt: skip


def page(client, user, view, *args, status=200, **query):
    client.force_login(user)
    answer = client.get(reverse(f"desk:{view}", args=args), query)
    assert answer.status_code == status, view
    return answer.content.decode()


def send(client, user, view, *args, status=302, **fields):
    client.force_login(user)
    answer = client.post(reverse(f"desk:{view}", args=args), fields)
    assert answer.status_code == status, answer.content.decode()[-3000:] if status == 302 else view
    return answer.content.decode()


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_opens_empty_for_those_who_work_here_and_for_nobody_else(client, cast, name):
    for user in (cast.officer, cast.finance_liaison, cast.auditor, cast.reviewer):
        shown = page(client, user, name)
        assert "<form" in shown or "empty-why" in shown or "<table" in shown
    page(client, cast.stranger, name, status=403)


def test_forms_that_only_the_office_may_send_are_not_shown_to_units(client, cast):
    assert "组织清理" in page(client, cast.officer, "clean_ups")
    assert "组织清理" not in page(client, cast.finance_liaison, "clean_ups")
    send(
        client, cast.finance_liaison, "clean_ups_act", "open", status=422,
        year=2026, guided_by=cast.justice.pk, propose_by_on=str(localdate() + timedelta(9)),
    )  # fmt: skip
    assert not CleanUp.objects.exists()


@pytest.fixture
def papers(cast):
    return [
        publish(drafted(normative(cast))),
        publish(drafted(normative(cast, "青溪县公职律师办法", "青政发〔2026〕5号", responsible_unit=cast.justice))),
    ]


def test_a_clean_up_from_the_list_to_the_result(client, cast, papers):
    due = localdate() + timedelta(9)
    send(client, cast.officer, "clean_ups_act", "open", year=2026, guided_by=cast.justice.pk, propose_by_on=str(due))
    campaign = CleanUp.objects.get()
    entry = CleanUpEntry.objects.get(document=papers[0])
    other = CleanUpEntry.objects.get(document=papers[1])
    shown = page(client, cast.finance_liaison, "clean_up", campaign.pk)
    assert f"/propose-{entry.pk}/" in shown
    assert f"/propose-{other.pk}/" not in shown
    assert "/decide-" not in shown
    send(
        client,
        cast.finance_liaison,
        "clean_up_act",
        campaign.pk,
        f"propose-{entry.pk}",
        proposal="repeal",
        reason="已有新法",
    )
    shown = page(client, cast.officer, "clean_up", campaign.pk)
    assert "还有 2 件文件没有清理结论：县财政局 1 件、县司法局 1 件。" in shown
    send(
        client, cast.justice_liaison, "clean_up_act", campaign.pk, f"propose-{other.pk}", proposal="keep", reason="在用"
    )
    send(client, cast.justice_liaison, "clean_up_act", campaign.pk, "all", amend_by_on="")
    send(client, cast.officer, "clean_up_act", campaign.pk, "close")
    papers[0].refresh_from_db()
    assert papers[0].validity == "repealed"
    shown = page(client, cast.officer, "clean_up", campaign.pk)
    assert "关于公布2026年行政规范性文件清理结果的公告" in shown
    client.force_login(cast.officer)
    answer = client.get(reverse("desk:clean_up_export", args=[campaign.pk]))
    assert answer.content[:2] == b"PK"


def rule(cast):
    values = {
        "kind": "regulation", "title": "青溪县村级公示规定", "body": "<p>第一条 公示期不少于五日，期满归档备查，任何人可以查阅。</p>",
        "issuer_text": "青溪县人民政府", "publisher": cast.office, "responsible_unit": cast.justice,
        "dated_on": date(2026, 2, 1), "effective_on": date(2026, 5, 1),
    }  # fmt: skip
    return publish(drafted(values, places=[section("规章")]))


def test_a_changed_character_is_marked_beside_the_official_text(client, cast):
    document = rule(cast)
    facts = {"source_text": "国家规章库", "text": "第一条 公示期不少于七日，期满归档备查，任何人可以查阅。"}
    send(client, cast.justice_liaison, "official_text_act", document.pk, "save", **facts)
    shown = page(client, cast.finance_liaison, "official_text", document.pk)
    assert "<del>五</del><ins>七</ins>" in shown
    assert "换成新的版本" not in shown
    assert "1 处不一致" in page(client, cast.officer, "official_texts", show="differing")
    send(client, cast.finance_liaison, "applied_rules_act", "add", unit=cast.finance.pk, document="村级公示")
    applied = AppliedRule.objects.get()
    assert applied.unit == cast.finance
    again = send(
        client,
        cast.finance_liaison,
        "applied_rules_act",
        "add",
        status=422,
        unit=cast.finance.pk,
        document="没有的规章",
    )
    assert "没有找到“没有的规章”，请核对发文字号或标题。" in again
    send(client, cast.finance_liaison, "applied_rules_act", f"drop-{applied.pk}")
    assert not AppliedRule.objects.exists()


def test_an_issue_of_the_gazette_is_entered_with_its_contents(client, cast, papers):
    send(client, cast.officer, "gazettes_act", "add", year=2026, number=2, issued_on="2026-04-28")
    issue = GazetteIssue.objects.get()
    assert "2026年缺第1期。" in page(client, cast.officer, "gazettes")
    text = "【县政府文件】\n青溪县临时救助办法（青政发〔2026〕3号）…… 3\n关于某项工作的通知 …… 8"
    send(client, cast.officer, "gazette_act", issue.pk, "contents", text=text)
    first, second = issue.articles.all()
    assert first.document == papers[0]
    shown = page(client, cast.officer, "gazette", issue.pk)
    assert "2 篇，已关联文件 1 篇" in shown
    assert "没有正文" in shown
    send(client, cast.officer, "gazette_act", issue.pk, f"article-{second.pk}", body="<p>各镇：请做好工作。</p>")
    assert "没有正文" not in page(client, cast.officer, "gazette", issue.pk)
    refused = send(client, cast.officer, "gazette_act", issue.pk, "contents", status=422, text="")
    assert "请粘贴目录或者上传目录文件。" in refused
    found = page(client, cast.town_liaison, "gazettes", q="救助")
    assert "2026年第2期" in found
    assert "青溪县临时救助办法" in found
    assert "录入目录" not in page(client, cast.town_liaison, "gazette", issue.pk).split("lg-right")[1]


def test_the_coverage_screen_ranks_units_and_lists_what_is_not_interpreted(client, cast, papers):
    draft = drafted(interpretation(cast), places=[section("解读")], relations=related("interprets", papers[0]))
    publish(draft, on=date(2026, 3, 4))
    shown = page(client, cast.auditor, "coverage", year="2026")
    assert "应解读 2 件，已解读 1 件，覆盖率 50.0%" in shown
    assert "2.0 天" in shown
    assert "青溪县公职律师办法" in shown.split("没有解读的文件")[1]
    page(client, cast.auditor, "coverage", year="3026", status=404)
    client.force_login(cast.auditor)
    assert client.get(reverse("desk:coverage_export") + "?year=2026").content[:2] == b"PK"


def test_two_documents_beside_each_other(client, cast):
    first, second = "<p>第一条 不变。</p><p>第二条 发三千元。</p>", "<p>第一条 不变。</p><p>第二条 发五千元。</p>"
    old = publish(drafted(normative(cast, "青溪县救助暂行办法", "青政发〔2023〕3号", body=first)))
    publish(drafted(normative(cast, body=second), relations=related("supersedes", old)))
    shown = page(client, cast.town_liaison, "comparison", new="青政发〔2026〕3号", old="")
    assert "<del>三</del>" in shown
    assert "<ins>五</ins>" in shown
    assert "不变。" not in shown
    client.force_login(cast.town_liaison)
    answer = client.get(reverse("desk:comparison_export", args=["docx"]), {"new": "青政发〔2026〕3号"})
    assert answer.content[:2] == b"PK"
    assert "没有登记所替代" in page(client, cast.town_liaison, "comparison", new="青政发〔2023〕3号")


def test_press_from_plan_to_result(client, cast):
    day = localdate() - timedelta(3)
    facts = {"unit": cast.finance.pk, "title": "预算发布会", "form": "conference", "planned_on": str(day)}
    send(client, cast.finance_liaison, "press_act", "plan", **facts)
    plan = PressPlan.objects.get()
    shown = page(client, cast.officer, "press", year=day.year)
    assert "逾期没有登记" in shown
    assert "还差 4 次，其中负责人带头 2 次" in shown
    held = {"held_on": str(day), "speaker_text": "王局长", "rank": "leader"}
    send(client, cast.finance_liaison, "press_act", f"held-{plan.pk}", **held)
    event = PressEvent.objects.get()
    assert (event.plan, event.title) == (plan, "预算发布会")
    shown = page(client, cast.officer, "press", year=day.year)
    assert "解读栏目中没有成果" in shown
    assert "还差 3 次，其中负责人带头 1 次" in shown
    send(client, cast.town_liaison, "press_act", f"undo-{event.pk}", status=422, reason="我不认")
    assert PressEvent.objects.filter(pk=event.pk).exists()


def test_a_pack_is_downloaded_and_reposts_are_counted(client, cast):
    draft = drafted(normative(cast))
    attach(actor=None, document=draft, data="姓名\n样例\n".encode(), name="表.csv")
    publish(draft)
    send(client, cast.officer, "packs_act", "make", policy="青政发〔2026〕3号")
    pack = MediaPack.objects.get()
    send(client, cast.officer, "pack_act", pack.pk, "repost", outlet="青溪日报", posted_on="2026-03-09")
    assert "1 次" in page(client, cast.town_liaison, "packs")
    answer = client.get(reverse("desk:pack_file", args=[pack.pk]))
    assert any(name.endswith("附件/表.csv") for name in zipfile.ZipFile(io.BytesIO(answer.content)).namelist())
    assert "登记转载" not in page(client, cast.town_liaison, "pack", pack.pk)


def test_outreach_and_briefings(client, cast, papers):
    facts = {
        "unit": cast.finance.pk, "title": "补贴政策进社区", "place_kind": "城乡社区", "place_text": "河滨社区",
        "held_on": "2026-05-04", "people_count": "60", "questions": "多久到账？\n租房户能申请吗？",
    }  # fmt: skip
    send(client, cast.finance_liaison, "outreach_act", "record", **facts)
    event = OutreachEvent.objects.get()
    question = event.questions.order_by("pk")[0]
    send(client, cast.finance_liaison, "outreach_event_act", event.pk, f"answer-{question.pk}", answer="十个工作日。")
    assert "1 个没有答复" in page(client, cast.auditor, "outreach", year="2026")
    facts = {
        "policy": "青政发〔2026〕3号",
        "held_on": "2026-05-04",
        "held_by": cast.finance.pk,
        "units": [cast.town.pk],
    }
    send(client, cast.finance_liaison, "briefings_act", "record", **facts)
    assert Briefing.objects.count() == 1
    shown = page(client, cast.auditor, "briefings")
    assert "没有培训的 4 个单位" in shown


def test_periods_and_books(client, cast, papers):
    send(client, cast.officer, "plan_periods_act", "add", name="十四五", from_year=2021, until_year=2025)
    exempt = {"name": "十三五", "from_year": 2016, "until_year": 2020, "is_exempt": "on", "exempt_text": "除外"}
    send(client, cast.officer, "plan_periods_act", "add", **exempt)
    shown = page(client, cast.town_liaison, "plan_periods")
    assert "“十四五”还有 6 个单位没有公开规划" in shown
    assert "“十三五”还有" not in shown
    send(client, cast.officer, "plan_periods_act", f"drop-{PlanPeriod.objects.get(name='十三五').pk}")
    assert "下载 Word 文件" in page(client, cast.town_liaison, "compilations")
    answer = client.get(reverse("desk:compilation", args=[cast.finance.pk]))
    assert answer.content[:2] == b"PK"


def test_the_office_binds_a_number_of_the_ledger_on_its_screen(client, cast):
    task = item(accept(cast), 2)
    quota = task.quotas.get()
    assert "开始自动统计" in page(client, cast.officer, "item", task.pk)
    send(client, cast.officer, "item_act", task.pk, f"bind-{quota.pk}", kind="press")
    source = QuotaSource.objects.get()
    assert "自动统计：新闻发布形式的政策解读（本项各单位）" in page(client, cast.officer, "item", task.pk)
    send(client, cast.officer, "item_act", task.pk, f"unbind-{source.pk}")
    assert not QuotaSource.objects.exists()


def test_the_first_screen_says_what_the_unit_owes_here(client, cast, papers):
    assert "清理建议没有报送" not in page(client, cast.finance_liaison, "today")
    due = localdate() + timedelta(9)
    send(client, cast.officer, "clean_ups_act", "open", year=2026, guided_by=cast.justice.pk, propose_by_on=str(due))
    day = localdate() - timedelta(3)
    facts = {"unit": cast.finance.pk, "title": "预算发布会", "form": "conference", "planned_on": str(day)}
    send(client, cast.finance_liaison, "press_act", "plan", **facts)
    shown = page(client, cast.finance_liaison, "today")
    assert "清理建议没有报送 1 件" in shown
    assert "新闻发布计划逾期 1 件" in shown
    assert "新闻发布计划逾期" not in page(client, cast.town_liaison, "today")
