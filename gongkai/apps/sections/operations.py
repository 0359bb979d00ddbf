"""Changing the tree of sections. Every change is in the public log, and an address that changes leaves a redirect."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections.models import HomePage, PathAlias, Section, SectionChange
from gongkai.apps.sections.permissions import may_manage_sections
from gongkai.apps.sections.queries import aliases, home, path_of, place_in_tree, sections_by_path
from gongkai.domain.notices import leaves
from gongkai.domain.workflow import Blocked

Kind = SectionChange.Kind
NO_RIGHT = "只有政务公开主管部门可以调整栏目。"
SECTION_FIELDS = ("owner_unit", "content_kind", "purpose", "body", "update_days", "update_basis")


def ensure_home(*, actor: User | None) -> HomePage:
    """The root of the public site; made once, in place of the page that Wagtail puts there."""
    with transaction.atomic():
        found = home()
        if found:
            return found
        root = Page.objects.select_for_update().get(depth=1)
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
        _check_right(actor)
        ensure_home(actor=actor)
        parent: Page = HomePage.objects.select_for_update().get()
        known = sections_by_path()
        if found := known.get(">".join(names)):
            return found
        for depth in range(1, len(names) + 1):
            here = known.get(">".join(names[:depth]))
            parent = here or _made(parent, names[:depth], actor, source_text, on)
        if unit:
            parent.owner_unit = unit
            parent.save()
        record(actor=actor, action="新增栏目", target=parent, after={"路径": " > ".join(names), "来源": source_text})
    return Section.objects.get(pk=parent.pk)


def rename_section(*, actor: User, section: Section, name: str, reason: str = "", on: date | None = None) -> Section:
    """Give a section another name. Its address stays: it never held the name."""
    with transaction.atomic():
        row, before = _locked(actor, section)
        name = name.strip()
        if not name or ">" in name:
            raise Blocked(["请填写栏目名称，名称中不能有“>”。"])
        _refuse_twin(row.get_parent(), name, row)
        row.title = row.draft_title = name
        row.save()
        _log(row, Kind.RENAMED, actor, before, reason, on=on)
        record(actor=actor, action="栏目更名", target=row, before={"路径": before}, after={"路径": _path_text(row)})
    return row


def move_section(
    *, actor: User, section: Section, parent: Section | None, reason: str = "", on: date | None = None
) -> Section:
    """Hang a section under another one (None: the home page). Old addresses lead to the new ones, below it too."""
    with transaction.atomic():
        row, before = _locked(actor, section)
        target: Page = Section.objects.get(pk=parent.pk) if parent else HomePage.objects.get()
        if target.pk == row.pk or target.is_descendant_of(row):
            raise Blocked(["不能把栏目移到它自己的下级栏目中。"])
        if isinstance(target, Section) and target.retired_on:
            raise Blocked([f"“{target.title}”已经停用，不能移入。"])
        _refuse_twin(target, row.title, row)
        former = {page.pk: page.relative_url(None) for page in _with_descendants(row)}
        row.move(target, pos="last-child")
        row = Section.objects.get(pk=row.pk)
        for page in _with_descendants(row):
            _redirect(former[page.pk], page)
        _log(row, Kind.MOVED, actor, before, reason, on=on)
        record(actor=actor, action="移动栏目", target=row, before={"路径": before}, after={"路径": _path_text(row)})
    return row


def retire_section(
    *, actor: User, section: Section, replaced_by: Section | None = None, reason: str = "", on: date | None = None
) -> Section:
    """Take a section out of the site. Its address answers 301 to the one that replaces it, or says that it is gone."""
    with transaction.atomic():
        row, before = _locked(actor, section)
        if row.retired_on:
            raise Blocked([f"“{row.title}”已经停用。"])
        below = Section.objects.descendant_of(row).filter(retired_on__isnull=True).count()
        if below:
            raise Blocked([f"“{row.title}”还有 {below} 个下级栏目，请先移动或停用。"])
        if replaced_by and (replaced_by.pk == row.pk or replaced_by.retired_on):
            raise Blocked(["代替它的栏目要是另一个在用的栏目。"])
        address = row.relative_url(None)
        row.retired_on, row.replaced_by = on or timezone.localdate(), replaced_by
        row.live = replaced_by is None
        row.save()
        if replaced_by:
            _redirect(address, replaced_by)
        _log(row, Kind.RETIRED, actor, before, reason, on=on)
        after = {"停用日期": str(row.retired_on), "由哪个栏目代替": str(replaced_by or ""), "原因": reason}
        record(actor=actor, action="停用栏目", target=row, before={"路径": before}, after=after)
    return row


def restore_section(*, actor: User, section: Section, reason: str = "", on: date | None = None) -> Section:
    """Put a retired section back into use at its old address."""
    with transaction.atomic():
        row, before = _locked(actor, section)
        if not row.retired_on:
            raise Blocked([f"“{row.title}”没有停用。"])
        _refuse_twin(row.get_parent(), row.title, row)
        row.retired_on, row.replaced_by, row.live = None, None, True
        row.save()
        Redirect.objects.filter(old_path=Redirect.normalise_path(row.relative_url(None))).delete()
        _log(row, Kind.RESTORED, actor, before, reason, on=on)
        record(actor=actor, action="恢复栏目", target=row, after={"路径": before, "原因": reason})
    return row


def change_section(*, actor: User, section: Section, changes: Mapping[str, Any]) -> Section:
    """Change what a section says and who looks after it: the fields in SECTION_FIELDS."""
    with transaction.atomic():
        row, _ = _locked(actor, section)
        unknown = [name for name in changes if name not in SECTION_FIELDS]
        if unknown:
            raise Blocked([f"没有“{name}”这个字段。" for name in unknown])
        before = {name: str(getattr(row, name) or "") for name in changes}
        for name, value in changes.items():
            setattr(row, name, value)
        if row.content_kind not in Section.ContentKind.values:
            raise Blocked(["内容形式填写有误。"])
        row.save()
        after = {name: str(getattr(row, name) or "") for name in changes}
        record(actor=actor, action="修改栏目", target=row, before=before, after=after)
    return row


def save_alias(*, actor: User, spelling: str, name: str, note: str = "") -> PathAlias:
    """Say that a spelling in notices means this section name (or, with ">" in it, that a path means another path)."""
    spelling, name = spelling.strip(), name.strip()
    with transaction.atomic():
        _check_right(actor)
        if not spelling or not name:
            raise Blocked(["请填写写法和栏目名称。"])
        if spelling == name:
            raise Blocked(["写法与栏目名称相同，不需要对应。"])
        if aliases().get(name) == spelling:
            raise Blocked([f"“{name}”已经对应到“{spelling}”，不能反过来再对应一次。"])
        before = PathAlias.objects.filter(spelling=spelling).values_list("name", flat=True).first()
        row, _ = PathAlias.objects.update_or_create(spelling=spelling, defaults={"name": name, "note": note})
        record(actor=actor, action="保存路径写法", target=row, before={"名称": before}, after={"名称": name})
    return row


def drop_alias(*, actor: User, alias: PathAlias) -> None:
    """Forget a spelling."""
    with transaction.atomic():
        _check_right(actor)
        record(actor=actor, action="删除路径写法", target=alias, before={"写法": alias.spelling, "名称": alias.name})
        alias.delete()


def _check_right(actor: User | None) -> None:
    """The system itself (None) may: the sample town is made by nobody."""
    if actor is not None and not may_manage_sections(actor):
        raise Blocked([NO_RIGHT])


def _spelled(path: Sequence[str]) -> tuple[str, ...]:
    """The usual names of a path. Raises Blocked for an empty one or one of several leaves."""
    found = leaves([tuple(path)], aliases()) if any(name.strip() for name in path) else ()
    if len(found) != 1:
        raise Blocked(["请填写一条栏目路径。" if not found else "这条路径写了几个并列的栏目，请分开设置。"])
    names = place_in_tree(found[0])
    if any(len(name) > 120 for name in names):
        raise Blocked(["栏目名称不能超过 120 个字。"])
    return names


def _made(parent: Page, names: Sequence[str], actor: User | None, source_text: str, on: date | None) -> Section:
    """A new section. Its slug holds its number and no word, so that a change of name never changes the address."""
    made = Section(title=names[-1], draft_title=names[-1], slug=f"new-{secrets.token_hex(6)}", show_in_menus=True)
    parent.add_child(instance=made)
    made.slug = f"s{made.pk}"
    made.save()
    if isinstance(parent, Section) and parent.content_kind == Section.ContentKind.LIST:
        parent.content_kind = Section.ContentKind.BRANCH
        parent.save()
    _log(made, Kind.ADDED, actor, "", source_text, on=on)
    return made


def _locked(actor: User | None, section: Section) -> tuple[Section, str]:
    """The section under lock, and its path before the change."""
    _check_right(actor)
    row = Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    return row, _path_text(row)


def _path_text(section: Section) -> str:
    return " > ".join(path_of(section))


def _refuse_twin(parent: Page, name: str, row: Section) -> None:
    twin = Section.objects.child_of(parent).filter(title=name, retired_on__isnull=True).exclude(pk=row.pk)
    if twin.exists():
        raise Blocked([f"同一级已经有“{name}”这个栏目。"])


def _with_descendants(section: Section) -> list[Section]:
    return list(Section.objects.descendant_of(section, inclusive=True))


def _redirect(address: str | None, page: Page) -> None:
    """From an old address to a page, and no redirect from where the page now is."""
    here = page.relative_url(None)
    if here:
        Redirect.objects.filter(old_path=Redirect.normalise_path(here)).delete()
    if address and address != here:
        old_path = Redirect.normalise_path(address)
        Redirect.objects.filter(old_path=old_path).delete()
        Redirect.objects.create(old_path=old_path, redirect_page=page, is_permanent=True)


def _log(section: Section, kind: str, actor: User | None, former: str, reason: str, *, on: date | None) -> None:
    SectionChange.objects.create(
        section=section,
        kind=kind,
        path_text=_path_text(section)[:500],
        former_path_text=former[:500] if kind in (Kind.RENAMED, Kind.MOVED) else "",
        reason=reason[:300],
        changed_on=on or timezone.localdate(),
        changed_by=actor,
    )
