"""文件清理：每件都有结论才能结束；结束的一刻，有效性一并变更。"""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.documents.models import CleanUp, CleanUpEntry, Document, DocumentDuty
from gongkai.apps.documents.operations.clean_ups import (
    close_clean_up,
    decide,
    decide_as_proposed,
    open_clean_up,
    propose,
)
from gongkai.apps.documents.queries.clean_ups import (
    clean_up_entries,
    clean_up_table,
    closing_blockers,
    progress,
)
from gongkai.apps.files.writers import write_listing_xlsx
from gongkai.apps.orgs.queries import inbox
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, normative, publish

OPENED, DUE = date(2026, 9, 1), date(2026, 9, 20)


@pytest.fixture
def papers(cast):
    """三件现行有效的规范性文件：财政局两件，司法局一件。"""
    made = [
        drafted(normative(cast, "青溪县临时救助办法", "青政发〔2026〕3号")),
        drafted(normative(cast, "青溪县小额采购管理办法", "青政发〔2026〕4号")),
        drafted(normative(cast, "青溪县公职律师管理办法", "青政发〔2026〕5号", responsible_unit=cast.justice)),
    ]
    return [publish(paper) for paper in made]


@pytest.fixture
def campaign(cast, papers):
    return open_clean_up(actor=cast.officer, year=2026, guided_by=cast.justice, propose_by_on=DUE, now=at(OPENED))


def entry(campaign, paper) -> CleanUpEntry:
    return CleanUpEntry.objects.get(clean_up=campaign, document=paper)


def test_it_lists_every_normative_document_in_force_under_the_unit_that_answers_for_it(cast, papers, campaign):
    lapsed = publish(drafted(normative(cast, "青溪县旧事管理办法", "青政发〔2026〕9号")))
    Document.objects.filter(pk=lapsed.pk).update(validity="lapsed")
    drafted(normative(cast, "青溪县草稿办法", "青政发〔2026〕10号"))
    listed = {(row.document.title, row.unit) for row in clean_up_entries(campaign)}
    assert listed == {
        ("青溪县临时救助办法", cast.finance),
        ("青溪县小额采购管理办法", cast.finance),
        ("青溪县公职律师管理办法", cast.justice),
    }
    assert campaign.title == "2026年行政规范性文件清理"


def test_the_liaisons_of_the_units_are_told(cast, campaign):
    told = {user.username for user in (cast.finance_liaison, cast.justice_liaison, cast.town_liaison) if inbox(user)}
    assert told == {"qian", "fan"}
    title = "请在2026年9月20日前报送“2026年行政规范性文件清理”的清理建议"
    assert [message.title for message in inbox(cast.finance_liaison)] == [title]


def test_only_the_office_opens_one_and_only_one_at_a_time(cast, campaign):
    with pytest.raises(Blocked) as refused:
        open_clean_up(actor=cast.finance_liaison, year=2026, guided_by=cast.justice, propose_by_on=DUE, now=at(OPENED))
    assert refused.value.blockers == (
        "文件清理由政务公开主管部门组织。",
        "“2026年行政规范性文件清理”还没有结束，结束后再组织下一次。",
    )


def test_a_unit_proposes_for_its_own_documents_with_a_reason(cast, papers, campaign):
    own = entry(campaign, papers[0])
    propose(actor=cast.finance_liaison, entry=own, proposal="keep", reason="仍在执行", now=at(OPENED))
    with pytest.raises(Blocked, match="请写明理由"):
        propose(actor=cast.finance_liaison, entry=own, proposal="repeal", reason=" ", now=at(OPENED))
    with pytest.raises(Blocked, match="清理建议由县司法局报送"):
        propose(actor=cast.finance_liaison, entry=entry(campaign, papers[2]), proposal="keep", reason="好")
    assert (entry(campaign, papers[0]).proposal, entry(campaign, papers[2]).proposal) == ("keep", "")


def test_the_judicial_office_and_the_office_decide(cast, papers, campaign):
    own = entry(campaign, papers[0])
    propose(actor=cast.finance_liaison, entry=own, proposal="keep", reason="仍在执行", now=at(OPENED))
    with pytest.raises(Blocked, match="清理结论由县司法局和政务公开主管部门审定"):
        decide(actor=cast.finance_liaison, entry=own, decision="keep", now=at(OPENED))
    with pytest.raises(Blocked, match="清理结论与单位建议不同，请写明审核意见"):
        decide(actor=cast.justice_liaison, entry=own, decision="repeal", now=at(OPENED))
    decided = decide(actor=cast.justice_liaison, entry=own, decision="keep", now=at(OPENED))
    assert (decided.decision, decided.decided_by) == ("keep", cast.justice_liaison)
    with pytest.raises(Blocked, match="已有清理结论"):
        propose(actor=cast.finance_liaison, entry=own, proposal="repeal", reason="改主意", now=at(OPENED))


def test_without_a_proposal_a_decision_waits_for_the_day(cast, papers, campaign):
    owed = entry(campaign, papers[1])
    with pytest.raises(Blocked, match="县财政局还没有报送建议，2026年9月20日以后可以直接审定"):
        decide(actor=cast.officer, entry=owed, decision="lapse", reason="任务已经完成", now=at(DUE))
    decide(actor=cast.officer, entry=owed, decision="lapse", reason="任务已经完成", now=at(date(2026, 9, 21)))
    assert [(row.unit, row.missing) for row in progress(campaign) if row.missing] == [
        (cast.finance, 1),
        (cast.justice, 1),
    ]


def test_what_is_to_be_amended_gets_a_day(cast, papers, campaign):
    own = entry(campaign, papers[0])
    propose(actor=cast.finance_liaison, entry=own, proposal="amend", reason="标准要调整", now=at(OPENED))
    with pytest.raises(Blocked, match="拟修改的文件要定修改期限"):
        decide(actor=cast.officer, entry=own, decision="amend", now=at(OPENED))


def test_it_closes_only_when_every_document_has_a_decision_and_says_who_owes(cast, papers, campaign):
    propose(
        actor=cast.finance_liaison, entry=entry(campaign, papers[0]), proposal="keep", reason="在用", now=at(OPENED)
    )
    decide(actor=cast.officer, entry=entry(campaign, papers[0]), decision="keep", now=at(OPENED))
    sentence = "还有 2 件文件没有清理结论：县财政局 1 件、县司法局 1 件。"
    assert closing_blockers(campaign) == [sentence]
    with pytest.raises(Blocked) as refused:
        close_clean_up(actor=cast.officer, clean_up=campaign, now=at(OPENED))
    assert refused.value.blockers == (sentence,)
    assert CleanUp.objects.get().state == "open"
    assert set(Document.objects.filter(kind="normative").values_list("validity", flat=True)) == {"in_force"}


def decided(cast, papers, campaign):
    """一件废止，一件修改，一件继续有效。"""
    when = at(OPENED)
    propose(
        actor=cast.finance_liaison, entry=entry(campaign, papers[0]), proposal="repeal", reason="被新法代替", now=when
    )
    propose(actor=cast.finance_liaison, entry=entry(campaign, papers[1]), proposal="amend", reason="限额要改", now=when)
    propose(actor=cast.justice_liaison, entry=entry(campaign, papers[2]), proposal="keep", reason="仍适用", now=when)
    count = decide_as_proposed(
        actor=cast.officer,
        clean_up=campaign,
        entries=list(campaign.entries.all()),
        amend_by_on=date(2026, 12, 31),
        now=when,
    )
    assert count == 3


def test_closing_changes_all_statuses_in_one_act(cast, papers, campaign, django_capture_on_commit_callbacks):
    decided(cast, papers, campaign)
    closed = close_clean_up(actor=cast.officer, clean_up=campaign, now=at(date(2026, 10, 8)))
    assert (closed.state, closed.closed_on) == ("closed", date(2026, 10, 8))
    rows = {row.title: row for row in Document.objects.filter(kind="normative")}
    assert {title: row.validity for title, row in rows.items()} == {
        "青溪县临时救助办法": "repealed",
        "青溪县小额采购管理办法": "in_force",
        "青溪县公职律师管理办法": "in_force",
    }
    gone = rows["青溪县临时救助办法"]
    assert gone.repealed_on == date(2026, 10, 8)
    assert gone.validity_text == "2026年行政规范性文件清理结论：废止。被新法代替"
    duty = DocumentDuty.objects.get(kind="amend")
    assert (duty.document, duty.unit, duty.due_on) == (papers[1], cast.finance, date(2026, 12, 31))
    assert AuditEntry.objects.filter(action="公布清理结果").count() == 1
    with pytest.raises(Blocked, match="已经结束"):
        close_clean_up(actor=cast.officer, clean_up=campaign)


def test_the_result_is_drafted_as_a_notice_with_its_table_and_is_not_published_by_itself(cast, papers, campaign):
    decided(cast, papers, campaign)
    notice = close_clean_up(actor=cast.officer, clean_up=campaign, now=at(date(2026, 10, 8))).result_document
    assert (notice.kind, notice.state, notice.live) == ("notice", "draft", False)
    assert notice.title == "关于公布2026年行政规范性文件清理结果的公告"
    assert "共清理文件 3 件，其中继续有效 1 件，拟修改 1 件，废止 1 件" in notice.text
    assert notice.body.count("<table>") == 3
    assert "1\t青溪县临时救助办法\t青政发〔2026〕3号\t县财政局" in notice.text


def test_the_list_of_the_campaign_is_an_excel_file(cast, papers, campaign):
    decided(cast, papers, campaign)
    out = BytesIO()
    write_listing_xlsx(clean_up_table(campaign), out)
    page = openpyxl.load_workbook(BytesIO(out.getvalue())).active
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    assert rows[0][:3] == ["责任单位", "文件名称", "发文字号"]
    assert ["县财政局", "青溪县小额采购管理办法", "拟修改", "2026-12-31"] in [
        [row[0], row[1], row[6], row[8]] for row in rows
    ]


def test_progress_is_counted_by_unit(cast, papers, campaign, django_assert_num_queries):
    propose(
        actor=cast.finance_liaison, entry=entry(campaign, papers[0]), proposal="keep", reason="在用", now=at(OPENED)
    )
    with django_assert_num_queries(2):
        rows = [(row.unit, row.total, row.proposed, row.decided) for row in progress(campaign)]
    assert rows == [(cast.finance, 2, 1, 0), (cast.justice, 1, 0, 0)]
