"""Standard catalogues: which domain has which, what changed, what is mapped to sections. CAT-08 to 13."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from rapidfuzz import fuzz, process

from gongkai.apps.orgs.models import Unit
from gongkai.apps.orgs.queries import work_calendar
from gongkai.apps.sections._catalogue_out import write_catalogue
from gongkai.apps.sections._domains import (
    Domain,
    compilation_clock,
    listed_domains,
)
from gongkai.apps.sections.models import PowerEntry, StandardCatalogue, StandardItem
from gongkai.domain.clock import CalendarNotPublished, due_after

State = StandardCatalogue.State
# what an item says, with the words of its column
ITEM_FIELDS = (
    ("required_elements", "公开内容（要素）"),
    ("basis", "公开依据"),
    ("time_limit_text", "公开时限"),
    ("body_text", "公开主体"),
    ("channels", "公开渠道和载体"),
    ("audience", "公开对象"),
    ("mode", "公开方式"),
    ("levels", "公开层级"),
)
ALIKE = 68  # of 100: below it two names only share common words


@dataclass(frozen=True, slots=True)
class DomainState:
    """One domain and the newest catalogue of each unit and level; none: not compiled yet."""

    domain: Domain
    in_force: tuple[StandardCatalogue, ...]
    drafts: tuple[StandardCatalogue, ...]
    item_count: int
    overdue: tuple[StandardCatalogue, ...]

    @property
    def state(self) -> str:
        """现行, 编制中 or 未编制."""
        return "现行" if self.in_force else "编制中" if self.drafts else "未编制"


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that is in both versions: the columns that differ, as (column, before, after)."""

    old: StandardItem
    new: StandardItem
    columns: tuple[tuple[str, str, str], ...]
    # why, where somebody said so
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueDiff:
    """What a version has more, less and otherwise than the one before. Rows are matched by their key."""

    added: tuple[StandardItem, ...]
    removed: tuple[StandardItem, ...]
    changed: tuple[Changed, ...]
    same_count: int
    # why rows came or went, by key
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def added_why(self) -> list[tuple[StandardItem, str]]:
        """New rows with the reason, or ""."""
        return [(item, self.reasons.get(item.key, "")) for item in self.added]

    @property
    def removed_why(self) -> list[tuple[StandardItem, str]]:
        """Rows that went with the reason, or ""."""
        return [(item, self.reasons.get(item.key, "")) for item in self.removed]

    @property
    def rows(self) -> list[StandardItem]:
        """Every row that is not the same, new ones first."""
        return [*self.added, *(row.new for row in self.changed), *self.removed]


def domains() -> tuple[Domain, ...]:
    """All listed domains, then those that the place added, by name."""
    listed = {row.code for row in listed_domains()}
    own = set(StandardCatalogue.objects.values_list("domain", flat=True)) - listed
    return (*listed_domains(), *(Domain(code, code) for code in sorted(own)))


def domains_state(today: date) -> list[DomainState]:
    """Every domain with what there is of it (CAT-08). `overdue`: drafts whose clock has run out by today (CAT-09)."""
    rows = StandardCatalogue.objects.exclude(state=State.REPLACED).select_related("unit")
    found: dict[str, list[StandardCatalogue]] = defaultdict(list)
    for row in rows.annotate(item_count=Count("items")):
        found[row.domain].append(row)
    states = []
    for domain in domains():
        here = found[domain.code]
        in_force = tuple(row for row in here if row.state == State.IN_FORCE)
        drafts = tuple(row for row in here if row.state == State.DRAFT)
        late = tuple(row for row in drafts if is_overdue(row, today))
        count = sum(getattr(row, "item_count", 0) for row in in_force)
        states.append(DomainState(domain, in_force, drafts, count, late))
    return states


def is_overdue(catalogue: StandardCatalogue, today: date) -> bool:
    """Whether a draft should have been put in force by now."""
    return catalogue.state == State.DRAFT and bool(catalogue.due_on and catalogue.due_on < today)


def compile_by(issued_on: date) -> date | None:
    """The last day for the local catalogue after a guideline of this day; None before the calendar of that year."""
    try:
        return due_after(issued_on, compilation_clock().months, "months", work_calendar(), moves_off_holidays=False)
    except CalendarNotPublished:
        return None


def catalogues_public(domain: str = "", level: str = "", unit: Unit | int | None = None) -> QuerySet[StandardCatalogue]:
    """The catalogues in force, each with `item_count`, by domain, level and unit (CAT-13)."""
    rows = StandardCatalogue.objects.filter(state=State.IN_FORCE).select_related("unit")
    if domain:
        rows = rows.filter(domain=domain)
    if level:
        rows = rows.filter(level=level)
    if unit:
        rows = rows.filter(unit=unit)
    return rows.annotate(item_count=Count("items"))


def catalogue_items(catalogue: StandardCatalogue, words: str = "") -> QuerySet[StandardItem]:
    """The rows of a catalogue in order; `words` are sought in the names and the contents."""
    rows = catalogue.items.order_by("position")
    for word in words.split():
        rows = rows.filter(
            Q(first_item__contains=word) | Q(second_item__contains=word) | Q(required_elements__contains=word)
        )
    return rows


def item_places(catalogues: Iterable[int]) -> list[tuple[int, int]]:
    """Catalogue and place of every item of these catalogues. One query."""
    rows = StandardItem.objects.filter(catalogue__in=list(catalogues)).order_by("catalogue", "position")
    return list(rows.values_list("catalogue", "position"))


def find_items(words: str, domain: str = "", level: str = "", unit: Unit | None = None) -> QuerySet[StandardItem]:
    """Rows of all catalogues in force by their names (CAT-08: query an item by domain)."""
    rows = StandardItem.objects.filter(catalogue__in=catalogues_public(domain, level, unit).values("pk"))
    for word in words.split():
        rows = rows.filter(Q(first_item__contains=word) | Q(second_item__contains=word))
    return rows.select_related("catalogue", "catalogue__unit").order_by("catalogue__domain", "catalogue", "position")


def versions_of(catalogue: StandardCatalogue) -> QuerySet[StandardCatalogue]:
    """All versions of the same domain, level and unit, newest first."""
    same = {"domain": catalogue.domain, "level": catalogue.level, "unit": catalogue.unit_id}
    return StandardCatalogue.objects.filter(**same).annotate(item_count=Count("items")).order_by("-version")


def version_diff(catalogue: StandardCatalogue) -> tuple[StandardCatalogue, CatalogueDiff] | None:
    """What a version changed against the one before, with the reasons given; None for the first. Three queries."""
    before = versions_of(catalogue).filter(version__lt=catalogue.version).first()
    if before is None:
        return None
    rows = catalogue.items.order_by("position")
    return before, catalogue_diff(before, rows, catalogue.change_reasons)


def catalogue_diff(
    old: StandardCatalogue | None, new: Iterable[StandardItem], reasons: Mapping[str, str] | None = None
) -> CatalogueDiff:
    """What `new` rows change against a version (None: all are new). `reasons`: why, by key. CAT-10."""
    said = reasons or {}
    before = {item.key: item for item in old.items.all()} if old else {}
    added, changed, same = [], [], 0
    for item in new:
        former = before.pop(item.key, None)
        if former is None:
            added.append(item)
            continue
        columns = tuple(
            (words, item_words(former, name), item_words(item, name))
            for name, words in ITEM_FIELDS
            if item_words(former, name) != item_words(item, name)
        )
        if columns:
            changed.append(Changed(former, item, columns, said.get(item.key, "")))
        else:
            same += 1
    return CatalogueDiff(tuple(added), tuple(before.values()), tuple(changed), same, said)


def item_words(item: StandardItem, name: str) -> str:
    """A column of a row as it is written."""
    value = getattr(item, name)
    if name == "channels":
        return " ".join(("■" if row["is_required"] else "□") + row["name"] for row in value)
    return str(value)


def export_catalogue(catalogue: StandardCatalogue) -> bytes:
    """The catalogue as an Excel workbook that reads back the same."""
    return write_catalogue(catalogue, catalogue.items.order_by("position"))


# --- the power list (CAT-12)


def powers(unit: Unit | int | None = None) -> QuerySet[PowerEntry]:
    """The entries of the power list."""
    rows = PowerEntry.objects.select_related("unit")
    return rows.filter(unit=unit) if unit else rows


def power_gaps(unit: Unit | int | None = None) -> list[PowerEntry]:
    """Entries that no row of a catalogue in force answers."""
    keys = set(StandardItem.objects.filter(catalogue__state=State.IN_FORCE).values_list("key", flat=True))
    return [entry for entry in powers(unit) if entry.item_key not in keys]


def suggest_item(entry: PowerEntry, names: dict[str, str], at_least: int = ALIKE) -> str:
    """The key of the row named most alike, or "". `names`: key → name, of the catalogues in force."""
    found = process.extractOne(entry.name, names, scorer=fuzz.WRatio, score_cutoff=at_least)
    return str(found[2]) if found else ""


def item_names() -> dict[str, str]:
    """key → name of every row in force, the second name where there is one."""
    rows = StandardItem.objects.filter(catalogue__state=State.IN_FORCE).order_by("key")
    return {key: second or first for key, first, second in rows.values_list("key", "first_item", "second_item")}
