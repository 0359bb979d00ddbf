"""The fetcher of links: what it tells of an address, and what it never touches."""

from __future__ import annotations

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gongkai.apps.publishing import _links
from gongkai.apps.publishing._links import is_public, try_link

PRIVATE = [
    # 本机、内网、链路本地、运营商内网、文档、组播
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
    # IPv6 的同类，以及裹在 IPv6 里的内网地址
    "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_the_house(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "202.106.0.20", "2400:3200::1"])
def test_public_addresses(address):
    assert is_public(address)


class Server(BaseHTTPRequestHandler):
    """Answers as the path says."""

    def do_GET(self):
        place = {
            "/away": "http://127.0.0.1:1/",
            "/inside": "http://localhost/admin",
            "/round": "/round",
            "/on": "/fine",
        }
        if self.path in place:
            self.send_response(302)
            self.send_header("Location", place[self.path])
            self.end_headers()
            return
        self.send_response({"/fine": 200, "/gone": 404, "/closed": 403, "/broken": 500}.get(self.path, 200))
        self.end_headers()
        self.wfile.write(b"x" * 100_000)

    def log_message(self, *_args):
        """Silent."""


@pytest.fixture(scope="module")
def own():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


TOLD = [
    ("/fine", "", True),
    ("/on", "", True),
    ("/中文?词=值", "", True),
    # 不让机器看的页面不算打不开
    ("/closed", "", True),
    ("/gone", "页面不存在", True),
    ("/broken", "网站出错（500）", False),
    ("/round", "一再跳转，打不开", False),
    # 跳转到内部网络的，不跟过去
    ("/away", "网址的端口不是网页端口", True),
    ("/inside", "网址指向内部网络", True),
]


@pytest.mark.parametrize(("path", "problem", "is_sure"), TOLD)
def test_what_an_address_says(own, path, problem, is_sure):
    answer = try_link(f"http://{own}{path}", allowed_hosts={own})
    assert (answer.problem, answer.is_sure) == (problem, is_sure)


def test_without_leave_the_own_server_is_never_asked(own):
    assert try_link(f"http://{own}/fine").problem == "网址的端口不是网页端口"
    assert try_link("http://127.0.0.1/").problem == "网址指向内部网络"
    assert try_link("http://[::1]/").problem == "网址指向内部网络"
    assert try_link("http://2130706433/").problem in {"网址指向内部网络", "连接不上"}


def test_a_name_with_one_private_address_is_refused(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr(_links.socket, "getaddrinfo", lambda *_args, **_kwargs: found)
    assert try_link("http://two-faces.example/").problem == "网址指向内部网络"


@pytest.mark.parametrize(
    "url",
    ["ftp://a.example/", "http:///x", "http://u:p@a.example/", "javascript:1", "http://a.example:22/", "http://[x/"],
)
def test_addresses_that_are_none(url):
    assert try_link(url).problem


def test_a_server_that_never_answers(monkeypatch):
    monkeypatch.setattr(_links, "SECONDS", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        assert try_link(f"http://{host}/", allowed_hosts={host}).problem == "在规定时间内没有回应"


def test_a_redirect_to_what_is_no_address_is_told(monkeypatch):
    monkeypatch.setattr(_links, "_ask", lambda _url, _hosts, _ends: (302, "http://[oops"))
    assert try_link("http://example.com/").problem == "网址写法有误"


class Slow:
    """A server that speaks the beginning of an answer, then a byte now and then."""

    def __init__(self, begin: bytes) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.begin, self.is_done = begin, threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()
        self.host = f"127.0.0.1:{self.listening.getsockname()[1]}"

    def serve(self) -> None:
        caller, _ = self.listening.accept()
        try:
            caller.sendall(self.begin)
            while not self.is_done.wait(0.1):
                caller.sendall(b"x")
        except OSError:
            self.is_done.set()
        finally:
            caller.close()


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    "begin", [b"", b"HTTP/1.1 200 OK\r\nX-Long: ", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"]
)
def test_a_server_that_drips_is_cut_off(monkeypatch, begin, scheme):
    monkeypatch.setattr(_links, "WHOLE_SECONDS", 0.6)
    slow, start = Slow(begin), time.monotonic()
    try:
        answer = try_link(f"{scheme}://{slow.host}/", allowed_hosts={slow.host})
        assert time.monotonic() - start < 3
        assert answer.is_sure is False or answer.problem == ""
        assert slow.is_done.wait(3), "连接没有断开"
    finally:
        slow.is_done.set()
        slow.listening.close()


def test_all_redirects_share_one_time(monkeypatch, own):
    monkeypatch.setattr(_links, "WHOLE_SECONDS", 0)
    assert try_link(f"http://{own}/fine", allowed_hosts={own}).problem == "在规定时间内没有回应"


@pytest.mark.parametrize("url", [
    "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://①②⑦.0.0.1/", "http://127.0.0.1.:80/", "http://localhost./", "http://0/",
    "http://a:b@1.1.1.1/", "http://1.1.1.1:22/", "ftp://1.1.1.1/", "file:///etc/passwd", "gopher://1.1.1.1/", "http:///",
    "http://[::1", "javascript:alert(1)", "http://\r\nHost: x/",
])  # fmt: skip
def test_odd_spellings_of_the_own_house_are_no_way_in(monkeypatch, url):
    def refuse(*_args, **_named):
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", refuse)
    assert try_link(url).problem


def test_a_name_that_changes_its_address_is_asked_where_it_was_looked_at(monkeypatch):
    """DNS rebinding：查一次，连的就是查到的那个地址。"""
    asked, connected = [], []

    def lookup(name, port, **_named):
        asked.append(name)
        address = "93.184.216.34" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(place, **_named):
        connected.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(socket, "create_connection", connect)
    assert try_link("http://rebinding.example/").problem == "连接不上"
    assert connected == [("93.184.216.34", 80)]
    assert try_link("http://rebinding.example/").problem == "网址指向内部网络"
