"""The menu at the left. A person sees what they may open; the count is what waits for them today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from wagtail.admin.menu import MenuItem

from gongkai.apps.orgs.models import Membership


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu. `group` opens a new heading above it; `seen_by` names the roles that see it."""

    label: str
    view: str
    icon: str
    group: str = ""
    seen_by: str = "all"


ENTRIES = (
    Entry("今天要办", "desk:today", "tasks"),
    Entry("通知与台账", "desk:notices", "list-ul", group="工作"),
    Entry("栏目", "desk:sections", "folder-open-inverse", seen_by="office"),
    Entry("单位与人员", "desk:units", "group", group="管理", seen_by="office"),
    Entry("规则", "desk:rules", "calendar-check", seen_by="office"),
    Entry("操作记录", "desk:audit", "history", seen_by="auditor"),
)
# Wagtail's own entries, for the system administrator
CONTENT = ("explorer", "images", "documents")


def roles(user: Any) -> frozenset[str]:
    """The kinds of entries a person sees; a person of several units sees what any of the roles opens."""
    if user.is_superuser:
        return frozenset({"all", "office", "auditor"})
    held = set(Membership.objects.filter(user=user).values_list("role", flat=True))
    if Membership.Role.OFFICE in held:
        return frozenset({"all", "office", "auditor"})
    return frozenset({"all", "auditor"} if Membership.Role.AUDITOR in held else {"all"})


def _address(view: str) -> str:
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""


def desk_items(request: HttpRequest) -> list[MenuItem]:
    """Our entries for this person, in order."""
    seen = roles(request.user)
    items = []
    for order, entry in enumerate(ENTRIES):
        if entry.seen_by in seen and (url := _address(entry.view)):
            attrs = {"data-group": entry.group} if entry.group else {}
            name = entry.view.replace(":", "-")
            items.append(MenuItem(entry.label, url, name, icon_name=entry.icon, attrs=attrs, order=order))
    return items


def arrange(request: HttpRequest, items: list[MenuItem]) -> list[MenuItem]:
    """What Wagtail offers, under 内容 and 系统; nothing for those who are not the system administrator."""
    if not request.user.is_superuser:
        return []
    kept = [item for item in items if item.name != "help"]
    for item in kept:
        item.order = 100 + CONTENT.index(item.name) if item.name in CONTENT else 200 + item.order / 1000
        item.attrs.pop("data-group", None)
    for wanted, group in (("explorer", "内容"), ("reports", "系统")):
        for item in kept:
            if item.name == wanted:
                item.attrs["data-group"] = group
    return kept
