"""解读：覆盖率、滞后、要素得分都能从原始记录重算；新旧对照只列改动的条款。"""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest

from gongkai.apps.documents.models import Document, DocumentDuty
from gongkai.apps.documents.operations import attach, decide_openness, save_draft, waive_interpretation
from gongkai.apps.documents.operations.briefings import record_briefing
from gongkai.apps.documents.operations.outreach import answer_question, record_outreach
from gongkai.apps.documents.operations.packs import log_repost, make_pack
from gongkai.apps.documents.queries.comparison import compared, comparison_listing
from gongkai.apps.documents.queries.coverage import coverage_by_unit, coverage_listing, uncovered
from gongkai.apps.documents.queries.elements import gaps_of
from gongkai.apps.documents.queries.spreading.briefings import briefed_policies, units_not_briefed
from gongkai.apps.documents.queries.spreading.outreach import open_questions, outreach_events
from gongkai.apps.documents.queries.spreading.packs import media_packs, pack_zip
from gongkai.apps.files.writers import write_listing_docx
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, interpretation, normative, publish, related, section

OLD = "<p>第一条 为了救助困难群众，制定本办法。</p><p>第二条 一次救助不超过三千元。</p><p>第三条 由镇政府受理。</p>"
NEW = OLD.replace("三千元", "五千元")
ELEMENTS = {
    "background": "去年有四百多户反映救助来得慢，金额不够看病。",
    "purpose": "让临时遇到难处的家庭三天内拿到钱。",
    "measures": "取消户籍限制，镇里先给钱后审批。",
    "audience": "住在本县、突然遇到困难的家庭。",
    "standards": "一次最多五千元，比原来多两千元。",
    "keywords": "临时救助；先行救助",
    "terms": "“先行救助”是指先发钱、十个工作日内补手续。",
    "differences": "上限从三千元提到五千元。",
}


def policy(cast, title="青溪县临时救助办法", number="青政发〔2026〕3号", on=date(2026, 3, 2), **values):
    return publish(drafted(normative(cast, title, number, **values)), on=on)


def explained(cast, target, on=date(2026, 3, 2), **values):
    draft = drafted(
        interpretation(cast, **values), places=[section("政策解读")], relations=related("interprets", target)
    )
    return publish(draft, on=on)


def test_two_missing_elements_are_exactly_those_listed(cast):
    target = policy(cast)
    elements = {code: text for code, text in ELEMENTS.items() if code not in ("purpose", "terms", "differences")}
    row = explained(cast, target, elements=elements)
    assert [gap.sentence for gap in gaps_of(row)] == ["缺少“出台目的”。", "缺少“专业名词”。"]


def test_what_repeals_an_older_document_must_say_what_changed(cast):
    old = policy(cast, "青溪县临时救助暂行办法", "青政发〔2023〕3号", body=OLD)
    draft = drafted(normative(cast, body=NEW), relations=related("supersedes", old))
    row = explained(cast, publish(draft), elements={k: v for k, v in ELEMENTS.items() if k != "differences"})
    assert [gap.element.code for gap in gaps_of(row)] == ["differences"]


def test_coverage_delay_and_score_recompute_by_hand(cast):
    first = policy(cast)
    policy(cast, "青溪县小额采购管理办法", "青政发〔2026〕4号", on=date(2026, 3, 5))
    waived = drafted(normative(cast, "青溪县内部用车规定", "青政发〔2026〕5号"))
    decide_openness(actor=None, document=waived, openness_class="proactive", now=at())
    waive_interpretation(actor=None, document=waived, reason="只调整联系方式")
    publish(waived)
    fast = policy(cast, "青溪县老年助餐办法", "青政发〔2026〕6号", drafting_unit=cast.planning)
    explained(cast, first, on=date(2026, 3, 6), elements={**ELEMENTS, "purpose": "", "terms": ""})
    explained(cast, fast, elements=ELEMENTS, title="《青溪县老年助餐办法》解读")
    planning, justice = coverage_by_unit(2026)
    assert (planning.rank, planning.unit, planning.coverage, planning.mean_delay, planning.element_score) == (
        1, cast.planning, 100.0, 0.0, 100.0,
    )  # fmt: skip
    # 应解读 2 件、已解读 1 件：50%；3 月 2 日到 6 日滞后 4 天；没有旧文件，七项中写明五项：71.4%
    assert (len(justice.owed), len(justice.interpreted), justice.waived_count) == (2, 1, 1)
    assert (justice.coverage, justice.mean_delay, justice.element_score) == (50.0, 4.0, 71.4)
    assert justice.breach_count == 1
    assert [row.title for row in uncovered()] == ["青溪县小额采购管理办法"]
    assert coverage_listing(2026, [planning, justice]).rows[1][:7] == ("2", "县司法局", "2", "1", "50", "4", "71.4")


def test_the_ranking_costs_the_same_for_one_policy_as_for_many(cast, django_assert_max_num_queries):
    for number in range(1, 5):
        target = policy(cast, f"青溪县第{number}办法", f"青政发〔2026〕{number}号")
        explained(cast, target, title=f"《青溪县第{number}办法》解读")
    with django_assert_max_num_queries(7):
        coverage_by_unit(2026)


def test_only_the_changed_article_appears_in_the_comparison(cast):
    old = policy(cast, "青溪县临时救助暂行办法", "青政发〔2023〕3号", body=OLD)
    new = publish(drafted(normative(cast, body=NEW), relations=related("supersedes", old)))
    found = compared(new)
    assert found is not None
    assert [(one.kind, one.new.number) for one in found.changes] == [("changed", "第二条")]
    out = BytesIO()
    write_listing_docx(comparison_listing(found), out)
    table = docx.Document(BytesIO(out.getvalue())).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == [
        "修改", "第二条　一次救助不超过三千元。", "第二条　一次救助不超过五千元。",
    ]  # fmt: skip
    assert len(table.rows) == 2


def test_what_a_decision_on_some_articles_leaves_out_is_not_removed(cast):
    old = policy(cast, "青溪县临时救助暂行办法", "青政发〔2023〕3号", body=OLD)
    decision = NEW.removeprefix("<p>第一条 为了救助困难群众，制定本办法。</p>")
    new = publish(drafted(normative(cast, body=decision), relations=related("amends", old)))
    found = compared(new)
    assert found is not None
    assert found.is_amendment
    assert [(one.kind, one.new.number) for one in found.changes] == [("changed", "第二条")]


def test_a_media_pack_holds_the_policy_its_interpretation_and_attachments(cast):
    draft = drafted(normative(cast))
    attach(actor=None, document=draft, data="姓名,金额\n样例,5\n".encode(), name="申请表.csv", now=at())
    target = publish(draft)
    explanation = explained(cast, target)
    drafted(
        interpretation(cast, title="未发布的解读"),
        places=[section("政策解读")],
        relations=related("interprets", target),
    )
    pack = make_pack(actor=cast.officer, policy=target, now=at())
    archive = zipfile.ZipFile(BytesIO(pack_zip(pack)))
    names = archive.namelist()
    assert "01 文件 青溪县临时救助办法/附件/申请表.csv" in names
    assert "02 解读 《青溪县临时救助办法》解读/《青溪县临时救助办法》解读.html" in names
    policy_stem, other = "01 文件 青溪县临时救助办法/青溪县临时救助办法", "《青溪县临时救助办法》解读"
    for stem, row in ((policy_stem, target), (f"02 解读 {other}/{other}", explanation)):
        words = [part.text for part in docx.Document(BytesIO(archive.read(f"{stem}.docx"))).paragraphs]
        assert row.text.splitlines()[0] in words
        assert archive.read(f"{stem}.pdf").startswith(b"%PDF-")
    assert "正文：.docx　.pdf　.html　.txt" in archive.read("目录.txt").decode()
    assert not any("未发布" in name for name in names)
    assert "未发布" not in archive.read("目录.txt").decode()
    log_repost(actor=cast.officer, pack=pack, outlet="青溪日报", posted_on=date(2026, 3, 3), url="https://d.example/1")
    with pytest.raises(Blocked, match="这个网址已经登记过"):
        log_repost(actor=cast.officer, pack=pack, outlet="日报", posted_on=date(2026, 3, 3), url="https://d.example/1")
    assert [row.repost_count for row in media_packs()] == [1]


def test_no_pack_of_what_is_not_public(cast):
    draft = drafted(normative(cast))
    with pytest.raises(Blocked, match="还没有公开，不能向媒体提供"):
        make_pack(actor=cast.officer, policy=draft)


def test_questions_of_an_outreach_event_wait_for_an_answer(cast):
    event = record_outreach(
        actor=cast.finance_liaison, unit=cast.finance, title="补贴政策进社区", place_kind="城乡社区",
        place_text="城关镇河滨社区", held_on=date(2026, 5, 4), people_count=60,
        questions=["多久能拿到钱？", " ", "租房户能申请吗？"], now=at(date(2026, 5, 5)),
    )  # fmt: skip
    assert [row.question for row in open_questions().order_by("pk")] == ["多久能拿到钱？", "租房户能申请吗？"]
    answer_question(actor=cast.finance_liaison, question=event.questions.first(), answer="十个工作日内。")
    assert [(row.question_count, row.open_count) for row in outreach_events(2026)] == [(2, 1)]
    with pytest.raises(Blocked, match="您不是县财政局的联络员"):
        answer_question(actor=cast.town_liaison, question=event.questions.last(), answer="能。")


def asked(cast, target, count, on):
    record_outreach(
        actor=cast.officer, unit=cast.finance, title=f"{on}宣讲", place_kind="校园", place_text="县一中", held_on=on,
        policy=target, questions=[f"问题{number}？" for number in range(count)], now=at(date(2026, 12, 1)),
    )  # fmt: skip


def test_five_questions_on_one_policy_make_one_duty(cast):
    target = policy(cast)
    follow_ups = DocumentDuty.objects.filter(kind="follow_up")
    asked(cast, target, 4, date(2026, 4, 1))
    assert not follow_ups.exists()
    asked(cast, target, 1, date(2026, 4, 2))
    asked(cast, target, 3, date(2026, 4, 3))
    assert [(duty.unit, duty.text) for duty in follow_ups] == [
        (cast.justice, "对《青溪县临时救助办法》的提问已有 5 个，请开展二次解读。")
    ]
    # 补充解读发布以后，重新计数
    explained(cast, target, on=date(2026, 5, 1))
    assert follow_ups.all().get().done_at is not None
    asked(cast, target, 4, date(2026, 5, 9))
    assert follow_ups.all().count() == 1
    asked(cast, target, 1, date(2026, 5, 10))
    assert follow_ups.all().count() == 2


def test_units_that_were_not_briefed_are_listed(cast, django_assert_num_queries):
    target = policy(cast)
    units = [cast.town, cast.justice]
    record_briefing(
        actor=cast.finance_liaison, policy=target, held_on=date(2026, 3, 9), held_by=cast.finance, units=units,
        now=at(date(2026, 4, 1)),
    )  # fmt: skip
    # 县财政局是责任单位，不用培训自己
    assert units_not_briefed(target) == [cast.office, cast.planning, cast.other_town]
    with django_assert_num_queries(3):
        (row,) = briefed_policies()
    assert (list(row.briefed), list(row.not_briefed)) == ([cast.justice, cast.town], units_not_briefed(target))


def test_save_draft_keeps_elements(cast):
    row = explained(cast, policy(cast), elements=ELEMENTS)
    again = save_draft(actor=None, document=row, values={"elements": {}}, now=at(date(2026, 3, 9)))
    assert Document.objects.get(pk=row.pk).elements == ELEMENTS
    assert [gap.element.code for gap in gaps_of(again)][:2] == ["background", "purpose"]
