"""The fixed cast of every story: one small county, its units and the people who act in it."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.apps.orgs.models import Membership, Unit, UnitGroup, UnitName, User

UNITS = [
    # (name, short name, kind)
    ("青溪县人民政府办公室", "县政府办公室", Unit.Kind.OFFICE),
    ("青溪县财政局", "县财政局", Unit.Kind.DEPARTMENT),
    ("青溪县司法局", "县司法局", Unit.Kind.DEPARTMENT),
    ("青溪县发展和改革局", "县发展改革局", Unit.Kind.DEPARTMENT),
    ("青溪县融媒体中心", "县融媒体中心", Unit.Kind.INSTITUTION),
    ("城关镇人民政府", "城关镇", Unit.Kind.TOWN),
    ("柳湾镇人民政府", "柳湾镇", Unit.Kind.TOWN),
]


@dataclass(frozen=True)
class Cast:
    """Who is who. `stranger` signs in but belongs to no unit; `admin` is the system administrator."""

    office: Unit
    finance: Unit
    justice: Unit
    planning: Unit
    media: Unit
    town: Unit
    other_town: Unit
    towns: UnitGroup
    departments: UnitGroup
    officer: User  # 主管部门人员
    second_officer: User
    finance_liaison: User
    justice_liaison: User
    planning_liaison: User
    town_liaison: User
    reviewer: User  # 县政府办公室审核员
    auditor: User  # 监督员
    stranger: User
    admin: User


def person(username: str, family: str, given: str, unit: Unit | None = None, role: str = "") -> User:
    """A user, with a role in a unit when one is named."""
    user = User.objects.create(
        username=username, last_name=family, first_name=given, email=f"{username}@qingxi.example"
    )
    if unit:
        Membership.objects.create(user=user, unit=unit, role=role)
    return user


def assemble() -> Cast:
    """Create the county. Names are matched by their folded form, as the operations of `orgs` store them."""
    units = []
    for order, (name, short, kind) in enumerate(UNITS):
        unit = Unit.objects.create(name=name, short_name=short, kind=kind, order=order, is_oversight_office=order == 0)
        UnitName.objects.create(unit=unit, text=name, folded=name, kind=UnitName.Kind.CURRENT)
        UnitName.objects.create(unit=unit, text=short, folded=short, kind=UnitName.Kind.ALIAS)
        units.append(unit)
    office, finance, justice, planning, _, town, _ = units
    roles = Membership.Role
    return Cast(
        *units,
        towns=UnitGroup.objects.create(name="各镇街", aliases=["各镇（街道）", "各乡镇（街道）"], kinds=["town"]),
        departments=UnitGroup.objects.create(name="县直各部门", aliases=["县级各部门"], kinds=["office", "department"]),
        officer=person("lin", "林", "静", office, roles.OFFICE),
        second_officer=person("gao", "高", "远", office, roles.OFFICE),
        finance_liaison=person("qian", "钱", "敏", finance, roles.LIAISON),
        justice_liaison=person("fan", "范", "衡", justice, roles.LIAISON),
        planning_liaison=person("ji", "季", "明", planning, roles.LIAISON),
        town_liaison=person("tian", "田", "禾", town, roles.LIAISON),
        reviewer=person("shen", "沈", "正", office, roles.REVIEWER),
        auditor=person("cha", "查", "清", justice, roles.AUDITOR),
        stranger=person("lu", "路", "人"),
        admin=User.objects.create_superuser("admin", "admin@qingxi.example"),
    )
