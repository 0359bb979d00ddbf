"""Links that lead nowhere become findings, and cease to be when they lead somewhere again."""

from __future__ import annotations

import pytest

from gongkai.apps.documents._gate import open_gate
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import save_draft
from gongkai.apps.jobs.models import Job
from gongkai.apps.publishing._links import Answer
from gongkai.apps.publishing.models import Finding
from gongkai.apps.publishing.operations.findings import run_proofing
from gongkai.apps.publishing.operations.links import check_round, try_document
from tests.apps.documents.paper import DAY, drafted, normative

pytestmark = pytest.mark.django_db


def fine(_href):
    return Answer()


def open_links(document):
    rows = Finding.objects.filter(document=document, rule="link.broken", state="open")
    return list(rows.order_by("start").values_list("message", flat=True))


def test_links_into_the_site(cast):
    other = drafted(normative(cast, "另一份办法", "青政发〔2026〕9号"))
    body = f'<p>见<a href="/doc/{other.pk}/">办法</a>、<a href="/doc/999999/">旧文</a>、<a href="/nowhere/">栏目</a>、<a href="x.html">附页</a></p>'
    paper = drafted(normative(cast, body=body))
    try_document(paper, ask=fine)
    # 草稿对公众不存在
    assert open_links(paper) == [
        f"链接 /doc/{other.pk}/ 有问题：所链接的文件不存在或没有公开。",
        "链接 /doc/999999/ 有问题：所链接的文件不存在或没有公开。",
        "链接 /nowhere/ 有问题：本站没有这个页面。",
        "链接 x.html 有问题：站内地址要以“/”开头。",
    ]
    with open_gate():
        Document.objects.filter(pk=other.pk).update(live=True)
    try_document(paper, ask=fine)
    assert len(open_links(paper)) == 3


def test_links_out_of_the_site(cast):
    body = '<p><a href="https://a.example/">甲</a><a href="https://b.example/x">乙</a></p>'
    paper = drafted(normative(cast, body=body))
    try_document(paper, ask=lambda href: Answer("页面不存在") if "b." in href else Answer())
    assert open_links(paper) == ["链接 https://b.example/x 有问题：页面不存在。"]
    # 校对再跑一遍，链接问题还在；链接修好才算改正
    run_proofing(actor=None, document=paper)
    assert len(open_links(paper)) == 1
    try_document(paper, ask=fine)
    assert open_links(paper) == []


def test_a_house_without_a_way_out_says_nothing(cast):
    paper = drafted(normative(cast, body='<p><a href="https://a.example/">甲</a></p>'))
    try_document(paper, ask=lambda _href: Answer("连接不上", is_sure=False))
    assert open_links(paper) == []


def test_a_save_asks_for_the_check_once(cast, django_capture_on_commit_callbacks):
    paper = drafted(normative(cast))
    for words in ("甲", "乙"):
        with django_capture_on_commit_callbacks(execute=True):
            save_draft(
                actor=cast.finance_liaison, document=paper, values={"body": f'<p><a href="/latest/">{words}</a></p>'}
            )
    assert Job.objects.filter(key=f"links:{paper.pk}").count() == 1


def test_every_public_document_has_its_day(cast, monkeypatch):
    paper = drafted(normative(cast, body='<p><a href="/nowhere/">甲</a></p>'))
    with open_gate():
        Document.objects.filter(pk=paper.pk).update(live=True, body='<p><a href="/nowhere/">甲</a></p>')
    days = [DAY.fromordinal(DAY.toordinal() + count) for count in range(28)]
    assert sum(check_round(day) for day in days) == 1


IPV4 = [
    ("http://202.106.0.20/a.html", True),
    ("https://202.106.0.20:8443/", True),
    ("https://202.106.0.20.example/", False),
    ("https://www.qingxi.example/202.106.0.20/", False),
    ("https://[2400:3200::1]/", False),
]


@pytest.mark.parametrize(("href", "is_found"), IPV4)
def test_an_address_of_one_network_only_is_told(cast, href, is_found):
    """PLT-09: who has IPv6 alone cannot open it, though it answers us."""
    paper = drafted(normative(cast, body=f'<p>见<a href="{href}">附表</a>。</p>'))
    problems = try_document(paper, ask=lambda _: Answer())
    assert ["IPv4" in problem.message for problem in problems] == ([True] if is_found else [])
