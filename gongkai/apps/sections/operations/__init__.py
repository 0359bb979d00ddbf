"""Changing the tree of sections, the homes of units, topics, forms and the standard catalogues."""

from gongkai.apps.sections._sealing import SealBroken
from gongkai.apps.sections.operations.aliases import drop_alias, save_alias
from gongkai.apps.sections.operations.catalogues import (
    CataloguePreview,
    drop_draft,
    import_catalogue,
    map_item,
    preview_catalogue,
    put_in_force,
    unmap_item,
)
from gongkai.apps.sections.operations.compiling import begin_catalogue
from gongkai.apps.sections.operations.facts import change_section
from gongkai.apps.sections.operations.forms import AnswerRead, read_answers, receive_answer, save_form_page
from gongkai.apps.sections.operations.homes import change_unit_home, open_unit_home, switch_unit_home
from gongkai.apps.sections.operations.powers import PowersImported, import_powers, match_alike, match_power
from gongkai.apps.sections.operations.site import save_site_facts
from gongkai.apps.sections.operations.topics import TOPIC_BLOCKS, order_topics, restore_topic, retire_topic, save_topic
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
    "TOPIC_BLOCKS",
    "AnswerRead",
    "CataloguePreview",
    "PowersImported",
    "SealBroken",
    "TreeApplied",
    "add_section",
    "apply_tree",
    "begin_catalogue",
    "change_section",
    "change_unit_home",
    "drop_alias",
    "drop_draft",
    "ensure_home",
    "import_catalogue",
    "import_powers",
    "map_item",
    "match_alike",
    "match_power",
    "move_section",
    "open_unit_home",
    "order_topics",
    "preview_catalogue",
    "put_in_force",
    "read_answers",
    "receive_answer",
    "rename_section",
    "restore_section",
    "restore_topic",
    "retire_section",
    "retire_topic",
    "save_alias",
    "save_form_page",
    "save_site_facts",
    "save_topic",
    "switch_unit_home",
    "unmap_item",
]
