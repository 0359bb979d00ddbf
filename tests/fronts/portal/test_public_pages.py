"""The public site: what anybody may see, the same for everybody."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from gongkai.apps.ledgers.models import FiledPlan, LedgerItem, Notice, ProgressNote, Verdict
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections.models import Section

pytestmark = pytest.mark.django_db


def addresses(notice: Notice) -> list[str]:
    """Every public page of the sample town."""
    sections = [section.relative_url(None) for section in Section.objects.live()]
    return ["/", "/ledger/", f"/ledger/{notice.pk}/", "/section-changes/", *sections]


def test_every_page_is_the_same_for_every_visitor(town):
    """House §2: no session, no cookie, nothing of the visitor; so it can be cached anywhere."""
    officer = Client()
    officer.force_login(User.objects.get(username="lin"))
    for address in addresses(town):
        stranger = Client().get(address, HTTP_ACCEPT_LANGUAGE="en", HTTP_USER_AGENT="a")
        signed_in = officer.get(address, HTTP_ACCEPT_LANGUAGE="zh", HTTP_USER_AGENT="b")
        assert stranger.status_code in {200, 302}, address  # a section of the gazette leads to its database
        assert stranger.content == signed_in.content, address
        assert not stranger.cookies, address
        assert not signed_in.cookies, address


def test_links_lead_somewhere(town, settings):
    settings.PRIVATE_ROOT = town.private_root
    client = Client()
    seen: set[str] = set()
    waiting = addresses(town)
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address.replace("&amp;", "&"), follow=True)
        assert answer.status_code == 200, address
        if "html" not in answer["Content-Type"]:
            continue
        found = re.findall(r'href="(/[^"#]*)', answer.content.decode())
        waiting += [
            link for link in found if not re.match("/(?:static|hant|care)/|/doc/[0-9]+/(?:download|tables)/", link)
        ]
    assert len(seen) > 20


def test_a_task_shows_who_when_how_far_and_where(town):
    page = Client().get(f"/ledger/{town.pk}/").content.decode()
    assert "县司法局" in page
    assert "2026-06-30" in page
    assert "已完成" in page
    assert "已记录 3 次，还差 1 次" in page
    assert "公开路径：" not in page, "the bracket is replaced by links"


def test_nothing_internal_leaves(town):
    pages = "".join(Client().get(address).content.decode() for address in addresses(town))
    for note in ProgressNote.objects.all():
        assert note.text not in pages
    for verdict in Verdict.objects.all():
        assert verdict.remark not in pages
    for person in User.objects.exclude(last_name=""):
        assert f">{person.get_full_name()}<" not in pages


def test_a_notice_that_is_not_public_is_not_there(town):
    hidden = Notice.objects.filter(is_public=False).first()
    answer = Client().get(f"/ledger/{hidden.pk}/")
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()
    assert hidden.title not in Client().get("/ledger/").content.decode()


def test_a_published_plan_can_be_read_and_a_filed_one_cannot(town):
    unit = Unit.objects.get(short_name="县教育局")
    plan = FiledPlan.objects.create(notice=town, unit=unit, text="四月：公开预算。\n十月：公开决算。")
    address = f"/ledger/{town.pk}/plans/{unit.pk}/"
    assert Client().get(address).status_code == 404
    plan.published_on = "2026-05-08"
    plan.save()
    assert "十月：公开决算。" in Client().get(address).content.decode()
    assert address in Client().get(f"/ledger/{town.pk}/").content.decode()
    plan.delete()


def test_a_retired_section_says_so(town):
    section = Section.objects.get(title="互动交流")
    section.retired_on = "2026-11-01"
    section.save()
    page = Client().get(section.relative_url(None)).content.decode()
    assert "本栏目自2026年11月1日起停用" in page
    section.retired_on = None
    section.save()


@pytest.mark.parametrize(("address", "most"), [("/", 12), ("/ledger/", 8), ("/ledger/{}/", 16)])
def test_pages_ask_the_database_little(town, address, most, django_assert_max_num_queries):
    """The number of queries does not grow with the number of tasks."""
    Client().get("/")  # Wagtail remembers the site after the first page
    with django_assert_max_num_queries(most):
        Client().get(address.format(town.pk))


def test_the_page_counts_what_it_lists(town):
    page = Client().get(f"/ledger/{town.pk}/").content.decode()
    listed = len(re.findall(r'<tr id="t\d+"', page))
    assert listed == LedgerItem.objects.filter(notice=town, origin="notice").count()
    numbers = [int(n) for n in re.findall(r"<div><b>(\d+)</b>", page)]
    assert numbers[0] == listed == sum(numbers[1:])
