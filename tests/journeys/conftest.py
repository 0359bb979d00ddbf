"""Journeys: a real browser against a live server. Every screen visited is checked by axe and must raise no error."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.resources import files

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import executable
from tests.cast import Cast, assemble

# the browser's driver runs an event loop in this thread; the server has its own
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 800}
# where Django's test runner keeps the rows that migrations made
ROWS = "_test_serialized_contents"
RULES = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
    rule => rule.id + ': ' + rule.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')))"""

# a message that is still fading in has too little contrast for a moment; what never ends is left alone
AT_REST = """() => Promise.allSettled(document.getAnimations().filter(
    one => one.effect && one.effect.getComputedTiming().endTime !== Infinity).map(one => one.finished))"""


@pytest.fixture(scope="session")
def browser(django_db_setup) -> Iterator[Browser]:
    """One Chromium for all journeys."""
    path = executable()
    assert path, "浏览器测试需要 Chromium，请先运行 make test 安装。"
    kept = getattr(connection, ROWS, None)
    with sync_playwright() as driver:
        # under the driver's event loop this thread has another connection: without these rows, every journey but
        # the first would begin on a database without the root of the tree
        if kept is not None:
            setattr(connection, ROWS, kept)
        chromium = driver.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    """Files come straight from the sources; letters and jobs stay inside the test."""
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(scope="session", autouse=True)
def _leave_the_database_as_it_was(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A journey empties the tables when it ends, with the rows that migrations made: give those back at the end."""
    yield
    kept = getattr(connection, ROWS, "")
    with django_db_blocker.unblock():
        if kept:
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
            connection.creation.deserialize_db_from_string(kept)


@pytest.fixture
def town(transactional_db, django_db_serialized_rollback) -> Cast:
    """The fixed cast, where the live server sees it, on a database as the migrations leave it."""
    return assemble()


@pytest.fixture
def enter(browser: Browser, live_server, town) -> Iterator[Callable[..., Page]]:
    """`enter(user, size=DESKTOP, scripts=True)`: a page of a signed-in person. Errors in the page fail the journey."""
    contexts: list[BrowserContext] = []
    trouble: list[str] = []

    def enter_as(user, size=DESKTOP, scripts: bool = True) -> Page:
        client = Client()
        client.force_login(user)
        context = browser.new_context(
            viewport=size,
            locale="zh-CN",
            base_url=live_server.url,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        key = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        return page

    yield enter_as
    for context in contexts:
        context.close()
    assert trouble == []


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """`axe(page)`: nothing on this screen is a barrier."""
    script = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")

    def check(page: Page) -> None:
        page.wait_for_load_state()
        page.evaluate(script)
        page.evaluate(AT_REST)
        assert page.evaluate(RULES) == [], page.url

    return check


__all__ = ["DESKTOP", "PHONE", "expect"]
