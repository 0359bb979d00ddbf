"""规划、年度报告、汇编、领域评估：缺什么，从公开的内容里看得出。"""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations.plan_periods import save_period
from gongkai.apps.documents.queries.catalogues import domain_scorecard, item_documents
from gongkai.apps.documents.queries.compilation import compilation_docx, compiled_documents
from gongkai.apps.documents.queries.plan_periods import plan_gaps, plan_history
from gongkai.apps.documents.queries.reports import missing_reports, rule_of_law_grid
from gongkai.apps.sections.models import CatalogueSection, StandardCatalogue, StandardItem
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, normative, publish, section


def plan(cast, period, unit):
    values = {
        "kind": "plan", "title": f"{unit.short_name}{period}规划", "body": "<p>规划正文。</p>", "plan_period": period,
        "publisher": unit, "responsible_unit": unit, "issuer_text": unit.name, "dated_on": date(2026, 1, 5),
    }  # fmt: skip
    return publish(drafted(values, places=[section("规划计划")]))


def test_exempt_periods_are_not_demanded(cast):
    save_period(actor=cast.officer, name="十四五", from_year=2021, until_year=2025)
    save_period(
        actor=cast.officer,
        name="十三五",
        from_year=2016,
        until_year=2020,
        is_exempt=True,
        exempt_text="“十二五”“十三五”除外",
    )
    made = plan(cast, "十四五规划", cast.finance)
    gaps = plan_gaps()
    assert [period.name for period, _ in gaps] == ["十四五"]
    assert cast.finance not in gaps[0][1]
    assert {cast.planning, cast.town} <= set(gaps[0][1])
    assert [(period.name, plans) for period, plans in plan_history()] == [("十四五", [made]), ("十三五", [])]
    with pytest.raises(Blocked, match="不作要求的规划期请写明依据"):
        save_period(actor=cast.officer, name="十二五", from_year=2011, until_year=2015, is_exempt=True)


def report(cast, unit, on, year=2025):
    values = {
        "kind": "report", "report_kind": "rule_of_law", "reporting_year": year, "publisher": unit,
        "responsible_unit": unit, "title": f"{unit.short_name}{year}年度法治政府建设报告", "body": "<p>正文。</p>",
        "issuer_text": unit.name, "dated_on": date(2026, 1, 5),
    }  # fmt: skip
    return publish(drafted(values, places=[section("法治政府建设年度报告")]), on=on)


def test_units_without_a_report_are_missing_only_after_the_day(cast):
    report(cast, cast.finance, date(2026, 5, 31))
    report(cast, cast.justice, date(2026, 6, 2))
    states = {row.unit: row.cells[0].state for row in rule_of_law_grid([2025], date(2026, 5, 31))}
    assert states[cast.planning] == "waiting"
    assert missing_reports(2025, date(2026, 5, 31)) == []
    states = {row.unit: row.cells[0].state for row in rule_of_law_grid([2025], date(2026, 6, 3))}
    assert (states[cast.finance], states[cast.justice], states[cast.planning]) == ("there", "late", "missing")
    assert cast.media not in states
    assert missing_reports(2025, date(2026, 6, 1)) == [cast.office, cast.planning, cast.town, cast.other_town]


def test_no_rule_no_demand(cast):
    row = rule_of_law_grid([2015, 2025], date(2026, 6, 3))[0]
    assert [cell.state for cell in row.cells] == ["not_asked", "missing"]


def test_the_book_of_a_unit_holds_only_what_is_public_and_in_force(cast):
    shown = publish(drafted(normative(cast)))
    drafted(normative(cast, "青溪县草稿办法", "青政发〔2026〕11号"))
    withheld = drafted(normative(cast, "青溪县内部保密规定", "青政发〔2026〕12号"))
    Document.objects.filter(pk=withheld.pk).update(openness_class="withheld")
    asked = drafted(normative(cast, "青溪县依申请规定", "青政发〔2026〕13号"))
    Document.objects.filter(pk=asked.pk).update(openness_class="on_request")
    gone = publish(drafted(normative(cast, "青溪县已废止办法", "青政发〔2026〕14号")))
    Document.objects.filter(pk=gone.pk).update(validity="repealed")
    publish(drafted(normative(cast, "别的单位的办法", "青政发〔2026〕15号", responsible_unit=cast.planning)))
    assert list(compiled_documents(cast.finance)) == [shown]
    book = docx.Document(BytesIO(compilation_docx(cast.finance)))
    text = "\n".join(paragraph.text for paragraph in book.paragraphs)
    assert "目　录" in text
    assert "为了规范临时救助工作，制定本办法。" in text
    for title in ("草稿", "保密", "依申请", "已废止", "别的单位"):
        assert title not in text
    links = book.element.xpath("//w:hyperlink//w:t")
    assert [link.text for link in links] == ["1. 青溪县临时救助办法"]
    assert book.element.xpath("//w:fldSimple[contains(@w:instr, 'PAGEREF document_1')]")


def standard_item(catalogue, position, name):
    return StandardItem.objects.create(catalogue=catalogue, position=position, key=name, first_item=name)


def placed(cast, unit, title, place, on, **values):
    facts = {
        "kind": "notice", "title": title, "body": "<p>公示。</p>", "publisher": unit, "responsible_unit": unit,
        "dated_on": date(2026, 1, 5),
    }  # fmt: skip
    return publish(drafted(facts | values, places=[place]), on=on)


def test_towns_are_scored_from_published_content_alone(cast, django_assert_max_num_queries):
    catalogue = StandardCatalogue.objects.create(
        domain="rescue", level="town", unit=cast.planning, title="社会救助", state="in_force", made_at=at()
    )
    for position, name in enumerate(("救助名单", "救助标准", "工作进展", "没有栏目的事项"), 1):
        standard_item(catalogue, position, name)
    places = {name: section("社会救助", name) for name in ("救助名单", "救助标准", "工作进展")}
    for name, place in places.items():
        CatalogueSection.objects.create(domain="rescue", key=name, section=place)
    places["工作进展"].update_days = 30
    places["工作进展"].save()
    on = date(2026, 3, 2)
    shown = placed(cast, cast.town, "救助名单公示", places["救助名单"], on)
    placed(cast, cast.town, "一月工作进展", places["工作进展"], on)
    placed(cast, cast.town, "迟到的标准", places["救助标准"], on, publish_due_on=date(2026, 2, 1))
    drafted(
        {"kind": "notice", "title": "草稿", "publisher": cast.other_town, "body": "<p>x</p>"},
        places=[places["救助名单"]],
    )
    with django_assert_max_num_queries(10):
        town, other = domain_scorecard("rescue", date(2026, 6, 1))
    assert [(row.item.key, row.state, row.why) for row in town.items] == [
        ("救助名单", "disclosed", ""),
        ("救助标准", "late", "晚于应公开日期"),
        ("工作进展", "late", "超过 30 天没有更新"),
        ("没有栏目的事项", "unmapped", ""),
    ]
    assert [row.state for row in other.items] == ["missing", "missing", "missing", "unmapped"]
    assert (town.percent, other.percent) == (33, 0)
    assert list(item_documents("rescue", "救助名单")) == [shown]
    # 三十天之内还算按时
    assert domain_scorecard("rescue", date(2026, 4, 1))[0].items[2].state == "disclosed"
