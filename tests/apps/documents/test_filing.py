"""Filing with the legal office. LIB-04."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongkai.apps.documents import operations, queries
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.owing.counts import owed_by
from gongkai.apps.documents.queries.owing.filing import (
    filing_due,
    filing_listing,
    filing_of,
    filings,
    filings_owed,
    to_file,
)
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, normative, publish

pytestmark = pytest.mark.django_db
LATER = at(date(2026, 3, 20))


def test_a_filing_is_shown_at_once_and_survives_the_next_version(cast):
    document = publish(drafted(normative(cast)))
    operations.save_draft(actor=None, document=document, values={"title": "青溪县临时救助办法（修订）"})
    row = operations.record_filing(
        actor=cast.justice_liaison, document=document, number="青备〔2026〕2号", on=date(2026, 3, 16), opinion="予以备案", now=LATER
    )  # fmt: skip
    assert (row.title, row.filing_number, row.filed_on) == ("青溪县临时救助办法", "青备〔2026〕2号", date(2026, 3, 16))
    assert ("备案登记号", "青备〔2026〕2号") in queries.fact_rows(row)
    row = publish(row, on=date(2026, 4, 1))
    assert (row.title, row.filing_opinion) == ("青溪县临时救助办法（修订）", "予以备案")


def test_a_filing_is_refused_with_every_reason(cast):
    document = publish(drafted(normative(cast)))
    with pytest.raises(Blocked) as refused:
        operations.record_filing(actor=cast.town_liaison, document=document, number=" ", on=date(2026, 2, 1), now=LATER)
    assert refused.value.blockers == (
        "您不是发布机构、责任单位或起草单位的联络员，不能登记这份文件的备案。",
        "请填写备案登记号。",
        "备案日期应在成文日期之后，不晚于今天。",
    )
    assert operations.filing_problems(Document(kind="news")) == ["动态信息不需要备案。"]
    draft = drafted(normative(cast, "青溪县养老服务办法", "青政发〔2026〕4号"))
    assert operations.filing_problems(draft) == ["文件还没有发布，备案随修改页填写，或者发布后登记。"]
    document.state = "in_review"
    assert operations.filing_problems(document) == ["文件的变更正在审查，审查结束后再登记备案。"]


def rule(cast, number, **values):
    """A rule of the place's own government, made public on 2 March."""
    base = {
        "kind": "regulation",
        "title": f"青溪县地方规章{number}",
        "document_number": f"青溪县人民政府令第{number}号",
        "issuer": cast.office,
        "issuer_text": "青溪县人民政府",
        "publisher": cast.office,
        "theme": "民政、扶贫、救灾\\减灾救灾",
        "dated_on": date(2026, 3, 1),
        "effective_on": date(2026, 4, 1),
        "body": "<p>第一条　正文。</p>",
    }
    return publish(drafted(base | values))


@pytest.mark.parametrize(
    ("kind", "published", "due"),
    [
        ("normative", date(2026, 3, 2), date(2026, 3, 17)),
        # calendar days: neither the holiday nor the end of the year moves the last day
        ("normative", date(2025, 12, 25), date(2026, 1, 9)),
        ("regulation", date(2026, 3, 2), date(2026, 4, 1)),
        # what was made public before the rule came into force owes nothing by it
        ("regulation", date(2024, 10, 31), None),
        ("regulation", date(2024, 11, 1), date(2024, 12, 1)),
        ("normative", date(2020, 12, 31), None),
        ("policy", date(2026, 3, 2), None),
    ],
)
def test_the_last_day_follows_from_the_day_of_publication(kind, published, due):
    assert filing_due(kind, published)[0] == due


def test_the_list_says_whose_documents_have_to_be_filed_and_by_when(cast):
    waits = publish(drafted(normative(cast)))
    order = rule(cast, 7)
    publish(drafted(normative(cast, "转载的办法", "江政规〔2026〕1号", source_url="https://www.jiangzhou.example/a",
                              source_text="省政府", source_title="办法", source_on=date(2026, 3, 1))))  # fmt: skip
    rule(cast, 8, issuer=None, issuer_text="江州市人民政府")
    drafted(normative(cast, "还没有发布的办法", "青政发〔2026〕9号"))
    last = date(2026, 3, 17)
    assert list(to_file(state="waiting", today=last)) == [waits, order]
    assert list(to_file(state="late", today=last)) == []
    assert list(to_file(state="late", today=last + timedelta(1))) == [waits]
    assert list(to_file(state="waiting", today=last + timedelta(1))) == [order]
    rows = filings(to_file(today=last + timedelta(1)), last + timedelta(1))
    assert [(row.document, row.unit, row.due_on, row.state, row.days_left) for row in rows] == [
        (order, cast.office, date(2026, 4, 1), "waiting", 14),
        (waits, cast.finance, last, "late", -1),
    ]
    assert list(to_file(unit=cast.finance.pk, today=last)) == [waits]
    assert filing_of(Document.objects.get(source_url__gt=""), last) is None


def test_a_filing_closes_it_and_a_late_one_is_said_to_be_late(cast):
    soon, late = (publish(drafted(normative(cast, f"办法{n}", f"青政发〔2026〕{n}号"))) for n in (3, 4))
    for document, on in ((soon, date(2026, 3, 17)), (late, date(2026, 3, 18))):
        operations.record_filing(actor=None, document=document, number=f"备{document.pk}", on=on, now=LATER)
    today = date(2026, 3, 20)
    assert not to_file(state="waiting", today=today).exists()
    rows = filings(to_file(state="filed", today=today), today)
    assert {row.document: row.state for row in rows} == {soon: "filed", late: "filed_late"}
    (first, second) = filing_listing(rows).rows
    assert (first[5:8], first[9]) == (("2026-03-17", f"备{late.pk}", "2026-03-18"), "逾期备案")
    assert second[9] == "已备案"


def test_the_first_screen_counts_what_is_due_within_days_and_nothing_that_ended(cast):
    document = publish(drafted(normative(cast)))
    units, last = {cast.finance.pk}, date(2026, 3, 17)
    counted = [filings_owed(units, last - timedelta(days)) for days in (6, 5, 0, -40)]
    assert counted == [0, 1, 1, 1]
    assert filings_owed({cast.town.pk}, last) == 0
    assert [(row.kind, row.count) for row in owed_by(units, last)] == [("filing", 1)]
    operations.set_validity(
        actor=None, document=document, validity="repealed", on=last, reason="不再适用", now=at(last)
    )
    assert filings_owed(units, last) == 0
    assert [row.state for row in filings(to_file(state="ended", today=last), last)] == ["ended"]
    assert not to_file(state="waiting", today=last).exists()
