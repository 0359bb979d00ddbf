"""Addresses of documents and what belongs to them. They never depend on where a document hangs."""

from __future__ import annotations

from urllib.parse import quote

from django.utils.encoding import iri_to_uri

from gongkai.apps.documents.models import Attachment, Document


def document(pk: int) -> str:
    """The page of a document."""
    return f"/doc/{pk}/"


def page_of(row: Document) -> str:
    """The page of a document in a list."""
    return document(row.pk)


def attachment(row: Attachment) -> str:
    """A file of a document, with its name at the end so that it is kept under it."""
    return f"/doc/{row.document_id}/files/{row.pk}/{quote(row.name)}"


def download(pk: int, kind: str) -> str:
    """The document as docx, pdf or txt."""
    return f"/doc/{pk}/download/{kind}/"


def table(pk: int, number: int, kind: str) -> str:
    """A table of the text as xlsx or csv; the first is 1."""
    return f"/doc/{pk}/tables/{number}.{kind}"


def qr(pk: int) -> str:
    """The picture of the document's address."""
    return f"/doc/{pk}/qr.svg"


def page_qr(path: str) -> str:
    """The picture of the address of any page."""
    return f"/qr.svg?page={quote(iri_to_uri(path), safe='/')}"


def version(pk: int, number: int) -> str:
    """One version of a document."""
    return f"/doc/{pk}/versions/{number}/"


def versions_compared(pk: int, older: int, newer: int) -> str:
    """Two versions side by side."""
    return f"/doc/{pk}/versions/{older}/compare/{newer}/"


def compared(pk: int, other: int) -> str:
    """Two documents side by side."""
    return f"/doc/{pk}/compare/{other}/"


def cited(pk: int) -> str:
    """The documents that name this one."""
    return f"/doc/{pk}/cited/"


def issue(year: int, number: int) -> str:
    """An issue of the gazette."""
    return f"/gazette/{year}/{number}/"
