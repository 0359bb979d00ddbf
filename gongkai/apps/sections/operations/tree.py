"""Changing the tree of sections. Every change is in the public log, and an address that changes leaves a redirect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from gongkai.apps.audit.events import announce
from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections._pages import (
    check_right,
    locked,
    log_change,
    new_section,
    path_text,
    redirect,
    refuse_twin,
    with_descendants,
)
from gongkai.apps.sections.events import SectionReplaced
from gongkai.apps.sections.models import CatalogueSection, HomePage, Section, SectionChange, UnitHome
from gongkai.apps.sections.queries import HOMES_NAME, aliases, home, place_in_tree, sections_by_path
from gongkai.domain.notices import leaves
from gongkai.domain.workflow import Blocked

Kind = SectionChange.Kind


def ensure_home(*, actor: User | None) -> HomePage:
    """The root of the public site; made once, in place of the page that Wagtail puts there."""
    with transaction.atomic():
        found = home()
        if found:
            return found
        root = Page.objects.select_for_update().get(depth=1)
        if found := home():  # made while we waited
            return found
        made = HomePage(title="首页", slug="gongkai", locale=root.locale if root.locale_id else None)
        root.add_child(instance=made)
        site = Site.objects.filter(is_default_site=True).first()
        if site is None:
            Site.objects.create(hostname="localhost", port=80, root_page=made, is_default_site=True)
        else:
            former, site.root_page = site.root_page, made
            site.save()
            if former.depth == 2 and type(former.specific) is Page and not former.get_children().exists():
                former.delete()
        record(actor=actor, action="建立首页", target=made)
    return HomePage.objects.get(pk=made.pk)


def add_section(
    *, actor: User | None, path: Sequence[str], source_text: str = "", unit: Unit | None = None, on: date | None = None
) -> Section:
    """The section at this path, made with the parents it lacks. One that is there already is returned unchanged.

    `source_text` says which task asked for it; `unit` will look after it. A leading 政府网站 is the site itself.
    """
    names = _spelled(path)
    with transaction.atomic():
        check_right(actor)
        ensure_home(actor=actor)
        parent: Page = HomePage.objects.select_for_update().get()
        known: dict[str, Page] = {**sections_by_path(), **_homes_by_path()}
        found = known.get(">".join(names))
        if isinstance(found, Section):
            return found
        if found:
            raise Blocked([f"“{found.title}”是部门网页，不是栏目。请写到它下面的栏目。"])
        there = next((depth for depth in range(len(names), 0, -1) if ">".join(names[:depth]) in known), 0)
        parent = known.get(">".join(names[:there]), parent)
        for depth in range(there + 1, len(names) + 1):
            parent = new_section(parent, names[depth - 1])
            log_change(parent, Kind.ADDED, actor, "", source_text, on=on)
        if unit:
            parent.owner_unit = unit
            parent.save()
        record(actor=actor, action="新增栏目", target=parent, after={"路径": " > ".join(names), "来源": source_text})
    return Section.objects.get(pk=parent.pk)


def rename_section(*, actor: User, section: Section, name: str, reason: str = "", on: date | None = None) -> Section:
    """Give a section another name. Its address stays: it never held the name."""
    with transaction.atomic():
        row, before = locked(actor, section)
        name = name.strip()
        if not name or ">" in name:
            raise Blocked(["请填写栏目名称，名称中不能有“>”。"])
        refuse_twin(row.get_parent(), name, row)
        row.title = row.draft_title = name
        row.save()
        log_change(row, Kind.RENAMED, actor, before, reason, on=on)
        record(actor=actor, action="栏目更名", target=row, before={"路径": before}, after={"路径": path_text(row)})
    return row


def move_section(
    *, actor: User, section: Section, parent: Section | UnitHome | None, reason: str = "", on: date | None = None
) -> Section:
    """Hang a section under another one or a unit's home (None: the home page). Old addresses lead to the new ones."""
    with transaction.atomic():
        row, before = locked(actor, section)
        target: Page = Page.objects.get(pk=parent.pk).specific if parent else HomePage.objects.get()
        if target.pk == row.pk or target.is_descendant_of(row):
            raise Blocked(["不能把栏目移到它自己的下级栏目中。"])
        if isinstance(target, Section) and target.retired_on:
            raise Blocked([f"“{target.title}”已经停用，不能移入。"])
        refuse_twin(target, row.title, row)
        former = {page.pk: page.relative_url(None) for page in with_descendants(row)}
        row.move(target, pos="last-child")
        row = Section.objects.get(pk=row.pk)
        if row.live != target.live:
            # out of a unit's home that is switched off, or into one: what hangs below goes with it
            Page.objects.filter(pk__in=[page.pk for page in with_descendants(row)]).update(live=target.live)
            row.live = target.live
        for page in with_descendants(row):
            redirect(former[page.pk], page)
        log_change(row, Kind.MOVED, actor, before, reason, on=on)
        record(actor=actor, action="移动栏目", target=row, before={"路径": before}, after={"路径": path_text(row)})
    return row


def retire_section(
    *, actor: User, section: Section, replaced_by: Section | None = None, reason: str = "", on: date | None = None
) -> Section:
    """Take a section out of the site. Its address answers 301 to the one that replaces it, or says that it is gone.

    What replaces it takes over the standard items, and by SectionReplaced the documents.
    """
    with transaction.atomic():
        row, before = locked(actor, section)
        if row.retired_on:
            raise Blocked([f"“{row.title}”已经停用。"])
        below = Section.objects.descendant_of(row).filter(retired_on__isnull=True).count()
        if below:
            raise Blocked([f"“{row.title}”还有 {below} 个下级栏目，请先移动或停用。"])
        if replaced_by and (replaced_by.pk == row.pk or replaced_by.retired_on):
            raise Blocked(["代替它的栏目要是另一个在用的栏目。"])
        address = row.relative_url(None)
        row.retired_on, row.replaced_by = on or timezone.localdate(), replaced_by
        row.live = row.live and replaced_by is None
        row.save()
        if replaced_by:
            redirect(address, replaced_by)
            _take_over(row, replaced_by)
            announce(SectionReplaced(row.pk, replaced_by.pk))
        log_change(row, Kind.RETIRED, actor, before, reason, on=on)
        after = {"停用日期": str(row.retired_on), "由哪个栏目代替": str(replaced_by or ""), "原因": reason}
        record(actor=actor, action="停用栏目", target=row, before={"路径": before}, after=after)
    return row


def restore_section(*, actor: User, section: Section, reason: str = "", on: date | None = None) -> Section:
    """Put a retired section back into use at its old address."""
    with transaction.atomic():
        row, before = locked(actor, section)
        if not row.retired_on:
            raise Blocked([f"“{row.title}”没有停用。"])
        refuse_twin(row.get_parent(), row.title, row)
        row.retired_on, row.replaced_by, row.live = None, None, row.get_parent().live
        row.save()
        Redirect.objects.filter(old_path=Redirect.normalise_path(row.relative_url(None))).delete()
        log_change(row, Kind.RESTORED, actor, before, reason, on=on)
        record(actor=actor, action="恢复栏目", target=row, after={"路径": before, "原因": reason})
    return row


def _take_over(former: Section, section: Section) -> None:
    """Standard items that were disclosed in the former section are disclosed in this one."""
    links = CatalogueSection.objects.filter(section=former)
    for domain, key in links.values_list("domain", "key"):
        CatalogueSection.objects.get_or_create(domain=domain, key=key, section=section)
    links.delete()


def _spelled(path: Sequence[str]) -> tuple[str, ...]:
    """The usual names of a path. Raises Blocked for an empty one or one of several leaves."""
    found = leaves([tuple(path)], aliases()) if any(name.strip() for name in path) else ()
    if len(found) != 1:
        raise Blocked(["请填写一条栏目路径。" if not found else "这条路径写了几个并列的栏目，请分开设置。"])
    names = place_in_tree(found[0])
    if any(len(name) > 120 for name in names):
        raise Blocked(["栏目名称不能超过 120 个字。"])
    return names


def _homes_by_path() -> dict[str, Page]:
    return {f"{HOMES_NAME}>{row.title}": row for row in UnitHome.objects.all()}
