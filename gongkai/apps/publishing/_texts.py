"""The text under review: its fingerprint, and what a proof changed in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries import working_copy
from gongkai.apps.publishing.models import ReviewProcess
from gongkai.domain.comparison import differences

# what reviewers judge; states, numbers and dates of the procedure are no part of the text
JUDGED = (
    "title", "summary", "body", "document_number", "issuer_text", "co_issuers", "publisher_id", "theme", "dated_on",
    "effective_on", "expires_on", "form", "elements", "source_text", "source_url", "keywords", "audience", "conditions",
)  # fmt: skip
# unchanged words kept on either side of a change, for reading
AROUND = 24


def fingerprint(draft: Document) -> str:
    """What makes two drafts the same text: title, body, figures, attachments, relations and places."""
    parts: list[Any] = [getattr(draft, name) for name in JUDGED]
    parts.append(sorted((row.file_id, row.name, row.caption, row.is_inline) for row in draft.attachments.all()))
    parts.append(sorted((row.kind, row.target_id, row.articles_text) for row in draft.relations.all()))
    parts.append(sorted(row.section_id for row in draft.placements.all()))
    told = json.dumps(parts, ensure_ascii=False, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def is_same_text(processes: Iterable[ReviewProcess]) -> bool:
    """Whether every text of the review is still the one that was submitted, proofs' corrections included."""
    return all(process.fingerprint == fingerprint(working_copy(process.document)) for process in processes)


def follow_change(document: Document) -> None:
    """A text was changed within its review (a proof's correction, a one-click repair): the review goes on with it."""
    running = ReviewProcess.objects.filter(document=document, state=ReviewProcess.State.RUNNING)
    running.update(fingerprint=fingerprint(working_copy(document)))


def changes_between(before: str, after: str) -> list[list[str]]:
    """What was removed and added, with a few words around: [[kind, text], …] of same, removed, added."""
    pieces = differences(before, after)
    if all(piece.kind == "same" for piece in pieces):
        return []
    return [
        [
            piece.kind,
            piece.text if piece.kind != "same" else _middle_out(piece.text, place == 0, place == len(pieces) - 1),
        ]
        for place, piece in enumerate(pieces)
    ]


def _middle_out(text: str, is_first: bool, is_last: bool) -> str:
    """The ends of a long unchanged stretch: only what stands beside a change is read."""
    if len(text) <= 2 * AROUND:
        return text
    return f"{'' if is_first else text[:AROUND]}……{'' if is_last else text[-AROUND:]}"
