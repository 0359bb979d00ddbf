"""Changing the ledger: each verb one transaction, one entry in the log, its refusals as sentences (`Blocked`)."""

from gongkai.apps.ledgers.operations.acceptance import accept_import, discard_import, undo_blockers, undo_import
from gongkai.apps.ledgers.operations.closing import close_out, give_verdict, reopen, return_item, submit_for_check
from gongkai.apps.ledgers.operations.drafts import (
    acknowledge_unplaced,
    add_task,
    choose_unit,
    confirm_deadline,
    drop_task,
    edit_notice_fields,
    edit_task,
    merge_tasks,
    split_task,
)
from gongkai.apps.ledgers.operations.uploads import upload_notice
from gongkai.apps.ledgers.operations.work import (
    add_evidence,
    add_sub_task,
    drop_quota_entry,
    note_progress,
    record_quota,
    remove_evidence,
    set_disclosed_url,
    set_event_day,
    set_person,
)
from gongkai.domain.ledger import Blocked

__all__ = [
    "Blocked",
    "accept_import",
    "acknowledge_unplaced",
    "add_evidence",
    "add_sub_task",
    "add_task",
    "choose_unit",
    "close_out",
    "confirm_deadline",
    "discard_import",
    "drop_quota_entry",
    "drop_task",
    "edit_notice_fields",
    "edit_task",
    "give_verdict",
    "merge_tasks",
    "note_progress",
    "record_quota",
    "remove_evidence",
    "reopen",
    "return_item",
    "set_disclosed_url",
    "set_event_day",
    "set_person",
    "split_task",
    "submit_for_check",
    "undo_blockers",
    "undo_import",
    "upload_notice",
]
