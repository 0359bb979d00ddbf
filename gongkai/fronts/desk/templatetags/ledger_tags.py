"""How the ledger's lists write the units of a row: at most a few chips, the rest as a number."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.apps.ledgers.models import ItemUnit
from gongkai.apps.ledgers.queries import ListedItem
from gongkai.fronts.desk.templatetags.desk_tags import unit_chip

register = template.Library()
MOST = 4
NOBODY = SafeString('<span class="muted">未指定</span>')


def unit_words(row: ItemUnit) -> str:
    """The unit's short name, the group's name, or the words of the notice when it is neither."""
    if row.unit:
        return row.unit.short_name or row.unit.name
    return row.group.name if row.group else row.unit_text


@register.simple_tag
def unit_chips(listed: ListedItem) -> SafeString:
    """All lead units, then the others up to a few."""
    shown = [*listed.leads, *listed.responsibles[:MOST]]
    chips = [unit_chip(unit_words(row), row.role, not (row.unit_id or row.group_id)) for row in shown]
    if len(listed.responsibles) > MOST:
        chips.append(format_html('<span class="muted small nowrap">等 {} 个</span>', len(listed.responsibles)))
    return SafeString("".join(chips)) or NOBODY
