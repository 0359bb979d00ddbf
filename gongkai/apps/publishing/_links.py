"""Does an address answer? A fetcher that cannot be turned against the house's own network.

Every name is resolved here, every address it resolves to must be public, the connection goes to the address that was
looked at (a second resolution cannot swap it), and each redirect is looked at anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

SECONDS = 6
# an address with all its redirects; a server that sends a byte now and then ends here too
WHOLE_SECONDS = 15
MOST_REDIRECTS = 4
# of a page no more is read: only whether it answers matters
MOST_BYTES = 2048
PORTS = {"http": 80, "https": 443}
AGENT = "gongkai-link-check/1"
# an IPv4 address of whatever network inside an IPv6 one
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
_TRANSLATED_HERE = ipaddress.ip_network("64:ff9b:1::/48")
# what a server says that does not want this question; the page may be well
_NOT_ASKED = frozenset({401, 403, 405, 406, 407, 418, 421, 425, 429, 451})


class NotAllowed(ValueError):
    """The address leads into a network that is not the public one, or is no web address."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one address. `problem` is "" when it works; `is_sure` False when it may work for others."""

    problem: str = ""
    is_sure: bool = True


def try_link(url: str, *, allowed_hosts: Collection[str] = ()) -> Answer:
    """Ask an http or https address. `allowed_hosts` (host:port) may lie in any network: for tests with own servers."""
    ends_at = time.monotonic() + WHOLE_SECONDS
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, place = _ask(url, allowed_hosts, ends_at)
            if status in {301, 302, 303, 307, 308} and place:
                url = _redirected(url, place)
                continue
            return _told(status)
    except NotAllowed as refused:
        return Answer(str(refused))
    except TimeoutError:
        return Answer("在规定时间内没有回应", is_sure=False)
    except ssl.SSLError:
        return Answer("安全证书有问题", is_sure=False)
    except (OSError, http.client.HTTPException, UnicodeError):
        return Answer("连接不上", is_sure=False)
    return Answer("一再跳转，打不开", is_sure=False)


def _redirected(url: str, place: str) -> str:
    """Where a redirect leads; what a server makes up that is no address is none."""
    try:
        return urljoin(url, place)
    except ValueError as error:
        raise NotAllowed("网址写法有误") from error


def _told(status: int) -> Answer:
    if status in {404, 410}:
        return Answer("页面不存在")
    if status in _NOT_ASKED or 200 <= status < 400:
        return Answer()
    return Answer(f"网站出错（{status}）", is_sure=False)


def _ask(url: str, allowed_hosts: Collection[str], ends_at: float) -> tuple[int, str]:
    """Status and the place of a redirect. HEAD first would save bytes, but many sites answer it wrongly."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise NotAllowed("网址写法有误") from error
    if parts.scheme not in PORTS or not host or parts.username or parts.password:
        raise NotAllowed("网址写法有误")
    name = host.encode("idna").decode() if not host.isascii() else host
    is_own = f"{name}:{port}" in allowed_hosts
    if not is_own and port not in PORTS.values():
        raise NotAllowed("网址的端口不是网页端口")
    address = _address(name, port, is_own)
    with _cut_off(ends_at) as held:
        made = held.reached(address, port, name if parts.scheme == "https" else "")
        return _answer(http.client.HTTPConnection(name, port, timeout=SECONDS), made, parts, name)


def _answer(
    connection: http.client.HTTPConnection, made: socket.socket, parts: SplitResult, name: str
) -> tuple[int, str]:
    connection.sock = made
    port = connection.port
    try:
        path = parts.path or "/"
        target = _quoted(f"{path}?{parts.query}" if parts.query else path)
        shown = name if port == PORTS[parts.scheme] else f"{name}:{port}"
        connection.putrequest("GET", target, skip_host=True, skip_accept_encoding=True)
        for header, value in (("Host", shown), ("User-Agent", AGENT), ("Accept", "*/*"), ("Connection", "close")):
            connection.putheader(header, value)
        connection.endheaders()
        response = connection.getresponse()
        response.read(MOST_BYTES)
        return response.status, response.getheader("Location") or ""
    finally:
        connection.close()


def _address(name: str, port: int, is_own: bool) -> str:
    """The first address of a name; NotAllowed when any of them is not public."""
    found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    addresses = [str(row[4][0]) for row in found]
    if not is_own and not all(is_public(address) for address in addresses):
        raise NotAllowed("网址指向内部网络")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet: not private, loopback, link-local, multicast, reserved;
    nor an IPv4 address of those inside an IPv6 one."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _TRANSLATED_HERE:
            return False
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _TRANSLATED:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


@dataclass(slots=True)
class _Held:
    """The line to one server, cut when the time is over: the timeout of a socket begins anew with each byte."""

    seconds_left: float
    line: socket.socket | None = None
    is_over: bool = False

    def reached(self, address: str, port: int, secured_for: str) -> socket.socket:
        """A connection to the address that was looked at; a certificate is held against the name."""
        self.line = socket.create_connection((address, port), timeout=min(SECONDS, self.seconds_left))
        self.line.settimeout(SECONDS)
        if secured_for:
            context = ssl.create_default_context()
            self.line = context.wrap_socket(self.line, server_hostname=secured_for, do_handshake_on_connect=False)
            self.line.do_handshake()
        return self.line

    def cut(self) -> None:
        """From another thread: whoever reads or writes meets the end at once."""
        self.is_over = True
        if self.line is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.line, socket.SHUT_RDWR)


@contextmanager
def _cut_off(ends_at: float) -> Iterator[_Held]:
    """The time for one question; TimeoutError when it is over, whatever the cut looked like from inside."""
    left = ends_at - time.monotonic()
    if left <= 0:
        raise TimeoutError
    held = _Held(left)
    watch = threading.Timer(left, held.cut)
    watch.daemon = True
    watch.start()
    try:
        yield held
    except (OSError, http.client.HTTPException) as error:
        if held.is_over:
            raise TimeoutError from error
        raise
    finally:
        watch.cancel()
        if held.line is not None:
            held.line.close()


def _quoted(target: str) -> str:
    """Characters beyond ASCII as a browser sends them; line ends can not get into the request."""
    kept = "".join(sign if "!" <= sign <= "~" else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in target)
    return kept.split("#", 1)[0]
