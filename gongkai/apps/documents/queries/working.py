"""The newest draft of a document: the row while it was never published, the latest revision afterwards."""

from __future__ import annotations

from datetime import date

from gongkai.apps.documents._checks import ROW_FIELDS, gaps, publication_problems
from gongkai.apps.documents.models import Document


def working_copy(document: Document) -> Document:
    """What the editor opens and the reviewers read. Its children (placements, attachments, relations) are in it.

    What belongs to the row alone (state, attribute, validity, numbers) is always the row's.
    """
    row: Document = Document.objects.get(pk=document.pk)
    if not row.live or not row.has_unpublished_changes:
        return row
    draft: Document = row.get_latest_revision_as_object()
    return overlaid(draft, row)


def overlaid(draft: Document, row: Document) -> Document:
    """The draft with what belongs to the row alone taken from the row."""
    for name in ROW_FIELDS:
        setattr(draft, name, getattr(row, name))
    return draft


def missing(document: Document) -> tuple[str, ...]:
    """What the newest draft still lacks before it can be sent to review, by the rule of its kind (PUB-01)."""
    return tuple(gaps(working_copy(document)))


def publication_blockers(document: Document, on: date) -> tuple[str, ...]:
    """What stands against publishing the newest draft on that day, besides the review itself."""
    return tuple(publication_problems(working_copy(document), on))
