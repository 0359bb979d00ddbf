"""Several people at the same moment: threads with connections of their own, started together or one in front."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import contextmanager
from threading import Barrier, Event, Thread, current_thread
from unittest import mock

import pytest
from django.db import connection
from wagtail.models import Locale, Page

from gongkai.domain.workflow import Blocked

# how long the one in front stays before it goes on: enough for another to run into its locks
AHEAD_SECONDS = 0.4


# SQLite lets one writer at a time begin a transaction: nobody meets anybody
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite 的写事务一个接一个，不会相遇")


def with_page_tree() -> None:
    """The root of the page tree; a test that emptied the database took it along."""
    Locale.objects.get_or_create(language_code="zh-hans")
    if not Page.objects.filter(depth=1).exists():
        Page.add_root(title="Root", slug="root")


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; what each returned, or the sentences or the error that ended it."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=30)
            results[place] = act()
        except Blocked as refusal:
            results[place] = tuple(refusal.blockers)
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "有人一直在等"
    return results


def one_ahead(place: str, first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """The first stops when it comes to the function at `place` (in its transaction, with its locks); the second then
    starts and runs into it; after a moment the first goes on. Results as of `at_once`."""
    reached, leader = Event(), []

    @contextmanager
    def stopped():
        target, name = place.rsplit(".", 1)
        whole = getattr(__import__(target, fromlist=[name]), name)

        def slow(*args, **named):
            if current_thread() in leader:
                reached.set()
                time.sleep(AHEAD_SECONDS)
            return whole(*args, **named)

        with mock.patch(place, slow):
            yield

    def lead() -> object:
        leader.append(current_thread())
        return first()

    def follow() -> object:
        assert reached.wait(timeout=30), "前一个没有走到那里"
        return second()

    with stopped():
        return at_once(lead, follow)
