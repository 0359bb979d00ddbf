"""The menu at the left. A person sees what they may open; the count is what waits for them today."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.admin.menu import MenuItem

from gongkai.apps.documents.queries import duties_for
from gongkai.apps.ledgers.permissions import standing
from gongkai.apps.ledgers.queries import today_page
from gongkai.apps.orgs.models import Membership
from gongkai.apps.publishing.queries import review_counts


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu. Entries of one `group` stand under its heading; `seen_by` names the roles that see it.

    `holds`: addresses (after /desk/) that belong to the entry besides those below its own.
    """

    label: str
    view: str
    icon: str
    group: str = ""
    seen_by: str = "all"
    holds: tuple[str, ...] = ()


TODAY, REVIEWS = "desk:today", "desk:reviews"
KEPT_SECONDS = 60
LEDGER = ("ledger/", "items/", "plans/", "own-areas/", "look-back/", "imports/")
ENTRIES = (
    Entry("今天要办", TODAY, "tasks"),
    Entry("通知与台账", "desk:notices", "list-ul", group="工作", holds=LEDGER),
    Entry("公开文件", "desk:documents", "doc-full", group="工作"),
    Entry("审查发布", REVIEWS, "check", group="工作"),
    Entry("文件库", "desk:clean_ups", "folder-inverse", group="工作"),
    Entry("政策解读", "desk:coverage", "comment", group="工作"),
    # units keep their own home, read the answers to their forms and compile catalogues there
    Entry("栏目", "desk:sections", "folder-open-inverse", group="工作"),
    Entry("单位与人员", "desk:units", "group", group="管理", seen_by="office", holds=("people/", "unit-groups/")),
    Entry("规则", "desk:rules", "calendar-check", group="管理", seen_by="office"),
    Entry("操作记录", "desk:audit", "history", group="管理", seen_by="auditor"),
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


def desk_items(request: HttpRequest) -> list[MenuItem]:
    """Our entries for this person, in order; the first of a group carries its heading, the first of all its count."""
    seen, items, group = roles(request.user), [], ""
    for order, entry in enumerate(entry for entry in ENTRIES if entry.seen_by in seen):
        attrs = {"data-group": entry.group} if entry.group != group else {}
        group = entry.group
        if entry.view in COUNTS and (count := COUNTS[entry.view](request.user)):
            attrs["data-count"] = str(count)
        if any(request.path.startswith(f"{reverse('wagtailadmin_home')}{place}") for place in entry.holds):
            attrs["data-here"] = "true"  # the shell itself marks only what lies below the address of the entry
        name = entry.view.replace(":", "-")
        items.append(MenuItem(entry.label, reverse(entry.view), name, icon_name=entry.icon, attrs=attrs, order=order))
    return items


def waiting_count(user: Any) -> int:
    """How many things wait for this person. Counted at most once a minute: the menu stands on every screen."""
    return _kept(f"desk-waiting:{user.pk}", lambda: _owed(user)) + _reviews(user)


def _owed(user: Any) -> int:
    """What 今天要办 lists besides the reviews: of the ledger, and of documents because of what happened to them."""
    duties = duties_for(user).filter(unit__in=standing(user).works_for)
    return len(today_page(user, today=localdate()).todos) + duties.count()


def remember_count(user: Any, count: int) -> None:
    """The first screen has just counted."""
    cache.set(f"desk-waiting:{user.pk}", count, KEPT_SECONDS)


def remember_reviews(user: Any, count: int) -> None:
    """A screen has just counted what waits for review."""
    cache.set(f"desk-reviews:{user.pk}", count, KEPT_SECONDS)


def _reviews(user: Any) -> int:
    return _kept(f"desk-reviews:{user.pk}", lambda: review_counts(user, today=localdate()))


def _kept(key: str, count: Callable[[], int]) -> int:
    known = cache.get(key)
    if known is None:
        known = count()
        cache.set(key, known, KEPT_SECONDS)
    return int(known)


COUNTS: dict[str, Callable[[Any], int]] = {TODAY: waiting_count, REVIEWS: _reviews}


def arrange(request: HttpRequest, items: list[MenuItem]) -> list[MenuItem]:
    """What Wagtail offers, under 内容 and 系统; nothing for those who are not the system administrator."""
    if not request.user.is_superuser:
        return []
    kept = []
    for shared in items:
        if shared.name == "help":
            continue
        item = copy(shared)  # Wagtail keeps one object for all requests
        if item.name == "explorer":  # its own component takes no heading; a plain link does
            item = MenuItem(item.label, item.url, item.name, icon_name=item.icon_name)
        is_content = item.name in CONTENT
        item.order = 100 + CONTENT.index(item.name) if is_content else 1000 + item.order
        item.attrs = {name: value for name, value in item.attrs.items() if name != "data-group"}
        kept.append(item)
    kept.sort(key=lambda item: item.order)
    for start, heading in ((100, "内容"), (1000, "系统")):
        first = next((item for item in kept if item.order >= start), None)
        if first is not None and "data-group" not in first.attrs:
            first.attrs["data-group"] = heading
    return kept
