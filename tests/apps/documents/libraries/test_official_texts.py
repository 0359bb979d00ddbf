"""法规规章与正式版本逐字一致：一个字不同也看得见。"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.documents.events import DocumentPublished
from gongkai.apps.documents.models import Document, OfficialText
from gongkai.apps.documents.operations import save_draft
from gongkai.apps.documents.operations.official_texts import (
    apply_rule,
    check_official_texts,
    check_published,
    drop_rule,
    save_official_text,
)
from gongkai.apps.documents.queries.official_texts import (
    applied_rules,
    differing,
    differing_places,
    rules_in_force,
    without_official_text,
)
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, publish, section

TEXT = "第一条 为了规范村级公示活动，制定本规定。\n第二条 公示期不少于七日。\n第三条 本规定自2026年5月1日起施行。"
WRONG = TEXT.replace("不少于七日", "不少于五日")


def rule(cast, title="青溪县村级公示规定", text=TEXT, **values):
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    facts = {
        "kind": "regulation", "title": title, "body": body, "issuer_text": "青溪县人民政府", "publisher": cast.office,
        "responsible_unit": cast.justice, "dated_on": date(2026, 2, 1), "effective_on": date(2026, 5, 1),
    }  # fmt: skip
    return publish(drafted(facts | values, places=[section("规章")]))


def official(cast, document, text=TEXT, **values):
    return save_official_text(
        actor=cast.justice_liaison,
        document=document,
        source_text="国家规章库",
        source_url="https://rules.example.gov.cn/1",
        version_on=date(2026, 2, 1),
        text=text,
        **values,
    )


def test_a_changed_character_in_the_local_copy_is_shown_with_its_surroundings(cast):
    row = official(cast, rule(cast, text=WRONG))
    assert row.difference_count == 1
    (place,) = differing_places(row)
    assert (place.local, place.official) == ("五", "七")
    assert place.before.endswith("公示期不少于")
    assert place.after.startswith("日。第三条")
    assert [one.title for one in differing()] == ["青溪县村级公示规定"]


def test_an_equal_copy_has_no_difference_whatever_its_blanks(cast):
    row = official(cast, rule(cast), text=TEXT.replace("\n", "\r\n　　"))
    assert (row.difference_count, differing_places(row)) == (0, ())
    assert not differing().exists()


def test_it_is_read_from_a_file(cast):
    row = official(cast, rule(cast), text="", data=WRONG.encode(), name="正式文本.txt")
    assert row.difference_count == 1
    with pytest.raises(Blocked, match="读不出来"):
        official(cast, row.document, text="", data=b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, name="a.png")


def test_publication_checks_at_once_and_the_daily_check_finds_what_changed(cast):
    document = rule(cast)
    row = official(cast, document)
    draft = save_draft(
        actor=None, document=document, values={"body": document.body.replace("七日", "三日")}, now=at(date(2026, 3, 9))
    )
    publish(draft, on=date(2026, 3, 9), note="更正")
    check_published(DocumentPublished(document.pk))
    assert OfficialText.objects.get(pk=row.pk).difference_count == 1
    OfficialText.objects.update(difference_count=0)
    assert check_official_texts(at(date(2026, 3, 10))) == 1
    assert OfficialText.objects.get(pk=row.pk).checked_at == at(date(2026, 3, 10))


def test_only_who_answers_for_the_document_registers_its_official_text(cast):
    document = rule(cast)
    with pytest.raises(Blocked, match="正式版本由文件的责任单位或政务公开主管部门登记"):
        save_official_text(actor=cast.town_liaison, document=document, source_text="国家规章库", text=TEXT)
    with pytest.raises(Blocked, match="请写明正式版本的来源"):
        save_official_text(actor=cast.officer, document=document, source_text=" ", text=TEXT)


def test_local_copies_nobody_compared_are_listed(cast):
    first, second = rule(cast), rule(cast, title="青溪县河道保护规定")
    official(cast, first)
    assert list(without_official_text()) == [second]


def test_the_column_of_rules_holds_only_what_is_in_force(cast):
    kept, amended, gone = rule(cast), rule(cast, title="青溪县停车规定"), rule(cast, title="青溪县旧规定")
    Document.objects.filter(pk=amended.pk).update(validity="amended")
    Document.objects.filter(pk=gone.pk).update(validity="repealed")
    drafted({"kind": "regulation", "title": "青溪县草案", "publisher": cast.office})
    assert {row.title for row in rules_in_force()} == {kept.title, amended.title}


def test_a_unit_sees_only_the_rules_it_applies(cast):
    first, second = rule(cast), rule(cast, title="青溪县河道保护规定")
    mine = apply_rule(actor=cast.finance_liaison, unit=cast.finance, document=first, note="公示补贴名单")
    apply_rule(actor=cast.officer, unit=cast.planning, document=second)
    assert [row.document for row in applied_rules(cast.finance)] == [first]
    assert [row.document for row in applied_rules(cast.planning)] == [second]
    with pytest.raises(Blocked, match="已经在县财政局执行的规章中"):
        apply_rule(actor=cast.finance_liaison, unit=cast.finance, document=first)
    with pytest.raises(Blocked, match="您不是县财政局的联络员"):
        drop_rule(actor=cast.planning_liaison, applied=mine)
    Document.objects.filter(pk=first.pk).update(validity="repealed")
    assert not applied_rules(cast.finance, is_public=True).exists()
