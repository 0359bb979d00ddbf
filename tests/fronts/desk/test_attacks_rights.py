"""Attacks by who is signed in, or by a page somewhere else that speaks in his name."""

from __future__ import annotations

import io
import re
from urllib.parse import urlsplit

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from gongkai.apps.documents._html import sanitised
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import save_draft
from gongkai.apps.orgs.models import Membership
from gongkai.apps.sections._rich_text import clean_html
from tests.apps.publishing.team import news, policy, published, sent, team_of
from tests.cast import person
from tests.fronts.desk.test_rights import BEFORE_SIGNING_IN, addresses

SECRET = "机密改动一二三"


@pytest.fixture
def team(cast):
    return team_of(cast)


def test_nothing_is_taken_from_another_site_in_somebodys_name(cast):
    """Every address of the desk, Wagtail's too, posted to with the cookie of the office and without a token."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.admin)
    asked = 0
    for name, address in addresses():
        answer = browser.post(address, {"reason": "x"})
        # 404 for numbers that lead nowhere may come first; nothing may be done
        assert answer.status_code in {403, 404, 405}, (name, answer.status_code)
        asked += answer.status_code == 403
    assert asked > 100


def test_anonymous_people_post_nothing(client, db):
    for name, address in addresses():
        answer = client.post(address, {"reason": "x"})
        if name not in BEFORE_SIGNING_IN and name != "wagtailadmin_logout":
            place = answer.headers.get("Location", "")
            assert (answer.status_code, place.startswith("/desk/login/")) in {
                (302, True), (404, False), (403, False), (405, False),
            }, name  # fmt: skip


def test_a_liaison_posts_to_no_screen_of_wagtail(client, cast):
    row = news(team_of(cast))
    client.force_login(cast.planning_liaison)
    stood = list(Document.objects.values_list("state", "title", "live", "latest_revision_id"))
    for name, address in addresses():
        if name.startswith("wagtail") and name not in {"wagtailadmin_logout", "wagtailadmin_login"}:
            for place in (address, address.replace("/1/", f"/{row.pk}/")):
                answer = client.post(place, {"title": "x"})
                assert answer.status_code < 500, name
    assert list(Document.objects.values_list("state", "title", "live", "latest_revision_id")) == stood


ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example", "http:evil.example",
    "http://testserver//evil.example/", "http://testserver/\\evil.example", "http://testserver@evil.example/",
    "javascript:alert(1)", "data:text/html,x", "\t//evil.example", "/\t/evil.example", "http://testserver.evil.example/",
]  # fmt: skip


@pytest.mark.parametrize("place", ELSEWHERE)
def test_no_way_back_leads_off_the_site(client, cast, place):
    client.force_login(cast.officer)
    answers = [
        client.post(reverse("desk:ledger_bulk", args=["assign"]), {"next": place}),
        client.post(reverse("desk:ledger_bulk", args=["assign"]), {}, headers={"referer": place.strip()}),
        client.post(reverse("desk:documents_bulk"), {"next": place, "act": "submit"}),
    ]
    answers.append(Client().get(f"{reverse('wagtailadmin_login')}", {"next": place}))
    for answer in answers:
        target = answer.headers.get("Location", "")
        assert not re.match(r"[/\\]{2}|[\t\n]", target), target
        assert urlsplit(target).netloc in {"", "testserver"}, target
        assert urlsplit(target).scheme in {"", "http", "https"}, target


def test_signing_in_gives_a_new_session_and_refuses_a_way_on_to_elsewhere(cast):
    cast.officer.set_password("qingxi-2026")
    cast.officer.save()
    browser = Client()
    browser.get("/desk/login/")
    session = browser.session
    session["planted"] = "x"
    session.save()
    browser.cookies["sessionid"] = planted = session.session_key
    page = "/desk/login/?next=https://evil.example/"
    typed = {"username": cast.officer.username, "password": "qingxi-2026", "next": "https://evil.example/"}
    answer = browser.post(page, typed)
    assert answer.status_code == 302
    assert urlsplit(answer.headers["Location"]).netloc == ""
    assert browser.cookies["sessionid"].value != planted
    cookie = browser.cookies["sessionid"]
    assert (bool(cookie["httponly"]), cookie["samesite"]) == (True, "Lax")


EVIL = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>', '<a href="&#106;avascript:alert(1)">x</a>', '<a href=" \x01javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>', '<a href="vbscript:x">x</a>', '<svg onload=alert(1)><a href="javascript:x">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<svg><style><img src=x onerror=alert(1)></style></svg>', '<p style="background:url(javascript:x)" onclick=x>x</p>',
    '<form action=/desk/><input name=a></form>', '<iframe srcdoc="<script>alert(1)</script>">', '<object data=x><embed src=x>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<table background="javascript:x"><td background="x">x',
    '<base href="https://evil.example/">', '<meta http-equiv=refresh content="0;url=x">', '<link rel=stylesheet href=x>',
    '<img src="https://evil.example/pixel.png">', '<img src="//evil.example/p">', '<img src="data:image/svg+xml,x">',
    '<img src="/doc/1/files/../../../desk/">', '<p class="x y right">x</p>', '<a href="x" target=_blank ping="https://evil.example">x</a>',
    '<p id="findings">x</p>', '<a name="__proto__" href="/x">x</a>', '<video src=x onerror=alert(1)>', '<details open ontoggle=alert(1)>',
    '<template><script>alert(1)</script></template>', '<select><template><img src=x onerror=alert(1)>', '<!--><img src=x onerror=alert(1)>-->',
    '<p>{{ 1|add:1 }}{% now "Y" %}</p>',
]  # fmt: skip
RUNS = re.compile(
    r"<(?:script|style|svg|math|iframe|object|embed|form|input|base|meta|link|video|template|noscript|details)\b"
    r"|<[^>]*\s(?:on\w+|style|id|name|ping|background|srcdoc)\s*=|(?:javascript|vbscript|data)\s*:(?!.*</p>)|evil\.example",
    re.IGNORECASE,
)


@pytest.mark.parametrize("html", EVIL)
def test_nothing_runs_out_of_a_text_or_a_page(html):
    kept = sanitised(f"<p>甲</p>{html}<p>乙</p>")
    assert not RUNS.search(kept), kept
    assert sanitised(kept) == kept
    page = clean_html(f"<p>甲</p>{html}<p>乙</p>")
    assert not re.search(
        r"<script|\son\w+=|(?:javascript|vbscript|data):|<svg|<math|style=|<form|<iframe", page, re.I
    ), page


def test_what_a_person_may_export_is_what_he_may_see_and_no_formula(client, team):
    hidden = policy(team, title=f"{SECRET}办法")
    sent(team, hidden)
    for n, start in enumerate(("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1")):
        save_draft(
            actor=team.cast.planning_liaison,
            document=None,
            values={"kind": "news", "title": f"{start}第{n}条", "publisher": team.cast.planning},
        )
    public = published(team, news(team))
    for user in (team.cast.planning_liaison, person("outer", "外", "人", team.cast.planning, Membership.Role.REVIEWER)):
        client.force_login(user)
        answer = client.get(reverse("desk:documents_export"))
        assert answer.status_code == 200
        book = openpyxl.load_workbook(io.BytesIO(b"".join(answer)))
        cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
        told = " ".join(str(cell.value) for cell in cells)
        assert SECRET not in told
        assert public.title in told
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+", "-", "@")))
