"""What units owe in the libraries and in press work, as counts for their first screen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gongkai.apps.documents.models import CleanUp, CleanUpEntry
from gongkai.apps.documents.queries.owing.filing import filings_owed
from gongkai.apps.documents.queries.press import events_without_result, overdue_plans


@dataclass(frozen=True, slots=True)
class Owed:
    """One kind of thing that is owed; `pk` is the clean-up's where that is what is owed."""

    kind: str
    label: str
    count: int
    pk: int = 0


def owed_by(unit_ids: Collection[int], today: date) -> list[Owed]:
    """Proposals of a running clean-up, filings, press plans whose day has passed, events without a result.
    What nothing is owed of is left out."""
    if not unit_ids:
        return []
    found = []
    running = CleanUp.objects.filter(state=CleanUp.State.OPEN).first()
    if running is not None:
        entries = CleanUpEntry.objects.filter(clean_up=running, unit__in=unit_ids, proposal="", decision="")
        found.append(Owed("clean_up", "清理建议没有报送", entries.count(), running.pk))
    found.append(Owed("filing", "文件备案逾期或将到期", filings_owed(unit_ids, today)))
    found.append(Owed("press", "新闻发布计划逾期", overdue_plans(today).filter(unit__in=unit_ids).count()))
    found.append(Owed("press", "新闻发布没有成果", events_without_result().filter(unit__in=unit_ids).count()))
    return [row for row in found if row.count]
