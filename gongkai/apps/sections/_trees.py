"""The trees of data/catalogue as values: nodes with their kinds, aliases, and what each must be updated by."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from gongkai.apps.orgs.models import Unit

GOVERNMENT, DEPARTMENT, TOWN = "government", "department", "town"
# whom the regulation binds: organs, and bodies that a law or regulation lets manage public affairs (article 54)
ORGAN_OF_KIND: Mapping[str, str] = {
    Unit.Kind.GOVERNMENT: GOVERNMENT,
    Unit.Kind.OFFICE: DEPARTMENT,
    Unit.Kind.DEPARTMENT: DEPARTMENT,
    Unit.Kind.COMMITTEE: DEPARTMENT,
    Unit.Kind.VERTICAL: DEPARTMENT,
    Unit.Kind.INSTITUTION: DEPARTMENT,
    Unit.Kind.TOWN: TOWN,
}
BRANCH, LIST = "branch", "list"


@dataclass(frozen=True, slots=True)
class Rule:
    """How often a section must change. `days` None: the basis fixes no interval."""

    text: str
    basis: str
    days: int | None
    verified: bool

    @property
    def words(self) -> str:
        """As it stands in a section's update basis."""
        return f"{self.text}（{self.basis}）"


@dataclass(frozen=True, slots=True)
class Node:
    """One section of a tree: `under` is the code of the node above, "" at the top."""

    code: str
    under: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    organs: frozenset[str] = frozenset((GOVERNMENT, DEPARTMENT, TOWN))
    article: str = ""
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree with its source, its nodes in order (a node after the one above it)."""

    code: str
    name: str
    source: str
    verified: bool
    nodes: tuple[Node, ...] = field(default=())

    def for_organ(self, organ: str) -> tuple[Node, ...]:
        """The nodes of one kind of organ. A branch that keeps no node below it becomes a list."""
        kept = [node for node in self.nodes if organ in node.organs]
        parents = {node.under for node in kept}
        return tuple(_as_list(node) if node.kind == BRANCH and node.code not in parents else node for node in kept)


def _as_list(node: Node) -> Node:
    return Node(node.code, node.under, node.name, LIST, node.aliases, node.organs, node.article, node.rule)


def table(name: str) -> dict[str, Any]:
    """A file of data/catalogue, parsed."""
    return tomllib.loads(files("gongkai.data").joinpath(f"catalogue/{name}.toml").read_text("utf-8"))


def cited(source: Mapping[str, str]) -> str:
    """《title》（number）article, as officials cite."""
    number = f"（{source['number']}）" if source.get("number") else ""
    return f"《{source['title']}》{number}{source.get('article', '')}"


@lru_cache
def tree(code: str) -> Tree:
    """The tree `statutory`, `local` or `village`. Raises KeyError for another name."""
    name = {"statutory": "statutory", "local": "local", "village": "villages"}[code]
    read = table(name)
    rules = {row["code"]: _rule(row) for row in read.get("rule", ())}
    nodes = tuple(_node(row, rules) for row in ([read["head"]] if "head" in read else []) + read["node"])
    head = read["tree"]
    return Tree(head["code"], head["name"], cited(head["source"]), head["verified"], nodes)


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(row["text"], cited(row["source"]), row.get("days"), row["verified"])


def _node(row: Mapping[str, Any], rules: Mapping[str, Rule]) -> Node:
    return Node(
        code=row["code"],
        under=row.get("under", ""),
        name=row["name"],
        kind=row.get("kind", BRANCH),
        aliases=tuple(row.get("aliases", ())),
        organs=frozenset(row["for"]) if "for" in row else frozenset((GOVERNMENT, DEPARTMENT, TOWN)),
        article=row.get("article", ""),
        rule=rules[row["rule"]] if row.get("rule") else None,
    )
