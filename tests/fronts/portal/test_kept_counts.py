"""Counts of the public site are kept until something public changes, and not a moment longer."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.audit.operations import record
from gongkai.apps.documents import operations
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.public_lists import tallies
from gongkai.apps.orgs.operations.units import change_unit
from gongkai.apps.sections.operations.tree import rename_section
from gongkai.fronts.portal import tree
from tests.apps.documents.paper import drafted, normative, publish, section
from tests.fronts.portal.papers import public_document

pytestmark = pytest.mark.django_db


def kept():
    """Something kept, and the outline that keeps it."""
    site = tree.outline()
    site.kept["here"] = True
    return site


def test_the_desk_at_work_leaves_the_counts_alone(cast):
    draft = drafted(normative(cast))
    site = kept()
    record(actor=cast.officer, action="查看", target=cast.officer)
    record(actor=cast.officer, action="修改", target=draft)
    operations.save_draft(actor=cast.officer, document=draft, values={"title": "青溪县临时救助实施办法"})
    assert tree.outline() is site
    assert "here" in tree.outline().kept


def test_every_change_of_what_is_public_drops_the_counts(cast):
    place = section("政策文件")
    document = publish(drafted(normative(cast), places=[place]))
    changes = [
        lambda: publish(drafted(normative(cast, "青溪县停车办法", "青政发〔2026〕4号"), places=[place])),
        lambda: operations.pin(actor=cast.officer, document=document, section=place, is_pinned=True),
        lambda: operations.set_validity(
            actor=cast.officer, document=document, validity="lapsed", on=date(2026, 6, 1), reason="任务完成"
        ),
        lambda: operations.withdraw(actor=cast.officer, document=document, reason="附件有误"),
    ]
    for change in changes:
        site = kept()
        change()
        now = tree.outline()
        assert now.kept == {}
        # the tree itself stays as it was read
        assert now.nodes is site.nodes


def test_what_lapses_by_night_drops_the_counts(cast):
    document = publish(drafted(normative(cast, expires_on=date(2026, 12, 31))))
    kept()
    assert operations.lapse_expired(date(2027, 1, 1)) == 1
    assert tree.outline().kept == {}
    assert Document.objects.get(pk=document.pk).validity == "lapsed"


def test_a_change_of_a_section_or_a_unit_is_seen_at_once(cast):
    place = section("政策文件")
    kept()
    rename_section(actor=cast.officer, section=place, name="政府文件")
    assert [node.title for node in tree.outline().top] == ["政府文件"]
    kept()
    change_unit(actor=cast.officer, unit=cast.office, phone="0838-1234567")
    assert tree.outline().office.phone == "0838-1234567"


def test_the_home_page_counts_what_was_just_published(cast, client):
    publish(drafted(normative(cast), places=[section("政策文件")]))
    assert "全部 1 件" in client.get("/").content.decode()
    publish(drafted(normative(cast, "青溪县停车办法", "青政发〔2026〕4号"), places=[section("政策文件")]))
    assert "全部 2 件" in client.get("/").content.decode()


def test_years_are_counted_by_the_calendar_of_china(cast):
    # 16:00 in Greenwich is midnight in China
    for moment in ("1999-12-31T15:59:59Z", "2025-12-31T15:59:59Z", "2025-12-31T16:00:00Z", "2026-12-31T15:59:59Z"):
        public_document(cast.office, published_at=moment, document_number="")
    counted = {row.year: row.count for row in tallies(Document.objects.all())}
    assert counted == {1999: 1, 2025: 1, 2026: 2}
