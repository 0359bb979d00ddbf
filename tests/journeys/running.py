"""The whole system with the sample county, as `make run` starts it, on a free port and with a state of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from playwright.sync_api import Page

PASSWORD = "qingxi-2026"


@contextmanager
def running_town(**settings: str) -> Iterator[str]:
    """The address of the running system; its state is gone afterwards. `settings`: further environment variables."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as place:
        state = os.environ | {"GONGKAI_VAR": place, "GONGKAI_PORT": str(port), "GONGKAI_SAMPLE": "1"} | settings
        state.pop("GONGKAI_DATABASE_URL", None)
        program = Path(sys.executable).with_name("gongkai")
        server = subprocess.Popen([program, "serve"], env=state, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, server)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until the public site answers, at most five minutes."""
    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError("系统没有启动，原因见上。")
        try:
            with urlopen(f"{address}/", timeout=5):
                return
        except HTTPError as refused:
            raise RuntimeError(f"首页出错：{refused.code}") from refused
        except (URLError, OSError):
            time.sleep(0.5)
    raise RuntimeError("系统五分钟内没有启动。")


def sign_in(page: Page, username: str) -> None:
    """Through the door that everybody uses."""
    page.goto("/desk/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/desk/**")


def withdraw(page: Page, title: str, reason: str) -> str:
    """Take a public document back on its desk page (signed in as somebody who may); its public address."""
    page.goto(f"/desk/documents/?term={title}")
    page.locator(".dc-list").get_by_role("link", name=title).first.click()
    page.locator(".dc-next summary", has_text="撤回").click()
    page.get_by_label("撤回原因").fill(reason)
    page.get_by_role("button", name="撤回", exact=True).click()
    page.get_by_text("已撤回，原地址显示撤回说明。").wait_for()
    return f"/doc/{page.url.rstrip('/').rsplit('/', 1)[1]}/"
