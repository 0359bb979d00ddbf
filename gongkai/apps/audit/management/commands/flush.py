"""`manage.py flush` empties every table, the log with it: on purpose, by an administrator or between two tests."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.flush import Command as Flush
from django.db import connections

from gongkai.apps.audit import _triggers
from gongkai.apps.audit.models import AuditEntry


class Command(Flush):
    """Lift the triggers that guard the log, empty the database, put them back."""

    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        if AuditEntry._meta.db_table not in connection.introspection.table_names():
            return super().handle(**options)
        _triggers.remove(connection)
        try:
            return super().handle(**options)
        finally:
            _triggers.install(connection)
