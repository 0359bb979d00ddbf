"""网站信息: kept by the office, shown at the foot of every public page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.sections.models import SiteFacts
from gongkai.apps.sections.operations import ensure_home

pytestmark = pytest.mark.django_db
VALUES = {
    "site_code": "4403000002",
    "icp_number": "青ICP备00000000号",
    "superior_links": "江州市人民政府 https://www.jiangzhou.example/",
}


def test_the_office_writes_the_foot_of_the_site(cast, client):
    ensure_home(actor=None)
    client.force_login(cast.officer)
    page = client.post(reverse("desk:site_facts_act", args=["save"]), VALUES, follow=True)
    assert "网站信息已保存。" in page.content.decode()
    client.logout()
    foot = client.get("/").content.decode()
    assert "4403000002" in foot
    assert "https://www.jiangzhou.example/" in foot
    assert AuditEntry.objects.filter(action="修改网站信息").count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        # 标识码是 10 位
        ({"site_code": "44030"}, "网站标识码为 10 位数字，或 bm 加 8 位数字。"),
        # 链接要写文字和网址
        ({"account_links": "https://x.example/"}, "要写成“文字 网址”"),
        ({"police_url": "没有"}, "“公安备案查询网址”填写有误，请核对。"),
    ],
)
def test_a_wrong_value_is_one_sentence_and_nothing_is_kept(cast, client, wrong, sentence):
    client.force_login(cast.officer)
    page = client.post(reverse("desk:site_facts_act", args=["save"]), VALUES | wrong)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not SiteFacts.objects.exists()


def test_a_liaison_may_not(cast, client):
    client.force_login(cast.finance_liaison)
    assert client.get(reverse("desk:site_facts")).status_code == 403
