"""The homes of units: opened, changed, switched on and off without code. PLT-14."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from wagtail.models import Page

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections._pages import check_right, redirect, settle_address, temporary_slug
from gongkai.apps.sections._rich_text import clean_html
from gongkai.apps.sections.models import HomePage, Section, UnitHome
from gongkai.apps.sections.operations.tree import ensure_home
from gongkai.apps.sections.operations.trees import apply_tree
from gongkai.apps.sections.permissions import may_change_home
from gongkai.domain.workflow import Blocked

HOME_FIELDS = (
    "lead_text",
    "duties",
    "address",
    "office_hours",
    "phone",
    "fax",
    "email",
    "post_code",
    "leader_text",
)
# letters first: a number alone is the unit's own
ADDRESS = re.compile(r"[a-z][a-z0-9-]{1,39}")
NO_RIGHT = "只有政务公开主管部门和本单位联络员可以修改部门网页。"


def open_unit_home(
    *,
    actor: User | None,
    unit: Unit,
    values: Mapping[str, Any] | None = None,
    with_tree: bool = True,
    is_on: bool = False,
) -> UnitHome:
    """Give a unit its pages at /u/<number>/ or /u/<values["letters"]>/, with the statutory tree below.

    The public sees them once they are switched on (`is_on`, or later). Address and telephone start as the unit's own.
    """
    given = dict(values or {})
    with transaction.atomic():
        check_right(actor)
        ensure_home(actor=actor)
        parent = HomePage.objects.select_for_update().get()
        letters = str(given.pop("letters", "")).strip().lower()
        if refusals := [*_unit_refusals(unit), *_letters_refusals(letters, None)]:
            raise Blocked(refusals)
        title = str(given.pop("title", "")).strip() or unit.name
        home = UnitHome(
            title=title[:255],
            draft_title=title[:255],
            unit=unit,
            slug=temporary_slug(),
            live=is_on,
            show_in_menus=False,
        )
        home.address, home.phone = unit.address, unit.phone
        _fill(home, given)
        parent.add_child(instance=home)
        settle_address(home, parent, letters or str(unit.pk))
        if with_tree:
            apply_tree(actor=actor, root=home)
        record(actor=actor, action="开设部门网页", target=home, after={"地址": home.slug, "启用": is_on}, unit=unit)
    return UnitHome.objects.get(pk=home.pk)


def change_unit_home(*, actor: User, home: UnitHome, values: Mapping[str, Any]) -> UnitHome:
    """Change the header and the contacts (HOME_FIELDS), and for the openness office the title and the letters of the
    address; the old address leads to the new one."""
    given = dict(values)
    with transaction.atomic():
        row = UnitHome.objects.select_for_update(of=("self",)).select_related("unit").get(pk=home.pk)
        if not may_change_home(actor, row):
            raise Blocked([NO_RIGHT])
        before = {name: str(getattr(row, name)) for name in HOME_FIELDS if name in given}
        if "title" in given or "letters" in given:
            check_right(actor)
        letters = str(given.pop("letters", "")).strip().lower()
        if refusals := _letters_refusals(letters, row):
            raise Blocked(refusals)
        title = str(given.pop("title", "")).strip()
        row.title = row.draft_title = title or row.title
        _fill(row, given)
        former = {page.pk: page.relative_url(None) for page in _all_below(row)}
        row.slug = letters or row.slug
        row.save()
        row = UnitHome.objects.get(pk=row.pk)
        for page in _all_below(row):
            if page.relative_url(None) != former[page.pk]:
                redirect(former[page.pk], page)
        after = {name: str(getattr(row, name)) for name in before}
        record(actor=actor, action="修改部门网页", target=row, before=before, after=after, unit=row.unit)
    return row


def switch_unit_home(*, actor: User, home: UnitHome, is_on: bool) -> UnitHome:
    """Show a unit's pages to the public, or take them all away. Off, every address below answers 404."""
    with transaction.atomic():
        check_right(actor)
        row = UnitHome.objects.select_for_update(of=("self",)).select_related("unit").get(pk=home.pk)
        if row.live == is_on:
            raise Blocked([f"“{row.title}”已经启用。" if is_on else f"“{row.title}”没有启用。"])
        below = Page.objects.descendant_of(row, inclusive=True)
        # a section that another one replaced answers by redirect, never itself
        replaced = Section.objects.descendant_of(row).filter(replaced_by__isnull=False).values("pk")
        below.exclude(pk__in=replaced).update(live=is_on)
        record(actor=actor, action="启用部门网页" if is_on else "停用部门网页", target=row, unit=row.unit)
    return UnitHome.objects.get(pk=row.pk)


def _unit_refusals(unit: Unit) -> list[str]:
    if not unit.is_active:
        return [f"“{unit}”已经停用。"]
    found = UnitHome.objects.filter(unit=unit).first()
    return [f"“{unit}”已经有网页“{found.title}”。"] if found else []


def _letters_refusals(letters: str, row: UnitHome | None) -> list[str]:
    if not letters or (row is not None and letters == row.slug):
        return []
    if not ADDRESS.fullmatch(letters):
        return ["地址用小写字母开头，只含小写字母、数字和短横线，2 至 40 个字符。"]
    taken = Page.objects.child_of(HomePage.objects.get()).filter(slug=letters).exclude(pk=row.pk if row else None)
    return [f"地址“{letters}”已经有人用了。"] if taken.exists() else []


def _fill(home: UnitHome, values: Mapping[str, Any]) -> None:
    unknown = [name for name in values if name not in HOME_FIELDS]
    if unknown:
        raise Blocked([f"没有“{name}”这个字段。" for name in unknown])
    for name, value in values.items():
        text = str(value or "").strip()
        longest = home._meta.get_field(name).max_length
        if longest and len(text) > longest:
            raise Blocked([f"{home._meta.get_field(name).verbose_name}不能超过 {longest} 个字。"])
        setattr(home, name, clean_html(text) if name == "duties" else text)
    if home.email:
        try:
            validate_email(home.email)
        except ValidationError as error:
            raise Blocked(["电子邮箱填写有误。"]) from error
    if home.post_code and not re.fullmatch(r"\d{6}", home.post_code):
        raise Blocked(["邮政编码是 6 位数字。"])


def _all_below(home: UnitHome) -> list[Page]:
    return list(Page.objects.descendant_of(home, inclusive=True))
