"""What is wrong between documents is listed for those who have to put it right. LIB-03, LIB-09, LIB-13, INT-07."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from gongkai.apps.documents import operations
from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.elements import element_rules
from tests.apps.documents.paper import at, drafted, interpretation, normative, publish, related

# 新旧差异 is asked for only where there is an older document
NAMES = {row.code: row.name for row in element_rules() if row.is_required and not row.needs_predecessor}


def unheard_of(document: Document) -> Document:
    """As it comes out in an emergency or from an old site: without a record of consultation."""
    Document.objects.filter(pk=document.pk).update(consultation_text="")
    return document


@pytest.fixture
def lists(client, cast):
    """The words of one list."""

    def read(show: str) -> str:
        client.force_login(cast.finance_liaison)
        answer = client.get(reverse("desk:relations"), {"show": show} if show else {})
        return answer.content.decode().split('id="main"')[-1]

    return read


def test_each_list_names_exactly_what_is_wrong(cast, lists):
    old = publish(drafted(normative(cast, "旧办法", "青政发〔2026〕1号", consultation_text="征求意见30日")))
    text = "<p>依照《旧办法》和《尚未入库的条例》办理。</p>"
    citing = publish(drafted(normative(cast, "引用的办法", "青政发〔2026〕2号", body=text)))
    reading = publish(drafted(interpretation(cast, title="旧办法解读"), relations=related("interprets", old)))
    unheard = unheard_of(publish(drafted(normative(cast, "没有听取意见的办法", "青政发〔2026〕3号"))))
    assert "没有这样的文件" in lists("")
    assert "没有这样的文件" in lists("pairs")
    assert "尚未入库的条例" in lists("unresolved")
    assert (unheard.title in lists("basis"), citing.title in lists("basis")) == (True, False)
    operations.set_validity(
        actor=None, document=old, validity="repealed", on=date(2026, 3, 2), reason="不再适用", now=at()
    )
    shown = lists("")
    assert all(words in shown for words in (citing.title, "《旧办法》", "废止"))
    operations.withdraw(actor=None, document=old, reason="内容有误", now=at())
    assert reading.title in lists("pairs")
    assert "没有公开发布，不得作为行政管理依据。" in lists("basis")


def test_a_list_that_is_none_is_not_found_and_strangers_see_nothing(client, cast):
    client.force_login(cast.officer)
    assert client.get(reverse("desk:relations"), {"show": "x"}).status_code == 404
    client.force_login(cast.stranger)
    assert client.get(reverse("desk:relations")).status_code == 403


def test_an_interpretation_is_told_exactly_which_elements_it_lacks(client, cast):
    policy = publish(drafted(normative(cast)))
    written = {code: f"{name}写得清楚明白，与文件原文并不相同。" for code, name in NAMES.items()}
    del written["audience"], written["standards"]
    reading = drafted(interpretation(cast, elements=written), relations=related("interprets", policy))
    client.force_login(cast.officer)
    for view in ("desk:document", "desk:document_edit"):
        page = client.get(reverse(view, args=[reading.pk])).content.decode()
        assert re.findall(r"缺少“(.+?)”。", page) == ["适用对象", "执行标准"], view
    whole = written | {code: f"{NAMES[code]}写得清楚明白，与文件原文并不相同。" for code in ("audience", "standards")}
    operations.save_draft(actor=None, document=reading, values={"elements": whole})
    assert "各项要素都写明了。" in client.get(reverse("desk:document", args=[reading.pk])).content.decode()


def test_the_page_of_a_document_says_that_it_is_no_basis(client, cast):
    row = unheard_of(publish(drafted(normative(cast))))
    client.force_login(cast.officer)
    page = client.get(reverse("desk:document", args=[row.pk])).content.decode()
    assert "没有征求意见的记录。" in page
    other = publish(drafted(normative(cast, "办法", "青政发〔2026〕8号")))
    assert "作为依据" not in client.get(reverse("desk:document", args=[other.pk])).content.decode()
