"""Yearly reports: unit × year, with what is missing after the day. CAT-18."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils import timezone

from gongkai.apps.documents._duties_data import NoRuleInForce, rule_on
from gongkai.apps.documents.models import Document
from gongkai.apps.orgs.models import Unit

SHOWN = ("title", "reporting_year", "published_at", "publisher", "responsible_unit")


@dataclass(frozen=True, slots=True)
class ReportCell:
    """One unit's report on one year. `due_on` None: no rule asks for it."""

    year: int
    due_on: date | None
    report: Document | None
    state: Literal["there", "late", "missing", "waiting", "not_asked"]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One unit over the years."""

    unit: Unit
    cells: tuple[ReportCell, ...]


def report_due(year: int) -> tuple[date | None, dict[str, Any]]:
    """By when the report on this year must be public, and the row that says so; None when no rule covers that time."""
    try:
        rule = rule_on("rule_of_law", date(year + 1, 1, 1))
    except NoRuleInForce:
        return None, {}
    return date(year + 1, rule["month"], rule["day"]), rule


def rule_of_law_grid(years: Sequence[int], today: date) -> list[ReportRow]:
    """Units × reporting years. Missing only after the last day for it (the day itself still counts). Two queries."""
    rules = {year: report_due(year) for year in years}
    kinds = {kind for _, rule in rules.values() for kind in rule.get("kinds", ())}
    units = list(Unit.objects.filter(is_active=True, kind__in=kinds))
    found: dict[tuple[int, int], Document] = {}
    rows = Document.objects.filter(
        kind=Document.Kind.REPORT,
        report_kind=Document.ReportKind.RULE_OF_LAW,
        live=True,
        reporting_year__in=list(years),
    )
    # the first publication decides whether it was in time
    for report in rows.only(*SHOWN).order_by("-published_at"):
        found[report.responsible_unit_id or report.publisher_id, report.reporting_year] = report
    return [
        ReportRow(unit, tuple(_cell(unit, year, rules[year], found.get((unit.pk, year)), today) for year in years))
        for unit in units
    ]


def missing_reports(year: int, today: date) -> list[Unit]:
    """Units whose report on this year is missing today."""
    return [row.unit for row in rule_of_law_grid([year], today) if row.cells[0].state == "missing"]


def _cell(
    unit: Unit, year: int, rule: tuple[date | None, dict[str, Any]], report: Document | None, today: date
) -> ReportCell:
    due_on, row = rule
    if report is not None:
        late = due_on is not None and report.published_at is not None and _day(report) > due_on
        return ReportCell(year, due_on, report, "late" if late else "there")
    if due_on is None or unit.kind not in row["kinds"]:
        return ReportCell(year, None, None, "not_asked")
    return ReportCell(year, due_on, None, "missing" if today > due_on else "waiting")


def _day(report: Document) -> date:
    return timezone.localdate(report.published_at)
