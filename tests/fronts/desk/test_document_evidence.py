"""A task of the ledger points at the public document that carries it out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.apps.documents.models import Document
from gongkai.apps.ledgers import operations
from gongkai.apps.ledgers.models import DeclaredPath, Evidence, LedgerItem
from tests.apps.documents import paper


@pytest.fixture
def item(cast, imported):
    """A task of the finance bureau with a path of its own."""
    row = LedgerItem.objects.create(notice=imported.notice, year=2026, position=900, text="集中公开停车收费政策")
    operations.assign(actor=cast.officer, items=[row], unit=cast.finance, role="responsible")
    place = paper.section("政府信息公开", "收费目录")
    DeclaredPath.objects.create(
        item=row,
        segments=["政府信息公开", "收费目录"],
        canonical="政府信息公开>收费目录",
        section=place,
        decision="accepted",
    )
    return row


@pytest.fixture
def document(cast, item):
    place = paper.section("政府信息公开", "收费目录")
    return paper.publish(paper.drafted(paper.normative(cast, title="停车收费办法"), places=[place]))


def add(client, cast, item, **values):
    sent = {"unit": cast.finance.pk, "kind": "link"} | values
    return client.post(reverse("desk:item_act", args=[item.pk, "evidence"]), sent)


@pytest.mark.parametrize("typed", ["停车收费办法", "青政发（2026）3号", "停车收费"])
def test_a_title_or_a_number_names_the_document(client, cast, item, document, settings, typed):
    client.force_login(cast.finance_liaison)
    assert add(client, cast, item, document=typed).status_code == 302
    proof = Evidence.objects.get()
    assert (proof.title, proof.url) == ("停车收费办法", f"{settings.SITE_URL}/doc/{document.pk}/")
    assert proof.dated_on == paper.DAY


def test_documents_of_the_paths_are_offered_first(client, cast, item, document):
    paper.publish(paper.drafted(paper.normative(cast, title="别处的办法", number="青政发〔2026〕4号")))
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:item", args=[item.pk])).content.decode()
    assert '<option value="停车收费办法">青政发〔2026〕3号</option>' in page
    assert '<option value="别处的办法">' not in page
    # what is elsewhere can be named all the same
    assert add(client, cast, item, document="别处的办法").status_code == 302


def test_a_draft_or_an_unclear_name_is_refused_beside_the_field(client, cast, item, document):
    paper.drafted(paper.normative(cast, title="没有公开的办法", number="青政发〔2026〕5号"))
    paper.publish(paper.drafted(paper.normative(cast, title="停车收费办法实施细则", number="青政发〔2026〕6号")))
    client.force_login(cast.finance_liaison)
    answer = add(client, cast, item, document="没有公开的办法")
    assert answer.status_code == 422
    assert "没有找到已公开的“没有公开的办法”。" in answer.content.decode()
    answer = add(client, cast, item, document="收费办")
    assert "有几件文件符合" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_other_proofs_are_given_as_before(client, cast, item):
    client.force_login(cast.finance_liaison)
    assert add(client, cast, item, title="外部网页", url="https://example.com/a").status_code == 302
    answer = add(client, cast, item, url="https://example.com/b")
    assert "请填写名称。" in answer.content.decode()


def test_the_disclosed_address_can_be_a_document(client, cast, item, document, settings):
    client.force_login(cast.officer)
    answer = client.post(reverse("desk:item_act", args=[item.pk, "disclosed"]), {"document": "停车收费办法"})
    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.disclosed_url == f"{settings.SITE_URL}/doc/{document.pk}/"
    assert Document.objects.get(pk=document.pk).live
