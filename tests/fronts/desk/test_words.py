"""No English on the desk: everything that people read or hear is Chinese."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from gongkai.apps.ledgers import operations
from gongkai.fronts.desk.templatetags.desk_tags import plain_value
from tests.fronts.desk.test_notices import accepted

# what is a name also in Chinese: kinds of files, keys, the letters of sizes
NAMES = {"txt", "docx", "xlsx", "pdf", "ofd", "doc", "wps", "LibreOffice", "Ctrl", "Esc", "KB", "MB"}
READ_ALOUD = {"aria-label", "title", "placeholder", "alt"}
WORD = re.compile(r"[A-Za-z]{2,}")


class Words(HTMLParser):
    """The words of a page: text outside scripts and templates, and what is read aloud."""

    def __init__(self):
        super().__init__()
        self.hidden, self.words = 0, set()

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style", "template")
        for name, value in attrs:
            if name in READ_ALOUD:
                self.words |= set(WORD.findall(value or ""))

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style", "template")

    def handle_data(self, data):
        if not self.hidden:
            self.words |= set(WORD.findall(data))


def english(page):
    reader = Words()
    reader.feed(page)
    return reader.words - NAMES


SCREENS = ["today", "notices", "notice_new"]


@pytest.mark.parametrize("name", SCREENS)
def test_the_screens_speak_chinese(client, cast, name):
    client.force_login(cast.officer)
    assert english(client.get(reverse(f"desk:{name}")).content.decode()) == set()


def test_the_review_and_its_forms_speak_chinese(client, cast, imported):
    client.force_login(cast.officer)
    place = reverse("desk:review", args=[imported.pk])
    chooser = reverse("desk:review_choose", args=[imported.pk]) + "?text=县旅游推广中心"
    for address in (place, f"{place}?edit=3", f"{place}?add=", chooser):
        assert english(client.get(address).content.decode()) == set(), address


def test_the_notice_and_its_comparison_speak_chinese(client, cast):
    notice = accepted(cast.officer)
    client.force_login(cast.officer)
    for name in ("notice", "compare"):
        assert english(client.get(reverse(f"desk:{name}", args=[notice.pk])).content.decode()) == set(), name


def test_refusals_and_missing_pages_speak_chinese(client, cast):
    client.force_login(cast.finance_liaison)
    for address in ("/desk/pages/", "/desk/notices/999/", "/desk/nowhere/"):
        answer = client.get(address)
        assert answer.status_code in (403, 404)
        assert english(answer.content.decode()) == set(), address


def test_signing_in_speaks_chinese(client, db):
    page = client.get("/desk/login/").content.decode()
    assert "政务公开工作台" in page
    assert english(page) == set()


CORRECTED = [
    # as kept, as people read it
    ({"text": "甲", "lead_units": ["县财政局", "县司法局"]}, "任务：甲；牵头单位：县财政局；县司法局"),
    ({"text": "2026531前", "kind": "fixed", "date": "2026-05-31", "offset": None}, "2026531前，2026-05-31"),
    ({"id": 4, "text": "一项任务", "section": ["一、"]}, "一项任务"),
    ({"unit": 3, "group": None, "name": "青溪县财政局"}, "青溪县财政局"),
    ({"unit": 3, "group": None}, "另一个单位"),
    ({"title": "新标题", "doc_number": None}, "标题：新标题；发文字号：—"),
    ([{"id": 1, "text": "甲"}, {"id": 2, "text": "乙"}], "甲；乙"),
    (True, "是"),
    (None, "—"),
]


@pytest.mark.parametrize(("kept", "words"), CORRECTED)
def test_a_correction_is_told_in_words(kept, words):
    assert plain_value(kept) == words


def test_every_correction_of_a_notice_speaks_chinese(client, cast, imported):
    """Each kind of correction once, then the page that lists them."""
    client.force_login(cast.officer)
    acts = [
        {"do": "confirm 3 1 2026-05-31"},
        {"do": "choose - 县旅游推广中心"},
        {"do": "edit 2", "text": "公开补贴发放结果。", "leads": "县司法局", "quota-count": "0", "limit-count": "0"},
        {"do": "merge 2"},
        {"do": "add 1", "text": "另一项任务。"},
        {"do": "drop 4"},
        {"do": "head", "year": "2026", "issuer": "青溪县"},
    ]
    for act in acts:
        imported.refresh_from_db()
        client.post(reverse("desk:review_act", args=[imported.pk]), act | {"revision": imported.revision})
    imported.refresh_from_db()
    assert len(imported.corrections) == len(acts)
    assert english(client.get(reverse("desk:review", args=[imported.pk])).content.decode()) == set()
    notice = operations.accept_import(actor=cast.officer, imported=imported, revision=imported.revision)
    page = client.get(reverse("desk:notice", args=[notice.pk])).content.decode()
    assert "核对时的更正 7 处" in page
    assert english(page) == set()
