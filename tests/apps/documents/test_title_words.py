"""On PostgreSQL words in titles are found by an index; where it cannot be made, they are found all the same."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.db import connection

from gongkai.apps.documents.queries import DeskFilter, desk_documents
from tests.apps.documents.paper import drafted, normative
from tests.together import on_postgresql

pytestmark = [pytest.mark.django_db, on_postgresql]
migration = import_module("gongkai.apps.documents.migrations.0007_title_trigrams")


def made() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE indexname = ANY(%s)", [list(migration.INDEXES)])
        return {name for (name,) in cursor.fetchall()}


def is_at_hand() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'pg_trgm'")
        return bool(cursor.fetchone()[0])


def test_titles_and_numbers_have_their_index_where_it_can_be_made(cast):
    assert made() == (set(migration.INDEXES) if is_at_hand() else set())
    drafted(normative(cast, "青溪县临时救助办法", "青政发〔2026〕3号"), places=[])
    for term, many in (
        ("临时救助", 1),
        ("救助", 1),
        ("3号", 1),
        ("青政发〔2026〕", 1),
        ("临时救济办法", 0),
        ("%", 0),
        ("_", 0),
    ):
        assert desk_documents(cast.officer, DeskFilter(term=term)).total == many, term


def test_without_the_right_to_make_it_the_migration_goes_on(monkeypatch):
    with connection.schema_editor(atomic=False) as editor:
        migration.drop(None, editor)
        monkeypatch.setitem(migration.INDEXES, "document_title_words", "no_such_column")
        migration.add(None, editor)
        assert made() == set()
        monkeypatch.undo()
        migration.add(None, editor)
    assert made() == (set(migration.INDEXES) if is_at_hand() else set())
