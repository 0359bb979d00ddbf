"""Changing the tree of sections, the homes of units, topics, forms and the standard catalogues."""

from gongkai.apps.sections.operations.aliases import drop_alias, save_alias
from gongkai.apps.sections.operations.facts import change_section
from gongkai.apps.sections.operations.homes import change_unit_home, open_unit_home, switch_unit_home
from gongkai.apps.sections.operations.tree import (
    add_section,
    ensure_home,
    move_section,
    rename_section,
    restore_section,
    retire_section,
)
from gongkai.apps.sections.operations.trees import TreeApplied, apply_tree

__all__ = [
    "TreeApplied",
    "add_section",
    "apply_tree",
    "change_section",
    "change_unit_home",
    "drop_alias",
    "ensure_home",
    "move_section",
    "open_unit_home",
    "rename_section",
    "restore_section",
    "retire_section",
    "save_alias",
    "switch_unit_home",
]
