"""Rights are asked in every view: all addresses of the desk are walked as a stranger and as a liaison."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, resolve, reverse

from gongkai.fronts.desk.gate import OPEN_TO_ALL

# what a person without any unit may still open on the desk: the first screen says that they have no unit
STRANGER_OPENS = {"desk:today"}
# Wagtail screens that stand before signing in
BEFORE_SIGNING_IN = {
    "wagtailadmin_login",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
    "wagtailadmin_password_reset",
    "wagtailadmin_password_reset_done",
    "wagtailadmin_password_reset_confirm",
    "wagtailadmin_password_reset_complete",
}
# the office's own screens
OFFICE_ONLY = [
    "desk:notice_new",
    "desk:review",
    "desk:review_row",
    "desk:review_choose",
    "desk:review_progress",
    "desk:import_file",
]
OFFICE_ACTS = ["desk:review_act", "desk:review_accept", "desk:review_discard", "desk:notice_new"]
VALUES = {"IntConverter": 1, "UUIDConverter": "00000000-0000-4000-8000-000000000001"}


def addresses() -> Iterator[tuple[str, str]]:
    """(view name, an address of it) for every named view under /desk/."""
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLResolver) and str(pattern.pattern) == "desk/":
            yield from _below(pattern, "")


def _below(resolver: URLResolver, namespace: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace or "") if part)
            yield from _below(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            name = f"{namespace}:{pattern.name}" if namespace else pattern.name
            if address := _address(name):
                yield name, address


def _address(name: str) -> str:
    """An address of this view with values that lead nowhere in particular: numbers first, then words."""
    for kwargs in ({}, *_guesses(name)):
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""


def _guesses(name: str) -> Iterator[dict[str, object]]:
    resolver = get_resolver()
    for part in name.split(":")[:-1]:
        resolver = resolver.namespace_dict[part][1]
    for forms, _, _, converters in resolver.reverse_dict.getlist(name.rsplit(":", 1)[-1]):
        for _, wanted in forms:
            for fallback in (1, "x"):
                kinds = {key: type(converters[key]).__name__ for key in wanted if key in converters}
                yield {key: VALUES.get(kinds.get(key, ""), fallback) for key in wanted}


def walk(client) -> Iterator[tuple[str, int, str]]:
    """Ask for every address but one: signing out would end the walk."""
    for name, address in addresses():
        if name == "wagtailadmin_logout":
            continue
        answer = client.get(address)
        yield name, answer.status_code, answer.headers.get("Location", "")


def test_the_walk_reaches_the_screens_of_wagtail_and_ours():
    names = {name for name, _ in addresses()}
    assert len(names) > 120
    assert {"desk:today", "desk:review", "wagtailadmin_explore_root", "wagtailimages:index"} <= names


def test_anonymous_people_are_sent_to_the_login_page(client, db):
    for name, status, place in walk(client):
        if name not in BEFORE_SIGNING_IN:
            assert (status, place.startswith("/desk/login/")) in {(302, True), (404, False), (403, False)}, name


def test_a_stranger_opens_nothing_but_the_account_and_the_empty_first_screen(client, cast):
    client.force_login(cast.stranger)
    opened = {name for name, status, _ in walk(client) if status == 200}
    assert opened - OPEN_TO_ALL == STRANGER_OPENS


def test_a_liaison_meets_no_screen_of_wagtail(client, cast):
    client.force_login(cast.finance_liaison)
    for name, status, place in walk(client):
        # our list of documents stands where Wagtail has its list of files: asked for, ours answers
        is_ours = name.startswith("desk:") or resolve(dict(addresses())[name]).namespace == "desk"
        if not is_ours and name not in OPEN_TO_ALL:
            assert status in {403, 404} or place == "/desk/today/", (name, status, place)


def test_no_address_breaks_for_anybody(client, cast):
    for user in (cast.officer, cast.auditor, cast.reviewer):
        client.force_login(user)
        assert [(name, status) for name, status, _ in walk(client) if status >= 500] == []


@pytest.mark.parametrize("name", OFFICE_ONLY)
def test_the_review_is_closed_to_liaisons_and_reviewers(client, cast, imported, name):
    address = reverse(name, args=[] if name == "desk:notice_new" else [imported.pk])
    for user in (cast.finance_liaison, cast.reviewer):
        client.force_login(user)
        assert client.get(address).status_code == 403


@pytest.mark.parametrize("name", OFFICE_ACTS)
def test_only_the_office_changes_an_import(client, cast, imported, name):
    address = reverse(name, args=[] if name == "desk:notice_new" else [imported.pk])
    for user in (cast.finance_liaison, cast.reviewer, cast.auditor, cast.stranger):
        client.force_login(user)
        client.post(address, {"revision": 0, "do": "drop 1"})
        imported.refresh_from_db()
        assert (imported.revision, imported.state) == (0, "under_review")


def test_the_auditor_reads_the_review_without_buttons(client, cast, imported):
    client.force_login(cast.auditor)
    page = client.get(reverse("desk:review", args=[imported.pk]))
    assert page.status_code == 200
    assert "确认入账" not in page.content.decode()


def test_the_system_administrator_keeps_wagtail(client, cast):
    client.force_login(cast.admin)
    assert client.get(reverse("wagtailusers_users:index")).status_code == 200


def test_a_person_without_a_unit_is_told_so(client, cast):
    client.force_login(cast.stranger)
    assert "您的账号还没有任职单位" in client.get(reverse("desk:today")).content.decode()
