"""Many publish at the same moment: no two get one index number, none is lost. On SQLite and on PostgreSQL."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction

from gongkai.apps.documents import operations
from gongkai.apps.documents.models import Document, IndexNumber
from tests.apps.documents.paper import at, drafted, normative
from tests.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8


def test_index_numbers_of_a_moment_are_all_different():
    cast = assemble()
    # no sections: the test that emptied the database before this one took the root of the page tree with it
    names = [(f"青溪县第{n}号办法", f"青政发〔2026〕{n}号") for n in range(1, WRITERS + 1)]
    drafts = [drafted(normative(cast, *name), places=[]) for name in names]
    Document.objects.update(is_emergency=True)
    for draft in drafts:
        operations.decide_openness(actor=None, document=draft, openness_class="proactive", now=at())
    start, failed = threading.Barrier(WRITERS), []

    def publish(draft: Document) -> None:
        try:
            start.wait(timeout=30)
            with transaction.atomic():
                operations.make_public(actor=None, document=draft, at=at(), note="")
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failed == []
    given = sorted(Document.objects.values_list("index_number", flat=True))
    assert given == [f"000000000/2026-{n:05d}" for n in range(1, WRITERS + 1)]
    assert IndexNumber.objects.count() == WRITERS
