"""What programs read: the maps of the site, feeds, robots.txt, security.txt, the code of a page's address."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
import zxingcpp
from django.test import Client
from lxml import etree, html
from PIL import Image

from gongkai.apps.documents.models import Document
from gongkai.apps.sections.models import SiteFacts
from gongkai.fronts.portal import tree

pytestmark = pytest.mark.django_db
HERE = "http://127.0.0.1:8000"
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}
DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d\+08:00)?")


def xml(address: str) -> etree._Element:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return etree.fromstring(answer.getvalue())


def mapped() -> list[str]:
    maps = xml("/sitemap.xml").xpath("//s:loc/text()", namespaces=MAP)
    found = [place for each in maps for place in xml(each.removeprefix(HERE)).xpath("//s:loc/text()", namespaces=MAP)]
    assert all(place.startswith(HERE) for place in [*maps, *found])
    return [place.removeprefix(HERE) for place in found]


def test_the_maps_name_every_page_that_stands_for_itself_and_no_other(site):
    """A page is named by the address that it names itself; what only leads on, or is one of many views, is left out."""
    named = mapped()
    assert len(named) == len(set(named))
    for address in named:
        answer = Client().get(address)
        assert answer.status_code == 200, address
        own = html.fromstring(answer.content.decode()).xpath("//link[@rel='canonical']/@href")
        assert [unquote(each) for each in own] == [f"{HERE}{address}"], address
    for address in site.addresses:
        if address == site.retired.relative_url(None):
            assert address not in named
            continue
        own = html.fromstring(Client().get(address).content.decode()).xpath("//link[@rel='canonical']/@href")
        if own == [f"{HERE}{address}"] and not re.search(r"\?|/versions/|/compare/|/cited/|/search/", address):
            assert address in named, address
    assert f"/doc/{site.documents['issue'].pk}/" not in named, "an issue is read at the gazette's address"
    assert "/gazette/2026/3/2/" in named
    assert f"/doc/{site.documents['withdrawn'].pk}/" not in named


def test_the_maps_tell_when_something_changed(site):
    index = xml("/sitemap.xml")
    for place in index.xpath("//s:sitemap[contains(s:loc, 'documents')]", namespaces=MAP):
        assert DAY.fullmatch(place.findtext("s:lastmod", namespaces=MAP)), etree.tostring(place)
    for row in xml("/sitemap-documents-0.xml").xpath("//s:url", namespaces=MAP):
        assert DAY.fullmatch(row.findtext("s:lastmod", namespaces=MAP)), etree.tostring(row)


def feeds(site) -> list[str]:
    places = (f"section/{site.policies.pk}", f"section/{site.guide.pk}", f"unit/{site.cast.office.pk}", "latest")
    return [
        f"/feeds/{place}" for place in (*places, f"unit/{site.cast.justice.pk}", "library/normative", "library/gazette")
    ]


def test_atom_feeds_hold_what_the_format_demands(site):
    """RFC 4287: id, title and updated of feed and entry; ids are addresses that stay, links lead to a page."""
    ids = set()
    for place in feeds(site):
        feed = xml(f"{place}.atom")
        own = feed.findtext("a:id", namespaces=ATOM)
        assert own == f"{HERE}{place}.atom"
        assert feed.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [own]
        assert feed.findtext("a:title", namespaces=ATOM)
        updated = [datetime.fromisoformat(each.text) for each in feed.iter(f"{{{ATOM['a']}}}updated")]
        assert len(updated) == 1 + len(feed.findall("a:entry", ATOM))
        assert updated[0] == max(updated)
        for entry in feed.findall("a:entry", ATOM):
            ids.add(entry.findtext("a:id", namespaces=ATOM))
            assert entry.findtext("a:author/a:name", namespaces=ATOM)
            [link] = entry.xpath("a:link/@href", namespaces=ATOM)
            assert link.startswith(HERE)
            assert Client().get(link.removeprefix(HERE)).status_code == 200, link
    assert all(re.fullmatch(rf"{HERE}/doc/\d+/", each) for each in ids)


def test_rss_feeds_hold_what_the_format_demands(site):
    for place in feeds(site):
        channel = xml(f"{place}.rss").find("channel")
        assert all(channel.findtext(name) for name in ("title", "link", "description", "lastBuildDate"))
        assert channel.findtext("language") == "zh-CN"
        for item in channel.findall("item"):
            assert item.findtext("guid").startswith(f"{HERE}/doc/")
            assert item.findtext("link").startswith(HERE)
            assert item.findtext("pubDate").endswith("+0000") or "+0800" in item.findtext("pubDate")
            assert item.findtext("description")


def test_an_entry_tells_its_last_change_and_what_it_is_about(site):
    row = site.documents["old"]
    changed = datetime(2026, 11, 21, 1, 2, 3, tzinfo=UTC)
    Document.objects.filter(pk=row.pk).update(last_published_at=changed)
    feed = xml("/feeds/library/normative.atom")
    [entry] = [each for each in feed.findall("a:entry", ATOM) if each.findtext("a:title", namespaces=ATOM) == row.title]
    assert datetime.fromisoformat(entry.findtext("a:updated", namespaces=ATOM)) == changed
    assert datetime.fromisoformat(entry.findtext("a:published", namespaces=ATOM)) == row.published_at
    assert entry.findtext("a:summary", namespaces=ATOM) == row.summary


def test_a_feed_without_entries_says_the_same_each_time(site):
    first = Client().get(f"/feeds/unit/{site.cast.justice.pk}.atom")
    assert b"<entry>" not in first.content
    assert b"2000-01-01" in first.content


def test_robots(site):
    answer = Client().get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /desk/", "Disallow: /search/", "Disallow: /hant/search/"} <= set(lines)
    assert f"Sitemap: {HERE}/sitemap.xml" in lines
    assert not any(line == "Disallow: /" or line.startswith("Disallow: /hant/doc") for line in lines)


CONTACTS = [
    ("mailto:a@qingxi.example", "mailto:a@qingxi.example"),
    ("https://qingxi.example/report", "https://qingxi.example/report"),
    # RFC 9116 wants an address, people write what they know
    ("a@qingxi.example", "mailto:a@qingxi.example"),
    ("0000-8200001", "tel:0000-8200001"),
]


@pytest.mark.parametrize(("written", "told"), CONTACTS)
def test_security_txt(site, written, told):
    SiteFacts.objects.update(security_contact=written)
    tree.forget()
    answer = Client().get("/.well-known/security.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == told
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert 90 < left.days < 365
    assert fields["Canonical"] == f"{HERE}/.well-known/security.txt"
    assert fields["Preferred-Languages"] == "zh"


def scanned(svg: bytes) -> str:
    """What a phone reads: the picture is drawn from its path, square by square."""
    root = etree.fromstring(svg)
    side = int(float(re.search(r"(\d+)", root.get("width"))[1]))
    picture = Image.new("L", (side, side), 255)
    scale = 4
    path = root.xpath("//*[local-name()='path'][@stroke]/@d")[0]
    x = y = 0.0
    for kind, words in re.findall(r"([Mmh])([^Mmh]+)", path):
        numbers = [float(each) for each in re.findall(r"-?\d*\.?\d+", words)]
        if kind == "M":
            x, y = numbers
        elif kind == "m":
            x, y = x + numbers[0], y + numbers[1]
        else:
            box = (
                round(x * scale),
                round((y - 0.5) * scale),
                round((x + numbers[0]) * scale),
                round((y + 0.5) * scale),
            )
            picture.paste(0, box)
            x += numbers[0]
    out = io.BytesIO()
    picture.save(out, "PNG")
    return zxingcpp.read_barcodes(Image.open(out))[0].text


@pytest.mark.parametrize("edition", ["", "/hant", "/care"])
def test_every_page_carries_the_code_of_its_own_address(site, edition):
    """PLT-04: scanned, it is the address that the page names as its own."""
    for address in [
        "/",
        "/library/normative/?tab=ended",
        "/gazette/",
        site.home.relative_url(None),
        site.topic.relative_url(None),
    ]:
        page = html.fromstring(Client().get(f"{edition}{address}").content.decode())
        [own] = page.xpath("//link[@rel='canonical']/@href")
        [code] = page.xpath("//footer//img/@src")
        assert own.startswith(f"{HERE}/hant/") == (edition == "/hant"), address
        assert scanned(Client().get(code).content) == own


def test_every_canonical_page_has_a_code(site):
    for address in site.addresses:
        page = Client().get(address).content.decode()
        assert ("/qr.svg?page=" in page) is ('rel="canonical"' in page), address


@pytest.mark.parametrize("page", ["", "//evil.example/", "https://evil.example/", "/a b", "/" + "a" * 900, "/中文/"])
def test_no_other_address_is_drawn(site, page):
    assert Client().get("/qr.svg", {"page": page}).status_code == 404


def test_a_document_can_be_handed_on(site):
    """PLT-03: plain links with title and address; nothing of theirs is loaded."""
    row = site.documents["old"]
    text = Client().get(f"/doc/{row.pk}/").content.decode()
    page = html.fromstring(text)
    links = {a.text_content(): unquote(a.get("href")) for a in page.xpath("//*[@class='share-to']//a")}
    assert set(links) == {"微博", "QQ", "邮件"}
    for link in links.values():
        assert f"{HERE}/doc/{row.pk}/" in link
        assert row.title in link
    assert not re.search(r'src="https?:', text)


SCHEMA = {
    # required or recommended for these types, and the type of each value
    "Legislation": {"name": str, "url": str, "legislationType": str, "datePublished": str, "legislationPassedBy": dict},
    "GovernmentOrganization": {"name": str, "url": str},
    "BreadcrumbList": {"itemListElement": list},
    "FAQPage": {"mainEntity": list},
    "Article": {"headline": str, "url": str, "datePublished": str, "publisher": dict},
}
PROPERTIES = {
    "Legislation": {
        *("name", "url", "inLanguage", "description", "keywords", "datePublished", "dateModified", "expires"),
        *("legislationIdentifier", "legislationDate", "legislationDateOfApplicability", "legislationType"),
        *(
            "legislationLegalForce",
            "legislationPassedBy",
            "legislationChanges",
            "legislationRepeals",
            "legislationApplies",
        ),
    },
    "GovernmentOrganization": {"name", "url", "telephone", "address", "email"},
    "BreadcrumbList": {"itemListElement"},
    "FAQPage": {"mainEntity"},
    "Article": {
        *("headline", "url", "inLanguage", "datePublished", "dateModified", "description", "keywords", "image"),
        *("about", "publisher"),
    },
}


@pytest.mark.parametrize("edition", ["", "/hant"])
def test_data_blocks_use_the_words_of_schema_org(site, edition):
    found: set[str] = set()
    for address in site.addresses:
        page = html.fromstring(Client().get(f"{edition}{address}").content.decode())
        for block in page.xpath("//script[@type='application/ld+json']/text()"):
            data = json.loads(block)
            assert data.pop("@context") == "https://schema.org"
            kind = data.pop("@type")
            found.add(kind)
            assert set(data) <= PROPERTIES[kind], (address, set(data) - PROPERTIES[kind])
            for name, sort in SCHEMA[kind].items():
                assert isinstance(data.get(name), sort), (address, name)
            _check_parts(data, address)
    assert found == set(SCHEMA)


def _check_parts(data: dict, address: str) -> None:
    for name in ("datePublished", "dateModified"):
        assert name not in data or datetime.fromisoformat(data[name]).utcoffset(), address
    steps = data.get("itemListElement", [])
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1)), address
    assert all(step["@type"] == "ListItem" and step["name"] for step in steps), address
    assert all("item" in step for step in steps[:-1]), address
    for question in data.get("mainEntity", []):
        assert question["@type"] == "Question"
        assert question["name"]
        assert question["acceptedAnswer"]["@type"] == "Answer"
        assert question["acceptedAnswer"]["text"]


COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
ARTICLE = {"ArticleTitle", "PubDate", "ContentSource"}
OPTIONAL = {"Keywords", "Author", "Description", "Image", "Url"}
WHOLE = {"SiteName", "SiteDomain", "SiteIDCode"}
# 《政府网站发展指引》附件: the values of ColumnType
TYPES = [
    "首页",
    "概况信息",
    "机构职能",
    "负责人信息",
    "工作动态",
    "政策文件",
    "信息公开指南",
    "信息公开目录",
    "信息公开年报",
    "依申请公开",
    "数据发布",
    "数据开放",
    "政策解读",
    "回应关切",
    "办事服务",
    "咨询投诉",
    "征集调查",
    "在线访谈",
]


def test_every_page_has_its_tags_with_their_exact_names(site):
    """Standards §5.1: each page those of the site and of its column, a content page those of the article as well."""
    articles = 0
    for address in site.addresses:
        page = html.fromstring(Client().get(address).content.decode())
        rows = [
            (tag.get("name"), tag.get("content"))
            for tag in page.xpath("//meta[@name]")
            if tag.get("name") != "viewport"
        ]
        tags = dict(rows)
        assert len(tags) == len(rows), address
        assert set(tags) <= WHOLE | COLUMN | ARTICLE | OPTIONAL, address
        assert set(tags) >= WHOLE | COLUMN, (address, (WHOLE | COLUMN) - set(tags))
        assert all(tags.values()), address
        assert tags["ColumnType"] in TYPES, (address, tags["ColumnType"])
        is_article = bool(re.fullmatch(r"/doc/\d+/|/gazette/\d+/\d+/(?:\d+/)?", address))
        assert (set(tags) >= ARTICLE) is is_article, address
        if is_article:
            articles += 1
            assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", tags["PubDate"]), address
            assert tags["Url"] == f"{HERE}{address}", address
    assert articles > 8


def test_the_picture_of_a_text_is_told(site):
    row = site.documents["plan"]
    kept = row.body
    Document.objects.filter(pk=row.pk).update(body=f'<p>文</p><p><img alt="图" src="/doc/{row.pk}/files/7/a.png"></p>')
    page = html.fromstring(Client().get(f"/doc/{row.pk}/").content.decode())
    assert page.xpath("//meta[@name='Image']/@content") == [f"{HERE}/doc/{row.pk}/files/7/a.png"]
    Document.objects.filter(pk=row.pk).update(body=kept)
