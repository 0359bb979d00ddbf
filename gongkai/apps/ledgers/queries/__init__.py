"""Reading the ledger. Everything starts from what the reader may see."""

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
from gongkai.apps.ledgers.queries.facts import action_blockers
from gongkai.apps.ledgers.queries.filters import OPEN, OVERDUE, Filter
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
from gongkai.apps.ledgers.queries.visibility import filtered, visible_items

__all__ = [
    "COLUMNS",
    "OPEN",
    "OVERDUE",
    "STATE_WORDS",
    "Board",
    "BoardCell",
    "BoardRow",
    "DraftTask",
    "DraftUnit",
    "Filter",
    "FilterChoices",
    "HeatMap",
    "ImportReview",
    "ItemPage",
    "ListPage",
    "ListedItem",
    "action_blockers",
    "board",
    "filter_choices",
    "filtered",
    "heat_map",
    "imports_list",
    "item_page",
    "late_count",
    "list_page",
    "list_rows",
    "review",
    "visible_items",
]
