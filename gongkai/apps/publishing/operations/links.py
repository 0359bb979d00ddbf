"""Links of a document that lead nowhere. Tried in the background: an address may take seconds to say no."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page, Site

from gongkai.apps.documents._html import Link, links
from gongkai.apps.documents._locks import held
from gongkai.apps.documents.events import DraftSaved
from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.documents.queries import working_copy
from gongkai.apps.jobs.operations import enqueue
from gongkai.apps.publishing._links import Answer, try_link
from gongkai.apps.publishing._proofing import TEXT, keyed
from gongkai.apps.publishing.models import Finding
from gongkai.apps.publishing.operations.findings import settle
from gongkai.domain.proofing import Problem

BASIS = "政府网站与政务新媒体检查指标：链接应能打开"
MOST_LINKS = 200
# so many addresses are asked side by side, not more
AT_ONCE = 4
# every public document comes round once in so many days
ROUND = 28
_IPV4 = re.compile(r"(?i:https?:)//(?:[^/@]*@)?\d{1,3}(?:\.\d{1,3}){3}(?![\w.-])")
_DOCUMENT = re.compile(r"/doc/(\d+)/(?:files/(\d+)/.*)?")


@task()
def check_links(document_id: int) -> int:
    """Try every link in the newest draft of a document; how many lead nowhere."""
    document = Document.objects.filter(pk=document_id).first()
    return len(try_document(document)) if document else 0


@task()
def check_links_today() -> int:
    """Daily: the links of a part of the public documents, so that each is tried once in four weeks."""
    return check_round(timezone.localdate())


def check_round(today: date) -> int:
    """Try the public documents whose turn is on this day; how many links lead nowhere."""
    live = Document.objects.filter(live=True, body__contains="href=").values_list("pk", flat=True)
    turn = [pk for pk in live.iterator(chunk_size=2000) if pk % ROUND == today.toordinal() % ROUND]
    return sum(len(try_document(Document.objects.get(pk=pk))) for pk in turn)


def links_saved(event: DraftSaved) -> None:
    """Reaction to a saved draft: its links are tried when a worker has time; one waiting job a document."""
    document = Document.objects.filter(pk=event.document_id).first()
    if document is None:
        return
    if "href=" in working_copy(document).body or Finding.objects.filter(document=document, rule="link.broken").exists():
        enqueue(check_links, {"document_id": event.document_id}, key=f"links:{event.document_id}")


def try_document(document: Document, *, ask: Callable[[str], Answer] = try_link) -> list[Problem]:
    """Try the links of a document and keep what fails as findings. Addresses are asked outside any transaction.

    When no outside address can be reached at all, this house has no way out: then nothing is said about them.
    """
    body = working_copy(document).body
    found = links(body)[:MOST_LINKS]
    outside = sorted({link.href for link in found if not _is_ours(link.href)})
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(zip(outside, pool.map(ask, outside), strict=True))
    is_cut_off = bool(answers) and all(answer.problem and not answer.is_sure for answer in answers.values())
    problems = []
    for link in found:
        said = answers[link.href].problem if link.href in answers else _inside(link.href, document)
        if _IPV4.match(link.href):
            problems.append(_problem(link, "用的是 IPv4 地址，只有 IPv6 网络的人打不开，请改用域名"))
            continue
        if said and not (is_cut_off and link.href in answers):
            problems.append(_problem(link, said))
    with transaction.atomic():
        # the row first, as every other writer of findings does
        if held(document.pk) is None:
            return []
        now = timezone.now()
        settle(document, keyed(TEXT, _padded(body, found), problems), actor=None, now=now, link_rules=True)
    return problems


def _padded(body: str, found: Iterable[Link]) -> str:
    """A text in which each link's place reads as its address, so that the key follows the address, not the words."""
    signs: list[str] = []
    for link in found:
        signs += [" "] * (link.start - len(signs))
        told = link.href[: link.end - link.start]
        signs += list(told.ljust(link.end - link.start))
    return "".join(signs) or body


def _problem(link: Link, said: str) -> Problem:
    shown = link.href if len(link.href) <= 80 else f"{link.href[:80]}…"
    return Problem("link.broken", BASIS, "warn", link.start, link.end, f"链接 {shown} 有问题：{said}。")


def _hosts() -> frozenset[str]:
    return frozenset(Site.objects.values_list("hostname", flat=True)) - {"localhost", ""}


def _is_ours(href: str) -> bool:
    try:
        host = urlsplit(href).hostname
    except ValueError:
        return False
    return host is None or host in _hosts()


def _inside(href: str, document: Document) -> str:
    """What is wrong with an address of this site, "" when it leads somewhere the public can read."""
    path = unquote(urlsplit(href).path)
    if not path:
        return ""
    if not path.startswith("/"):
        return "站内地址要以“/”开头"
    paper = _DOCUMENT.fullmatch(path)
    if paper:
        return _paper(int(paper[1]), paper[2], document)
    try:
        match = resolve(path)
    except Resolver404:
        return "本站没有这个页面"
    # what no other address takes ends, as a whole, at the page tree
    if path.strip("/") not in {str(value).strip("/") for value in (*match.args, *match.kwargs.values())}:
        return ""
    return "" if _page_answers(path) else "本站没有这个页面"


def _paper(pk: int, attachment: str | None, document: Document) -> str:
    if attachment:
        row = Attachment.objects.filter(pk=int(attachment), document=pk).only("is_live").first()
        return "" if row and (row.is_live or pk == document.pk) else "附件不存在或没有公开"
    if pk == document.pk or Document.objects.filter(pk=pk, live=True).exists():
        return ""
    return "所链接的文件不存在或没有公开"


def _page_answers(path: str) -> bool:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return False
    place = site.root_page.url_path.rstrip("/") + (path if path.endswith("/") else f"{path}/")
    return Page.objects.live().filter(url_path=place).exists()
