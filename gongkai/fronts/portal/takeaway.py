"""A public document as a file: made when first asked for, kept by the fingerprint of what went into it."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.facts import fact_rows
from gongkai.apps.documents.queries.files import picture_in, public_files, public_pictures
from gongkai.apps.documents.queries.gazettes import whole_issue
from gongkai.apps.files.writers.page import (
    Grid,
    PageText,
    page_text,
    write_page_docx,
    write_page_pdf,
    write_page_txt,
    write_table_csv,
    write_table_xlsx,
)
from gongkai.fronts.portal import addresses

PAGE_FORMS: dict[str, Callable[[PageText], bytes]] = {
    "docx": write_page_docx,
    "pdf": write_page_pdf,
    "txt": write_page_txt,
}
TABLE_FORMS: dict[str, Callable[[Grid], bytes]] = {"xlsx": write_table_xlsx, "csv": write_table_csv}
OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
# raised when the writers change, so that kept files are made anew
VERSION = "2"
KEPT_SECONDS = 30 * 24 * 3600


def written(document: Document, form: str) -> tuple[bytes, str]:
    """The document as docx, pdf or txt, and its fingerprint; an issue of the gazette with all its pieces. Raises
    `NoChineseFont`."""
    files = public_files(document.pk)
    body, pictures = document.body, files
    if document.kind == Document.Kind.GAZETTE:
        body, linked = whole_issue(document.pk)
        pictures = [*files, *public_pictures(linked)]
    url = f"{settings.SITE_URL}{addresses.document(document.pk)}"
    facts = tuple(fact_rows(document))
    source = document.source_text or document.publisher.name
    named = tuple(row.name for row in files if not row.is_inline)
    shas = [row.file.sha256 for row in pictures]
    mark = _fingerprint(form, url, document.title, body, source, *(f"{a}{b}" for a, b in facts), *named, *shas)

    def make() -> bytes:
        page = page_text(
            title=document.title,
            body=body,
            facts=facts,
            source=source,
            url=url,
            files=named,
            picture=lambda src: picture_in(pictures, src),
        )
        return PAGE_FORMS[form](page)

    return _kept(document.pk, mark, form, make), mark


def written_table(document: Document, number: int, form: str) -> tuple[bytes, str] | None:
    """The table with this number from 1 as xlsx or csv, and its fingerprint; None when there is no such table."""
    mark = _fingerprint(form, str(number), document.body)
    tables = page_text(title=document.title, body=document.body).tables
    if not 1 <= number <= len(tables):
        return None
    return _kept(document.pk, mark, form, lambda: TABLE_FORMS[form](tables[number - 1])), mark


def _fingerprint(*parts: str) -> str:
    return hashlib.sha256("\0".join((VERSION, *parts)).encode()).hexdigest()[:32]


def _kept(pk: int, mark: str, form: str, make: Callable[[], bytes]) -> bytes:
    """From the cache, or made and kept. What nobody asked for in thirty days goes, folder by folder."""
    folder = Path(settings.CACHE_ROOT) / "downloads" / f"{pk % 256:02x}"
    place = folder / f"{pk}-{mark}.{form}"
    try:
        data = place.read_bytes()
        os.utime(place)
        return data
    except OSError:
        data = make()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _sweep(folder)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(name, place)
    return data


def _sweep(folder: Path) -> None:
    oldest = time.time() - KEPT_SECONDS
    for path in folder.iterdir():
        try:
            if path.stat().st_mtime < oldest:
                path.unlink()
        except OSError:  # another process was faster
            continue
