"""A normative document is drafted, published, changed and taken back."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from gongkai.apps.documents import operations, queries
from gongkai.apps.documents.models import Document, DocumentVersion, IndexNumber, Placement
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, normative, publish, section

pytestmark = pytest.mark.django_db


def test_a_draft_is_published_under_all_its_sections(cast):
    places = [section("政策文件", "规范性文件"), section("民生", "社会救助")]
    document = publish(drafted(normative(cast), places=places))
    assert (document.live, document.state, document.validity) == (True, "published", "in_force")
    assert document.index_number == "000000000/2026-00001"
    hung = Placement.objects.filter(document=document)
    assert {(row.section_id, row.is_live, row.published_at) for row in hung} == {
        (place.pk, True, document.published_at) for place in places
    }
    version = DocumentVersion.objects.get(document=document)
    assert (version.number, version.note, version.facts["发文字号"]) == (1, "首次发布", "青政发〔2026〕3号")
    assert (version.facts["发布机构"], version.facts["责任单位"], version.facts["起草单位"]) == (
        "青溪县人民政府办公室",
        "青溪县财政局",
        "青溪县司法局",
    )


def test_a_change_is_seen_only_after_its_own_publication(cast):
    document = publish(drafted(normative(cast)))
    operations.save_draft(
        actor=None, document=document, values={"body": "<p>改后的正文。</p>", "title": "青溪县临时救助办法（修订）"}
    )
    row = Document.objects.get(pk=document.pk)
    assert (row.title, row.state, row.live) == ("青溪县临时救助办法", "draft", True)
    assert queries.working_copy(row).title == "青溪县临时救助办法（修订）"
    row = publish(row, on=date(2026, 5, 6), note="提高救助标准")
    assert (row.title, row.text, row.published_at) == ("青溪县临时救助办法（修订）", "改后的正文。", at())
    assert row.index_number == "000000000/2026-00001"
    notes = list(DocumentVersion.objects.filter(document=row).values_list("number", "note"))
    assert notes == [(2, "提高救助标准"), (1, "首次发布")]


def test_what_lies_in_the_row_alone_is_not_undone_by_a_revision(cast):
    document = publish(drafted(normative(cast)))
    operations.save_draft(actor=None, document=document, values={"title": "改名"})
    reason = "县政府常务会议决定"
    operations.set_validity(
        actor=None, document=document, validity="lapsed", on=date(2026, 4, 1), reason=reason, now=at(date(2026, 4, 1))
    )
    row = publish(document, on=date(2026, 5, 6))
    assert (row.title, row.validity, row.validity_text) == ("改名", "lapsed", reason)


def test_withdrawn_it_says_so_and_comes_back_only_by_publication(cast):
    document = publish(drafted(normative(cast)))
    row = operations.withdraw(actor=cast.officer, document=document, reason="附件有误", now=at(date(2026, 3, 9)))
    assert (row.live, row.state, row.withdrawal_reason, row.withdrawn_on) == (
        False,
        "withdrawn",
        "附件有误",
        date(2026, 3, 9),
    )
    assert not Placement.objects.filter(document=row, is_live=True).exists()
    operations.save_draft(actor=cast.officer, document=row, values={"summary": "更正后的概述"})
    row = Document.objects.get(pk=row.pk)
    assert (row.live, row.state, row.withdrawn_on) == (False, "draft", date(2026, 3, 9))
    row = publish(row, on=date(2026, 3, 12), note="更正附件")
    assert (row.live, row.withdrawn_on, row.index_number) == (True, None, "000000000/2026-00001")


def test_a_withdrawal_is_refused_with_every_reason(cast):
    document = drafted(normative(cast))
    with pytest.raises(Blocked) as refused:
        operations.withdraw(actor=cast.finance_liaison, document=document, reason=" ")
    assert refused.value.blockers == ("文件没有发布，不需要撤回。", "请写明撤回原因，原因会在原网址上公布。")
    live = publish(document)
    with pytest.raises(Blocked) as refused:
        operations.withdraw(actor=cast.town_liaison, document=live, reason="不想公开")
    assert refused.value.blockers == ("您不是发布机构、责任单位或起草单位的联络员，不能撤回这份文件。",)


def test_index_numbers_go_on_and_are_never_given_again(cast):
    first = publish(drafted(normative(cast)))
    cast.finance.code = "11370322004222241N"
    cast.finance.save()
    other = publish(drafted(normative(cast, "青溪县财政补贴办法", "青财发〔2026〕1号", publisher=cast.finance)))
    assert other.index_number == "11370322004222241N/2026-00001"
    Document.objects.filter(pk=first.pk).update(index_number=None)
    third = publish(drafted(normative(cast, "青溪县养老服务办法", "青政发〔2026〕4号")))
    assert third.index_number == "000000000/2026-00002"
    next_year = publish(drafted(normative(cast, "青溪县供水办法", "青政发〔2026〕5号")), on=date(2027, 1, 4))
    assert next_year.index_number == "000000000/2027-00001"
    assert IndexNumber.objects.count() == 4


def test_the_pattern_of_the_place_is_followed(cast, settings):
    settings.INDEX_NUMBER_PATTERN, settings.INDEX_CODE = "{code}-{year}-{serial:07d}", "035210000"
    assert publish(drafted(normative(cast))).index_number == "035210000-2026-0000001"


def test_publication_is_refused_with_every_reason(cast):
    values = {"kind": "normative", "title": "草稿", "publisher": cast.office, "dated_on": date(2026, 3, 5)}
    document = drafted(values, places=[])
    with pytest.raises(Blocked) as refused:
        operations.make_public(actor=None, document=document, at=at(), note="")
    assert refused.value.blockers == (
        "还没有填写发文字号。",
        "还没有填写公文种类。",
        "还没有填写发文机关。",
        "还没有填写主题分类。",
        "还没有填写施行日期。",
        "还没有填写起草单位。",
        "还没有填写合法性审核。",
        "还没有填写征求意见情况。",
        "还没有正文。",
        "还没有选择发布栏目。",
        "公开属性还没有认定，不能发布。",
        "成文日期（2026年3月5日）晚于发布日期（2026年3月2日）。",
    )


def test_in_an_emergency_only_the_attribute_counts(cast):
    document = drafted({"kind": "notice", "title": "暴雨红色预警", "publisher": cast.office}, places=[])
    Document.objects.filter(pk=document.pk).update(is_emergency=True)
    with pytest.raises(Blocked) as refused:
        operations.make_public(actor=None, document=document, at=at(), note="")
    assert refused.value.blockers == ("公开属性还没有认定，不能发布。",)
    assert publish(document).live


@pytest.mark.parametrize("openness", ["on_request", "withheld"])
def test_what_is_not_open_never_goes_live(cast, openness):
    document = drafted(normative(cast))
    operations.decide_openness(
        actor=cast.officer, document=document, openness_class=openness, reason="涉及个人隐私", refusal_ground="E15"
    )
    with pytest.raises(Blocked) as refused:
        publish(document)
    assert refused.value.blockers[0].startswith("公开属性是“")


def test_no_other_way_leads_to_the_public(cast):
    document = drafted(normative(cast))
    row = Document.objects.get(pk=document.pk)
    with pytest.raises(PermissionDenied):
        row.publish(row.latest_revision)
    with pytest.raises(PermissionDenied):
        row.latest_revision.publish()
    row.live = True
    with pytest.raises(PermissionDenied):
        row.save()
    assert not Document.objects.get(pk=document.pk).live
