"""The board (units × states) and the heat map (units × weeks). Counted by the database, never item by item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, F, FilteredRelation, Q, QuerySet, Value, When

from gongkai.apps.ledgers.models import LedgerItem
from gongkai.apps.ledgers.permissions import Viewer
from gongkai.apps.ledgers.queries.filters import OPEN, OVERDUE, Filter
from gongkai.apps.ledgers.queries.visibility import filtered, is_late, shown_state
from gongkai.apps.orgs.models import Unit, UnitGroup

NOBODY = "-"
BY_FIELD = ("chapter", "month")
COLUMNS = (
    ("not_started", "未开始"),
    ("in_progress", "推进中"),
    ("awaiting_check", "待核验"),
    ("closed_out", "已销号"),
    (OVERDUE, "逾期"),
)


@dataclass(frozen=True, slots=True)
class BoardCell:
    """A number, and the filter that lists exactly these items."""

    state: str
    count: int
    filter: Filter


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit, group, chapter or month. The cells add up to `total`; `filter` lists the whole row."""

    name: str
    cells: tuple[BoardCell, ...]
    total: int
    filter: Filter
    unit_id: int | None = None
    group_id: int | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """Rows and their sum. `is_exact`: every item stands in one row, so the rows add up to the number of items."""

    columns: tuple[tuple[str, str], ...]
    rows: tuple[BoardRow, ...]
    totals: tuple[BoardCell, ...]
    total: int
    is_exact: bool
    widest: int


def board(user: Viewer, flt: Filter, *, today: date, by: str = "unit") -> Board:
    """Items by row and shown state.

    `by`: "unit" counts each item once, under its principal unit; "involved" under every unit or group it names;
    "chapter"; "month" of the due date.
    """
    items = filtered(user, flt, today).order_by()
    rows = _rows_by_field(items, flt, today, by) if by in BY_FIELD else None
    if rows is None:
        rows = _rows_by_unit(items, flt, today, is_principal=by != "involved")
    if by == "involved":
        shown = items.annotate(shown=shown_state(today)).values_list("shown")
        totals = Counter(dict(shown.annotate(many=Count("pk"))))
    else:
        totals = Counter({state: sum(_count(row, state) for row in rows) for state, _ in COLUMNS})
    return Board(COLUMNS, tuple(rows), _cells(totals, flt), sum(totals.values()), by != "involved", _widest(rows))


def _count(row: BoardRow, state: str) -> int:
    return next(cell.count for cell in row.cells if cell.state == state)


def _widest(rows: list[BoardRow]) -> int:
    return max((cell.count for row in rows for cell in row.cells), default=0)


def _cells(counts: Counter[str], flt: Filter) -> tuple[BoardCell, ...]:
    return tuple(BoardCell(state, counts[state], replace(flt, state=state)) for state, _ in COLUMNS)


def _row(name: str, counts: Counter[str], flt: Filter, unit: int | None = None, group: int | None = None) -> BoardRow:
    return BoardRow(name, _cells(counts, flt), sum(counts.values()), flt, unit, group)


def row_names(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Board rows in order, each with its name: units, then groups, then names not matched, then nobody. One query."""
    wanted = list(keys)
    units = Unit.objects.filter(pk__in=[int(key[1:]) for key in wanted if key[0] == "u"])
    groups = UnitGroup.objects.filter(pk__in=[int(key[1:]) for key in wanted if key[0] == "g"])
    fields = ("letter", "pk", "order", "short_name", "name")
    of_groups = groups.order_by().annotate(letter=Value("g"), short_name=F("name"))
    named = units.order_by().annotate(letter=Value("u")).values_list(*fields).union(of_groups.values_list(*fields))
    ordered = [
        ((0 if letter == "u" else 1, order, pk, ""), f"{letter}{pk}", short or name)
        for letter, pk, order, short, name in named
    ]
    ordered += [((2, 0, 0, key), key, f"{key[1:]}（未识别）") for key in wanted if key[0] == "t"]
    ordered += [((3, 0, 0, key), key, "未指定单位") for key in wanted if key == NOBODY]
    return [(key, name) for _, key, name in sorted(ordered)]


def row_key(unit_id: int | None, group_id: int | None, text: str | None) -> str:
    """How a row of the board is named in a filter."""
    if unit_id:
        return f"u{unit_id}"
    return f"g{group_id}" if group_id else f"t{text}" if text else NOBODY


def _rows_by_unit(items: QuerySet[LedgerItem], flt: Filter, today: date, *, is_principal: bool) -> list[BoardRow]:
    """One row for each unit, group or unmatched name; items that name nobody have a row of their own."""
    rows: dict[str, Counter[str]] = {}
    for unit_id, group_id, text, shown, many in _counted_by_unit(items, today, is_principal=is_principal):
        rows.setdefault(row_key(unit_id, group_id, text), Counter())[shown] += many
    role = "principal" if is_principal else ""
    return [
        _row(
            name,
            rows[key],
            replace(flt, row=key, role="" if key == NOBODY else role),
            unit=int(key[1:]) if key[0] == "u" else None,
            group=int(key[1:]) if key[0] == "g" else None,
        )
        for key, name in row_names(rows)
    ]


def _counted_by_unit(items: QuerySet[LedgerItem], today: date, *, is_principal: bool) -> QuerySet[LedgerItem, Any]:
    """(unit, group, unmatched name, shown state, number). The outer join keeps items that name nobody."""
    condition = Q(item_units__is_principal=True) if is_principal else Q()
    named = items.annotate(named=FilteredRelation("item_units", condition=condition)) if is_principal else items
    via = "named" if is_principal else "item_units"
    # the printed name only where nothing is matched, so that spellings of one unit are one row
    unmatched = Case(
        When(**{f"{via}__unit__isnull": True, f"{via}__group__isnull": True}, then=F(f"{via}__unit_text")),
        default=Value(""),
    )
    return (
        named.annotate(shown=shown_state(today), unmatched=unmatched)
        .values_list(f"{via}__unit_id", f"{via}__group_id", "unmatched", "shown")
        .annotate(many=Count("pk", distinct=not is_principal))
    )


def _rows_by_field(items: QuerySet[LedgerItem], flt: Filter, today: date, by: str) -> list[BoardRow]:
    field = "due_on" if by == "month" else "chapter"
    rows: dict[object, Counter[str]] = {}
    counted = items.annotate(shown=shown_state(today)).values_list(field, "shown").annotate(many=Count("pk"))
    for value, shown, many in counted:
        # days are summed to months here: SQLite would call back into Python for every row
        key = value.replace(day=1) if isinstance(value, date) else value
        rows.setdefault(key, Counter())[shown] += many
    made = []
    for value in sorted(rows, key=lambda found: (not found, str(found))):
        if isinstance(value, date):
            made.append(_row(f"{value.year}年{value.month}月", rows[value], replace(flt, month=f"{value:%Y-%m}")))
        elif value:
            made.append(_row(str(value), rows[value], replace(flt, chapter=str(value))))
        else:
            blank = replace(flt, month="-") if by == "month" else replace(flt, chapter="-")
            made.append(_row("没有到期日" if by == "month" else "没有章节", rows[value], blank))
    return made


@dataclass(frozen=True, slots=True)
class HeatCell:
    """How many items of the row fall due in a week, and the filter that lists them. `is_late`: some already are."""

    count: int
    is_late: bool
    filter: Filter


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One unit or group."""

    name: str
    cells: tuple[HeatCell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class HeatMap:
    """What falls due in the coming weeks, by principal unit. The first week also holds what is late already."""

    weeks: tuple[date, ...]
    rows: tuple[HeatRow, ...]
    highest: int
    total: int


def heat_map(user: Viewer, *, today: date, weeks: int = 12, flt: Filter | None = None) -> HeatMap:
    """Unfinished items by principal unit and week of the due date, from this week's Monday. Three queries."""
    flt = flt or Filter()
    monday = today - timedelta(days=today.weekday())
    mondays = tuple(monday + timedelta(weeks=week) for week in range(weeks))
    items = filtered(user, flt, today).exclude(state=LedgerItem.State.CLOSED_OUT)
    items = items.filter(due_on__lt=monday + timedelta(weeks=weeks), item_units__is_principal=True)
    unmatched = Case(
        When(item_units__unit__isnull=True, item_units__group__isnull=True, then=F("item_units__unit_text")),
        default=Value(""),
    )
    counted = (
        items.order_by()
        .annotate(unmatched=unmatched)
        .values_list("item_units__unit_id", "item_units__group_id", "unmatched", "due_on")
        .annotate(many=Count("pk"))
    )
    rows: dict[str, dict[int, list[int]]] = {}
    for unit_id, group_id, text, due_on, many in counted:
        week = max(0, (due_on - monday).days // 7)
        cell = rows.setdefault(row_key(unit_id, group_id, text), {}).setdefault(week, [0, 0])
        cell[0] += many
        cell[1] += many if due_on < today else 0
    made = tuple(_heat_row(name, key, rows[key], mondays, flt) for key, name in row_names(rows))
    highest = max((cell.count for row in made for cell in row.cells), default=0)
    return HeatMap(mondays, made, highest, sum(row.total for row in made))


def _heat_row(name: str, key: str, cells: dict[int, list[int]], mondays: tuple[date, ...], flt: Filter) -> HeatRow:
    mine = replace(flt, row=key, role="principal", state=OPEN)
    made = []
    for week, monday in enumerate(mondays):
        count, late = cells.get(week, (0, 0))
        listed = replace(mine, due_from=None if week == 0 else monday, due_to=monday + timedelta(days=6))
        made.append(HeatCell(count, late > 0, listed))
    return HeatRow(name, tuple(made), sum(cell.count for cell in made))


def late_count(user: Viewer, *, today: date, flt: Filter | None = None) -> int:
    """How many items that the person sees are late."""
    return filtered(user, flt or Filter(), today).filter(is_late(today)).count()
