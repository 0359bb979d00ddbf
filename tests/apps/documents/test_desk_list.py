"""The desk's list: who sees what, filters, counts, pages."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.documents import operations
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries import DeskFilter, desk_choices, desk_documents
from tests.apps.documents.paper import drafted, normative, publish, section

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(cast):
    """Four documents: public of the office, draft of the office, draft of a town, and a public one being changed."""
    public = publish(drafted(normative(cast)))
    of_office = drafted(
        normative(cast, "青溪县养老服务办法", "青政发〔2026〕4号", responsible_unit=None, drafting_unit=None)
    )
    of_town = drafted(
        {"kind": "notice", "title": "城关镇停水公告", "publisher": cast.town, "dated_on": date(2025, 7, 1)},
        places=[section("公告")],
    )
    changed = publish(drafted(normative(cast, "青溪县供水办法", "青政发〔2026〕5号")))
    operations.save_draft(actor=None, document=changed, values={"title": "青溪县供水办法（修订）"})
    return public, of_office, of_town, changed


def titles(user, **filters):
    return {row.title for row in desk_documents(user, DeskFilter(**filters)).rows}


def test_each_sees_the_public_and_the_own(cast, shelf):
    public, of_office, of_town, _changed = (document.title for document in shelf)
    every = {public, of_office, of_town, "青溪县供水办法"}
    assert titles(cast.officer) == titles(cast.auditor) == titles(cast.admin) == every
    assert titles(cast.town_liaison) == every - {of_office}
    assert titles(cast.finance_liaison) == every - {of_office, of_town}
    assert titles(cast.stranger) == set()


def test_who_is_asked_to_sign_off_or_reviews_sees_it(cast, shelf):
    _, of_office, of_town, _ = shelf
    operations.save_draft(actor=None, document=of_office, values={"sign_off_units": [cast.justice]})
    assert of_office.title in titles(cast.justice_liaison)
    assert of_town.title not in titles(cast.reviewer)
    operations.set_state(of_town, "in_review")
    assert of_town.title in titles(cast.reviewer)


FILTERS = [
    # 状态
    ({"state": "draft"}, {"青溪县养老服务办法", "城关镇停水公告", "青溪县供水办法"}),
    ({"state": "live"}, {"青溪县临时救助办法", "青溪县供水办法"}),
    ({"state": "changed"}, {"青溪县供水办法"}),
    ({"state": "withdrawn"}, set()),
    # 种类、年份、主题、有效性
    ({"kind": "notice"}, {"城关镇停水公告"}),
    ({"year": 2025}, {"城关镇停水公告"}),
    ({"theme": "民政、扶贫、救灾", "state": "published"}, {"青溪县临时救助办法"}),
    ({"theme": "民政", "state": "published"}, set()),
    ({"validity": "in_force"}, {"青溪县临时救助办法", "青溪县供水办法"}),
    # 标题里的每个词，或者文号的任何写法
    ({"term": "青溪县 办法 养老"}, {"青溪县养老服务办法"}),
    ({"term": "青溪縣養老"}, {"青溪县养老服务办法"}),
    ({"term": "青政发[2026] 第3号"}, {"青溪县临时救助办法"}),
    ({"term": "〔2026〕5"}, {"青溪县供水办法"}),
    ({"term": "000000000/2026-00001"}, {"青溪县临时救助办法"}),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_filters(cast, shelf, filters, expected):
    assert titles(cast.officer, **filters) == expected


def test_filters_by_unit_and_section(cast, shelf):
    assert titles(cast.officer, unit=cast.town.pk) == {"城关镇停水公告"}
    assert titles(cast.officer, unit=cast.justice.pk) == {"青溪县临时救助办法", "青溪县供水办法"}
    assert titles(cast.officer, section=section("公告").pk) == {"城关镇停水公告"}


def test_the_counts_are_those_of_the_other_filters(cast, shelf):
    page = desk_documents(cast.officer, DeskFilter(state="draft", kind="normative"))
    assert (page.total, page.page_count) == (2, 1)
    assert page.state_counts == {"draft": 2, "published": 1, "live": 2, "changed": 1}


def test_pages_and_order(cast, shelf, django_assert_num_queries):
    with django_assert_num_queries(4):
        page = desk_documents(cast.officer, page=9, size=3, sort="title")
        [(row.publisher.short_name, row.responsible_unit, row.created_by) for row in page.rows]
    assert (page.number, page.page_count, page.total, len(page.rows)) == (2, 2, 4, 1)
    by_title = [row.title for row in desk_documents(cast.officer, sort="title").rows]
    assert by_title == sorted(by_title)
    assert [row.title for row in desk_documents(cast.officer, sort="published").rows][2:] == [
        "城关镇停水公告",
        "青溪县养老服务办法",
    ]


def test_the_choices_are_those_that_occur(cast, shelf):
    choices = desk_choices(cast.officer)
    assert (set(choices.units), choices.years) == ({cast.office, cast.town}, (2026, 2025))
    assert not Document.objects.filter(publisher=cast.media).exists()
