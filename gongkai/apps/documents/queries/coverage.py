"""Which policies are interpreted, how late and how well, by the unit that drafted them. INT-01, INT-02, INT-17."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from gongkai.apps.documents._kinds import kind_rules
from gongkai.apps.documents.models import Document, Relation
from gongkai.apps.documents.queries.elements import REPLACES, element_score
from gongkai.apps.files.writers import Listing
from gongkai.apps.orgs.models import Unit

PERCENT = 100


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """One public policy: whose it is, whether an interpretation is owed, the first one and its elements."""

    pk: int
    title: str
    unit_id: int
    published_on: date
    is_waived: bool
    interpretation_pk: int | None = None
    delay_days: int | None = None
    # elements in order, elements asked for, over all its interpretations the best
    elements: tuple[int, int] | None = None
    breaches: tuple[str, ...] = ()


@dataclass(slots=True)
class UnitCoverage:
    """The figures of one unit. Percentages are None where there is nothing to count."""

    unit: Unit
    policies: list[PolicyFacts] = field(default_factory=list)
    rank: int = 0

    @property
    def owed(self) -> list[PolicyFacts]:
        """The policies that need an interpretation: all but those waived with a reason."""
        return [row for row in self.policies if not row.is_waived]

    @property
    def interpreted(self) -> list[PolicyFacts]:
        """Those of them that have one."""
        return [row for row in self.owed if row.interpretation_pk]

    @property
    def waived_count(self) -> int:
        """Policies that were let off, with the reason on each."""
        return len(self.policies) - len(self.owed)

    @property
    def coverage(self) -> float | None:
        """Interpreted ÷ owed, in percent."""
        return round(PERCENT * len(self.interpreted) / len(self.owed), 1) if self.owed else None

    @property
    def mean_delay(self) -> float | None:
        """Days from the policy to its first interpretation, on average; the same day and earlier is 0."""
        delays = [row.delay_days for row in self.interpreted if row.delay_days is not None]
        return round(sum(delays) / len(delays), 1) if delays else None

    @property
    def element_score(self) -> float | None:
        """Elements in order ÷ elements asked for, in percent, over the interpreted policies."""
        scores = [row.elements for row in self.interpreted if row.elements]
        asked = sum(score[1] for score in scores)
        return round(PERCENT * sum(score[0] for score in scores) / asked, 1) if asked else None

    @property
    def breach_count(self) -> int:
        """Policies whose interpretation was organised, signed or released later than they were."""
        return sum(bool(row.breaches) for row in self.policies)


def needing_interpretation() -> QuerySet[Document]:
    """Public policies of the kinds that must be interpreted (应解读尽解读)."""
    kinds = [kind for kind, rule in kind_rules().items() if rule.needs_interpretation]
    found: QuerySet[Document] = Document.objects.filter(kind__in=kinds, live=True)
    return found


def uncovered() -> QuerySet[Document]:
    """INT-01: public policies in force without a public interpretation and without a waiver, oldest first."""
    interpreted = Relation.objects.filter(kind=Relation.Kind.INTERPRETS, document__live=True).values("target")
    rows = needing_interpretation().filter(waiver_reason="").exclude(pk__in=interpreted)
    rows = rows.exclude(validity__in=(Document.Validity.REPEALED, Document.Validity.LAPSED))
    rows = rows.select_related("drafting_unit", "responsible_unit", "publisher")
    return rows.defer("body", "text", "elements").order_by("published_at", "pk")


def policy_facts(year: int) -> list[PolicyFacts]:
    """The policies published in a year. Texts are read only of those interpreted, a few at a time."""
    rows = needing_interpretation().filter(published_at__year=year).order_by("published_at", "pk")
    fields = (
        "pk", "title", "drafting_unit", "responsible_unit", "publisher", "published_at", "waiver_reason",
        "organised_on", "signed_at",
    )  # fmt: skip
    policies = list(rows.values_list(*fields))
    pairs = Relation.objects.filter(
        kind=Relation.Kind.INTERPRETS, document__live=True, target__in=[row[0] for row in policies]
    )
    of_policy: dict[int, list[tuple[int, datetime, date | None, datetime | None]]] = defaultdict(list)
    columns = ("target", "document", "document__published_at", "document__organised_on", "document__signed_at")
    for target, pk, at, organised, signed in pairs.order_by("document__published_at", "pk").values_list(*columns):
        of_policy[target].append((pk, at, organised, signed))
    scores = _scores({target: [row[0] for row in found] for target, found in of_policy.items()})
    made = []
    for pk, title, drafted, answers, published, at, waiver, organised, signed in policies:
        found = of_policy.get(pk, [])
        first = found[0] if found else None
        made.append(
            PolicyFacts(
                pk, title, drafted or answers or published, _day(at), bool(waiver) and first is None,
                first[0] if first else None, max(0, (_day(first[1]) - _day(at)).days) if first else None,
                scores.get(pk), tuple(_breaches((at, organised, signed), first)) if first else (),
            )
        )  # fmt: skip
    return made


def coverage_by_unit(year: int) -> list[UnitCoverage]:
    """The ranking of drafting units: coverage, then less delay, then more elements. Units without policies are left
    out.

    Units alike in all three share a rank; those that owe nothing come last, with rank 0.
    """
    facts: dict[int, list[PolicyFacts]] = defaultdict(list)
    for row in policy_facts(year):
        facts[row.unit_id].append(row)
    units = Unit.objects.filter(pk__in=facts).order_by("order", "pk")
    ranked = sorted((UnitCoverage(unit, facts[unit.pk]) for unit in units), key=_standing)
    for place, one in enumerate(ranked, 1):
        same = place > 1 and _standing(one) == _standing(ranked[place - 2])
        one.rank = 0 if not one.owed else ranked[place - 2].rank if same else place
    return ranked


def coverage_listing(year: int, rows: Iterable[UnitCoverage]) -> Listing:
    """The ranking as a table for Excel."""
    columns = (
        "名次",
        "单位",
        "应解读",
        "已解读",
        "覆盖率（%）",
        "平均滞后（天）",
        "要素得分（%）",
        "三同步不符",
        "免解读",
    )
    return Listing(
        f"{year}年政策解读情况",
        columns,
        tuple(
            (
                str(row.rank or "—"), row.unit.short_name or row.unit.name, str(len(row.owed)),
                str(len(row.interpreted)), _figure(row.coverage), _figure(row.mean_delay), _figure(row.element_score),
                str(row.breach_count), str(row.waived_count),
            )
            for row in rows
        ),
        "覆盖率＝已解读÷应解读；滞后从文件发布日到第一份解读发布日；要素得分＝写明的要素÷应写明的要素。",
    )  # fmt: skip


def _standing(row: UnitCoverage) -> tuple[bool, float, float, float]:
    """Units that owe nothing are not measured: they stand after those that are."""
    score = PERCENT if row.element_score is None else row.element_score
    return (not row.owed, -(row.coverage or 0.0), row.mean_delay or 0.0, -score)


def _scores(of_policy: dict[int, list[int]]) -> dict[int, tuple[int, int]]:
    """Policy → the best of its interpretations."""
    wanted = {pk for found in of_policy.values() for pk in found}
    replaced = Relation.objects.filter(document__in=of_policy, kind__in=REPLACES)
    has_predecessor = set(replaced.values_list("document", flat=True))
    interpretations = {
        row.pk: row for row in Document.objects.filter(pk__in=wanted).only("elements", "text").iterator(chunk_size=200)
    }
    best: dict[int, tuple[int, int]] = {}
    for pk, text in Document.objects.filter(pk__in=of_policy).values_list("pk", "text").iterator(chunk_size=50):
        found = (element_score(interpretations[one], text, pk in has_predecessor) for one in of_policy[pk])
        best[pk] = max(found)
    return best


def _breaches(
    policy: tuple[datetime, date | None, datetime | None], first: tuple[int, datetime, date | None, datetime | None]
) -> Iterable[str]:
    """三同步: organised, signed and released together. Dates that were not kept are not compared."""
    at, organised, signed = policy
    _, released, organised_too, signed_too = first
    if organised and organised_too and organised_too > organised:
        yield "解读晚于文件组织"
    if signed and signed_too and _day(signed_too) > _day(signed):
        yield "解读晚于文件审签"
    if _day(released) > _day(at):
        yield "解读晚于文件发布"


def _day(at: datetime) -> date:
    return timezone.localdate(at)


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"
