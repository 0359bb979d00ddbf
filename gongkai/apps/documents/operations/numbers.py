"""Index numbers (索引号): given once, at publication, and never again."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import Max
from django.utils import timezone

from gongkai.apps.documents.models import Document, IndexNumber

# any number, the same in every process: PostgreSQL lets one transaction at a time give a number
LOCK = 0x696E6465_786E6F


def give_index_number(*, document: Document, at: datetime) -> str:
    """The next number of the publisher in the year of `at`, by GONGKAI_INDEX_NUMBER_PATTERN. Not saved on the document.

    To be called in a transaction: writers of numbers queue until it ends (SQLite: the write lock of the transaction;
    PostgreSQL: an advisory lock), so two cannot take the same. A number of a withdrawn document stays taken.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    code = document.publisher.code or settings.INDEX_CODE
    year = timezone.localdate(at).year
    last = IndexNumber.objects.filter(prefix=code, year=year).aggregate(last=Max("serial"))["last"] or 0
    serial = last + 1
    while True:
        number = settings.INDEX_NUMBER_PATTERN.format(code=code, year=year, serial=serial)
        # a number that came with a document from elsewhere is taken as well
        if not Document.objects.filter(index_number=number).exists() and not _given(number):
            break
        serial += 1
    IndexNumber.objects.create(number=number, prefix=code, year=year, serial=serial, given_at=at)
    return number


def _given(number: str) -> bool:
    return IndexNumber.objects.filter(number=number).exists()
