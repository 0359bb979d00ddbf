"""Standard catalogues: imported whole or not at all, put in force as versions, mapped to sections. CAT-08 to CAT-11."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.orgs.queries import match_units
from gongkai.apps.sections._catalogue_in import CatalogueRead, read_catalogue
from gongkai.apps.sections._domains import domain_of
from gongkai.apps.sections._pages import check_right
from gongkai.apps.sections.models import CatalogueSection, Section, StandardCatalogue, StandardItem
from gongkai.apps.sections.operations.compiling import NO_RIGHT
from gongkai.apps.sections.permissions import may_compile
from gongkai.apps.sections.queries.catalogues import (
    CatalogueDiff,
    catalogue_diff,
    compile_by,
)
from gongkai.domain.workflow import Blocked

State = StandardCatalogue.State
MOST_PROBLEMS = 50


@dataclass(slots=True)
class CataloguePreview:
    """What an import would do: nothing is kept. `problems` not empty: it cannot be accepted."""

    title: str
    items: list[StandardItem] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    compared_with: StandardCatalogue | None = None
    diff: CatalogueDiff | None = None


def preview_catalogue(*, data: bytes, domain: str, level: str, unit: Unit) -> CataloguePreview:
    """Read a workbook and compare it with the version in force. Writes nothing."""
    read = read_catalogue(data)
    problems = [str(problem) for problem in read.problems]
    more = len(problems) - MOST_PROBLEMS
    shown = [*problems[:MOST_PROBLEMS], f"另有 {more} 处。"] if more > 0 else problems
    items = _items(read)
    code = domain_of(domain).code
    old = StandardCatalogue.objects.filter(domain=code, level=level, unit=unit, state=State.IN_FORCE).first()
    diff = None if problems else catalogue_diff(old, items)
    return CataloguePreview(read.title, items, shown, read.remarks, old, diff)


def import_catalogue(
    *,
    actor: User,
    data: bytes,
    domain: str,
    level: str,
    unit: Unit,
    title: str = "",
    guideline_title: str = "",
    guideline_issued_on: date | None = None,
    change_reason: str = "",
) -> StandardCatalogue:
    """Keep a workbook as the draft of the next version; a draft that is there already is replaced.

    `domain`: a code or a name of data/catalogue/domains.toml, or a new name. The guideline's date starts the clock of
    CAT-09. Raises Blocked with each place that cannot be read; then nothing is kept.
    """
    read = read_catalogue(data)
    code = domain_of(domain).code
    refusals = [str(problem) for problem in read.problems[:MOST_PROBLEMS]]
    if not code or len(code) > 40:
        refusals.insert(0, "请选择领域，或者填写不超过 40 个字的领域名称。")
    if level not in StandardCatalogue.Level.values:
        refusals.insert(0, "请选择层级。")
    with transaction.atomic():
        if not may_compile(actor, unit):
            raise Blocked([NO_RIGHT])
        if refusals:
            raise Blocked(refusals)
        # the unit itself: where there is no catalogue yet there is no row of one to wait at
        Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
        same = StandardCatalogue.objects.select_for_update().filter(domain=code, level=level, unit=unit)
        former = same.filter(state=State.DRAFT).first()
        if former and guideline_issued_on is None:  # the clock that was started goes on
            guideline_title = guideline_title or former.guideline_title
            guideline_issued_on = former.guideline_issued_on
        same.filter(state=State.DRAFT).delete()
        last = same.aggregate(last=Max("version"))["last"] or 0
        name = title.strip() or read.title or f"{domain_of(domain).name}领域基层政务公开标准目录"
        made = StandardCatalogue.objects.create(
            domain=code,
            level=level,
            unit=unit,
            title=name[:200],
            version=last + 1,
            guideline_title=guideline_title.strip()[:200],
            guideline_issued_on=guideline_issued_on,
            due_on=compile_by(guideline_issued_on) if guideline_issued_on else None,
            change_reason=change_reason.strip()[:300],
            made_by=actor,
            made_at=timezone.now(),
        )
        _keep(made, _items(read))
        after = {
            "领域": domain_of(domain).name,
            "层级": made.get_level_display(),
            "版本": made.version,
            "事项": len(read.rows),
        }
        record(actor=actor, action="导入标准目录", target=made, after=after, unit=unit)
    return made


def put_in_force(
    *,
    actor: User,
    catalogue: StandardCatalogue,
    reason: str = "",
    reasons: Mapping[str, str] | None = None,
    on: date | None = None,
) -> StandardCatalogue:
    """Make a draft the version in force; the former one stays as replaced. A second version needs a reason (CAT-10).

    `reasons`: why single rows were added, changed or removed, by their keys; they are public with the difference.
    """
    with transaction.atomic():
        check_right(actor)
        row = StandardCatalogue.objects.select_for_update().select_related("unit").get(pk=catalogue.pk)
        same = StandardCatalogue.objects.filter(domain=row.domain, level=row.level, unit=row.unit)
        former = same.filter(state=State.IN_FORCE)
        reason = reason.strip() or row.change_reason
        refusals = [] if row.state == State.DRAFT else [f"“{row.title}”第 {row.version} 版不是编制中的版本。"]
        refusals += [] if row.items.exists() else ["目录里没有事项。"]
        if former.exists() and not reason:
            refusals.append("请写明调整原因。")
        given = {key: words.strip()[:300] for key, words in (reasons or {}).items() if words.strip()}
        if unknown := set(given) - _changed_keys(former.first(), row):
            refusals.append(f"没有改动的事项不用写原因：{'、'.join(sorted(unknown))}。")
        if refusals:
            raise Blocked(refusals)
        former.update(state=State.REPLACED)
        row.state, row.in_force_on, row.change_reason = State.IN_FORCE, on or timezone.localdate(), reason[:300]
        row.change_reasons = given
        row.save()
        after = {"版本": row.version, "启用日期": str(row.in_force_on), "调整原因": row.change_reason} | given
        record(actor=actor, action="启用标准目录", target=row, after=after, unit=row.unit)
    return row


def _changed_keys(former: StandardCatalogue | None, row: StandardCatalogue) -> set[str]:
    diff = catalogue_diff(former, row.items.all()) if former else None
    return {item.key for item in (*diff.added, *diff.removed, *(one.new for one in diff.changed))} if diff else set()


def drop_draft(*, actor: User, catalogue: StandardCatalogue) -> None:
    """Throw a draft away."""
    with transaction.atomic():
        row = StandardCatalogue.objects.select_for_update().select_related("unit").get(pk=catalogue.pk)
        if not may_compile(actor, row.unit):
            raise Blocked([NO_RIGHT])
        if row.state != State.DRAFT:
            raise Blocked(["只能删除编制中的版本。"])
        record(actor=actor, action="删除标准目录草稿", target=row, before={"版本": row.version}, unit=row.unit)
        row.delete()


def map_item(*, actor: User, item: StandardItem, section: Section) -> CatalogueSection:
    """Say that an item is disclosed in a section. It holds for all versions and levels of the domain."""
    with transaction.atomic():
        check_right(actor)
        if section.retired_on:
            raise Blocked([f"“{section.title}”已经停用。"])
        link, is_new = CatalogueSection.objects.get_or_create(
            domain=item.catalogue.domain, key=item.key, section=section
        )
        if not is_new:
            raise Blocked([f"“{item}”已经对应“{section.title}”。"])
        record(actor=actor, action="对应标准事项", target=section, after={"事项": str(item)})
    return link


def unmap_item(*, actor: User, item: StandardItem, section: Section) -> None:
    """Undo it."""
    with transaction.atomic():
        check_right(actor)
        links = CatalogueSection.objects.filter(domain=item.catalogue.domain, key=item.key, section=section)
        if not links.exists():
            raise Blocked([f"“{item}”没有对应“{section.title}”。"])
        links.delete()
        record(actor=actor, action="取消标准事项对应", target=section, before={"事项": str(item)})


def _items(read: CatalogueRead) -> list[StandardItem]:
    """Rows not yet kept, the body that discloses found among the units by its name."""
    units = match_units({row["body_text"] for row in read.rows if row["body_text"]})
    items = []
    for row in read.rows:
        match = units.get(row["body_text"])
        items.append(StandardItem(**row, body_unit=match.unit if match else None))
    return items


def _keep(catalogue: StandardCatalogue, items: list[StandardItem]) -> None:
    for item in items:
        item.catalogue = catalogue
    StandardItem.objects.bulk_create(items, batch_size=200)
