"""The template of a section decides how the public sees what is published in it. CAT-01."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.apps.documents.models import Document, Placement
from gongkai.apps.sections import operations as tree
from gongkai.domain.workflow import Blocked
from gongkai.fronts.portal.tree import forget

pytestmark = pytest.mark.django_db


def shown(site, section, **changes) -> str:
    if changes:
        tree.change_section(actor=site.cast.officer, section=section, changes=changes)
    forget()
    address = section.relative_url(None)
    Client().get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get(address)
    assert (answer.status_code, len(asked) <= 5) == (200, True)
    return answer.content.decode()


def test_rows_are_shown_as_the_template_says(site):
    titles = shown(site, site.policies)
    assert '<th scope="col">文号</th>' not in titles
    table = shown(site, site.policies, layout="table")
    for head in ("文件", "文号", "成文日期", "发布日期", "有效性"):
        assert f'<th scope="col">{head}</th>' in table
    row = site.policies.placements.filter(is_live=True).order_by("-is_pinned", "-published_at")[0].document
    assert f'<a href="/doc/{row.pk}/">{row.title}</a>' in table
    assert "<h2>2026年</h2>" in shown(site, site.policies, layout="years")
    Document.objects.filter(pk=row.pk).update(summary="讲清楚补贴怎么发。")
    assert "讲清楚补贴怎么发。" in shown(site, site.policies, layout="summary")


def test_a_text_section_shows_its_newest_document_whole(site):
    """指南、简介作为文件送审发布，栏目里直接读到全文；栏目自己的正文优先。"""
    row = site.documents["old"]
    Placement.objects.create(document=row, section=site.guide, is_live=True, published_at=row.published_at)
    assert "本指南说明公开了什么" in shown(site, site.guide)
    whole = shown(site, site.guide, body="")
    assert f'<h2 id="whole-h">{row.title}</h2>' in whole
    assert "附件、下载和版本" in whole
    # 只有一篇时不再重复列一遍
    assert 'class="rows"' not in whole.split("</article>")[1].split("<footer")[0]
    assert 'id="whole-h"' not in shown(site, site.guide, layout="titles")


def test_an_unknown_template_is_refused(site):
    with pytest.raises(Blocked) as blocked:
        tree.change_section(actor=site.cast.officer, section=site.guide, changes={"layout": "cards"})
    assert blocked.value.blockers == ("页面模板填写有误。",)
