"""Attacks on the public site: odd addresses, words that are code elsewhere, and everything that is not public."""

from __future__ import annotations

import json
import re
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.test import Client

from gongkai.apps.documents.models import Document, DocumentVersion
from gongkai.apps.documents.operations import save_draft, withdraw
from gongkai.apps.sections.models import FormAnswer
from gongkai.apps.sections.operations import save_form_page
from tests.apps.documents.paper import at
from tests.apps.files.made import pdf
from tests.apps.publishing.team import decided, drafted, news, published, team_of
from tests.fronts.portal.papers import attached, public_document

HUGE = ("0", "-1", "9" * 10, "9" * 20, "9" * 5000, "²", "\x00", "a" * 9000)
NAMES = ("page", "year", "unit", "q", "theme", "tab", "form", "report", "domain", "level")
EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&]]>\x0b\x00=1+1"
SECRET = "未公开的秘密"


@pytest.fixture(autouse=True)
def unlimited(settings):
    settings.RATE_LIMITS = dict.fromkeys(("search", "form", "download"), "99999/minute")


def test_no_parameter_breaks_a_public_page(client, cast):
    row = public_document(cast.finance, kind="normative", validity="in_force")
    pages = ["/latest/", "/library/normative/", "/library/interpretation/", "/search/", "/gazette/", "/catalogues/",
             "/ledger/", "/section-changes/", f"/doc/{row.pk}/cited/", "/hant/search/", "/care/latest/"]  # fmt: skip
    for page in pages:
        queries = [f"{name}={quote(value)}" for name in NAMES for value in HUGE]
        for query in [*queries, "page[]=1", "page=1&page=2", "q=%ff%fe", "%ff=1", "page=%EF%BC%91"]:
            assert client.get(f"{page}?{query}").status_code in {200, 301, 302, 404}, (page, query[:40])


def test_no_number_in_an_address_breaks_the_site(client, cast):
    row = public_document(cast.finance)
    for number in ("9" * 20, "9" * 5000, "0"):
        for address in (
            f"/doc/{number}/", f"/doc/{row.pk}/versions/{number}/", f"/doc/{row.pk}/files/{number}/x",
            f"/doc/{row.pk}/compare/{number}/", f"/doc/{row.pk}/versions/1/compare/{number}/", f"/forms/{number}/",
            f"/feeds/section/{number}.atom", f"/feeds/unit/{number}.rss", f"/sitemap-documents-{number}.xml",
            f"/gazette/{number}/1/", f"/gazette/2020/{number}/", f"/catalogues/{number}/", f"/catalogues/{number}.xlsx",
            f"/ledger/{number}/", f"/ledger/1/plans/{number}/", f"/u/{number}/", f"/u/x/s{number}/",
            f"/doc/{number}/qr.svg",
        ):  # fmt: skip
            for edition in ("", "/hant", "/care"):
                status = client.get(edition + address).status_code
                assert status in {200, 301, 302, 404}, (edition + address)[:60]


def test_words_that_are_code_elsewhere_stay_words(client, cast):
    clean = EVIL.replace("\x00", "")
    row = public_document(
        cast.finance, title=f"标题{clean}", summary=clean, keywords=[clean], author_text=clean[:80], validity="in_force",
        kind="normative", document_number=clean[:80], source_text=clean, source_title=clean, issuer_text=clean,
        validity_text=clean, consultation_text=clean, audience=[clean], conditions=[clean], filing_opinion=clean,
    )  # fmt: skip
    file = attached(row, pdf(), f"表{clean}.pdf".replace("/", ""), caption=clean)
    version = {"number": 1, "title": row.title, "body": row.body, "facts": {clean: clean}, "note": clean}
    DocumentVersion.objects.create(document=row, published_at=at(), **version)
    for page in (f"/doc/{row.pk}/", f"/doc/{row.pk}/versions/1/", "/latest/", "/library/normative/",
                 f"/search/?q={quote(EVIL[:30])}", f"/search/?q={quote('标题')}"):  # fmt: skip
        for edition in ("", "/hant", "/care"):
            answer = client.get(edition + page)
            text = answer.content.decode()
            assert answer.status_code == 200, page
            assert "<script>alert" not in text
            assert "<img src=x" not in text
            for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S):
                json.loads(block)
    for feed in ("/feeds/latest.atom", "/feeds/latest.rss", f"/feeds/unit/{cast.finance.pk}.atom",
                 "/feeds/library/normative.rss", "/sitemap.xml", "/sitemap-documents-0.xml"):  # fmt: skip
        answer = client.get(feed)
        if answer.status_code == 200:
            ElementTree.fromstring(b"".join(answer))
        assert answer.status_code in {200, 404}, feed
    for form in ("docx", "pdf", "txt"):
        answer = client.get(f"/doc/{row.pk}/download/{form}/")
        assert answer.status_code in {200, 503}, form
        assert "\n" not in answer.headers.get("Content-Disposition", "")
    answer = client.get(f"/doc/{row.pk}/files/{file.pk}/x", follow=True)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].isascii()


def addresses(row: Document, file: int) -> list[str]:
    """Everything that could be asked of one document."""
    return [f"/doc/{row.pk}/{rest}" for rest in (
        "", "cited/", "versions/1/", "versions/2/", "versions/1/compare/2/", f"files/{file}/x", "download/txt/",
        "download/docx/", "download/pdf/", "tables/1.csv", "tables/1.xlsx", "qr.svg",
    )]  # fmt: skip


def lists(unit: int) -> list[str]:
    """Where documents are named."""
    feeds = ["/feeds/latest.atom", "/feeds/latest.rss", f"/feeds/unit/{unit}.atom", "/feeds/library/policy.atom"]
    return ["/", "/latest/", "/library/", f"/search/?q={quote(SECRET)}", f"/latest/?unit={unit}", "/map/", *feeds,
            "/sitemap.xml", "/sitemap-documents-0.xml", "/sitemap-documents-1.xml"]  # fmt: skip


@pytest.mark.parametrize("state", ["draft", "in_review", "returned", "scheduled", "withheld"])
def test_what_was_never_public_is_nowhere(client, cast, state):
    known = {"live": False, "state": state, "published_at": None}
    if state == "withheld":
        known |= {"state": "draft", "openness_class": "withheld"}
    row = public_document(
        cast.finance, title=SECRET, body=f"<p>{SECRET}</p><table><tr><td>1</td></tr></table>", **known
    )
    other = public_document(cast.finance, document_number="")
    file = attached(row, pdf(), f"{SECRET}.pdf", is_live=False)
    version = {"number": 1, "title": SECRET, "body": row.body, "note": "首次"}
    DocumentVersion.objects.create(document=row, published_at=at(), **version)
    for address in [
        *addresses(row, file.pk),
        f"/doc/{other.pk}/compare/{row.pk}/",
        f"/doc/{other.pk}/files/{file.pk}/x",
    ]:
        for edition in ("", "/hant", "/care"):
            answer = client.get(edition + address, follow=True)
            assert answer.status_code == 404, edition + address
            assert SECRET not in answer.content.decode("utf-8", "replace")
    for address in lists(cast.finance.pk):
        text = b"".join(client.get(address)).decode()
        assert SECRET not in text.replace(f"“{SECRET}”", "").replace(f'value="{SECRET}"', "") or "search" in address
        assert f"/doc/{row.pk}/" not in text, address


def test_of_what_was_withdrawn_only_the_reason_stays(client, cast):
    team = team_of(cast)
    row = published(team, news(team, title="普通标题", body=f"<p>{SECRET}</p><table><tr><td>1</td></tr></table>"))
    file = attached(row, pdf(), "名单.pdf")
    assert SECRET in client.get(f"/doc/{row.pk}/").content.decode()
    withdraw(actor=cast.justice_liaison, document=row, reason="含有个人信息")
    for address in addresses(row, file.pk)[1:]:
        answer = client.get(address, follow=True)
        assert answer.status_code == 404, address
    for edition in ("", "/hant", "/care"):
        answer = client.get(f"{edition}/doc/{row.pk}/")
        assert answer.status_code == 410
        assert SECRET not in answer.content.decode()
    for address in lists(cast.justice.pk):
        assert f"/doc/{row.pk}/" not in b"".join(client.get(address)).decode(), address
    # the text is written anew: the tombstone stays, under the title that was public
    save_draft(actor=cast.justice_liaison, document=row, values={"title": SECRET, "body": f"<p>{SECRET}</p>"})
    answer = client.get(f"/doc/{row.pk}/")
    assert answer.status_code == 410
    assert "普通标题" in answer.content.decode()
    assert SECRET not in answer.content.decode()


def test_a_change_that_is_not_published_shows_nowhere(client, cast):
    team = team_of(cast)
    row = published(team, news(team))
    save_draft(actor=cast.justice_liaison, document=row, values={"title": SECRET, "body": f"<p>{SECRET}</p>"})
    hidden = attached(row, pdf(), f"{SECRET}.pdf", is_live=False)
    decided(team, drafted({"kind": "news", "title": SECRET, "publisher": cast.justice}, actor=cast.justice_liaison))
    assert client.get(f"/doc/{row.pk}/files/{hidden.pk}/x").status_code == 404
    for address in [f"/doc/{row.pk}/", f"/doc/{row.pk}/download/txt/", f"/doc/{row.pk}/versions/1/", "/latest/"]:
        assert SECRET not in client.get(address).content.decode(), address


def test_a_form_takes_no_answer_without_its_token_and_keeps_it_sealed(cast, caplog):
    page = save_form_page(
        actor=cast.officer, title="征求意见", owner_unit=cast.office,
        fields=[{"label": "意见", "field_type": "multiline", "required": True}],
    )  # fmt: skip
    visitor = Client(enforce_csrf_checks=True)
    address = f"/forms/{page.pk}/"
    name = page.form_fields.get().clean_name
    assert visitor.post(address, {name: SECRET}).status_code == 403
    assert FormAnswer.objects.count() == 0
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.get(address).content.decode())[1]
    assert visitor.post(address, {name: SECRET, "csrfmiddlewaretoken": token}).status_code == 200
    kept = FormAnswer.objects.get()
    assert SECRET not in str(kept.sealed)
    assert SECRET.encode() not in bytes(str(kept.sealed), "utf-8")
    assert SECRET not in caplog.text
    huge = {name: "字" * 3_000_000, "csrfmiddlewaretoken": token}
    assert visitor.post(address, huge).status_code in {200, 400, 413}
    assert FormAnswer.objects.count() == 1
