"""Reading the tree of sections, the homes of units, topics, forms and the standard catalogues."""

from gongkai.apps.sections.queries.forms import FIELD_KINDS, form_pages, public_form, questions_form
from gongkai.apps.sections.queries.homes import HomeRow, home_of, home_rows, statutory_nodes, unit_homes
from gongkai.apps.sections.queries.topics import TopicBlock, topic_blocks, topics
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
    "FIELD_KINDS",
    "HOMES_NAME",
    "SITE_NAMES",
    "HomeRow",
    "SectionRow",
    "Step",
    "TopicBlock",
    "TreePlan",
    "alias_list",
    "aliases",
    "change_log",
    "default_alias_list",
    "find_section",
    "form_pages",
    "home",
    "home_above",
    "home_of",
    "home_rows",
    "known_codes",
    "organ_of",
    "owned_by",
    "path_of",
    "place_in_tree",
    "public_form",
    "questions_form",
    "section_tree",
    "sections_by_path",
    "statutory_nodes",
    "topic_blocks",
    "topics",
    "tree_plan",
    "unit_homes",
]
