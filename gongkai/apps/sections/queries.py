"""Reading the tree of sections. A canonical path is the names from the top section down, joined by ">"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.apps.sections.models import HomePage, PathAlias, Section, SectionChange
from gongkai.domain.notices import default_aliases

# the site itself as notices name it: no section of its own
SITE_NAMES = frozenset({"政府网站", "政府门户网站", "门户网站", "本级政府网站"})


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section in the tree: how deep it lies (top = 0) and its path of names."""

    section: Section
    depth: int
    path: tuple[str, ...]

    @property
    def canonical(self) -> str:
        """The path as one word."""
        return ">".join(self.path)


def home() -> HomePage | None:
    """The root of the public site, once it exists."""
    found: HomePage | None = HomePage.objects.first()
    return found


def section_tree(*, with_retired: bool = True) -> list[SectionRow]:
    """Every section in the order of the tree. One query."""
    rows: list[SectionRow] = []
    names: dict[str, tuple[str, ...]] = {}
    step = Section.steplen
    for section in Section.objects.select_related("owner_unit", "replaced_by").order_by("path"):
        path = (*names.get(section.path[:-step], ()), section.title)
        names[section.path] = path
        if with_retired or section.retired_on is None:
            rows.append(SectionRow(section, len(path) - 1, path))
    return rows


def path_of(section: Section) -> tuple[str, ...]:
    """The names from the top section to this one."""
    above = Section.objects.ancestor_of(section, inclusive=True).order_by("path")
    return tuple(above.values_list("title", flat=True))


def place_in_tree(path: Sequence[str]) -> tuple[str, ...]:
    """The path below the home page: a leading 政府网站 is the site itself."""
    names = tuple(name.strip() for name in path if name.strip())
    return names[1:] if len(names) > 1 and names[0] in SITE_NAMES else names


def find_section(canonical: str) -> Section | None:
    """The section in force at this path, aliases applied; None when there is none."""
    return sections_by_path().get(">".join(place_in_tree(canonical.split(">"))))


def sections_by_path() -> dict[str, Section]:
    """Every section in force by its path below the home page. One query."""
    return {row.canonical: row.section for row in section_tree(with_retired=False)}


def aliases() -> dict[str, str]:
    """Spellings and the names they mean: the catalogue's table, overruled by the rows people keep."""
    return dict(default_aliases()) | dict(PathAlias.objects.values_list("spelling", "name"))


def alias_list() -> QuerySet[PathAlias]:
    """The rows people keep."""
    return PathAlias.objects.all()


def default_alias_list() -> Mapping[str, str]:
    """The rows that come with the program; a row of one's own with the same spelling prevails."""
    return default_aliases()


def change_log() -> QuerySet[SectionChange]:
    """The public change log, newest first."""
    return SectionChange.objects.select_related("section")


def owned_by(unit_ids: Iterable[int]) -> QuerySet[Section]:
    """Sections in force that these units look after."""
    owned: QuerySet[Section] = Section.objects.filter(owner_unit_id__in=list(unit_ids), retired_on__isnull=True)
    return owned
