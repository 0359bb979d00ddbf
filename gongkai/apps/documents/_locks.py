"""Who writes first: documents are held before anything that hangs on them, several in the order of their numbers.

The one order of locks: documents, review, findings, a document number, index numbers, the count of public changes, the
log. Two writers who keep it never wait for each other in a ring.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from django.db import connection

from gongkai.apps.documents.models import Document


def held(pk: int) -> Document | None:
    """The row under lock until the transaction ends, as it is now; None when it is gone.

    The lock lets others add rows that point at it (a duty, a citation): they need not wait, and cannot wait in a ring.
    """
    row: Document | None = Document.objects.select_for_update(no_key=True).filter(pk=pk).first()
    return row


def hold(ids: Iterable[int]) -> list[int]:
    """Hold several at once, in the order of their numbers; the numbers of those that are there. Loads nothing else."""
    rows = Document.objects.select_for_update(no_key=True).filter(pk__in=list(ids)).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def hold_number(document: Document) -> None:
    """Let one transaction at a time look whether this 文号 of this issuer is taken, and take it.

    SQLite: the write lock of the transaction does it.
    """
    if document.number_key and connection.vendor == "postgresql":
        told = f"{document.issuer_text}\n{document.number_key}".encode()
        key = int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
