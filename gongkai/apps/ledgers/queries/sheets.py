"""The ledger as a sheet for Excel and Word, with state and evidence. Reading it back gives the same tasks. TSK-16."""

from __future__ import annotations

from datetime import date

from django.db.models import Prefetch, QuerySet

from gongkai.apps.files.writers import LedgerRow, LedgerSheet
from gongkai.apps.ledgers.models import Evidence, ItemUnit, LedgerItem, Notice
from gongkai.apps.ledgers.permissions import Viewer
from gongkai.apps.ledgers.queries.filters import Filter
from gongkai.apps.ledgers.queries.lists import STATE_WORDS, state_shown
from gongkai.apps.ledgers.queries.visibility import filtered

EXTRA_COLUMNS = ("到期日", "状态", "完成比例", "佐证材料", "公开地址")


def ledger_sheet(user: Viewer, what: Filter | Notice, *, today: date) -> LedgerSheet:
    """The items that the person sees of a notice or under a filter. Nine queries, however many items."""
    flt = what if isinstance(what, Filter) else Filter(notice=what.pk)
    notice = what if isinstance(what, Notice) else Notice.objects.filter(pk=flt.notice or 0).first()
    items = filtered(user, flt, today).order_by("-year", "notice_id", "position", "pk")
    rows = tuple(_row(item, today) for item in _with_parts(items))
    return LedgerSheet(_title(notice, today), _head(notice), rows, EXTRA_COLUMNS)


def _with_parts(items: QuerySet[LedgerItem]) -> QuerySet[LedgerItem]:
    named = ItemUnit.objects.order_by("order", "pk")
    evidence = Evidence.objects.select_related("section")
    return items.prefetch_related(
        Prefetch("item_units", named), "time_limits", "quotas", "declared_paths", Prefetch("evidence", evidence)
    )


def _row(item: LedgerItem, today: date) -> LedgerRow:
    units = list(item.item_units.all())
    paths = dict.fromkeys(row.path_text for row in item.declared_paths.all())
    return LedgerRow(
        text=item.text,
        section=tuple(item.section_path),
        number=item.number_text,
        lead=tuple(row.unit_text for row in units if row.role == ItemUnit.Role.LEAD),
        responsible=tuple(row.unit_text for row in units if row.role != ItemUnit.Role.LEAD),
        limits=tuple(dict.fromkeys(row.text for row in item.time_limits.all())),
        quotas=tuple(dict.fromkeys(row.text for row in item.quotas.all())),
        paths=tuple(tuple(path.split(">")) for path in paths),
        extra=(
            str(item.due_on or ""),
            STATE_WORDS[state_shown(item, today)],
            f"{item.percent}%",
            "；".join(_proof(row) for row in item.evidence.all()),
            item.disclosed_url,
        ),
    )


def _proof(row: Evidence) -> str:
    place = row.url or (str(row.section) if row.section else "")
    return f"{row.title}（{place}）" if place else row.title


def _title(notice: Notice | None, today: date) -> str:
    return notice.title if notice else f"政务公开任务台账（{today.year}年{today.month}月{today.day}日）"


def _head(notice: Notice | None) -> tuple[tuple[str, str], ...]:
    if notice is None:
        return ()
    written = notice.written_on
    fields = (
        ("发文单位", notice.issuer_text),
        ("文号", notice.document_number),
        ("印发日期", f"{written.year}年{written.month}月{written.day}日" if written else ""),
    )
    return tuple((label, value) for label, value in fields if value)
