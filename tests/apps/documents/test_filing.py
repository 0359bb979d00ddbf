"""Filing with the legal office. LIB-04."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.documents import operations, queries
from gongkai.apps.documents.models import Document
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
