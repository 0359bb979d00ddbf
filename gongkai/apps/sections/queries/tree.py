"""Reading the tree of sections. A canonical path is the names from the top section down, joined by ">"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from wagtail.models import Page

from gongkai.apps.sections.models import HomePage, PathAlias, Section, SectionChange, TopicPage, UnitHome
from gongkai.domain.notices import default_aliases

# the site itself as notices name it: no section of its own
SITE_NAMES = frozenset({"政府网站", "政府门户网站", "门户网站", "本级政府网站"})


# stands before the name of a unit's home in a path: its sections are named as those of the site's own tree
HOMES_NAME = "部门网页"


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section in the tree: how deep it lies (top = 0), its path of names, the home of the unit that it lies under."""

    section: Section
    depth: int
    path: tuple[str, ...]
    home_id: int | None = None

    @property
    def canonical(self) -> str:
        """The path as one word."""
        return ">".join(self.path)


def home() -> HomePage | None:
    """The root of the public site, once it exists."""
    found: HomePage | None = HomePage.objects.first()
    return found


def section_tree(*, with_retired: bool = True, below: Page | None = None) -> list[SectionRow]:
    """Every section in the order of the tree, those of unit homes under 部门网页 > the home; three queries.

    `below` a unit's home keeps its sections; below the site's own home page: those of no unit home.
    """
    rows: list[SectionRow] = []
    names: dict[str, tuple[str, ...]] = {}
    homes: dict[str, int] = {}
    step = Section.steplen
    for page in _pages_in_order():
        above = page.path[:-step]
        home_id = homes[page.path] = page.pk if isinstance(page, UnitHome) else homes.get(above)  # type: ignore[assignment]
        path = (HOMES_NAME, page.title) if isinstance(page, UnitHome) else (*names.get(above, ()), page.title)
        names[page.path] = path
        is_kept = isinstance(page, Section) and (with_retired or page.retired_on is None)
        if is_kept and _lies_below(page, home_id, below):
            rows.append(SectionRow(page, len(path) - (3 if home_id else 1), path, home_id))
    return rows


def _pages_in_order() -> list[Page]:
    sections = Section.objects.select_related("owner_unit", "replaced_by").defer("body")
    topics = TopicPage.objects.only("pk", "path", "title")
    homes = UnitHome.objects.only("pk", "path", "title")
    return sorted((*sections, *topics, *homes), key=lambda page: page.path)


def _lies_below(page: Page, home_id: int | None, below: Page | None) -> bool:
    if below is None:
        return True
    if isinstance(below, HomePage):
        return home_id is None
    return bool(page.path.startswith(below.path))


def path_of(section: Page) -> tuple[str, ...]:
    """The names from the top section to this one; below a unit's home 部门网页 and its title come first."""
    above = section.get_ancestors(inclusive=True).filter(depth__gt=2).select_related("content_type")
    names: list[str] = []
    for page in above.only("title", "path", "depth", "content_type"):
        names += [HOMES_NAME] if page.specific_class is UnitHome else []
        names.append(page.title)
    return tuple(names)


def home_above(section: Page) -> UnitHome | None:
    """The home of the unit that a page lies under; None in the site's own tree."""
    found: UnitHome | None = UnitHome.objects.ancestor_of(section, inclusive=True).select_related("unit").first()
    return found


def place_in_tree(path: Sequence[str]) -> tuple[str, ...]:
    """The path below the home page: a leading 政府网站 is the site itself."""
    names = tuple(name.strip() for name in path if name.strip())
    return names[1:] if len(names) > 1 and names[0] in SITE_NAMES else names


def find_section(canonical: str) -> Section | None:
    """The section in force at this path, aliases applied; None when there is none."""
    return sections_by_path().get(">".join(place_in_tree(canonical.split(">"))))


def sections_by_path() -> dict[str, Section]:
    """Every section in force by its path below the home page. Three queries."""
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
