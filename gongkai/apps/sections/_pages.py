"""What every change of the tree shares: the right, the lock, a new section's address, the public log, redirects."""

from __future__ import annotations

import secrets
from datetime import date

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from gongkai.apps.orgs.models import User
from gongkai.apps.sections.models import Section, SectionChange
from gongkai.apps.sections.permissions import may_manage_sections
from gongkai.apps.sections.queries import path_of
from gongkai.domain.workflow import Blocked

NO_RIGHT = "只有政务公开主管部门可以调整栏目。"
RENAMING = (SectionChange.Kind.RENAMED, SectionChange.Kind.MOVED)


def check_right(actor: User | None) -> None:
    """The system itself (None) may: the sample town is made by nobody."""
    if actor is not None and not may_manage_sections(actor):
        raise Blocked([NO_RIGHT])


def new_section(parent: Page, title: str, **fields: object) -> Section:
    """A new section at the end of what hangs below `parent`; a list that gets one below it becomes a branch.

    Its slug holds its number and no word, so that a change of name never changes the address.
    """
    made = Section(
        title=title, draft_title=title, slug=temporary_slug(), show_in_menus=True, live=parent.live, **fields
    )
    parent.add_child(instance=made)
    settle_address(made, parent, f"s{made.pk}")
    if isinstance(parent, Section) and parent.content_kind == Section.ContentKind.LIST:
        parent.content_kind = Section.ContentKind.BRANCH
        Section.objects.filter(pk=parent.pk).update(content_kind=parent.content_kind)
    return made


def temporary_slug() -> str:
    """Stands until the page has its number."""
    return f"new-{secrets.token_hex(6)}"


def settle_address(page: Page, parent: Page, slug: str) -> None:
    """Give a page that was just made its lasting slug."""
    page.slug = slug
    page.set_url_path(parent)
    Page.objects.filter(pk=page.pk).update(slug=slug, url_path=page.url_path)


def locked(actor: User | None, section: Section) -> tuple[Section, str]:
    """The section under lock, and its path before the change."""
    check_right(actor)
    row = Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    return row, path_text(row)


def path_text(page: Page) -> str:
    """The path in words: 政府信息公开 > 履职依据."""
    return " > ".join(path_of(page))


def refuse_twin(parent: Page, name: str, row: Section) -> None:
    """Two sections of one name side by side would be one path with two meanings."""
    twin = Section.objects.child_of(parent).filter(title=name, retired_on__isnull=True).exclude(pk=row.pk)
    if twin.exists():
        raise Blocked([f"同一级已经有“{name}”这个栏目。"])


def with_descendants(section: Section) -> list[Section]:
    """The section and all sections below it."""
    return list(Section.objects.descendant_of(section, inclusive=True))


def redirect(address: str | None, page: Page) -> None:
    """From an old address to a page, and no redirect from where the page now is."""
    here = page.relative_url(None)
    if here:
        Redirect.objects.filter(old_path=Redirect.normalise_path(here)).delete()
    if address and address != here:
        old_path = Redirect.normalise_path(address)
        Redirect.objects.filter(old_path=old_path).delete()
        Redirect.objects.create(old_path=old_path, redirect_page=page, is_permanent=True)


def log_change(section: Section, kind: str, actor: User | None, former: str, reason: str, *, on: date | None) -> None:
    """One line of the public change log."""
    SectionChange.objects.create(
        section=section,
        kind=kind,
        path_text=path_text(section)[:500],
        former_path_text=former[:500] if kind in RENAMING else "",
        reason=reason[:300],
        changed_on=on or timezone.localdate(),
        changed_by=actor,
    )
