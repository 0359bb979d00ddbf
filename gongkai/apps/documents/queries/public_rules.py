"""Regulations and rules by rank, for the sections 行政法规, 国务院部门规章 and 政府规章. LIB-05 to LIB-08.

The rank follows from who made them. In the home of a unit only what that unit applies is shown (LIB-07).
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, CharField, Count, Max, Q, QuerySet, Value, When

from gongkai.apps.documents.models import AppliedRule, Document
from gongkai.apps.documents.queries.public import public_documents
from gongkai.apps.documents.queries.public_lists import PublicFilter, Tally, narrowed, rows_of, tallies

REGULATIONS, MINISTRY, RULES = "regulations", "ministry", "rules"
# the State Council makes 行政法规, people's congresses laws and local regulations, people's governments 政府规章;
# what is left is made by ministries and commissions (立法法 第七十二条、第九十一条、第九十三条)
_BY_MAKER = (
    (Q(issuer_text__in=("国务院", "中华人民共和国国务院")) | Q(issuer_text__contains="人民代表大会"), REGULATIONS),
    (Q(issuer_text__contains="人民政府"), RULES),
)
Totals = tuple[int, datetime | None]


def rule_documents(rank: str, unit: int, chosen: PublicFilter, start: int, size: int) -> list[Document]:
    """Rules of this rank from `start` on, newest first; `unit`: only those that the unit applies. One query."""
    return list(rows_of(_ranked(rank, unit).filter(narrowed(chosen)))[start : start + size])


def rule_tallies(rank: str, unit: int) -> tuple[Tally, ...]:
    """The counts of what `rule_documents` lists. One query."""
    return tallies(_ranked(rank, unit))


def rule_totals() -> dict[tuple[int, str], Totals]:
    """(unit that applies them, or 0 for all, rank) → how many and when the last came. Two queries."""
    every = _with_rank(_rules()).order_by().values_list("rank").annotate(Count("pk"), Max("published_at"))
    found: dict[tuple[int, str], Totals] = {(0, rank): (count, last) for rank, count, last in every}
    applied = AppliedRule.objects.filter(document__live=True, document__kind=Document.Kind.REGULATION)
    places = list(applied.values_list("unit", "document", "document__published_at"))
    ranks = dict(_with_rank(_rules().filter(pk__in={pk for _, pk, _ in places})).values_list("pk", "rank"))
    for unit, pk, at in places:
        count, last = found.get((unit, ranks[pk]), (0, None))
        found[unit, ranks[pk]] = (count + 1, max(filter(None, (last, at)), default=None))
    return found


def _rules() -> QuerySet[Document]:
    return public_documents().filter(kind=Document.Kind.REGULATION)


def _with_rank(rows: QuerySet[Document]) -> QuerySet[Document]:
    cases = [When(condition, then=Value(rank)) for condition, rank in _BY_MAKER]
    ranked: QuerySet[Document] = rows.annotate(rank=Case(*cases, default=Value(MINISTRY), output_field=CharField()))
    return ranked


def _ranked(rank: str, unit: int) -> QuerySet[Document]:
    rows = _with_rank(_rules()).filter(rank=rank)
    return rows.filter(applied_by__unit=unit) if unit else rows
