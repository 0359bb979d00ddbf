"""Every kind of public page: the same for everybody, no cookie, strict headers, few queries, nothing leads nowhere."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from gongkai.apps.sections.models import FormPage, Section, TopicPage, UnitHome
from gongkai.fronts.portal import urls, urls_files

pytestmark = pytest.mark.django_db


# the two addresses that are meant for one visitor: a form with its token, a unit's calendar under its secret
PRIVATE = {"form_fill", "calendar_feed"}


def test_the_addresses_below_are_all_there_are(site):
    """A new kind of page is not forgotten: every pattern of the portal is asked for by one of these addresses."""
    asked = [*site.addresses, *site.machine_addresses, *site.file_addresses]
    met = {resolve(address.split("?")[0]).url_name for address in asked}
    assert {row.name for row in [*urls.urlpatterns, *urls_files.urlpatterns]} - PRIVATE == met
    kinds = {type(page) for page in (site.home, site.topic, site.form, site.policies)}
    assert kinds == {UnitHome, TopicPage, FormPage, Section}


def visits(site, edition: str) -> list[tuple[str, int]]:
    """Address and the answer it gives. What programs ask for has no editions."""
    plain = [] if edition else [*site.machine_addresses, *site.file_addresses]
    found = [(f"{edition}{address}", 200) for address in [*site.addresses, *plain]]
    gone = f"/doc/{site.documents['withdrawn'].pk}/"
    return found + [(f"{edition}{address}", 410 if address == gone else 404) for address in site.missing_addresses]


@pytest.mark.parametrize("edition", ["", "/hant", "/care"])
def test_every_page_is_the_same_for_every_visitor(site, settings, edition):
    """House §2: no session, no cookie, nothing of the visitor; so it can be cached anywhere."""
    settings.PRIVATE_ROOT = site.private_root
    officer = Client()
    officer.force_login(site.cast.officer)
    officer.cookies["theme"] = "dark"
    one = {"HTTP_ACCEPT_LANGUAGE": "en", "HTTP_USER_AGENT": "a", "HTTP_REFERER": "https://a.example/"}
    other = {"HTTP_ACCEPT_LANGUAGE": "zh", "HTTP_USER_AGENT": "b", "REMOTE_ADDR": "198.51.100.7", "HTTP_DNT": "1"}
    for address, status in visits(site, edition):
        stranger = Client().get(address, **one)
        signed_in = officer.get(address, **other)
        assert stranger.status_code == signed_in.status_code == status, address
        assert stranger.getvalue() == signed_in.getvalue(), address
        assert not stranger.cookies, address
        assert not signed_in.cookies, address
        assert "Set-Cookie" not in {**stranger.headers, **signed_in.headers}, address
        assert "Cookie" not in stranger.get("Vary", ""), address
        assert b"csrfmiddlewaretoken" not in stranger.getvalue(), address


def test_every_page_carries_the_strict_headers(site):
    for address in [*site.addresses, "/nothing-here/", f"/doc/{site.documents['withdrawn'].pk}/"]:
        answer = Client().get(address)
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy, address
        assert answer["X-Frame-Options"] == "DENY", address
        assert answer["X-Content-Type-Options"] == "nosniff", address
        assert answer["Referrer-Policy"] == "same-origin", address
        assert "geolocation=()" in answer["Permissions-Policy"], address


def test_no_page_holds_what_the_policy_forbids(site):
    for address in site.addresses:
        page = Client().get(address).content.decode()
        assert not re.search(r"<[^>]+\sstyle=", page), address
        assert not re.search(r"<[^>]+\son\w+=", page), address
        assert "<style" not in page, address
        for script in re.findall(r"<script[^>]*>", page):
            assert "src=" in script or "ld+json" in script, (address, script)
        remote = re.findall(r'(?:src|<link rel="(?:stylesheet|icon)"[^>]*href)="(https?:[^"]+)', page)
        assert remote == [], address


def test_the_desk_keeps_its_own_headers(client):
    assert "Content-Security-Policy" not in client.get("/desk/login/")


@pytest.mark.parametrize("edition", ["", "/hant", "/care"])
def test_links_lead_somewhere(site, edition):
    if edition and Client().get(f"{edition}/").status_code == 404:
        pytest.skip("this edition is not switched on")
    client = Client()
    seen: set[str] = set()
    waiting = [f"{edition}{address}" for address in site.addresses] if not edition else [f"{edition}/"]
    made_elsewhere = re.compile(r"/doc/\d+/(?:download|files|tables|qr)")
    while waiting:
        address = waiting.pop().replace("&amp;", "&")
        if address in seen or made_elsewhere.search(address):
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code in {200, 301, 302}, address
        if "html" not in answer.get("Content-Type", ""):
            continue
        found = re.findall(r'href="(/[^"#]*)', answer.content.decode())
        waiting += [link for link in found if not link.startswith(("/static/", "/hant/", "/care/"))]
    assert len(seen) > 40 or edition


def test_pages_ask_the_database_at_most_five_times(site):
    """Masthead, navigation and breadcrumb included. A topic reads the columns that its blocks name as well, the guides
    of all units their homes; a ledger has its own bound."""
    over = {}
    most_of = {site.topic.relative_url(None): 6, "/guides/": 6, f"/ledger/{site.notice.pk}/": 16}
    for address in site.addresses:
        Client().get(address)
        most = most_of.get(address, 5)
        with CaptureQueriesContext(connection) as asked:
            Client().get(address)
        if len(asked) > most:
            over[address] = [query["sql"][:120] for query in asked.captured_queries]
    assert over == {}


def test_queries_do_not_grow_with_the_rows(site, django_assert_num_queries):
    address = site.policies.relative_url(None)
    Client().get(address)
    with django_assert_num_queries(4):
        Client().get(address)
    with django_assert_num_queries(4):
        Client().get(f"{address}?page=2")


def test_the_desk_can_preview_every_page(site):
    """A draft is drawn with the public template before it has an address."""
    for page in (site.documents["draft"], site.documents["old"], site.policies, site.home, site.topic, site.form):
        answer = page.make_preview_request(preview_mode=page.default_preview_mode)
        if hasattr(answer, "render"):
            answer.render()
        assert answer.status_code == 200, page
        assert page.title in answer.content.decode(), page
