"""Two people at the sections and catalogues at the same moment, on PostgreSQL."""

from __future__ import annotations

import pytest

from gongkai.apps.sections import operations
from gongkai.apps.sections.models import PowerEntry, Section, StandardCatalogue, StandardItem
from tests.apps.sections.test_catalogues import national, power_list
from tests.cast import assemble
from tests.together import at_once, on_postgresql, with_page_tree

pytestmark = [pytest.mark.django_db(transaction=True), on_postgresql]


@pytest.fixture
def cast(transactional_db):
    with_page_tree()
    return assemble()


def wrong(results: list[object]) -> list[object]:
    return [result for result in results if isinstance(result, Exception)]


def test_two_imports_of_one_catalogue_leave_one_draft(cast):
    def imported(officer):
        return operations.import_catalogue(
            actor=officer, data=national(), domain="社会救助", level="county", unit=cast.finance
        )

    results = at_once(*(lambda one=one: imported(one) for one in (cast.officer, cast.second_officer, cast.officer)))
    assert wrong(results) == []
    assert list(StandardCatalogue.objects.values_list("version", "state")) == [(1, "draft")]
    draft = StandardCatalogue.objects.get()
    assert StandardItem.objects.count() == draft.items.count()
    results = at_once(
        *(
            lambda one=one: operations.put_in_force(actor=one, catalogue=draft)
            for one in (cast.officer, cast.second_officer)
        )
    )
    assert wrong(results) == []
    assert list(StandardCatalogue.objects.values_list("version", "state")) == [(1, "in_force")]


def test_one_section_is_made_of_one_path(cast):
    names = ["政务公开", "法定主动公开内容", "规划计划"]
    results = at_once(*(lambda: operations.add_section(actor=cast.officer, path=names) for _ in range(4)))
    assert wrong(results) == []
    assert sorted(Section.objects.values_list("title", flat=True)) == sorted(names)
    assert len({section.pk for section in results}) == 1


def test_two_power_lists_at_once_end_as_one_of_them(cast):
    lists = [power_list([[1, "县财政局", f"第{n}类许可", "行政许可", "养老服务"]]) for n in (1, 2)]
    results = at_once(*(lambda data=data: operations.import_powers(actor=cast.officer, data=data) for data in lists))
    assert wrong(results) == []
    assert PowerEntry.objects.count() == 1
