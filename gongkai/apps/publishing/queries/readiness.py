"""Is the site fit to be shown? Its name in both networks, its foot, the links that lead away from every page. PLT-09,
PLT-12, PLT-13."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from gongkai.apps.publishing._links import SECONDS, Answer, try_link
from gongkai.apps.sections.models import SiteFacts

# what standards §5.2 wants at the foot of every page, and RFC 9116 beside it
FOOT = (
    *("site_code", "icp_number", "police_number", "contact_text", "organ_mark_url", "error_report_url"),
    "security_contact",
)
LINKS = ("police_url", "organ_mark_url", "error_report_url")
FAMILIES = ((socket.AF_INET, "IPv4", "A"), (socket.AF_INET6, "IPv6", "AAAA"))


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: the sentence says what is so, or what is missing."""

    is_well: bool
    text: str


def readiness(
    *, ask: Callable[[str], Answer] = try_link, reach: Callable[[str, int, int], str] | None = None
) -> list[Check]:
    """Everything looked at, in order. `ask` tries a link; `reach` (host, port, family) says "" or why not."""
    facts = SiteFacts.objects.first() or SiteFacts()
    return [*_name(), *_networks(reach or reached), *_foot(facts), *_links(facts, ask)]


def reached(host: str, port: int, family: int) -> str:
    """Connect by name in one network; "" when the other end takes the call."""
    record = next(record for each, _, record in FAMILIES if each == family)
    try:
        place = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)[0][4]
    except OSError:
        return f"域名没有 {record} 记录"
    try:
        with socket.socket(family, socket.SOCK_STREAM) as line:
            line.settimeout(SECONDS)
            failed = line.connect_ex(place)
    except OSError:
        failed = 1
    return f"连接不上 {place[0]}" if failed else ""


def _name() -> Iterator[Check]:
    parts = urlsplit(settings.SITE_URL)
    host = parts.hostname or ""
    secure = "" if parts.scheme == "https" else "，应以 https 开头"
    yield Check(not secure, f"网站地址是 {settings.SITE_URL}{secure}")
    other = "" if not _is_address(host) else "，写的是 IP 地址，另一种网络的用户打不开，应改用域名"
    yield Check(not other, f"网站的名字是 {host}{other}")
    is_answered = host in settings.ALLOWED_HOSTS
    yield Check(is_answered, f"GONGKAI_HOSTS {'' if is_answered else '没有'}列出 {host}")


def _networks(reach: Callable[[str, int, int], str]) -> Iterator[Check]:
    parts = urlsplit(settings.SITE_URL)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    for family, network, _ in FAMILIES:
        said = reach(parts.hostname or "", port, family)
        yield Check(not said, f"{network}：{said or '能够访问'}")


def _foot(facts: SiteFacts) -> Iterator[Check]:
    for name in FOOT:
        label = str(SiteFacts._meta.get_field(name).verbose_name)
        has = bool(getattr(facts, name))
        yield Check(has, f"{label}{'已填写' if has else '没有填写（工作台“网站信息”）'}")


def _links(facts: SiteFacts, ask: Callable[[str], Answer]) -> Iterator[Check]:
    found = [(str(SiteFacts._meta.get_field(name).verbose_name), getattr(facts, name)) for name in LINKS]
    for stream in (facts.superior_links, facts.account_links):
        found += [(block.value["text"], block.value["url"]) for block in stream]
    for label, url in found:
        if url:
            said = ask(url).problem
            yield Check(not said, f"链接“{label}” {url}：{said or '打得开'}")


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
