"""Reading the tree of sections, the homes of units, topics, forms and the standard catalogues."""

from gongkai.apps.sections.queries.homes import HomeRow, home_of, home_rows, statutory_nodes, unit_homes
from gongkai.apps.sections.queries.tree import (
    HOMES_NAME,
    SITE_NAMES,
    SectionRow,
    alias_list,
    aliases,
    change_log,
    default_alias_list,
    find_section,
    home,
    home_above,
    owned_by,
    path_of,
    place_in_tree,
    section_tree,
    sections_by_path,
)
from gongkai.apps.sections.queries.trees import Step, TreePlan, known_codes, organ_of, tree_plan

__all__ = [
    "HOMES_NAME",
    "SITE_NAMES",
    "HomeRow",
    "SectionRow",
    "Step",
    "TreePlan",
    "alias_list",
    "aliases",
    "change_log",
    "default_alias_list",
    "find_section",
    "home",
    "home_above",
    "home_of",
    "home_rows",
    "known_codes",
    "organ_of",
    "owned_by",
    "path_of",
    "place_in_tree",
    "section_tree",
    "sections_by_path",
    "statutory_nodes",
    "tree_plan",
    "unit_homes",
]
