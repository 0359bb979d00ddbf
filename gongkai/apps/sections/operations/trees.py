"""Applying the statutory tree, the local tree or the village topics to the site or to a unit's home, in one act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from wagtail.models import Page

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.orgs.queries import oversight_office
from gongkai.apps.sections._pages import check_right, log_change, new_section
from gongkai.apps.sections.models import HomePage, Section, SectionChange, UnitHome
from gongkai.apps.sections.queries.trees import Step, TreePlan, tree_plan
from gongkai.domain.workflow import Blocked

# in the site's own tree these belong to the openness office; the rest is given to units one by one
OFFICE_KINDS = frozenset({Section.ContentKind.GUIDE, Section.ContentKind.REPORT})


@dataclass(frozen=True, slots=True)
class TreeApplied:
    """What was done: the paths that were made, the sections that got their number, how many were there already."""

    added: tuple[str, ...]
    matched: tuple[str, ...]
    kept_count: int


def apply_tree(
    *,
    actor: User | None,
    root: HomePage | UnitHome,
    tree: str = "statutory",
    skip: Collection[str] = (),
    on: date | None = None,
) -> TreeApplied:
    """Add what a tree of data/catalogue has and the root lacks. Nothing is renamed, moved or deleted; a second time
    adds nothing.

    A section that is there under the node's name or one of its other spellings gets the node's number instead of a
    double. `skip`: codes of nodes that are not wanted, with all below them. Refuses a root that is no organ.
    """
    with transaction.atomic():
        check_right(actor)
        Page.objects.select_for_update().get(pk=root.pk)
        plan = tree_plan(root, tree)
        if plan.refusals:
            raise Blocked(list(plan.refusals))
        applied = _Applied(root, plan, set(skip))
        for step in plan.steps:
            applied.take(step)
        if applied.first:
            reason = f"套用{plan.tree.name}，新增 {len(applied.added)} 个栏目"
            log_change(applied.first, SectionChange.Kind.ADDED, actor, "", reason, on=on)
        after = {"目录": plan.tree.name, "新增": applied.added, "对应": applied.matched}
        record(actor=actor, action="套用栏目目录", target=root, after=after)
    kept = len(plan.steps) - len(applied.added) - len(applied.matched) - applied.skipped
    return TreeApplied(tuple(applied.added), tuple(applied.matched), kept)


class _Applied:
    """The pages made so far, so that each next one finds what it hangs under."""

    def __init__(self, root: HomePage | UnitHome, plan: TreePlan, skip: set[str]) -> None:
        self.pages: dict[str, Page] = {"": root.specific}
        self.skip = skip
        self.skipped = 0
        self.added: list[str] = []
        self.matched: list[str] = []
        self.first: Section | None = None
        self.plan = plan
        self.unit: Unit | None = root.unit if isinstance(root, UnitHome) else None
        self.office = oversight_office()

    def take(self, step: Step) -> None:
        """Make the section, or give the one that is there its number."""
        node = step.node
        if step.section is None and (node.code in self.skip or node.under in self.skip):
            self.skip.add(node.code)
            self.skipped += 1
            return
        if step.section is not None:
            self.pages[node.code] = step.section
            if step.is_new_match:
                self._number(step, step.section)
            return
        facts = {
            "catalogue_code": node.code,
            "content_kind": node.kind,
            "owner_unit": self.unit or (self.office if node.kind in OFFICE_KINDS else None),
            "update_days": node.rule.days if node.rule else None,
            "update_basis": node.rule.words[:200] if node.rule else "",
        }
        made = new_section(self.pages[node.under], node.name, **facts)
        self.pages[node.code] = made
        self.first = self.first or made
        self.added.append(" > ".join(step.path))

    def _number(self, step: Step, section: Section) -> None:
        """What people have set stays; only what is empty is filled."""
        node = step.node
        section.catalogue_code = node.code
        if node.rule and not section.update_days and not section.update_basis:
            section.update_days, section.update_basis = node.rule.days, node.rule.words[:200]
        if section.content_kind == Section.ContentKind.LIST:
            section.content_kind = node.kind
        if self.unit and section.owner_unit_id is None:
            section.owner_unit = self.unit
        section.save()
        self.matched.append(" > ".join(step.path))
