"""A unit's pages: opened in one act at an address of their own, switched on and off, changed by the unit. PLT-14."""

from __future__ import annotations

import pytest

from gongkai.apps.sections import operations, queries
from gongkai.apps.sections.models import Section, UnitHome
from gongkai.domain.workflow import Blocked


def refused(verb, **words) -> tuple[str, ...]:
    with pytest.raises(Blocked) as blocked:
        verb(**words)
    return blocked.value.blockers


def opened(cast, unit=None, **words) -> UnitHome:
    return operations.open_unit_home(actor=cast.officer, unit=unit or cast.finance, **words)


def test_a_home_has_its_own_address_and_the_statutory_tree(cast):
    home = opened(cast)
    assert home.relative_url(None) == f"/u/{cast.finance.pk}/"
    assert home.live is False
    guide = queries.find_section("部门网页>青溪县财政局>政府信息公开>政府信息公开指南")
    assert guide.relative_url(None).startswith(f"/u/{cast.finance.pk}/s")
    assert guide.owner_unit == cast.finance
    assert queries.path_of(guide) == ("部门网页", "青溪县财政局", "政府信息公开", "政府信息公开指南")
    assert queries.home_above(guide) == home


def test_the_two_trees_do_not_mix(cast):
    opened(cast)
    assert queries.find_section("政府信息公开") is None
    site = operations.ensure_home(actor=None)
    assert queries.section_tree(below=site) == []
    made = operations.add_section(actor=cast.officer, path=["部门网页", "青溪县财政局", "直达资金"])
    assert queries.home_above(made).unit == cast.finance
    assert [row.depth for row in queries.section_tree(below=queries.home_of(cast.finance))][:2] == [0, 1]
    assert refused(operations.add_section, actor=cast.officer, path=["部门网页", "青溪县财政局"]) == (
        "“青溪县财政局”是部门网页，不是栏目。请写到它下面的栏目。",
    )


def test_letters_may_stand_for_the_number(cast):
    home = opened(cast, values={"letters": "czj", "lead_text": "管好每一分钱"})
    assert home.relative_url(None) == "/u/czj/"
    assert refused(opened, cast=cast, unit=cast.justice, values={"letters": "czj"}) == ("地址“czj”已经有人用了。",)
    assert refused(opened, cast=cast, unit=cast.justice, values={"letters": "12"}) == (
        "地址用小写字母开头，只含小写字母、数字和短横线，2 至 40 个字符。",
    )
    assert refused(opened, cast=cast) == ("“青溪县财政局”已经有网页“青溪县财政局”。",)


def route(path: str):
    site = operations.ensure_home(actor=None)
    return site.route(None, [part for part in path.split("/") if part])


def test_off_nothing_below_answers_on_everything_does(cast):
    home = opened(cast)
    section = Section.objects.descendant_of(home).get(catalogue_code="openness.guide")
    gone = Section.objects.descendant_of(home).get(catalogue_code="statutory.statistics")
    operations.retire_section(actor=cast.officer, section=gone, replaced_by=section, reason="合并")
    from django.http import Http404

    for page in (home, section):
        with pytest.raises(Http404):
            route(page.relative_url(None))
    operations.switch_unit_home(actor=cast.officer, home=home, is_on=True)
    assert route(home.relative_url(None)).page.pk == home.pk
    assert route(section.relative_url(None)).page.pk == section.pk
    # 已被代替的栏目不因启用而复活
    assert Section.objects.get(pk=gone.pk).live is False
    assert refused(operations.switch_unit_home, actor=cast.officer, home=home, is_on=True) == (
        "“青溪县财政局”已经启用。",
    )
    operations.switch_unit_home(actor=cast.officer, home=home, is_on=False)
    assert not Section.objects.descendant_of(home).live().exists()
    # 停用期间新设的栏目也不公开
    made = operations.add_section(actor=cast.officer, path=["部门网页", "青溪县财政局", "直达资金"])
    assert made.live is False


def test_a_home_answers_at_one_address_only(cast):
    from django.http import Http404

    home = opened(cast, is_on=True)
    section = operations.add_section(actor=cast.officer, path=["政务公开"])
    assert route(home.relative_url(None)).page.pk == home.pk
    for path in (f"/{home.slug}/", f"/u/{section.slug}/", "/u/"):
        with pytest.raises(Http404):
            route(path)


def test_the_unit_keeps_its_contacts(cast):
    home = opened(cast)
    changed = operations.change_unit_home(
        actor=cast.finance_liaison,
        home=home,
        values={
            "phone": "0000-8200002",
            "duties": "<p>管财政。</p><script>x()</script>",
            "email": "czj@qingxi.example",
        },
    )
    assert (changed.phone, changed.duties) == ("0000-8200002", "<p>管财政。</p>")
    assert refused(operations.change_unit_home, actor=cast.justice_liaison, home=home, values={"phone": "1"}) == (
        "只有政务公开主管部门和本单位联络员可以修改部门网页。",
    )
    assert refused(operations.change_unit_home, actor=cast.finance_liaison, home=home, values={"letters": "czj"}) == (
        "只有政务公开主管部门可以调整栏目。",
    )
    for wrong in ({"email": "不是邮箱"}, {"post_code": "12"}, {"colour": "red"}):
        with pytest.raises(Blocked):
            operations.change_unit_home(actor=cast.finance_liaison, home=home, values=wrong)


def test_new_letters_leave_redirects(cast):
    from wagtail.contrib.redirects.models import Redirect

    home = opened(cast, is_on=True)
    section = Section.objects.descendant_of(home).get(catalogue_code="openness.guide")
    old = section.relative_url(None)
    operations.change_unit_home(actor=cast.officer, home=home, values={"letters": "czj"})
    assert Section.objects.get(pk=section.pk).relative_url(None).startswith("/u/czj/")
    found = Redirect.objects.get(old_path=Redirect.normalise_path(old))
    assert found.redirect_page_id == section.pk


def test_who_has_no_guide_is_seen(cast):
    home = opened(cast)
    rows = {row.unit.pk: row for row in queries.home_rows()}
    assert rows[cast.justice.pk].home is None
    assert (rows[cast.finance.pk].home, rows[cast.finance.pk].guide.catalogue_code) == (home, "openness.guide")
    assert rows[cast.finance.pk].section_count == Section.objects.descendant_of(home).count()
