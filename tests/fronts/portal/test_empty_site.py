"""A site where nothing has happened yet: every page says what happened and what to do."""

from __future__ import annotations

import pytest
from django.test import Client

ADDRESSES = (
    "/", "/latest/", "/library/", "/library/normative/", "/gazette/", "/map/", "/units/", "/search/?q=a", "/feeds/", "/catalogues/",
    "/ledger/", "/section-changes/", "/sitemap.xml", "/sitemap-pages-0.xml", "/feeds/latest.atom", "/robots.txt",
)  # fmt: skip


@pytest.mark.django_db
def test_every_page_opens():
    for address in ADDRESSES:
        assert Client().get(address).status_code == 200, address


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "还没有公开的文件。"),
        ("/latest/", "还没有公开的文件。"),
        ("/gazette/", "还没有公开的公报。"),
        ("/units/", "还没有登记单位。"),
        ("/search/?q=电梯", "没有标题或文号含“电梯”的公开文件。"),
        ("/catalogues/", "还没有公布的标准目录。"),
        ("/ledger/", "还没有公开的台账。"),
        ("/map/", "还没有设置栏目。"),
    ],
)
def test_what_is_missing_is_said(address, words):
    assert words in Client().get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/doc/1/", "/doc/99999999999999999999/", "/library/none/", "/gazette/2026/1/", "/latest/?page=2", "/latest/?page=0",
     "/latest/?page=x", "/library/normative/?year=abc", "/search/?q=a&unit=-1", "/s1/", "/aaa", "/forms/1/", "/u/1/s2/",
     "/feeds/unit/1.atom", "/feeds/library/none.rss", "/catalogues/1/", "/catalogues/1.xlsx", "/.well-known/security.txt"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(address):
    answer = Client().get(address)
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()
