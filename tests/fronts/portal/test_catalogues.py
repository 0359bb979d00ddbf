"""Standard catalogues for the public: every column of the national form, and the way from an item to what is public."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from gongkai.apps.sections import operations as tree
from gongkai.apps.sections.models import StandardItem

pytestmark = pytest.mark.django_db


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.fixture
def item(site) -> StandardItem:
    """The first item of the catalogue, with all its columns, disclosed among the policies."""
    row = site.catalogue.items.order_by("position")[0]
    channels = [{"name": "政府网站", "is_required": True}, {"name": "公开查阅点", "is_required": False}]
    row.mode, row.levels, row.channels = "主动、依申请", "县级、乡级", channels
    row.save()
    tree.map_item(actor=site.cast.officer, item=row, section=site.policies)
    return row


def test_the_table_has_every_column(site, item):
    shown = page(f"/catalogues/{site.catalogue.pk}/")
    for head in (
        "序号", "事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象", "公开方式",
        "公开层级",
    ):  # fmt: skip
        assert f'<th scope="col">{head}</th>' in shown
    assert ">主动、依申请</td>" in shown
    assert ">县级、乡级</td>" in shown
    assert re.search(r'政府网站\s*<span class="path">可选：公开查阅点</span>', shown)


def test_an_item_leads_to_its_documents(site, item):
    address = f"/catalogues/{site.catalogue.pk}/{item.position}/"
    assert f'href="{address}"' in page(f"/catalogues/{site.catalogue.pk}/")
    shown = page(address)
    document = site.documents["old"]
    assert site.policies.title in shown
    assert f'href="/doc/{document.pk}/"' in shown
    # 没有对应栏目的事项照实说
    other = site.catalogue.items.exclude(pk=item.pk).first()
    assert "这一项还没有公开的内容。" in page(f"/catalogues/{site.catalogue.pk}/{other.position}/")
    assert Client().get(f"/catalogues/{site.catalogue.pk}/9999/").status_code == 404


def test_items_of_all_catalogues_are_found_by_name(site, item):
    shown = page(f"/catalogues/?q={item.second_item or item.first_item}")
    assert f'href="/catalogues/{site.catalogue.pk}/{item.position}/"' in shown
    assert "没有找到名称里有“没有这个词”的事项。" in page("/catalogues/?q=没有这个词")
