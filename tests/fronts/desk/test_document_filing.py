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
