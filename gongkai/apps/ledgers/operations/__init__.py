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
from gongkai.apps.ledgers.operations.items import add_own_item, assign, change_item, unassign
from gongkai.apps.ledgers.operations.look_backs import record_look_back, start_look_back
from gongkai.apps.ledgers.operations.plans import file_plan, publish_plan, send_report, set_notice_clocks
from gongkai.apps.ledgers.operations.proposals import accept_path, decline_path, map_path
from gongkai.apps.ledgers.operations.publication import link_superior, publish_notice, unpublish_notice
from gongkai.apps.ledgers.operations.reminders import ensure_rules, remind, run_daily, save_rule
from gongkai.apps.ledgers.operations.saved_filters import drop_filter, save_filter
from gongkai.apps.ledgers.operations.undoing import undo_correction
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
from gongkai.domain.workflow import Blocked

__all__ = [
    "Blocked",
    "accept_import",
    "accept_path",
    "acknowledge_unplaced",
    "add_evidence",
    "add_own_item",
    "add_sub_task",
    "add_task",
    "assign",
    "change_item",
    "choose_unit",
    "close_out",
    "confirm_deadline",
    "decline_path",
    "discard_import",
    "drop_filter",
    "drop_quota_entry",
    "drop_task",
    "edit_notice_fields",
    "edit_task",
    "ensure_rules",
    "file_plan",
    "give_verdict",
    "link_superior",
    "map_path",
    "merge_tasks",
    "note_progress",
    "publish_notice",
    "publish_plan",
    "record_look_back",
    "record_quota",
    "remind",
    "remove_evidence",
    "reopen",
    "return_item",
    "run_daily",
    "save_filter",
    "save_rule",
    "send_report",
    "set_disclosed_url",
    "set_event_day",
    "set_notice_clocks",
    "set_person",
    "split_task",
    "start_look_back",
    "submit_for_check",
    "unassign",
    "undo_blockers",
    "undo_correction",
    "undo_import",
    "unpublish_notice",
    "upload_notice",
]
