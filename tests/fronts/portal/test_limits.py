"""How often one visitor may ask for what has to be made."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from gongkai.fronts.portal.limits import Limits, sort_of, visitor

ask = RequestFactory()


@pytest.fixture(autouse=True)
def _plain_page(monkeypatch):
    """The sentence is what matters here, not the frame around it."""

    def render(_request, _template, context, status):
        return HttpResponse(f"{context['heading']} {context['text']}", status=status)

    monkeypatch.setattr("gongkai.fronts.portal.limits.render", render)


@pytest.fixture
def limited(settings):
    settings.RATE_LIMITS = {"search": "3/minute", "form": "1/minute", "download": "2/minute"}
    return Limits(lambda _: HttpResponse("x"))


def test_the_one_too_many_is_told_when_to_come_back(limited):
    answers = [limited(ask.get("/search/?q=1", REMOTE_ADDR="192.0.2.1")) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    last = answers[-1]
    assert 1 <= int(last["Retry-After"]) <= 60
    assert f"请过{last['Retry-After']}秒再试" in last.content.decode()
    assert last["Cache-Control"] == "no-store"


def test_each_visitor_and_each_sort_counts_alone(limited):
    for _ in range(2):
        assert limited(ask.get("/doc/1/download/pdf/", REMOTE_ADDR="192.0.2.1")).status_code == 200
    assert limited(ask.get("/doc/2/tables/1.csv", REMOTE_ADDR="192.0.2.1")).status_code == 429
    assert limited(ask.get("/doc/1/download/pdf/", REMOTE_ADDR="192.0.2.2")).status_code == 200
    assert limited(ask.get("/search/", REMOTE_ADDR="192.0.2.1")).status_code == 200


def test_plain_pages_are_never_counted(limited):
    for _ in range(20):
        assert limited(ask.get("/doc/1/", REMOTE_ADDR="192.0.2.1")).status_code == 200


SORTS = [
    ("GET", "/search/", "search"),
    ("GET", "/doc/1/download/docx/", "download"),
    ("GET", "/doc/1/tables/2.xlsx", "download"),
    ("POST", "/forms/1/", "form"),
    ("POST", "/desk/documents/", ""),
    ("GET", "/forms/1/", ""),
    ("GET", "/doc/1/files/2/a.pdf", ""),
    ("GET", "/", ""),
]


@pytest.mark.parametrize(("method", "path", "sort"), SORTS)
def test_what_is_counted(method, path, sort):
    assert sort_of(ask.generic(method, path)) == sort


VISITORS = [
    # without a proxy the header is anybody's invention
    ([], "192.0.2.1", "198.51.100.9", "192.0.2.1"),
    (["10.0.0.0/8"], "192.0.2.1", "198.51.100.9", "192.0.2.1"),
    # behind a proxy of ours: the last address that is not one of our own
    (["10.0.0.0/8"], "10.1.2.3", "203.0.113.7, 198.51.100.9, 10.9.9.9", "198.51.100.9"),
    (["127.0.0.1"], "127.0.0.1", "", "127.0.0.1"),
    (["127.0.0.1", "::1"], "::1", "198.51.100.9", "198.51.100.9"),
    # of IPv6 the network
    ([], "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
    ([], "::ffff:192.0.2.1", "", "192.0.2.1"),
    # nonsense
    (["10.0.0.0/8"], "10.1.2.3", "unknown", "unknown"),
    ([], "", "", ""),
]


@pytest.mark.parametrize(("proxies", "remote", "told", "who"), VISITORS)
def test_who_asks(settings, proxies, remote, told, who):
    settings.PROXIES = proxies
    assert visitor(ask.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=told)) == who
