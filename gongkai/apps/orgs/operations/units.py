"""Units, their names and their groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs._names import fold_name
from gongkai.apps.orgs.models import Membership, Unit, UnitGroup, UnitName, User
from gongkai.apps.orgs.operations._checks import name_taken, require, stop_if
from gongkai.apps.orgs.permissions import may_manage_units

FACTS = ("short_name", "kind", "parent", "order", "address", "phone", "code")


@transaction.atomic
def add_unit(
    *,
    actor: User | None,
    name: str,
    kind: str,
    short_name: str = "",
    parent: Unit | None = None,
    order: int = 0,
    address: str = "",
    phone: str = "",
    code: str = "",
    is_oversight_office: bool = False,
) -> Unit:
    """A new unit. Blocked when the name is empty or another unit in force goes by it."""
    require(actor, may_manage_units)
    name, short_name = name.strip(), short_name.strip()
    stop_if(_new_name_blockers(name, short_name, kind))
    if is_oversight_office:
        stop_if(_office_blockers())
    unit = Unit.objects.create(
        name=name,
        short_name=short_name,
        kind=kind,
        parent=parent,
        order=order,
        address=address,
        phone=phone,
        code=code,
        is_oversight_office=is_oversight_office,
    )
    _name(unit, name, UnitName.Kind.CURRENT)
    if short_name and fold_name(short_name) != fold_name(name):
        _name(unit, short_name, UnitName.Kind.ALIAS)
    record(actor=actor, action="新建单位", target=unit, after={"name": name, **_facts(unit)}, unit=unit)
    return unit


@transaction.atomic
def change_unit(*, actor: User | None, unit: Unit, **changes: Any) -> Unit:
    """Change facts of a unit: those in FACTS. A name is changed by `rename_unit`."""
    require(actor, may_manage_units)
    unknown = sorted(set(changes) - set(FACTS))
    if unknown:
        raise TypeError(f"change_unit does not change {', '.join(unknown)}")
    stop_if(_change_blockers(unit, changes))
    before = _facts(unit)
    former_short = unit.short_name
    for field, value in changes.items():
        setattr(unit, field, value.strip() if isinstance(value, str) else value)
    unit.save(update_fields=list(changes) or None)
    if unit.short_name != former_short:
        _replace_short_name(unit, former_short)
    record(actor=actor, action="修改单位", target=unit, before=before, after=_facts(unit), unit=unit)
    return unit


@transaction.atomic
def rename_unit(*, actor: User | None, unit: Unit, name: str, on: date, reason: str) -> Unit:
    """Give a unit a new name from this day. The old one is kept as a former name, so old notices still match."""
    require(actor, may_manage_units)
    name = name.strip()
    stop_if(_rename_blockers(unit, name, on))
    former = unit.name
    for old in UnitName.objects.filter(unit=unit, kind=UnitName.Kind.CURRENT):
        _name(unit, old.text, UnitName.Kind.FORMER, from_on=old.from_on, until_on=on)
        old.delete()
    _name(unit, name, UnitName.Kind.CURRENT, from_on=on)
    unit.name = name
    unit.save(update_fields=["name"])
    record(
        actor=actor,
        action="单位更名",
        target=unit,
        before={"name": former},
        after={"name": name, "on": on, "reason": reason},
        unit=unit,
    )
    return unit


@transaction.atomic
def retire_unit(*, actor: User | None, unit: Unit, replaced_by: Unit | None = None) -> Unit:
    """Put a unit out of force. Its people and its places in groups pass to the unit that takes over, and new notices
    that name it land there. Its people keep their role in it too: what it left undone is still theirs to end."""
    require(actor, may_manage_units)
    stop_if(unit_blockers(unit, replaced_by=replaced_by).get("retire", ()))
    unit.is_active = False
    unit.replaced_by = replaced_by
    unit.save(update_fields=["is_active", "replaced_by"])
    moved: list[str] = []
    if replaced_by:
        for held in Membership.objects.filter(unit=unit).exclude(role=Membership.Role.OFFICE).select_related("user"):
            Membership.objects.get_or_create(user=held.user, unit=replaced_by, role=held.role)
            moved.append(held.user.username)
        for group in unit.unit_groups.all():
            group.members.add(replaced_by)
    record(
        actor=actor,
        action="停用单位",
        target=unit,
        before={"is_active": True},
        after={"is_active": False, "replaced_by": str(replaced_by or ""), "moved_people": moved},
        unit=unit,
    )
    return unit


@transaction.atomic
def appoint_oversight_office(*, actor: User | None, unit: Unit) -> Unit:
    """Make this unit the oversight office (主管部门) in place of the one before, whose people keep their roles."""
    require(actor, may_manage_units)
    stop_if(() if unit.is_active else (f"“{unit}”已停用，不能作为主管部门。",))
    former = Unit.objects.filter(is_oversight_office=True).exclude(pk=unit.pk).first()
    Unit.objects.filter(is_oversight_office=True).exclude(pk=unit.pk).update(is_oversight_office=False)
    unit.is_oversight_office = True
    unit.save(update_fields=["is_oversight_office"])
    record(
        actor=actor,
        action="指定主管部门",
        target=unit,
        before={"oversight_office": str(former or "")},
        after={"oversight_office": str(unit)},
        unit=unit,
    )
    return unit


@transaction.atomic
def add_alias(*, actor: User | None, unit: Unit, text: str) -> UnitName:
    """Another spelling that means this unit. Blocked when it already means another unit in force."""
    require(actor, may_manage_units)
    text = text.strip()
    stop_if(_alias_blockers(unit, text))
    alias = _name(unit, text, UnitName.Kind.ALIAS)
    record(actor=actor, action="增加单位别称", target=unit, after={"alias": text}, unit=unit)
    return alias


@transaction.atomic
def remove_alias(*, actor: User | None, unit: Unit, text: str) -> None:
    """Take a spelling away. Names in force and former names stay."""
    require(actor, may_manage_units)
    gone, _ = UnitName.objects.filter(unit=unit, folded=fold_name(text), kind=UnitName.Kind.ALIAS).delete()
    stop_if(() if gone else (f"“{unit}”没有别称“{text}”。",))
    record(actor=actor, action="去掉单位别称", target=unit, before={"alias": text}, unit=unit)


@transaction.atomic
def save_group(
    *,
    actor: User | None,
    name: str,
    aliases: Sequence[str] = (),
    kinds: Sequence[str] = (),
    members: Iterable[Unit] = (),
    group: UnitGroup | None = None,
) -> UnitGroup:
    """A collective name and whom it stands for: the kinds, and the units chosen besides."""
    require(actor, may_manage_units)
    name, chosen = name.strip(), list(members)
    spellings = list(dict.fromkeys(alias.strip() for alias in aliases if alias.strip()))
    stop_if(_group_blockers(name, spellings, kinds, chosen, group))
    before = _group_facts(group) if group else {}
    saved = group or UnitGroup()
    saved.name, saved.aliases, saved.kinds = name, spellings, list(kinds)
    saved.save()
    saved.members.set(chosen)
    record(
        actor=actor,
        action="修改单位组" if group else "新建单位组",
        target=saved,
        before=before,
        after=_group_facts(saved),
    )
    return saved


def unit_blockers(unit: Unit, *, replaced_by: Unit | None = None) -> dict[str, tuple[str, ...]]:
    """Why a unit may not be retired now, sentence by sentence; an empty tuple when it may."""
    found: list[str] = []
    if not unit.is_active:
        found.append(f"“{unit}”已经停用。")
    if unit.is_oversight_office:
        found.append("这是政务公开主管部门，请先指定另一个主管部门。")
    if names := [child.name for child in unit.children.filter(is_active=True)[:3]]:
        found.append(f"还有在用的下级单位：{'、'.join(names)}，请先改挂或停用。")
    if replaced_by and replaced_by.pk == unit.pk:
        found.append("职能不能并入本单位自己。")
    elif replaced_by and not replaced_by.is_active:
        found.append(f"“{replaced_by}”已停用，不能承接职能。")
    return {"retire": tuple(found)}


def _name(unit: Unit, text: str, kind: str, from_on: date | None = None, until_on: date | None = None) -> UnitName:
    """A name row, made or brought up to date: a unit may get back a name that it had before."""
    name, _ = UnitName.objects.update_or_create(
        unit=unit,
        folded=fold_name(text),
        kind=kind,
        defaults={"text": text, "from_on": from_on, "until_on": until_on},
    )
    return name


def _replace_short_name(unit: Unit, former: str) -> None:
    if former:
        UnitName.objects.filter(unit=unit, folded=fold_name(former), kind=UnitName.Kind.ALIAS).delete()
        _name(unit, former, UnitName.Kind.FORMER, until_on=timezone.localdate())
    if unit.short_name and fold_name(unit.short_name) != fold_name(unit.name):
        _name(unit, unit.short_name, UnitName.Kind.ALIAS)


def _facts(unit: Unit) -> dict[str, Any]:
    return {**{field: getattr(unit, field) for field in FACTS}, "parent": str(unit.parent or "")}


def _group_facts(group: UnitGroup) -> dict[str, Any]:
    members = list(group.members.values_list("name", flat=True))
    return {"name": group.name, "aliases": group.aliases, "kinds": group.kinds, "members": members}


def _new_name_blockers(name: str, short_name: str, kind: str) -> Iterator[str]:
    if not fold_name(name):
        yield "请填写单位名称。"
    elif Unit.objects.filter(name=name).exists():
        yield f"已有名为“{name}”的单位。"
    elif taken := name_taken(fold_name(name)):
        yield f"“{name}”是“{taken.unit}”的名称或别称。"
    if short_name and (taken := name_taken(fold_name(short_name))):
        yield f"简称“{short_name}”是“{taken.unit}”的名称或别称。"
    if kind not in Unit.Kind.values:
        yield "请选择单位类型。"


def _office_blockers() -> Iterator[str]:
    if office := Unit.objects.filter(is_oversight_office=True, is_active=True).first():
        yield f"主管部门已是“{office}”，一个地方只有一个主管部门。"


def _change_blockers(unit: Unit, changes: dict[str, Any]) -> Iterator[str]:
    above, seen = changes.get("parent"), set()
    while above and above.pk not in seen:
        seen.add(above.pk)
        if above.pk == unit.pk:
            yield "上级单位不能是本单位或它的下级。"
            break
        above = above.parent
    if "kind" in changes and changes["kind"] not in Unit.Kind.values:
        yield "请选择单位类型。"
    short_name = (changes.get("short_name") or "").strip()
    if short_name and (taken := name_taken(fold_name(short_name), unit)):
        yield f"简称“{short_name}”是“{taken.unit}”的名称或别称。"


def _rename_blockers(unit: Unit, name: str, on: date) -> Iterator[str]:
    if not fold_name(name):
        yield "请填写新名称。"
        return
    if name == unit.name:
        yield "新名称与现名相同。"
    elif Unit.objects.filter(name=name).exclude(pk=unit.pk).exists():
        yield f"已有名为“{name}”的单位。"
    elif taken := name_taken(fold_name(name), unit):
        yield f"“{name}”是“{taken.unit}”的名称或别称。"
    if not unit.is_active:
        yield f"“{unit}”已停用，不能更名。"
    if on > timezone.localdate():
        yield "启用日期还没到，请到当天再办更名。"


def _alias_blockers(unit: Unit, text: str) -> Iterator[str]:
    folded = fold_name(text)
    if not folded:
        yield "请填写别称。"
    elif taken := name_taken(folded, unit):
        yield f"“{text}”已是“{taken.unit}”的名称或别称，一个写法只能指一个单位。"
    elif UnitName.objects.filter(unit=unit, folded=folded).exclude(kind=UnitName.Kind.FORMER).exists():
        yield f"“{text}”已是本单位的名称或别称。"


def _group_blockers(
    name: str, aliases: Sequence[str], kinds: Sequence[str], members: Sequence[Unit], group: UnitGroup | None
) -> Iterator[str]:
    if not fold_name(name):
        yield "请填写组名。"
    if not kinds and not members:
        yield "请至少勾选一种类型或选择一个单位。"
    if unknown := sorted(set(kinds) - set(Unit.Kind.values)):
        yield f"没有这种单位类型：{'、'.join(unknown)}。"
    wanted = {fold_name(spelling) for spelling in (name, *aliases)}
    for other in UnitGroup.objects.exclude(pk=group.pk if group and group.pk else 0):
        for spelling in (other.name, *other.aliases):
            if fold_name(spelling) in wanted:
                yield f"“{spelling}”已是单位组“{other}”的名称或写法。"
