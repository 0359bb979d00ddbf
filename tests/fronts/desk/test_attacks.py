"""Attacks on the desk: guessed numbers, other units' drafts, numbers no database holds."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.urls import get_resolver, reverse

from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.documents.operations import attach, save_draft
from tests.apps.documents.paper import interpretation, related
from tests.apps.files.made import pdf
from tests.apps.publishing.team import decided, drafted, news, policy, published, sent, team_of

SECRET = "机密改动一二三"
HUGE = ("9" * 20, "9" * 5000, "²", "-1\x00")


@pytest.fixture
def team(cast):
    return team_of(cast)


def seen(client, user, address: str) -> tuple[int, str]:
    """Status and text of an address for a person."""
    client.force_login(user)
    response = client.get(address, follow=True)
    return response.status_code, b"".join(response).decode("utf-8", "replace")


def changed(team) -> tuple[Document, Attachment, Attachment]:
    """A public piece of news, and a change of it that is not public: title, text and a file."""
    row = news(team)
    first = attach(actor=team.cast.justice_liaison, document=row, data=pdf(1), name="公开的表.pdf")
    row = published(team, row)
    values = {"title": f"{SECRET}标题", "body": f"<p>{SECRET}正文</p>"}
    save_draft(actor=team.cast.justice_liaison, document=row, values=values)
    hidden = attach(actor=team.cast.justice_liaison, document=row, data=pdf(2), name=f"{SECRET}.pdf")
    return Document.objects.get(pk=row.pk), first, hidden


def test_the_change_of_a_public_document_is_its_units_own(client, team):
    row, first, hidden = changed(team)
    revision = row.latest_revision_id
    pages = [
        reverse("desk:document", args=[row.pk]),
        reverse("desk:document_preview", args=[row.pk]),
        reverse("desk:document_compare", args=[row.pk]) + "?old=v1&new=now",
        reverse("desk:document_compare", args=[row.pk]) + f"?old=r{revision}&new=v1",
        reverse("desk:document_edit", args=[row.pk]),
        reverse("desk:document_file", args=[row.pk, hidden.pk]),
        reverse("desk:document_find", args=[row.pk]) + "?q=" + quote("机密"),
        reverse("desk:documents") + "?term=" + quote("机密"),
    ]
    for stranger in (team.cast.planning_liaison, team.cast.town_liaison):
        for page in pages:
            status, text = seen(client, stranger, page)
            assert status in {200, 403, 404}, page
            assert f"{SECRET}标题" not in text, page
            assert f"{SECRET}正文" not in text, page
        assert seen(client, stranger, pages[5])[0] == 404
        assert seen(client, stranger, reverse("desk:document_file", args=[row.pk, first.pk]))[0] == 200
    # who wrote it, the office and the auditor read it
    for insider in (team.cast.justice_liaison, team.cast.officer, team.cast.auditor):
        assert SECRET in seen(client, insider, pages[0])[1]
        assert SECRET in seen(client, insider, pages[2])[1]


def test_the_review_of_a_change_is_not_for_other_units(client, team):
    row, _, _ = changed(team)
    process = sent(team, row, change_note="更新")
    page = reverse("desk:review_process", args=[process.pk])
    assert seen(client, team.cast.planning_liaison, page)[0] == 404
    for insider in (team.cast.justice_liaison, team.own, team.six[0], team.cast.officer, team.cast.auditor):
        assert seen(client, insider, page)[0] == 200
    client.force_login(team.cast.planning_liaison)
    for act in ("pass", "return", "claim"):
        step = process.steps.first()
        assert client.post(reverse("desk:review_process_act", args=[process.pk, f"{act}-{step.pk}"])).status_code == 404
    for act in ("sign", "schedule", "cancel"):
        assert client.post(reverse("desk:review_process_act", args=[process.pk, act])).status_code == 404


def test_a_refusal_does_not_tell_the_title_of_a_draft_elsewhere(client, team):
    draft = policy(team, with_interpretation=False, title=f"{SECRET}办法", issuer_text="青溪县人民政府")
    own = drafted(
        {"kind": "policy", "title": "县发展改革局通知", "publisher": team.cast.planning},
        actor=team.cast.planning_liaison,
    )
    client.force_login(team.cast.planning_liaison)
    typed = {
        "doc-title": "县发展改革局通知", "doc-publisher": team.cast.planning.pk, "doc-issuer_text": "青溪县人民政府",
        "doc-document_number": draft.document_number, "body": "<p>一</p>",
    }  # fmt: skip
    for name in ("title", "publisher", "issuer_text", "document_number"):
        typed[name] = typed[f"doc-{name}"]
    answer = client.post(reverse("desk:document_edit", args=[own.pk]), typed)
    text = answer.content.decode()
    assert SECRET not in text
    assert "其他单位的文件" in text
    # nor the chooser, filled with a number by hand
    typed["doc-document_number"] = typed["document_number"] = ""
    typed |= {"relation_kind": "implements", "relation_target": draft.pk, "relation_articles": ""}
    answer = client.post(reverse("desk:document_edit", args=[own.pk]), typed)
    assert answer.status_code == 422
    assert SECRET not in answer.content.decode()


def test_the_interpretation_another_unit_writes_is_not_shown_beside_the_policy(client, team):
    row = published(team, policy(team))
    values = interpretation(team.cast, publisher=team.cast.planning, title=f"{SECRET}解读")
    values |= {"drafting_unit": team.cast.planning, "responsible_unit": team.cast.planning}
    drafted(values, relations=related("interprets", row), actor=team.cast.planning_liaison)
    page = reverse("desk:document", args=[row.pk])
    assert SECRET not in seen(client, team.cast.justice_liaison, page)[1]
    assert SECRET in seen(client, team.cast.planning_liaison, page)[1]


def drafts_addresses(pk: int) -> list[str]:
    """Every address of the desk with one number in it, filled with this one."""
    found: list[str] = []

    def walk(patterns, prefix: str) -> None:
        for one in patterns:
            route = prefix + str(one.pattern)
            if hasattr(one, "url_patterns"):
                walk(one.url_patterns, route)
            elif getattr(one, "lookup_str", "").startswith("gongkai.fronts.desk"):
                found.append("/" + route)

    walk(get_resolver().url_patterns, "")
    known = {"slug:act": "submit", "slug:tree": "statutory", "slug:way": "up", "str:kind": "xlsx", "path:name": "x.png"}
    filled = []
    for route in found:
        whole = re.sub(r"<str:\w+>", "x", re.sub(r"<int:\w+>", str(pk), _named(route, known)))
        if "<" not in whole:
            filled.append(whole)
    return filled


def _named(route: str, known: dict[str, str]) -> str:
    for name, value in known.items():
        route = route.replace(f"<{name}>", value)
    return route


def test_no_address_of_the_desk_tells_another_unit_of_a_draft_or_breaks(client, team):
    row = decided(team, policy(team, title=f"{SECRET}办法"))
    process = sent(team, row)
    for pk in {row.pk, process.pk, 9**30}:
        for address in drafts_addresses(pk):
            for user in (team.cast.planning_liaison, team.cast.stranger):
                client.force_login(user)
                for answer in (client.get(address), client.post(address, {})):
                    assert answer.status_code < 500, address
                    if not answer.streaming:
                        assert SECRET not in answer.content.decode("utf-8", "replace"), address
    row.refresh_from_db()
    assert row.state == "in_review"


def test_an_auditor_reads_everything_and_writes_nothing(client, team):
    row = policy(team)
    before = Document.objects.values_list("state", "title", "latest_revision_id", "live").order_by("pk")
    stood = list(before)
    client.force_login(team.cast.auditor)
    for address in drafts_addresses(row.pk):
        assert client.post(address, {"reason": "试", "note": "试"}).status_code < 500, address
    assert list(before.all()) == stood


@pytest.mark.parametrize("value", HUGE)
def test_what_is_no_number_breaks_no_list_of_the_desk(client, team, value):
    row = policy(team)
    client.force_login(team.cast.officer)
    pages = ["documents", "reviews", "reviews_running", "reviews_withheld", "ledger", "notices", "clean_ups", "coverage",
             "gazettes", "press", "packs", "sections", "homes", "topics", "catalogues", "unmapped", "powers", "people",
             "audit", "wording", "plan_periods", "rule_of_law", "scorecards", "comparison", "official_texts"]  # fmt: skip
    names = ("page", "unit", "section", "year", "kind", "state", "term", "home", "text", "new", "old", "q", "status")
    for page in pages:
        for name in names:
            address = f"{reverse('desk:' + page)}?{name}={quote(value)}"
            assert client.get(address).status_code < 500, address[:80]
    body = {"document": value, "section": value, "relation_kind": "implements", "relation_target": value, "base": value}
    assert client.post(reverse("desk:documents_bulk"), body).status_code < 500
    assert client.post(reverse("desk:document_edit", args=[row.pk]), body | {"detach": value}).status_code < 500
    assert client.post(reverse("desk:ledger_bulk", args=["assign"]), {"item": value}).status_code < 500
