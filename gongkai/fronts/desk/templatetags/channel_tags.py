"""The block of other channels on a document's page."""

from __future__ import annotations

from typing import Any

from django import template

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.spreading.channels import channels_of

register = template.Library()


@register.inclusion_tag("desk/libraries/_channels.html")
def document_channels(document: Document, is_writer: bool = False) -> dict[str, Any]:
    """What its sections ask for and what is done; nothing before it is public."""
    return {
        "document": document,
        "states": channels_of(document) if document.live else [],
        "is_writer": bool(is_writer),
    }
