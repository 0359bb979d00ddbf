"""The site in traditional characters and in large letters. PLT-05, PLT-06."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.resources import files

import opencc
import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory

from gongkai.fronts.portal import pages_rewritten
from gongkai.fronts.portal.editions import CACHED_BYTES, Editions, _Kept, inside
from gongkai.fronts.portal.traditional import Traditional, protected_words
from tests.apps.files.made import pdf
from tests.fronts.portal.papers import attached, public_document

PAGE = """<!doctype html>
<html lang="zh-Hans" class="js"><head><title>关于发布</title>
<meta name="Description" content="办法发布"><meta name="Url" content="https://例子.cn/发布">
<link rel="canonical" href="https://q.example/doc/1/"><link rel="alternate" hreflang="zh-Hant" href="/hant/doc/1/">
<script type="application/ld+json">{"name":"发布"}</script><script>if (1 < 2) {"<a href='/x/'>"}</script></head>
<body><!-- 发布 --><a href="/doc/1/">发布 &amp; 后台</a> <a href="/doc/1/files/2/发布.pdf" title="发布">发布.pdf</a>
<a href="https://www.gov.cn/">国务院</a> <a href="#top">返回顶部</a> <a href="/static/a.css">样式</a> <a href='/feeds/latest.atom'>订阅</a>
<a href="/doc/1/" lang="zh-Hans" rel="alternate">简体发布</a> <a rel="alternate" href="/care/doc/1/">关怀版</a>
<img src="/图/发布.png" alt="发布会" id="发布"><form action="/search/"><input name="q" value="发布" placeholder="标题或文号"></form>
<p>新干县、台州市的征求意见</p><div translate="no"><div>万历</div>东汉</div><p>东汉</p></body></html>"""


def served(content: str = PAGE, address: str = "/hant/x/", **response) -> HttpResponse:
    """What the middleware makes of a page."""
    seen: list[HttpRequest] = []

    def site(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse(content, **response)

    answer = Editions(site)(RequestFactory().get(address))
    answer.seen = seen
    return answer


def test_words_and_spoken_attributes_are_converted_and_addresses_are_not():
    page = served().content.decode()
    assert page.startswith('<!doctype html>\n<html lang="zh-Hant" class="js">')
    assert "<title>關於發佈</title>" in page
    assert 'content="辦法發佈"' in page
    assert 'content="https://例子.cn/发布"' in page
    assert '{"name": "發佈"}' in page
    assert "<!-- 发布 -->" in page
    assert '<a href="/hant/doc/1/">發佈 &amp; 後台</a>' in page
    assert '<a href="/doc/1/files/2/发布.pdf" title="發佈">發佈.pdf</a>' in page
    assert '<img src="/图/发布.png" alt="發佈會" id="发布">' in page
    assert 'value="发布" placeholder="標題或文號"' in page
    assert '<form action="/hant/search/">' in page
    assert "新干縣、台州市的徵求意見" in page
    assert '<div translate="no"><div>万历</div>东汉</div><p>東漢</p>' in page


def test_links_stay_in_the_edition_and_what_has_no_edition_stays_outside():
    page = served().content.decode()
    for kept in (
        'href="https://www.gov.cn/"', 'href="#top"', 'href="/static/a.css"', "href='/feeds/latest.atom'",
        '<a href="/doc/1/" lang="zh-Hans" rel="alternate">简体发布</a>', 'href="/care/doc/1/"',
        'rel="canonical" href="https://q.example/doc/1/"', "\"<a href='/x/'>\"",
    ):  # fmt: skip
        assert kept in page, kept


ADDRESSES = [
    ("/", "/hant/"), ("/doc/1/", "/hant/doc/1/"), ("/search/?q=1#a", "/hant/search/?q=1#a"), ("/feeds/", "/hant/feeds/"),
    # no editions
    ("/static/a.css", None), ("/media/a.png", None), ("/desk/", None), ("/feeds/unit/1.rss", None), ("/sitemap.xml", None),
    ("/sitemap-documents-1.xml", None), ("/robots.txt", None), ("/.well-known/security.txt", None), ("/calendar/abc.ics", None),
    ("/qr.svg?page=/doc/1/", None), ("/catalogues/1.xlsx", None), ("/doc/1/download/pdf/", None), ("/doc/1/tables/1.csv", None), ("/doc/1/qr.svg", None), ("/doc/1/files/1/a.pdf", None),
    ("//evil.example/", None), ("https://x.cn/", None), ("#a", None), ("", None), ("/hant/x/", None), ("/care/", None),
]  # fmt: skip


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_which_addresses_have_editions(address, expected):
    assert inside(address, "hant") == (expected or address)


MOVES = [
    ("/hant", "/hant/"), ("/care?a=1", "/care/?a=1"), ("/hant/static/a.css", "/static/a.css"), ("/hant/desk/x/", "/desk/x/"),
    ("/hant/doc/1/qr.svg", "/doc/1/qr.svg"), ("/hant/care/x/", "/care/x/"), ("/hant//evil.example/", "/evil.example/"),
]  # fmt: skip


@pytest.mark.parametrize(("address", "target"), MOVES)
def test_what_has_no_edition_is_answered_at_its_own_address(address, target):
    answer = Editions(lambda _: HttpResponse("x"))(_get(address))
    assert (answer.status_code, answer["Location"]) == (302, target)


def _get(address: str) -> HttpRequest:
    path, _, query = address.partition("?")
    request = RequestFactory().get("/")
    request.path = request.path_info = path
    request.META["QUERY_STRING"] = query
    return request


def test_what_is_typed_in_traditional_characters_finds_what_is_stored():
    box = '<input type="search" name="q" value="办法"><input type="hidden" name="k" value="办法">'
    answer = served(box, address="/hant/search/?q=%E8%BE%A6%E6%B3%95&page=2")
    assert answer.seen[0].GET == {"q": ["办法"], "page": ["2"]}
    assert 'name="q" value="辦法"' in answer.content.decode()
    assert 'name="k" value="办法"' in answer.content.decode()
    assert served(box, address="/hant/search/?q=%FF%00").status_code in {200, 400}


def test_the_page_sees_its_plain_address_and_its_edition():
    request = served(address="/care/doc/1/?page=2").seen[0]
    assert (request.path, request.path_info, request.edition) == ("/doc/1/", "/doc/1/", "care")
    assert request.get_full_path() == "/doc/1/?page=2"
    assert served(address="/doc/1/").seen[0].edition == ""


def test_the_usual_edition_is_left_byte_for_byte():
    assert served(address="/doc/1/").content.decode() == PAGE


def test_a_redirect_stays_in_the_edition():
    answer = Editions(lambda _: HttpResponseRedirect("/new/?a=1"))(RequestFactory().get("/hant/old/"))
    assert answer["Location"] == "/hant/new/?a=1"
    answer = Editions(lambda _: HttpResponseRedirect("https://x.cn/"))(RequestFactory().get("/hant/old/"))
    assert answer["Location"] == "https://x.cn/"


def test_the_care_edition_marks_the_root_and_changes_no_word():
    page = served(address="/care/x/").content.decode()
    assert '<html lang="zh-Hans" class="js care">' in page
    assert '<a href="/care/doc/1/">发布 &amp; 后台</a>' in page
    assert pages_rewritten.marked('<html lang="zh">', "care") == '<html class="care" lang="zh">'


def test_feeds_and_files_are_not_rewritten():
    assert served("<a href='/x/'>发布", content_type="application/atom+xml").content.decode() == "<a href='/x/'>发布"


def test_a_page_is_converted_once(monkeypatch):
    calls = []
    monkeypatch.setattr(Traditional, "convert", lambda _self, text: calls.append(text) or text)
    middleware = Editions(lambda _: HttpResponse(PAGE))
    first = middleware(RequestFactory().get("/hant/x/"))
    count = len(calls)
    second = middleware(RequestFactory().get("/hant/x/"))
    assert count > 10
    assert len(calls) == count
    assert first.content == second.content


def test_what_is_kept_stays_within_bounds():
    kept = _Kept(100)
    for at in range(10):
        kept.put(bytes([at]), b"x" * 30)
    assert kept.get(b"\x00") is None
    assert kept.get(b"\x09") == b"x" * 30
    assert kept._held <= 100 < CACHED_BYTES


@pytest.mark.parametrize(("word", "shown"), protected_words().items())
def test_protected_words_are_written_as_told_and_lead_back(word, shown):
    """PLT-05: round trip of the word list."""
    text = f"关于{word}的通知"
    traditional = Traditional().convert(text)
    assert traditional == f"關於{shown}的通知"
    assert opencc.OpenCC("hk2s").convert(traditional) == text


@pytest.mark.parametrize(("word", "shown"), protected_words().items())
def test_the_list_holds_only_what_the_converter_gets_wrong(word, shown):
    assert opencc.OpenCC("s2hk").convert(f"关于{word}的通知") != f"關於{shown}的通知"


def test_every_protected_word_says_why():
    rows = tomllib.loads(files("gongkai.data").joinpath("script/protected_words.toml").read_text("utf-8"))["word"]
    assert all(row["why"] for row in rows)
    assert len({row["text"] for row in rows}) == len(rows)


def test_a_place_adds_its_own_words():
    words = Traditional(["钟祥里", "发布台=發布臺"])
    assert words.convert("钟祥里的发布台发布") == "钟祥里的發布臺發佈"


def test_phrases_decide_between_characters():
    convert = Traditional().convert
    assert convert("皇后在后面") == "皇后在後面"
    assert convert("规范县城") == "規範縣城"
    assert convert("头发发展") == "頭髮發展"
    assert convert("干部干净") == "幹部乾淨"
    assert convert("ABC 123 〔2026〕") == "ABC 123 〔2026〕"


@pytest.mark.django_db
def test_a_document_in_every_edition_is_the_same_for_everybody(cast):
    document = public_document(cast.office)
    attached(document, pdf(), "收费表.pdf")
    officer = Client()
    officer.force_login(cast.officer)
    for prefix, lang in (("", "zh-Hans"), ("/hant", "zh-Hant"), ("/care", "zh-Hans")):
        address = f"{prefix}/doc/{document.pk}/"
        stranger = Client().get(address, HTTP_ACCEPT_LANGUAGE="en")
        assert stranger.status_code == 200
        assert stranger.content == officer.get(address).content
        assert not stranger.cookies
        page = stranger.content.decode()
        assert re.search(rf'<html[^>]*lang="{lang}"', page)
        # the traditional version is for other readers; the care version is the same page in another dress
        own = f"/hant/doc/{document.pk}/" if prefix == "/hant" else f"/doc/{document.pk}/"
        assert f'rel="canonical" href="http://127.0.0.1:8000{own}"' in page
        assert f'href="/doc/{document.pk}/download/pdf/"' in page, "a file has one address"
    assert "停車管理辦法" in Client().get(f"/hant/doc/{document.pk}/").content.decode()
    assert Client().get("/hant/no-such-page/").status_code == 404


DATA = """<html lang="zh-Hans"><script type="application/ld+json">{"@context": "https://schema.org", "@type": "Legislation",
"name": "关于发布\\u003Cb\\u003E的通知", "inLanguage": "zh-Hans", "url": "http://127.0.0.1:8000/doc/1/", "sameAs": "https://www.gov.cn/发布",
"image": "http://127.0.0.1:8000/doc/1/files/2/a.png", "steps": [{"@type": "ListItem", "name": "发布", "position": 1}]}</script>"""


def test_what_machines_read_is_in_the_script_of_the_page():
    page = served(DATA, "/hant/doc/1/").content.decode()
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    assert json.loads(block) == {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": "關於發佈<b>的通知",
        "inLanguage": "zh-Hant",
        "url": "http://127.0.0.1:8000/hant/doc/1/",
        "sameAs": "https://www.gov.cn/发布",
        "image": "http://127.0.0.1:8000/doc/1/files/2/a.png",
        "steps": [{"@type": "ListItem", "name": "發佈", "position": 1}],
    }
    assert "<b>" not in block
    assert "关于发布" in served(DATA, "/care/doc/1/").content.decode()


NAMES = [
    # a surname after a title, in a list, before a form of address
    ("县长于芳主持会议", "縣長于芳主持會議"),
    ("副县长范志远、余秀英、游国强出席", "副縣長范志遠、余秀英、游國強出席"),
    ("任命涂建华为局长", "任命涂建華為局長"),
    ("朴英善女士，范志远同志", "朴英善女士，范志遠同志"),
    ("联系人：于芳", "聯繫人：于芳"),
    # the same characters in other words
    ("县长于近日在规范县城讲话", "縣長於近日在規範縣城講話"),
    ("由主任余额中列支，成员范围不变", "由主任餘額中列支，成員範圍不變"),
    ("关于示范项目的规范", "關於示範項目的規範"),
    ("申请行政复议", "申請行政復議"),
]


@pytest.mark.parametrize(("plain", "traditional"), NAMES)
def test_names_of_people_keep_their_surnames(plain, traditional):
    assert Traditional().convert(plain) == traditional
