"""The public tree and the foot of the site, kept in this process until one of them changes.

Every change of them leaves an entry in one of the logs, and every change of what is public moves the number of
`PublicState`: one small query a page tells whether what we keep is still true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import BooleanField, Case, Count, Max, OuterRef, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from wagtail.models import ModelLogEntry, Page, PageLogEntry, PageViewRestriction

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.documents.models import PublicState
from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models import FormPage, HomePage, Section, SiteFacts, TopicPage, UnitHome
from gongkai.apps.sections.queries.trees import code_ranks

STEP = Page.steplen
SECTION, UNIT_HOME, TOPIC, FORM = "section", "unit_home", "topic", "form"
NAVIGATION = 6
# entries of the log about these may change the tree or the foot; no other does
TOLD = (
    "orgs.unit",
    *(f"sections.{name}" for name in ("homepage", "section", "unithome", "topicpage", "formpage", "sitefacts")),
)


@dataclass(slots=True)
class Node:
    """One public page of the tree: enough for navigation, breadcrumb, site map and to know which page to load."""

    pk: int
    kind: str
    title: str
    url: str
    path: str
    content_kind: str = ""
    unit_id: int | None = None
    unit_name: str = ""
    catalogue_code: str = ""
    retired_on: date | None = None
    # a section that says something itself, besides what hangs in it
    has_text: bool = False
    changed_at: Any = None
    above: Node | None = field(default=None, repr=False)
    below: list[Node] = field(default_factory=list, repr=False)

    @property
    def is_retired(self) -> bool:
        """Whether it is out of use: its page says so, no list names it."""
        return self.retired_on is not None

    @property
    def children(self) -> list[Node]:
        """The pages in force right below, in order."""
        return [node for node in self.below if not node.is_retired]

    @property
    def sections(self) -> list[Node]:
        """The sections in force right below, in order."""
        return [node for node in self.children if node.kind == SECTION]

    @property
    def trail(self) -> list[Node]:
        """From the top down to this page."""
        found: list[Node] = []
        here: Node | None = self
        while here:
            found.append(here)
            here = here.above
        return found[::-1]

    def walk(self) -> Iterator[Node]:
        """This page and all in force below it."""
        yield self
        for node in self.children:
            yield from node.walk()


@dataclass(slots=True, repr=False)
class Outline:
    """All public pages, and what head and foot of a page say."""

    # of the tree and the foot; of the documents
    stamp: tuple[Any, ...]
    state: int | None
    nodes: dict[int, Node]
    by_url: dict[str, Node]
    top: list[Node]
    office: Unit | None
    site: SiteFacts
    # what was counted of the documents as they stood at this state, by name
    kept: dict[Any, Any] = field(default_factory=dict)

    @property
    def navigation(self) -> list[Node]:
        """The first sections of the site."""
        return [node for node in self.top if node.kind == SECTION][:NAVIGATION]

    @property
    def topics(self) -> list[Node]:
        """The topics of the site, in order."""
        return [node for node in self.top if node.kind == TOPIC]

    @property
    def unit_homes(self) -> list[Node]:
        """The units' own pages, in order."""
        return [node for node in self.top if node.kind == UNIT_HOME]

    @property
    def forms(self) -> list[Node]:
        """The forms that can be filled in."""
        return [node for node in self.nodes.values() if node.kind == FORM]

    def home_of(self, unit_id: int | None) -> Node | None:
        """The own page of a unit, when it is switched on."""
        return next((node for node in self.unit_homes if node.unit_id == unit_id), None)

    def at(self, url: str) -> Node | None:
        """The page at an address, None when nothing public is there."""
        return self.by_url.get(url)

    def find(self, *words: str) -> Node | None:
        """The section in force of the site's own tree that is called by one of these words, else the first that holds
        one of them in its name."""
        own = [node for top in self.top if top.kind != UNIT_HOME for node in top.walk() if node.kind == SECTION]
        named = (node for word in words for node in own if node.title == word)
        return next(named, next((node for node in own if any(word in node.title for word in words)), None))

    def keep(self, name: Any, make: Callable[[], Any]) -> Any:
        """What `make` gives, computed once for this state of the documents."""
        if name not in self.kept:
            self.kept[name] = make()
        return self.kept[name]


_kept: Outline | None = None


def forget() -> None:
    """Drop what is kept. Tests roll the logs back, so that their numbers come again."""
    global _kept  # noqa: PLW0603 - one outline for the process
    _kept = None


def outline() -> Outline:
    """The tree as it is now. One query while it has not changed; about ten after a change of it."""
    global _kept  # noqa: PLW0603 - one outline for the process
    stamp, state = _stamp()
    if _kept is None or _kept.stamp != stamp or not stamp:
        _kept = _read(stamp, state)
    elif _kept.state != state:
        _kept = replace(_kept, state=state, kept={})
    return _kept


def outline_of(request: HttpRequest | None) -> Outline:
    """The outline for one request: asked for once, however many parts of the page use it."""
    if request is None:
        return outline()
    if not hasattr(request, "outline"):
        request.outline = outline()  # type: ignore[attr-defined]
    return request.outline  # type: ignore[attr-defined, no-any-return]


def _stamp() -> tuple[tuple[Any, ...], int | None]:
    """What tells of a change of the tree or the foot, and the number of the documents' state."""
    acts = AuditEntry.objects.filter(target_kind__in=TOLD)
    last = {
        "acts": _one(acts, Max("pk")),
        "page_acts": Subquery(PageLogEntry.objects.order_by("-pk").values("pk")[:1]),
        "model_acts": Subquery(ModelLogEntry.objects.order_by("-pk").values("pk")[:1]),
        "pages": _one(Page.objects.all(), Count("pk")),
        "newest": Subquery(Page.objects.filter(depth__gt=OuterRef("depth")).order_by("-pk").values("pk")[:1]),
        "state": Subquery(PublicState.objects.filter(pk=1).values("number")),
    }
    row = Page.objects.filter(depth=1).annotate(**last).values_list(*last).first()
    return (row[:-1], row[-1]) if row else ((), None)


def _one(rows: QuerySet[Any], value: Count | Max) -> Subquery:
    """One value over all these rows."""
    return Subquery(rows.order_by().annotate(all=Value(1)).values("all").annotate(n=value).values("n"))


def _read(stamp: tuple[Any, ...], state: int | None) -> Outline:
    home = HomePage.objects.first()
    office = Unit.objects.filter(is_oversight_office=True, is_active=True).first()
    site = SiteFacts.objects.first() or SiteFacts()
    if home is None:
        return Outline(stamp, state, {}, {}, [], office, site)
    hidden = tuple(PageViewRestriction.objects.values_list("page__path", flat=True))
    found = sorted((n for n in _nodes(home) if not n.path.startswith(hidden or ("-",))), key=lambda node: node.path)
    by_path: dict[str, Node] = {}
    for node in found:
        by_path[node.path] = node
        node.above = by_path.get(node.path[:-STEP])
        if node.above:
            node.above.below.append(node)
    ranks = code_ranks()
    for node in found:  # what a place adds of its own comes after what the catalogue lists
        if any(each.catalogue_code for each in node.below):
            node.below.sort(key=lambda each: ranks.get(each.catalogue_code, len(ranks)))
    # a page whose parent is not public is not reached
    reached = [n for n in found if n.above or len(n.path) == len(home.path) + STEP]
    top = [node for node in reached if node.above is None and not node.is_retired]
    return Outline(stamp, state, {n.pk: n for n in reached}, {n.url: n for n in reached}, top, office, site)


def _nodes(home: HomePage) -> Iterable[Node]:
    def url(url_path: str) -> str:
        return f"/{url_path.removeprefix(home.url_path)}"

    base = ("pk", "title", "url_path", "path", "last_published_at")
    says = Case(When(body="", then=Value(False)), default=Value(True), output_field=BooleanField())
    sections = (
        Section.objects.live()
        .annotate(says=says)
        .values_list(
            *base,
            "content_kind",
            "owner_unit",
            "owner_unit__name",
            "owner_unit__short_name",
            "catalogue_code",
            "retired_on",
            "says",
        )
    )
    for pk, title, path, place, at, content, unit, name, short, code, retired, told in sections:
        yield Node(pk, SECTION, title, url(path), place, content, unit, short or name or "", code, retired, told, at)
    homes = UnitHome.objects.live().filter(unit__is_active=True)
    for pk, title, path, place, at, unit, name in homes.values_list(*base, "unit", "unit__name"):
        yield Node(pk, UNIT_HOME, title, url(path), place, "", unit, name, changed_at=at)
    for pk, title, path, place, at, retired in TopicPage.objects.live().values_list(*base, "retired_on"):
        yield Node(pk, TOPIC, title, url(path), place, retired_on=retired, changed_at=at)
    for pk, title, path, place, at, unit in FormPage.objects.live().values_list(*base, "owner_unit"):
        yield Node(pk, FORM, title, url(path), place, "", unit, changed_at=at)


def words_of(text: str) -> list[str]:
    """The words of a list that was typed with any of the usual separators."""
    return [word for word in re.split(r"[、，,；;\s]+", text) if word]
