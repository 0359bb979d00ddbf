"""Reading clean-ups: what must be cleaned, how far each unit is, what stands against closing. LIB-02."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from gongkai.apps.documents._words import listed, short
from gongkai.apps.documents.models import CleanUp, CleanUpEntry, Document
from gongkai.apps.files.writers import Listing
from gongkai.apps.orgs.models import Unit

# only these words of a document are shown in a clean-up
SHOWN = tuple(
    f"document__{name}" for name in ("title", "document_number", "dated_on", "effective_on", "expires_on", "validity")
)


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How far one unit is."""

    unit: Unit
    total: int
    proposed: int
    decided: int

    @property
    def missing(self) -> int:
        """Documents for which the unit has not said anything."""
        return self.total - self.proposed


def documents_to_clean(units: Iterable[Unit] = ()) -> list[tuple[int, int]]:
    """(document, unit that answers for it) of every public normative document in force, of these units when named."""
    wanted = {unit.pk for unit in units}
    rows = Document.objects.filter(
        kind=Document.Kind.NORMATIVE,
        live=True,
        validity__in=(Document.Validity.IN_FORCE, Document.Validity.AMENDED),
    ).values_list("pk", "responsible_unit", "drafting_unit", "publisher")
    owned = [(pk, answers or drafted or published) for pk, answers, drafted, published in rows.order_by("pk")]
    return [(pk, unit) for pk, unit in owned if not wanted or unit in wanted]


def clean_ups() -> QuerySet[CleanUp]:
    """All of them, newest first, with the number of documents and of decisions."""
    return CleanUp.objects.select_related("guided_by").annotate(
        total=Count("entries"), decided=Count("entries", filter=~Q(entries__decision=""))
    )


def clean_up_entries(clean_up: CleanUp, *, unit: int = 0, state: str = "") -> QuerySet[CleanUpEntry]:
    """The entries; `state`: "" all, "unproposed", "undecided" or an outcome decided on."""
    rows = clean_up.entries.select_related("document", "unit", "proposed_by", "decided_by").only(
        "clean_up", "proposal", "proposal_reason", "proposed_at", "decision", "decision_reason", "decided_at",
        "amend_by_on", "unit__name", "unit__short_name", "unit__order", "proposed_by__last_name",
        "proposed_by__first_name", "proposed_by__username", "decided_by__last_name", "decided_by__first_name",
        "decided_by__username", *SHOWN,
    )  # fmt: skip
    if unit:
        rows = rows.filter(unit=unit)
    if state == "unproposed":
        rows = rows.filter(proposal="", decision="")
    elif state == "undecided":
        rows = rows.filter(decision="")
    elif state:
        rows = rows.filter(decision=state)
    return rows.order_by("unit__order", "unit", "document__dated_on", "pk")


def progress(clean_up: CleanUp) -> list[UnitProgress]:
    """Each unit of the clean-up. Two queries."""
    rows = clean_up.entries.order_by().values("unit").annotate(
        total=Count("pk"),
        proposed=Count("pk", filter=~Q(proposal="") | ~Q(decision="")),
        decided=Count("pk", filter=~Q(decision="")),
    )  # fmt: skip
    counted = {row["unit"]: row for row in rows}
    units = Unit.objects.filter(pk__in=counted).order_by("order", "pk")
    return [
        UnitProgress(unit, counted[unit.pk]["total"], counted[unit.pk]["proposed"], counted[unit.pk]["decided"])
        for unit in units
    ]


def closing_blockers(clean_up: CleanUp) -> list[str]:
    """Why it cannot be closed: how many documents have no decision, and whose they are."""
    owing = [(row.unit, row.total - row.decided) for row in progress(clean_up) if row.total > row.decided]
    if not owing:
        return []
    total = sum(count for _, count in owing)
    return [f"还有 {total} 件文件没有清理结论：{listed((f'{short(unit)} {n} 件' for unit, n in owing), '个单位')}。"]


def clean_up_table(clean_up: CleanUp) -> Listing:
    """The list as officials file it, for an Excel file."""
    head = ("责任单位", "文件名称", "发文字号", "成文日期", "清理建议", "理由", "清理结论", "审核意见", "修改期限")
    rows = tuple(
        (
            short(entry.unit), entry.document.title, entry.document.document_number, str(entry.document.dated_on or ""),
            entry.get_proposal_display(), entry.proposal_reason, entry.get_decision_display(), entry.decision_reason,
            str(entry.amend_by_on or ""),
        )
        for entry in clean_up_entries(clean_up)
    )  # fmt: skip
    return Listing(clean_up.title, head, rows)
