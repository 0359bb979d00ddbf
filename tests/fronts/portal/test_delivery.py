"""How a public answer travels: tag, leave to keep it, packing, the promise of TLS."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_every_page_can_be_asked_for_again_by_its_tag(site):
    for address in [*site.addresses, *site.machine_addresses, "/hant/", "/care/map/"]:
        first = Client().get(address)
        assert first.headers.get("ETag"), address
        assert "public" in first["Cache-Control"], address
        assert "must-revalidate" in first["Cache-Control"], address
        again = Client().get(address, HTTP_IF_NONE_MATCH=first["ETag"])
        assert (again.status_code, again.getvalue()) == (304, b""), address
        assert again["ETag"] == first["ETag"], address
        assert "default-src 'none'" in again["Content-Security-Policy"], address


def test_a_changed_page_has_another_tag(site):
    before = Client().get("/latest/")["ETag"]
    assert before != Client().get("/latest/?page=2")["ETag"]
    assert before != Client().get("/hant/latest/")["ETag"]
    assert Client().get("/latest/", HTTP_IF_NONE_MATCH='"something else"').status_code == 200


PACKING = [
    ("gzip", True),
    ("br, gzip;q=0.8", True),
    ("*", True),
    ("gzip;q=0, identity", False),
    ("br", False),
    ("", False),
    ("xgzip", False),
]


@pytest.mark.parametrize(("accepted", "is_packed"), PACKING)
def test_a_page_is_packed_for_who_can_unpack_it(site, accepted, is_packed):
    plain = Client().get("/latest/")
    answer = Client().get("/latest/", HTTP_ACCEPT_ENCODING=accepted)
    assert "Accept-Encoding" in plain["Vary"]
    assert ("Content-Encoding" in answer.headers) is is_packed
    if is_packed:
        assert gzip.decompress(answer.content) == plain.content
        assert int(answer["Content-Length"]) == len(answer.content) < len(plain.content) / 2
        assert answer["ETag"] == f"W/{plain['ETag']}"
        assert Client().get("/latest/", HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


def test_a_map_of_documents_is_packed_as_it_is_read(site):
    answer = Client().get("/sitemap-documents-0.xml", HTTP_ACCEPT_ENCODING="gzip")
    assert gzip.decompress(answer.getvalue()) == Client().get("/sitemap-documents-0.xml").getvalue()
    assert "Content-Length" not in answer.headers


def test_a_page_with_a_token_is_kept_by_nobody(site):
    answer = Client().get(f"/forms/{site.form.pk}/", HTTP_ACCEPT_ENCODING="gzip")
    assert "no-store" in answer["Cache-Control"]
    assert "ETag" not in answer.headers
    assert "Content-Encoding" not in answer.headers


def test_the_desk_and_previews_are_kept_by_nobody(site):
    officer = Client()
    officer.force_login(site.cast.officer)
    assert "public" not in officer.get("/desk/documents/").get("Cache-Control", "")
    draft = site.documents["draft"]
    preview = draft.make_preview_request(preview_mode=draft.default_preview_mode)
    assert "public" not in preview.get("Cache-Control", "")
    assert "ETag" not in preview.headers


def test_errors_are_not_kept(site):
    for address in ("/nothing/", f"/doc/{site.documents['withdrawn'].pk}/"):
        answer = Client().get(address)
        assert "Cache-Control" not in answer.headers
        assert "ETag" not in answer.headers


@pytest.mark.parametrize("address", ["/", "/nothing/", "/desk/login/"])
def test_tls_is_promised_from_behind_a_proxy(site, settings, address):
    """The proxy speaks TLS, we are spoken to plainly."""
    assert "Strict-Transport-Security" not in Client().get(address).headers
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert Client().get(address)["Strict-Transport-Security"] == "max-age=31536000"


ASKING = [
    "/", "/latest/", "/doc/1/", "/ledger/", "/sitemap.xml", "/feeds/latest.atom", "/robots.txt", "/search/", "/hant/map/", "/none/",
]  # fmt: skip


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_what_can_only_be_read_says_so(site, method):
    """Also to a program without a token: nothing of forms is asked of it."""
    for address in ASKING:
        answer = getattr(Client(enforce_csrf_checks=True), method)(address)
        assert answer.status_code == 405, address
        assert set(answer["Allow"].split(", ")) == {"GET", "HEAD"}, address
        assert answer["X-Frame-Options"] == "DENY", address


@pytest.mark.parametrize("edition", ["", "/hant", "/care"])
def test_a_form_without_its_token_is_told_in_our_words(site, edition):
    answer = Client(enforce_csrf_checks=True).post(f"{edition}/forms/{site.form.pk}/", {"a": "b"})
    assert answer.status_code == 403
    assert ("沒有收到" if edition == "/hant" else "没有收到") in answer.content.decode()
    assert "style" not in answer.content.decode().replace("stylesheet", "")


def test_an_address_without_its_last_slash_leads_to_the_page(site):
    for address in (f"/doc/{site.documents['old'].pk}/", "/gazette/2026/3/", "/latest/", site.home.relative_url(None)):
        answer = Client().get(f"{address[:-1]}?page=1")
        assert (answer.status_code, answer["Location"]) == (301, f"{address}?page=1")
    assert Client().get(f"/hant/doc/{site.documents['old'].pk}")["Location"].startswith("/hant/doc/")
    for nowhere in ("/doc/x", "/nothing", "/doc"):
        assert Client().get(nowhere).status_code == 404, nowhere


def test_a_map_that_is_not_there_is_not_found(site):
    for name in ("documents", "pages", "gazette"):
        assert Client().get(f"/sitemap-{name}-99.xml").status_code == 404


def test_the_head_of_a_page_is_that_of_the_page(site):
    for address in ASKING[:2]:
        whole, head = Client().get(address), Client().head(address)
        assert head.content == b""
        assert head["Content-Length"] == str(len(whole.content))
        assert head["ETag"] == whole["ETag"]
