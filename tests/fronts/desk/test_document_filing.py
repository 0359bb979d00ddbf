"""Filing with the legal office is written down on the document's page. LIB-04."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.apps.documents.models import Document
from tests.apps.documents import paper


@pytest.fixture
def public(cast):
    """A normative document of the office, public since March."""
    return paper.publish(paper.drafted(paper.normative(cast)))


def test_its_people_record_a_filing(client, cast, public):
    client.force_login(cast.justice_liaison)
    page = client.get(reverse("desk:document", args=[public.pk])).content.decode()
    assert "登记备案" in page
    address = reverse("desk:document_act", args=[public.pk, "filing"])
    answer = client.post(address, {"number": "青备〔2026〕2号", "on": "2026-03-16", "opinion": "予以备案"})
    assert answer.status_code == 302
    assert Document.objects.get().filing_number == "青备〔2026〕2号"


def test_others_find_no_such_form(client, cast, public):
    client.force_login(cast.town_liaison)
    page = client.get(reverse("desk:document", args=[public.pk])).content.decode()
    assert "登记备案" not in page
    address = reverse("desk:document_act", args=[public.pk, "filing"])
    answer = client.post(address, {"number": "青备〔2026〕2号", "on": "2026-03-16"})
    assert answer.status_code == 422
    assert Document.objects.get().filing_number == ""


def test_the_list_shows_the_last_day_and_that_nobody_checked_it(client, cast, public):
    client.force_login(cast.justice_liaison)
    page = client.get(reverse("desk:filings")).content.decode()
    assert "青溪县临时救助办法" in page
    assert "2026-03-17" in page
    assert page.count("未核实") == 1
    assert "法规规章备案审查条例" in page
    own = client.get(reverse("desk:document", args=[public.pk])).content.decode()
    assert "公布之日起15日内备案，期限是2026年3月17日" in own
    assert "这一期限没有核实，只作提醒。" in own
    assert "没有这样的文件" in client.get(reverse("desk:filings"), {"state": "filed"}).content.decode()
    table = client.get(reverse("desk:filings_export"), {"unit": cast.finance.pk})
    assert (table.status_code, table.content[:2]) == (200, b"PK")
    for query in ({"state": "x"}, {"unit": "999999"}):
        assert client.get(reverse("desk:filings"), query).status_code == 404
    client.force_login(cast.stranger)
    assert client.get(reverse("desk:filings")).status_code == 403
