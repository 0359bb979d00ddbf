"""Notices, their reading and correction, the items of the ledger and all that happens to an item."""

from gongkai.apps.ledgers.models.items import (
    DeclaredPath,
    ItemUnit,
    LedgerItem,
    Quota,
    QuotaEntry,
    QuotaSource,
    TimeLimit,
)
from gongkai.apps.ledgers.models.notices import Notice, NoticeImport
from gongkai.apps.ledgers.models.reviews import CompletionReport, FiledPlan, LookBackReview
from gongkai.apps.ledgers.models.rules import Reminder, ReminderRule, SavedFilter
from gongkai.apps.ledgers.models.work import Evidence, ItemEvent, ProgressNote, Verdict

__all__ = [
    "CompletionReport",
    "DeclaredPath",
    "Evidence",
    "FiledPlan",
    "ItemEvent",
    "ItemUnit",
    "LedgerItem",
    "LookBackReview",
    "Notice",
    "NoticeImport",
    "ProgressNote",
    "Quota",
    "QuotaEntry",
    "QuotaSource",
    "Reminder",
    "ReminderRule",
    "SavedFilter",
    "TimeLimit",
    "Verdict",
]
