"""Is the site fit to be shown: its name in both networks, its foot, its links. PLT-09, PLT-12."""

from __future__ import annotations

import socket

import pytest
from typer.testing import CliRunner

from gongkai.apps.publishing._links import Answer
from gongkai.apps.publishing.queries.readiness import reached, readiness
from gongkai.apps.sections.models import SiteFacts
from gongkai.fronts.commands import application

pytestmark = pytest.mark.django_db
WHOLE = {
    "site_code": "4403000002",
    "icp_number": "青ICP备00000000号",
    "police_number": "青公网安备 00000000000000号",
    "contact_text": "0000-8200001",
    "organ_mark_url": "https://bszs.example/1",
    "error_report_url": "https://jiucuo.example/",
    "security_contact": "mailto:security@qingxi.example",
    "superior_links": [("link", {"text": "江州市人民政府", "url": "https://www.jiangzhou.example/"})],
}


@pytest.fixture
def fit(settings):
    settings.SITE_URL, settings.IS_HTTPS = "https://www.qingxi.example", True
    settings.ALLOWED_HOSTS = ["www.qingxi.example"]
    return SiteFacts.objects.create(**WHOLE)


def looked_at(ask=lambda _: Answer(), reach=lambda *_: ""):
    return readiness(ask=ask, reach=reach)


def test_a_site_that_is_fit(fit):
    rows = looked_at()
    assert all(row.is_well for row in rows), [row.text for row in rows]
    assert any("江州市人民政府" in row.text and "打得开" in row.text for row in rows)


def test_everything_that_is_missing_is_named(settings):
    settings.SITE_URL, settings.IS_HTTPS = "http://192.0.2.7:8000", False
    settings.ALLOWED_HOSTS = ["localhost"]

    def reach(host, port, family):
        assert (host, port) == ("192.0.2.7", 8000)
        return "域名没有 AAAA 记录" if family == socket.AF_INET6 else ""

    wrong = [row.text for row in looked_at(reach=reach) if not row.is_well]
    told = (
        "应以 https 开头",
        "应改用域名",
        "没有列出 192.0.2.7",
        "IPv6：域名没有 AAAA 记录",
        "网站标识码没有填写",
        "ICP备案编号没有填写",
    )
    for words in told:
        assert any(words in text for text in wrong), words


def test_a_link_of_the_foot_that_fails_is_named(fit):
    wrong = [
        row.text for row in looked_at(lambda url: Answer("页面不存在" if "jiangzhou" in url else "")) if not row.is_well
    ]
    assert wrong == ["链接“江州市人民政府” https://www.jiangzhou.example/：页面不存在"]


def test_a_connection_in_each_network():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert reached("127.0.0.1", port, socket.AF_INET) == ""
        assert reached("127.0.0.1", port, socket.AF_INET6) == "域名没有 AAAA 记录"
    assert reached("127.0.0.1", port, socket.AF_INET) == "连接不上 127.0.0.1"


@pytest.mark.parametrize(("is_fit", "code", "last"), [(True, 0, "全部合格。"), (False, 1, "2 项不合格。")])
def test_the_command(monkeypatch, fit, is_fit, code, last):
    module = "gongkai.apps.publishing.queries.readiness"
    rows = looked_at(reach=lambda *_: "" if is_fit else "连接不上")
    monkeypatch.setattr(f"{module}.readiness", lambda: rows)
    answer = CliRunner().invoke(application, ["site", "check"])
    assert answer.exit_code == code
    assert answer.output.splitlines()[-1] == last
