"""The files of public documents, and what a download of the document itself is made from. PLT-11."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.documents.queries.public import public_documents
from gongkai.apps.files.queries import DamagedFile, open_bytes

PICTURE = re.compile(r"/doc/\d+/files/(\d+)/")


def public_file(pk: int, attachment: int) -> Attachment | None:
    """A file that everybody may have: of a document that is public now, and published with it. One query."""
    rows = Attachment.objects.filter(pk=attachment, document=pk, is_live=True, document__live=True)
    return rows.select_related("file").defer("text", "cleaning").first()


def public_text(pk: int) -> Document | None:
    """A public document with its text and what its facts name, or None. One query."""
    units = ("publisher", "responsible_unit", "drafting_unit")
    return public_documents().filter(pk=pk).select_related(*units).defer("text").first()


def public_files(pk: int) -> list[Attachment]:
    """The files of a public document, the pictures of its text among them, in order. One query."""
    rows = Attachment.objects.filter(document=pk, is_live=True, document__live=True).select_related("file")
    return list(rows.defer("text", "cleaning").order_by("order", "pk"))


def public_pictures(pks: Sequence[int]) -> list[Attachment]:
    """The pictures in the texts of these public documents. One query."""
    rows = Attachment.objects.filter(document__in=pks, is_live=True, document__live=True, is_inline=True)
    return list(rows.select_related("file").defer("text", "cleaning"))


def is_public(pk: int) -> bool:
    """Whether everybody may read the document now."""
    return public_documents().filter(pk=pk).exists()


def picture_in(files: Sequence[Attachment], src: str) -> bytes | None:
    """The picture that a text names by `src`: only one of `files`, the document's own. None when there is none."""
    found = PICTURE.match(src)
    row = next((row for row in files if found and row.pk == int(found[1])), None)
    try:
        return open_bytes(row.file) if row and row.media == Attachment.Media.IMAGE else None
    except DamagedFile:
        return None
