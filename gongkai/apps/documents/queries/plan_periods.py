"""Plans by period and unit, and the gaps. CAT-17."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from gongkai.apps.documents.models import Document, PlanPeriod
from gongkai.apps.orgs.models import Unit

KINDS = (Unit.Kind.GOVERNMENT, Unit.Kind.OFFICE, Unit.Kind.DEPARTMENT, Unit.Kind.TOWN, Unit.Kind.COMMITTEE)
SHOWN = ("title", "plan_period", "published_at", "dated_on", "publisher", "responsible_unit", "live")


@dataclass(frozen=True, slots=True)
class PlanCell:
    """The plans of one unit for one period; without any: a gap, or not asked for."""

    period: PlanPeriod
    plans: tuple[Document, ...]

    @property
    def state(self) -> Literal["there", "exempt", "missing"]:
        """An exempt period with plans shows them all the same."""
        if self.plans:
            return "there"
        return "exempt" if self.period.is_exempt else "missing"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One unit over all periods."""

    unit: Unit
    cells: tuple[PlanCell, ...]


def plan_grid() -> tuple[list[PlanPeriod], list[PlanRow]]:
    """Periods (newest first) × units. Three queries."""
    periods = list(PlanPeriod.objects.all())
    plans: dict[tuple[int, str], list[Document]] = defaultdict(list)
    rows = Document.objects.filter(kind=Document.Kind.PLAN, live=True).exclude(plan_period="").only(*SHOWN)
    for plan in rows.order_by("dated_on", "pk"):
        plans[plan.responsible_unit_id or plan.publisher_id, _period_key(plan.plan_period)].append(plan)
    units = Unit.objects.filter(is_active=True, kind__in=KINDS)
    grid = [
        PlanRow(
            unit,
            tuple(PlanCell(period, tuple(plans[unit.pk, _period_key(period.name)])) for period in periods),
        )
        for unit in units
    ]
    return periods, grid


def plan_gaps() -> list[tuple[PlanPeriod, list[Unit]]]:
    """Periods that are asked for, with the units whose plan is missing. Exempt periods are never in it."""
    periods, grid = plan_grid()
    found = []
    for place, period in enumerate(periods):
        lacking = [row.unit for row in grid if row.cells[place].state == "missing"]
        if lacking:
            found.append((period, lacking))
    return found


def plan_history() -> list[tuple[PlanPeriod, list[Document]]]:
    """Every period with its public plans, newest period first, for the public page of historical plans. Two queries."""
    by_period: dict[str, list[Document]] = defaultdict(list)
    rows = Document.objects.filter(kind=Document.Kind.PLAN, live=True).exclude(plan_period="")
    for plan in rows.select_related("publisher").only(*SHOWN, "publisher__name", "publisher__short_name"):
        by_period[_period_key(plan.plan_period)].append(plan)
    return [(period, by_period[_period_key(period.name)]) for period in PlanPeriod.objects.all()]


def _period_key(name: str) -> str:
    """“十四五”, 十四五规划 and 十四五时期 are one period."""
    bare = name.strip('“”"《》 　')
    for ending in ("时期", "规划期", "规划", "期间"):
        bare = bare.removesuffix(ending)
    return bare.strip('“”"')
