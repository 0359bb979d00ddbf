"""A citizen reads what the county owes and how far it is, on a desk screen and on a phone."""

from __future__ import annotations

import pytest

from gongkai.apps.ledgers.models import Notice
from gongkai.apps.sections.models import Section
from gongkai.fronts.commands import _sample_town
from tests.journeys.conftest import DESKTOP, PHONE


@pytest.fixture
def county(transactional_db, django_db_serialized_rollback) -> Notice:
    """The sample town, where the live server sees it."""
    _sample_town.load()
    return Notice.objects.get(is_public=True)


def test_from_the_home_page_to_a_task(browser, live_server, county, axe):
    for size in (DESKTOP, PHONE):
        context = browser.new_context(viewport=size, base_url=live_server.url)
        page = context.new_page()
        page.goto("/")
        axe(page)
        page.get_by_role("link", name=county.title).click()
        assert page.get_by_text("已记录 3 次，还差 1 次").is_visible()
        axe(page)
        page.locator("main a", has_text="收费项目").first.click()
        assert page.get_by_role("heading", name="收费项目", level=1).is_visible()
        assert page.get_by_text("全部列入目录清单").is_visible()
        axe(page)
        for address in ("/ledger/", "/section-changes/", "/nothing-here/", Section.objects.last().relative_url(None)):
            page.goto(address)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], address
        assert context.cookies() == [], "a visitor is given no cookie"
        context.close()
