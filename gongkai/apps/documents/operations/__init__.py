"""Writes. The libraries have modules of their own."""

from gongkai.apps.documents.operations.attachments import attach, check_media, describe_attachment, detach
from gongkai.apps.documents.operations.drafts import RelationDraft, put_text, save_draft, set_state
from gongkai.apps.documents.operations.duties import close_duty, open_duty, settle
from gongkai.apps.documents.operations.filing import filing_problems, record_filing
from gongkai.apps.documents.operations.openness import decide_openness, waive_interpretation
from gongkai.apps.documents.operations.placing import pin
from gongkai.apps.documents.operations.publication import make_public
from gongkai.apps.documents.operations.validity import apply_validity, lapse_expired, set_validity
from gongkai.apps.documents.operations.withdrawal import withdraw

__all__ = [
    "RelationDraft",
    "apply_validity",
    "attach",
    "check_media",
    "close_duty",
    "decide_openness",
    "describe_attachment",
    "detach",
    "filing_problems",
    "lapse_expired",
    "make_public",
    "open_duty",
    "pin",
    "put_text",
    "record_filing",
    "save_draft",
    "set_state",
    "set_validity",
    "settle",
    "waive_interpretation",
    "withdraw",
]
