"""Public documents with files, put up without the reviews: those have tests of their own."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.apps.documents import _gate
from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.files.operations import store
from gongkai.apps.orgs.models import Unit
from tests.apps.documents.paper import at

BODY = (
    "<p>为规范停车秩序，制定本办法。</p><h2>收费</h2>"
    "<table><tr><th>车型</th><th>元</th></tr><tr><td>小型车</td><td>2</td></tr></table>"
)


def public_document(publisher: Unit, **values: Any) -> Document:
    """A live document."""
    with _gate.open_gate():
        return Document.objects.create(
            **{
                "kind": "policy",
                "title": "青溪县停车管理办法",
                "body": BODY,
                "publisher": publisher,
                "document_number": "青政发〔2026〕3号",
                "dated_on": date(2026, 3, 1),
                "published_at": at(),
                "created_at": at(),
                "changed_at": at(),
                "openness_class": "proactive",
                "state": "published",
                "live": True,
            }
            | values
        )


def attached(document: Document, data: bytes, name: str, media: str = "file", **values: Any) -> Attachment:
    """A file that was published with the document."""
    return Attachment.objects.create(
        **{
            "document": document,
            "file": store(actor=None, data=data, name=name),
            "name": name,
            "media": media,
            "is_live": True,
        }
        | values
    )
