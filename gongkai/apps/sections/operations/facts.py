"""What a section says of itself and who looks after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections._pages import locked
from gongkai.apps.sections._rich_text import clean_html
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.queries import home_above, known_codes
from gongkai.domain.workflow import Blocked

SECTION_FIELDS = (
    "owner_unit",
    "content_kind",
    "layout",
    "purpose",
    "body",
    "update_days",
    "update_basis",
    "catalogue_code",
    "channels",
    "gathers",
)
# what a section may gather besides what hangs in it (CAT-16): kinds and themes of documents, units by number
GATHERED = ("kinds", "themes", "units")


def change_section(
    *, actor: User | None, section: Section, changes: Mapping[str, Any], now: datetime | None = None
) -> Section:
    """Change the fields in SECTION_FIELDS. Refuses an unknown field, kind, channel, rule or catalogue code.

    A new text is an update that the public sees: lists and the sitemap tell its day.
    """
    with transaction.atomic():
        row, _ = locked(actor, section)
        unknown = [name for name in changes if name not in SECTION_FIELDS]
        if unknown:
            raise Blocked([f"没有“{name}”这个字段。" for name in unknown])
        before = {name: _words(getattr(row, name)) for name in changes}
        text = row.body
        for name, value in changes.items():
            setattr(row, name, clean_html(value) if name == "body" else value)
        if refusals := [*_wrong_kind(row), *_wrong_lists(row), *_wrong_code(row)]:
            raise Blocked(refusals)
        if row.body != text:
            row.last_published_at = now or timezone.now()
        row.save()
        after = {name: _words(getattr(row, name)) for name in changes}
        record(actor=actor, action="修改栏目", target=row, before=before, after=after)
    return row


def _words(value: Any) -> str:
    return str(value) if value else ""


def _wrong_kind(row: Section) -> list[str]:
    wrong = [] if row.content_kind in Section.ContentKind.values else ["内容形式填写有误。"]
    return [*wrong, *([] if row.layout in ("", *Section.Layout.values) else ["页面模板填写有误。"])]


def _wrong_lists(row: Section) -> list[str]:
    found = []
    if not isinstance(row.channels, list) or not all(isinstance(name, str) and name.strip() for name in row.channels):
        found.append("公开渠道应为渠道名称的清单。")
    rules = row.gathers
    if not isinstance(rules, dict) or not all(
        name in GATHERED and isinstance(values, list) for name, values in rules.items()
    ):
        return [*found, "归集规则只能按信息种类、主题、单位设置。"]
    missing = set(rules.get("units", ())) - set(Unit.objects.values_list("pk", flat=True)) if rules else set()
    return [*found, "归集规则里的单位不存在。"] if missing else found


def _wrong_code(row: Section) -> list[str]:
    """One unit's tree holds each node of the catalogue once."""
    code = row.catalogue_code
    if not code:
        return []
    if code not in known_codes() and not code.startswith("village:"):
        return [f"法定目录里没有编号“{code}”。"]
    home = home_above(row)
    same = Section.objects.filter(catalogue_code=code, retired_on=None).exclude(pk=row.pk)
    twins = same.descendant_of(home) if home else [other for other in same if home_above(other) is None]
    return [f"“{twin.title}”已经对应法定目录的这一项。" for twin in twins]
