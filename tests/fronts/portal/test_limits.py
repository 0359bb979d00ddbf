"""How often one visitor may ask for what has to be made."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from limits import parse
from limits.strategies import SlidingWindowCounterRateLimiter

from gongkai.fronts.portal.counts import SharedCounts
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
    settings.RATE_LIMITS = {"search": "3/minute", "form": "1/minute", "download": "2/minute", "compare": "1/minute"}
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
    ("GET", "/catalogues/3.xlsx", "download"),
    ("GET", "/doc/1/compare/2/", "compare"),
    ("GET", "/doc/1/versions/1/compare/2/", "compare"),
    ("GET", "/doc/1/versions/1/", ""),
    # lists that can be searched within
    ("GET", "/library/normative/?q=电梯", "search"),
    ("GET", "/gazette/?year=2026&q=x", "search"),
    ("GET", "/library/normative/?q=&year=2026", ""),
    ("GET", "/library/normative/?tab=ended", ""),
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
    # a server that listens on :: calls an IPv4 proxy ::ffff:…
    (["10.0.0.0/8"], "::ffff:10.1.2.3", "198.51.100.9, ::ffff:10.9.9.9", "198.51.100.9"),
    (["127.0.0.1"], "::ffff:127.0.0.1", "::ffff:198.51.100.9", "198.51.100.9"),
    # some proxies add the port
    (["127.0.0.1"], "127.0.0.1", "198.51.100.9:51234", "198.51.100.9"),
    (["127.0.0.1"], "127.0.0.1", "[2001:db8:1:2::5]:443", "2001:db8:1:2::/64"),
    # nonsense
    (["10.0.0.0/8"], "10.1.2.3", "unknown", "unknown"),
    ([], "", "", ""),
]


@pytest.mark.parametrize(("proxies", "remote", "told", "who"), VISITORS)
def test_who_asks(settings, proxies, remote, told, who):
    settings.PROXIES = proxies
    assert visitor(ask.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=told)) == who


@pytest.fixture
def file(tmp_path):
    return tmp_path / "limits.sqlite3"


def test_two_processes_count_together(limited, settings, file):
    """As two web processes do: each has its own middleware, the file is the same."""
    settings.RATE_COUNTS = str(file)
    first, second = (Limits(lambda _: HttpResponse("x")) for _ in range(2))
    asked = [each(ask.get("/search/", REMOTE_ADDR="192.0.2.1")) for each in (first, second, first, second, first)]
    assert [answer.status_code for answer in asked] == [200, 200, 200, 429, 429]
    assert second(ask.get("/search/", REMOTE_ADDR="192.0.2.2")).status_code == 200


HIT = """
import sys
from pathlib import Path
from limits import parse
from limits.strategies import SlidingWindowCounterRateLimiter
from gongkai.fronts.portal.counts import SharedCounts
counter = SlidingWindowCounterRateLimiter(SharedCounts(Path(sys.argv[1])))
print(sum(counter.hit(parse("50/hour"), "search", "192.0.2.1") for _ in range(40)))
"""


def test_processes_that_ask_at_once_are_never_given_more(file):
    running = [subprocess.Popen([sys.executable, "-c", HIT, str(file)], stdout=subprocess.PIPE) for _ in range(3)]
    given = [int(process.communicate(timeout=60)[0]) for process in running]
    # an hour may end while they ask: then the hour before still weighs
    assert 50 <= sum(given) <= 51


def test_the_window_slides(file, monkeypatch):
    counts = SharedCounts(file)
    counter, limit = SlidingWindowCounterRateLimiter(counts), parse("10/minute")
    now = 1_800_000_000.0  # a minute begins
    monkeypatch.setattr(time, "time", lambda: now)
    assert sum(counter.hit(limit, "a") for _ in range(15)) == 10
    now += 60  # the minute before still counts whole
    assert not counter.hit(limit, "a")
    now += 30  # and half of it half a minute later
    assert sum(counter.hit(limit, "a") for _ in range(15)) == 5
    now += 600
    assert sum(counter.hit(limit, "a") for _ in range(15)) == 10


def test_the_file_holds_no_address_and_forgets(file, monkeypatch):
    counts = SharedCounts(file)
    counter, limit = SlidingWindowCounterRateLimiter(counts), parse("10/minute")
    start = time.time()
    counter.hit(limit, "search", "192.0.2.77")
    with sqlite3.connect(file) as rows:
        assert rows.execute("SELECT count(*) FROM counts").fetchone() == (1,)
    assert b"192.0.2.77" not in b"".join(path.read_bytes() for path in file.parent.iterdir())
    monkeypatch.setattr(time, "time", lambda: start + 600)
    counter.hit(limit, "search", "192.0.2.78")
    with sqlite3.connect(file) as rows:
        assert rows.execute("SELECT count(*) FROM counts").fetchone() == (1,)


def test_without_its_file_a_process_counts_alone(limited, settings, tmp_path):
    """A full disk closes no search."""
    broken = tmp_path / "folder"
    broken.mkdir()
    settings.RATE_COUNTS = str(broken)
    alone = Limits(lambda _: HttpResponse("x"))
    asked = [alone(ask.get("/search/", REMOTE_ADDR="192.0.2.1")).status_code for _ in range(4)]
    assert asked == [200, 200, 200, 429]
