"""Which documents have to be filed with the legal office, by when, and which were. LIB-04."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from gongkai.apps.documents._duties_data import NoRuleInForce, rows_of, rule_on
from gongkai.apps.documents._words import day, short
from gongkai.apps.documents.models import Document
from gongkai.apps.files.writers import Listing
from gongkai.apps.orgs.models import Unit

Kind, Validity = Document.Kind, Document.Validity
TABLES = {Kind.NORMATIVE: "filing_normative", Kind.REGULATION: "filing_rules"}
SHOWN = (
    "title", "document_number", "kind", "issuer_text", "published_at", "filing_number",
    "filed_on", "filing_opinion", "validity", "publisher", "responsible_unit", "drafting_unit",
)  # fmt: skip
UNITS = ("publisher", "responsible_unit", "drafting_unit")
# how many days before the last one it is said on the first screen
AHEAD = 5
STATES = {"waiting": "待备案", "late": "逾期未备案", "filed": "已备案", "ended": "未备案即废止失效"}
GONE = (Validity.REPEALED, Validity.LAPSED)


@dataclass(frozen=True, slots=True)
class Filing:
    """One document that has to be filed. `due_on` None: no rule covers the day on which it was published."""

    document: Document
    unit: Unit
    published_on: date
    due_on: date | None
    state: Literal["filed", "filed_late", "late", "waiting", "ended"]
    days_left: int | None
    rule: dict[str, Any]

    @property
    def note(self) -> str:
        """By when and by which rule; empty when no rule asks for it."""
        if self.due_on is None:
            return ""
        late = "，已经逾期" if self.state == "late" else ""
        certainty = "" if self.rule["verified"] else "这一期限没有核实，只作提醒。"
        return f"公布之日起{self.rule['days']}日内备案，期限是{day(self.due_on)}{late}。{certainty}"


def filing_due(kind: str, published_on: date) -> tuple[date | None, dict[str, Any]]:
    """The last day for filing what was published on a day (calendar days after it), and the row that says so.

    None for kinds that are not filed and for days that no row covers. The rows are data/duties/filing_*.toml.
    """
    if kind not in TABLES:
        return None, {}
    try:
        rule = rule_on(TABLES[Kind(kind)], published_on)
    except NoRuleInForce:
        return None, {}
    return published_on + timedelta(days=rule["days"]), rule


def filing_of(document: Document, today: date) -> Filing | None:
    """When this document has to be filed; None for what is not filed: other kinds, copies, what is not public."""
    return _filing(document, today) if document.live and _is_ours(document) else None


def to_file(*, state: str = "", unit: int = 0, today: date) -> QuerySet[Document]:
    """Public normative documents, and rules that a unit here issued, newest first; what waits, the longest first.

    `state`: "" all, "waiting" (not filed, in time or without a last day), "late", "filed", "ended" (never filed, and
    out of force: no longer asked for). `unit`: those that it answers for. Copies of other places' texts are filed by
    those who made them.
    """
    rows = Document.objects.filter(live=True).filter(_OURS)
    if unit:
        rows = rows.annotate(owner=_OWNER)
        rows = rows.filter(owner=unit)
    filed = ~Q(filing_number="")
    if state == "filed":
        rows = rows.filter(filed)
    elif state == "ended":
        rows = rows.exclude(filed).filter(validity__in=GONE)
    elif state:
        rows = rows.exclude(filed).exclude(validity__in=GONE)
        rows = rows.filter(_late(today)) if state == "late" else rows.exclude(_late(today))
    order = ("published_at", "pk") if state in ("waiting", "late") else ("-published_at", "-pk")
    found: QuerySet[Document] = rows.select_related(*UNITS).only(*SHOWN, *_UNIT_NAMES).order_by(*order)
    return found


def filings(rows: Iterable[Document], today: date) -> list[Filing]:
    """The rows with their last days."""
    return [_filing(row, today) for row in rows]


def filings_owed(unit_ids: Collection[int], today: date) -> int:
    """How many documents of these units are late, or have to be filed within days."""
    rows = Document.objects.filter(live=True, filing_number="").filter(_OURS)
    rows = rows.exclude(validity__in=GONE)
    soon = _late(today + timedelta(days=AHEAD + 1))
    found: QuerySet[Document] = rows.filter(soon).annotate(owner=_OWNER).filter(owner__in=unit_ids)
    return found.count()


def filing_rules(today: date) -> list[tuple[str, dict[str, Any]]]:
    """The rule of each kind in force: (kind's name, row)."""
    found = [(kind, filing_due(kind, today)[1]) for kind in TABLES]
    return [(str(Kind(kind).label), rule) for kind, rule in found if rule]


def filing_listing(rows: Iterable[Filing]) -> Listing:
    """The list as officials file it, for an Excel file."""
    head = (
        "文件名称",
        "发文字号",
        "种类",
        "责任单位",
        "公布日期",
        "备案期限",
        "备案登记号",
        "备案日期",
        "备案意见",
        "情况",
    )
    cells = tuple(
        (
            row.document.title, row.document.document_number, row.document.get_kind_display(), short(row.unit),
            str(row.published_on), str(row.due_on or ""), row.document.filing_number,
            str(row.document.filed_on or ""), row.document.filing_opinion,
            {**STATES, "filed_late": "逾期备案"}[row.state],
        )
        for row in rows
    )  # fmt: skip
    return Listing("文件备案情况", head, cells, "备案期限自公布之日起按日历日计算。")


# who answers for the filing of a document
_OWNER = Coalesce("responsible_unit", "drafting_unit", "publisher")
_OURS = Q(kind=Kind.NORMATIVE, source_url="") | Q(kind=Kind.REGULATION, issuer__isnull=False)
_UNIT_NAMES = tuple(f"{unit}__{name}" for unit in UNITS for name in ("name", "short_name"))


def _is_ours(document: Document) -> bool:
    if document.kind == Kind.NORMATIVE:
        return not document.source_url
    return bool(document.kind == Kind.REGULATION and document.issuer_id)


def _late(today: date) -> Q:
    """What was published so long ago that its last day is before today, by the rule of the day it was published on."""
    found = Q(pk__in=[])
    for kind, table in TABLES.items():
        for row in rows_of(table):
            until = min(row.get("until", date.max), today - timedelta(days=row["days"] + 1))
            if until >= row["from"]:
                span = (_start(row["from"]), _start(until + timedelta(days=1)))
                found |= Q(kind=kind, published_at__gte=span[0], published_at__lt=span[1])
    return found


def _start(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


def _filing(document: Document, today: date) -> Filing:
    published_on = timezone.localdate(document.published_at)
    due_on, rule = filing_due(document.kind, published_on)
    unit = document.responsible_unit or document.drafting_unit or document.publisher
    state: Literal["filed", "filed_late", "late", "waiting", "ended"]
    if document.filing_number:
        is_late = bool(due_on and document.filed_on and document.filed_on > due_on)
        state = "filed_late" if is_late else "filed"
    elif document.validity in GONE:
        state = "ended"
    else:
        state = "late" if due_on and due_on < today else "waiting"
    return Filing(document, unit, published_on, due_on, state, (due_on - today).days if due_on else None, rule)
