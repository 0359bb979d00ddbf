"""Every type of public page, on the running system with the sample county: links, barriers, HTML, small screens."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urldefrag, urljoin
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from tests import validator
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.running import running_town, sign_in, withdraw

EDITIONS = ("", "/care", "/hant")
FREE = {f"GONGKAI_LIMIT_{name}": "9999/minute" for name in ("SEARCH", "FORM", "DOWNLOAD", "COMPARE")}
WITHDRAWN = "县住房城乡建设局举办政府开放日，邀请居民看供水水质检测"
# what a page loads by itself; rel of <link> that only names another page
LOADS = {
    "script": "src",
    "img": "src",
    "video": "src",
    "audio": "src",
    "source": "src",
    "iframe": "src",
    "link": "href",
}
NAMED = {"canonical", "alternate"}
# elsewhere on purpose: the made-up places that the sample county links to, the registers of ICP numbers and organ marks,
# where errors are reported, and where a document may be handed on to
OTHERS = r"beian\.miit\.gov\.cn|bszs\.conac\.cn|zfwzgl\.www\.gov\.cn|service\.weibo\.com|connect\.qq\.com"
ELSEWHERE = re.compile(rf"^(?:https?://(?:[\w.-]+\.example|{OTHERS})(?:/|$)|tel:|mailto:)")
MOST_OF_EDITION = 30
# a form to be filled in is no page of the published site: its token needs a cookie
FILLED = re.compile(r"^(?:/care|/hant)?/forms/\d+/$")
# the words of a page that are seen and set smaller than the care edition promises
SMALL = """() => { const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) { const at = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() && at.getClientRects().length && !at.closest('.hidden, .skip')
      && parseFloat(getComputedStyle(at).fontSize) < 22) found.push(texts.currentNode.data.trim()); }
  return found; }"""
# type of page → how one of its addresses looks. {n} is a number
TYPES = {
    "home": "/", "section": "/s{n}/s{n}/", "document": "/doc/{n}/", "cited": "/doc/{n}/cited/",
    "compare": "/doc/{n}/compare/{n}/", "libraries": "/library/", "library": "/library/normative/",
    "interpretations": "/library/interpretation/", "latest": "/latest/", "search": "/search/", "map": "/map/",
    "units": "/units/", "unit home": "/u/sfj/", "unit section": "/u/sfj/s{n}/s{n}/", "topic": "/t{n}/",
    "gazettes": "/gazette/", "issue": "/gazette/{n}/{n}/", "catalogues": "/catalogues/", "catalogue": "/catalogues/{n}/",
    "ledgers": "/ledger/", "ledger": "/ledger/{n}/", "plan": "/ledger/{n}/plans/{n}/",
    "changes": "/section-changes/", "feeds": "/feeds/", "guides": "/guides/", "clean-ups": "/clean-ups/",
    "clean-up": "/clean-ups/{n}/", "form": "/s{n}/f{n}/", "form to fill": "/forms/{n}/",
}  # fmt: skip
ASKED = {
    "found": f"/search/?q={quote('办法')}",
    "nothing found": f"/search/?q={quote('没有这样的文件')}",
    "no such page": "/nothing-here/",
}


class Links(HTMLParser):
    """Where a page leads and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.identities: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if said.get("id"):
            self.identities.add(str(said["id"]))
        if tag == "a" and said.get("href"):
            self.leads.append(str(said["href"]))
        if tag in LOADS and (target := said.get(LOADS[tag])):
            (self.leads if said.get("rel") in NAMED else self.loads).append(target)


@dataclass
class Site:
    """The running system and what a walk over it found."""

    address: str
    withdrawn: str
    pages: dict[str, str] = field(default_factory=dict)  # address → HTML
    trouble: list[str] = field(default_factory=list)

    def get(self, place: str) -> tuple[int, str, bytes]:
        """Status, content type and body."""
        try:
            with urlopen(self.address + place, timeout=30) as answer:
                if answer.headers["Set-Cookie"] and not FILLED.search(place):
                    self.trouble.append(f"{place} 留下 Cookie")
                return answer.status, answer.headers["Content-Type"] or "", answer.read()
        except HTTPError as refused:
            return refused.code, refused.headers["Content-Type"] or "", refused.read()

    def walk(self, start: str, most: int = 10_000) -> None:
        """Every page that can be reached from here; what is broken or comes from elsewhere is trouble."""
        seen, queue, fragments = {start}, deque([(start, "")]), []
        while queue and len(seen) < most * 100:
            place, above = queue.popleft()
            status, kind, body = self.get(place)
            if status != 200:
                self.trouble.append(f"{status} {place}，见于 {above}")
                continue
            if "text/html" not in kind:
                continue
            links = self.read(place, body)
            if most <= 0:
                continue
            most -= 1
            for target in self.targets(place, links):
                bare, fragment = urldefrag(target)
                fragments += [(bare, fragment, place)] if fragment else []
                if bare not in seen and not (start == "/" and bare.startswith(("/hant/", "/care/"))):
                    seen.add(bare)
                    queue.append((bare, place))
        for bare, fragment, place in fragments:
            if bare in self.pages and f'id="{fragment}"' not in self.pages[bare]:
                self.trouble.append(f"{bare} 没有 #{fragment}，见于 {place}")

    def read(self, place: str, body: bytes) -> Links:
        """Keep the page and read its links."""
        self.pages[place] = body.decode()
        links = Links()
        links.feed(self.pages[place])
        return links

    def targets(self, place: str, links: Links) -> Iterator[str]:
        """The addresses on this site; anything loaded from elsewhere is trouble."""
        for is_load, target in [(True, one) for one in links.loads] + [(False, one) for one in links.leads]:
            whole = urljoin(self.address + place, target)
            if whole.startswith(self.address + "/"):
                yield whole[len(self.address) :]
            elif is_load:
                self.trouble.append(f"{place} 从外站载入 {target}")
            elif not ELSEWHERE.match(target) and not whole.startswith(("http://localhost", "http://127.0.0.1")):
                self.trouble.append(f"{place} 的链接 {target} 不知去向")

    def types(self) -> dict[str, str]:
        """One address of every type of page, and of every kind of document."""
        found = {}
        for name, shape in TYPES.items():
            pattern = re.compile(re.escape(shape).replace(r"\{n\}", r"\d+") + "$")
            match = next((place for place in self.pages if pattern.match(place)), None)
            assert match, f"样例县没有这一类页面：{name}"
            found[name] = match
        documents = {place: body for place, body in self.pages.items() if re.match(r"/doc/\d+/$", place)}
        marks = {
            "not in force": 'class="ribbon"',
            "with picture": 'figure class="media"',
            "table": "tables/1.xlsx",
            "with film": "<video ",
        }
        for name, mark in marks.items():
            match = next((place for place, body in documents.items() if mark in body), None)
            assert match, f"样例县没有这样的文件：{name}"
            found[name] = match
        return found | ASKED | {"withdrawn": self.withdrawn}


@pytest.fixture(scope="module")
def site(browser: Browser) -> Iterator[Site]:
    """The sample county as a newcomer has it, one document of it withdrawn."""
    with running_town(**FREE) as address:
        page = browser.new_page(base_url=address, viewport=DESKTOP, locale="zh-CN")
        sign_in(page, "luo")
        gone = withdraw(page, WITHDRAWN, "活动时间有误，更正后重新发布。")
        page.close()
        found = Site(address, gone)
        found.walk("/")
        yield found


@pytest.fixture
def reader(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """`reader(size)`: a page of somebody who only reads. No request leaves the site, no script fails."""
    contexts, trouble = [], []

    def opened(size: dict[str, int]) -> Page:
        context = browser.new_context(viewport=size, base_url=site.address, locale="zh-CN", reduced_motion="reduce")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith((site.address, "data:")) or trouble.append(asked.url))
        return page

    yield opened
    for context in contexts:
        assert {cookie["name"] for cookie in context.cookies()} <= {"csrftoken"}
        context.close()
    assert trouble == []


def test_no_link_is_broken_and_nothing_comes_from_elsewhere(site):
    assert len(site.pages) > 300
    assert site.trouble == []


@pytest.mark.parametrize("edition", ["/hant/", "/care/"])
def test_the_editions_lead_nowhere_wrong(site, edition):
    other = Site(site.address, site.withdrawn)
    other.walk(edition, most=MOST_OF_EDITION)
    assert other.trouble == []
    assert len([place for place in other.pages if place.startswith(edition)]) >= MOST_OF_EDITION // 2


def test_no_page_is_wider_than_a_phone(site, reader):
    page, wide = reader(PHONE), []
    documents = [place for place in site.pages if re.match(r"/doc/\d+/$", place)]
    for edition in EDITIONS:
        for place in [*site.types().values(), *(documents if not edition else [])]:
            page.goto(edition + place)
            if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
                wide.append(edition + place)
    assert wide == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_type_of_page_is_a_barrier(site, reader, axe, edition):
    page = reader(DESKTOP)
    for place in site.types().values():
        page.goto(edition + place)
        axe(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_care_edition_sets_nothing_small(site, reader, size):
    page, small = reader(size), []
    for place in site.types().values():
        page.goto("/care" + place)
        small += [f"{place}：{words}" for words in page.evaluate(SMALL)]
    assert small == []


def test_every_type_of_page_is_valid_html(site, tmp_path: Path):
    if not validator.is_ready():
        pytest.skip(validator.WANTED)
    places = [edition + place for edition in EDITIONS for place in site.types().values()]
    places += [place for place in site.pages if re.match(r"/(?:doc/\d+|u/\w+|library/\w+)/$", place)]
    files = {f"{number:04}.html": place for number, place in enumerate(dict.fromkeys(places))}
    for name, place in files.items():
        (tmp_path / name).write_bytes(site.get(place)[2])
    found = validator.faults([tmp_path / name for name in files])
    assert [(files[fault.file], fault.message, fault.extract) for fault in found] == []
