"""Reading the ledger. Everything starts from what the reader may see."""

from gongkai.apps.ledgers.queries.alignment import AlignedItem, Alignment, alignment
from gongkai.apps.ledgers.queries.boards import (
    COLUMNS,
    Board,
    BoardCell,
    BoardRow,
    HeatMap,
    board,
    heat_map,
    late_count,
)
from gongkai.apps.ledgers.queries.calendars import CalendarDay, DueCalendar, due_calendar, feed
from gongkai.apps.ledgers.queries.facts import action_blockers
from gongkai.apps.ledgers.queries.filters import OPEN, OVERDUE, Filter
from gongkai.apps.ledgers.queries.import_changes import FieldChange, ImportChange, import_changes
from gongkai.apps.ledgers.queries.imports import DraftTask, DraftUnit, ImportReview, imports_list, review
from gongkai.apps.ledgers.queries.item_pages import ItemPage, item_page
from gongkai.apps.ledgers.queries.lists import (
    STATE_WORDS,
    FilterChoices,
    ListedItem,
    ListPage,
    filter_choices,
    list_page,
    list_rows,
)
from gongkai.apps.ledgers.queries.notices import ListedNotice, notice_list, rules_list, saved_filters, visible_notice
from gongkai.apps.ledgers.queries.plans import (
    PlanRow,
    PlanTable,
    ReportDraft,
    look_back_list,
    plan_table,
    report_draft,
    units_without_items,
)
from gongkai.apps.ledgers.queries.proposals import Proposal, proposal_count, section_proposals
from gongkai.apps.ledgers.queries.public import PublicLedger, PublicTask, public_ledger, public_notices
from gongkai.apps.ledgers.queries.sheets import ledger_sheet
from gongkai.apps.ledgers.queries.today import Tally, TodayPage, ToDo, today_page
from gongkai.apps.ledgers.queries.visibility import filtered, visible_items

__all__ = [
    "COLUMNS",
    "OPEN",
    "OVERDUE",
    "STATE_WORDS",
    "AlignedItem",
    "Alignment",
    "Board",
    "BoardCell",
    "BoardRow",
    "CalendarDay",
    "DraftTask",
    "DraftUnit",
    "DueCalendar",
    "FieldChange",
    "Filter",
    "FilterChoices",
    "HeatMap",
    "ImportChange",
    "ImportReview",
    "ItemPage",
    "ListPage",
    "ListedItem",
    "ListedNotice",
    "PlanRow",
    "PlanTable",
    "Proposal",
    "PublicLedger",
    "PublicTask",
    "ReportDraft",
    "Tally",
    "ToDo",
    "TodayPage",
    "action_blockers",
    "alignment",
    "board",
    "due_calendar",
    "feed",
    "filter_choices",
    "filtered",
    "heat_map",
    "import_changes",
    "imports_list",
    "item_page",
    "late_count",
    "ledger_sheet",
    "list_page",
    "list_rows",
    "look_back_list",
    "notice_list",
    "plan_table",
    "proposal_count",
    "public_ledger",
    "public_notices",
    "report_draft",
    "review",
    "rules_list",
    "saved_filters",
    "section_proposals",
    "today_page",
    "units_without_items",
    "visible_items",
    "visible_notice",
]
