"""What applying a tree of data/catalogue would do to the site or to a unit's home. CAT-01, CAT-05."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from wagtail.models import Page

from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections._trees import BRANCH, GOVERNMENT, LIST, ORGAN_OF_KIND, TOWN, Node, Tree, tree
from gongkai.apps.sections.models import HomePage, Section, UnitHome

TREES = ("statutory", "local", "village")


@dataclass(frozen=True, slots=True)
class Step:
    """One node: the section that stands for it (None: it would be made) and what it would hang under."""

    node: Node
    path: tuple[str, ...]
    section: Section | None
    # the section is there but does not say yet which node it is
    is_new_match: bool = False


@dataclass(frozen=True, slots=True)
class TreePlan:
    """What one act would do. `refusals`: why it cannot."""

    tree: Tree
    steps: tuple[Step, ...] = ()
    refusals: tuple[str, ...] = ()

    @property
    def added(self) -> tuple[Step, ...]:
        """What would be made."""
        return tuple(step for step in self.steps if step.section is None)

    @property
    def matched(self) -> tuple[Step, ...]:
        """Sections that are there under this or another name and would get their number."""
        return tuple(step for step in self.steps if step.is_new_match)


@lru_cache
def known_codes() -> frozenset[str]:
    """The codes of all nodes; those of villages hold the village's number besides and are not among them."""
    return frozenset(node.code for code in TREES for node in tree(code).nodes)


@lru_cache(maxsize=1)
def code_ranks() -> dict[str, int]:
    """The place of each code in the catalogues, so that sections stand as the regulation lists them."""
    return {node.code: place for place, node in enumerate(node for name in TREES for node in tree(name).nodes)}


def node_of(code: str) -> Node | None:
    """The node of this code, in whichever tree; None for no code and for villages."""
    return next((node for name in TREES for node in tree(name).nodes if code and node.code == code), None)


def node_choices() -> list[tuple[str, str]]:
    """Code and name of each node of the statutory and the local tree, indented by its depth."""
    depths: dict[str, int] = {"": -1}
    found = []
    for name in ("statutory", "local"):
        for node in tree(name).nodes:
            depths[node.code] = depths[node.under] + 1
            found.append((node.code, f"{'　' * depths[node.code]}{node.name}"))
    return found


def organ_of(root: Page) -> str:
    """Which kind of organ a tree is for: the site's own home stands for the government; "" for no organ."""
    if isinstance(root, HomePage):
        return GOVERNMENT
    return ORGAN_OF_KIND.get(root.unit.kind, "") if isinstance(root, UnitHome) else ""


def tree_plan(root: Page, code: str = "statutory") -> TreePlan:
    """What `apply_tree` would do below the site's home page or a unit's home. One query for the sections."""
    wanted = tree(code)
    organ = organ_of(root)
    if not organ:
        return TreePlan(wanted, refusals=(f"“{root.title}”不是行政机关，不适用{wanted.name}。",))
    if code == "village":
        nodes, refusals = _village_nodes(root, organ, wanted)
        if refusals:
            return TreePlan(wanted, refusals=refusals)
    else:
        nodes = wanted.for_organ(organ)
    return TreePlan(wanted, tuple(_steps(root, nodes)))


def _village_nodes(root: Page, organ: str, wanted: Tree) -> tuple[tuple[Node, ...], tuple[str, ...]]:
    """The head, each village of the town, and each topic below each village."""
    if organ != TOWN or not isinstance(root, UnitHome):
        return (), ("村（居）务公开设在镇街的网页下。",)
    villages = Unit.objects.filter(parent=root.unit, kind=Unit.Kind.VILLAGE, is_active=True)
    head, *topics = wanted.nodes
    nodes = [Node(head.code, "", head.name, BRANCH, head.aliases)]
    for village in villages:
        code = f"village:{village.pk}"
        names = tuple(name for name in (village.name, village.short_name) if name)
        nodes.append(Node(code, head.code, names[-1], BRANCH, names))
        nodes += [Node(f"{code}:{topic.code}", code, topic.name, LIST, topic.aliases) for topic in topics]
    if len(nodes) == 1:
        return (), (f"{root.unit}还没有登记村（社区）。请先在“单位与人员”里登记，上级选“{root.unit}”。",)
    return tuple(nodes), ()


def _steps(root: Page, nodes: tuple[Node, ...]) -> list[Step]:
    found = _Present(root, nodes)
    steps: list[Step] = []
    places: dict[str, Section | None] = {}
    paths: dict[str, tuple[str, ...]] = {"": ()}
    nearest: dict[str, Section | None] = {}
    for node in nodes:
        above = places[node.under] if node.under else None
        nearest[node.code] = above or nearest.get(node.under)
        section, is_new = found.section_for(node, above, nearest[node.code])
        name = section.title if section else node.name
        places[node.code] = section
        paths[node.code] = (*paths[node.under], name)
        steps.append(Step(node, paths[node.code], section, is_new))
    return steps


class _Present:
    """The sections in force below a root, found by number, by name beside their siblings, or by a name met once."""

    def __init__(self, root: Page, nodes: tuple[Node, ...]) -> None:
        below = Section.objects.descendant_of(root).filter(retired_on=None).defer("body").order_by("path")
        if isinstance(root, HomePage):
            homes = UnitHome.objects.values_list("path", flat=True)
            step = len(root.path) + Section.steplen
            aside = set(homes)
            self.sections = [section for section in below if section.path[:step] not in aside]
        else:
            self.sections = list(below)
        self.root = root
        self.by_code = {section.catalogue_code: section for section in self.sections if section.catalogue_code}
        self.used = set(self.by_code.values())
        self.often = Counter(name for node in nodes for name in {node.name, *node.aliases})

    def section_for(self, node: Node, above: Section | None, nearest: Section | None) -> tuple[Section | None, bool]:
        """The section that stands for a node, and whether it has yet to get its number.

        `above` stands for the node above it, `nearest` for the nearest one above that there is: notices often leave
        a level out.
        """
        if node.code in self.by_code:
            return self.by_code[node.code], False
        names = (node.name, *node.aliases)
        parent_path = above.path if above else self.root.path
        free = [section for section in self.sections if not section.catalogue_code and section not in self.used]
        is_hung = above is not None or not node.under
        beside = [section for section in free if is_hung and section.path[: -Section.steplen] == parent_path]
        # the node's own name before its other spellings
        same = next((s for name in names for s in beside if s.title == name), None)
        if same is None and nearest is not None:
            once = [name for name in names if self.often[name] == 1]
            deeper = [s for s in free if s.path.startswith(nearest.path) and s.path != nearest.path and s.title in once]
            same = deeper[0] if len(deeper) == 1 else None
        if same is None:
            return None, False
        self.used.add(same)
        return same, True
