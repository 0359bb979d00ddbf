"""Units come, are renamed, merge and go; nothing that was known about them is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.audit.queries import verify
from gongkai.apps.orgs import operations, queries
from gongkai.apps.orgs.models import Membership, Unit, UnitGroup, UnitName
from gongkai.domain.workflow import Blocked


def names(unit: Unit) -> set[tuple[str, str]]:
    return set(unit.names.values_list("text", "kind"))


def refusals(operation, **values) -> tuple[str, ...]:
    with pytest.raises(Blocked) as refused:
        operation(**values)
    return refused.value.blockers


def test_a_new_unit_has_its_names(cast):
    unit = operations.add_unit(actor=cast.officer, name="青溪县教育局", short_name="县教育局", kind="department")
    assert names(unit) == {("青溪县教育局", "current"), ("县教育局", "alias")}
    assert AuditEntry.objects.get().action == "新建单位"


NOT_NEW = [
    # (fields, the sentences)
    ({"name": "  ", "kind": "department"}, ("请填写单位名称。",)),
    ({"name": "青溪县财政局", "kind": "department"}, ("已有名为“青溪县财政局”的单位。",)),
    ({"name": "縣財政局", "kind": "department"}, ("“縣財政局”是“青溪县财政局”的名称或别称。",)),
    (
        {"name": "青溪县教育局", "short_name": "县司法局", "kind": "x"},
        ("简称“县司法局”是“青溪县司法局”的名称或别称。", "请选择单位类型。"),
    ),
    (
        {"name": "政务公开办", "kind": "office", "is_oversight_office": True},
        ("主管部门已是“青溪县人民政府办公室”，一个地方只有一个主管部门。",),
    ),
]


@pytest.mark.parametrize(("fields", "sentences"), NOT_NEW)
def test_a_unit_that_would_confuse_is_refused(cast, fields, sentences):
    assert refusals(operations.add_unit, actor=cast.officer, **fields) == sentences
    assert not AuditEntry.objects.exists()


def test_a_rename_keeps_the_old_name_with_its_days(cast):
    operations.rename_unit(
        actor=cast.officer, unit=cast.planning, name="青溪县发展和改革委员会", on=date(2026, 1, 1), reason="机构改革"
    )
    former = cast.planning.names.get(kind="former")
    current = cast.planning.names.get(kind="current")
    assert (former.text, former.until_on) == ("青溪县发展和改革局", date(2026, 1, 1))
    assert (current.text, current.from_on) == ("青溪县发展和改革委员会", date(2026, 1, 1))
    assert AuditEntry.objects.get().after["reason"] == "机构改革"


def test_a_unit_may_get_its_old_name_back(cast):
    """改过去又改回来，再改过去：名称各记一次，不打架。"""
    for step, name in enumerate(["甲局", "青溪县财政局", "甲局", "青溪县财政局"]):
        operations.rename_unit(actor=None, unit=cast.finance, name=name, on=date(2020 + step, 1, 1), reason="试")
    assert names(cast.finance) == {
        ("青溪县财政局", "current"), ("青溪县财政局", "former"), ("甲局", "former"), ("县财政局", "alias"),
    }  # fmt: skip


def test_what_a_rename_refuses(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert refusals(
        operations.rename_unit, actor=cast.officer, unit=cast.finance, name="青溪县司法局", on=tomorrow, reason=""
    ) == ("已有名为“青溪县司法局”的单位。", "启用日期还没到，请到当天再办更名。")


def test_a_merged_unit_hands_over_its_people_and_places(cast):
    group = operations.save_group(actor=None, name="两办", members=[cast.justice])
    operations.retire_unit(actor=cast.officer, unit=cast.justice, replaced_by=cast.planning)
    cast.justice.refresh_from_db()
    assert (cast.justice.is_active, cast.justice.replaced_by) == (False, cast.planning)
    assert set(queries.units_of(cast.justice_liaison)) == {cast.justice, cast.planning}
    assert queries.group_member_ids(group) == {cast.planning.pk}


def test_what_stops_a_retirement(cast):
    operations.add_unit(actor=None, name="机关服务中心", kind="institution", parent=cast.office)
    assert refusals(operations.retire_unit, actor=cast.officer, unit=cast.office, replaced_by=cast.office) == (
        "这是政务公开主管部门，请先指定另一个主管部门。",
        "还有在用的下级单位：机关服务中心，请先改挂或停用。",
        "职能不能并入本单位自己。",
    )
    operations.retire_unit(actor=cast.officer, unit=cast.media)
    assert operations.unit_blockers(cast.media)["retire"] == ("“青溪县融媒体中心”已经停用。",)
    assert operations.unit_blockers(cast.town, replaced_by=cast.media)["retire"] == (
        "“青溪县融媒体中心”已停用，不能承接职能。",
    )


def test_facts_change_and_the_old_short_name_stays_known(cast):
    operations.change_unit(actor=cast.officer, unit=cast.finance, short_name="县财局", phone="0771-5678901")
    assert ("县财政局", "former") in names(cast.finance)
    assert ("县财局", "alias") in names(cast.finance)
    entry = AuditEntry.objects.get()
    assert (entry.before["short_name"], entry.after["short_name"]) == ("县财政局", "县财局")


def test_a_unit_is_never_above_itself(cast):
    operations.change_unit(actor=cast.officer, unit=cast.media, parent=cast.justice)
    for parent in (cast.justice, cast.media):
        assert refusals(operations.change_unit, actor=cast.officer, unit=cast.justice, parent=parent) == (
            "上级单位不能是本单位或它的下级。",
        )


def test_the_oversight_office_moves_and_stays_one(cast):
    operations.appoint_oversight_office(actor=cast.admin, unit=cast.justice)
    assert list(Unit.objects.filter(is_oversight_office=True)) == [cast.justice]
    assert queries.oversight_office() == cast.justice


def test_an_alias_means_one_unit(cast):
    operations.add_alias(actor=cast.officer, unit=cast.finance, text="县财局")
    assert refusals(operations.add_alias, actor=cast.officer, unit=cast.justice, text="縣財局") == (
        "“縣財局”已是“青溪县财政局”的名称或别称，一个写法只能指一个单位。",
    )
    assert refusals(operations.add_alias, actor=cast.officer, unit=cast.finance, text="县财局") == (
        "“县财局”已是本单位的名称或别称。",
    )
    operations.remove_alias(actor=cast.officer, unit=cast.finance, text="县财局")
    assert not UnitName.objects.filter(text="县财局").exists()
    assert refusals(operations.remove_alias, actor=cast.officer, unit=cast.finance, text="青溪县财政局") == (
        "“青溪县财政局”没有别称“青溪县财政局”。",
    )


def test_groups_stand_for_kinds_and_for_units_chosen(cast):
    assert queries.group_member_ids(cast.towns) == {cast.town.pk, cast.other_town.pk}
    operations.save_group(
        actor=cast.officer,
        group=cast.towns,
        name="各镇街",
        kinds=["town"],
        members=[cast.media],
        aliases=["各镇", "各镇"],
    )
    assert queries.group_member_ids(cast.towns) == {cast.town.pk, cast.other_town.pk, cast.media.pk}
    operations.retire_unit(actor=cast.officer, unit=cast.other_town, replaced_by=None)
    assert queries.group_member_ids(cast.towns) == {cast.town.pk, cast.media.pk}
    assert UnitGroup.objects.get(pk=cast.towns.pk).aliases == ["各镇"]
    assert queries.groups_of([cast.media]) == [cast.towns]


def test_what_a_group_refuses(cast):
    assert refusals(operations.save_group, actor=cast.officer, name="各镇（街道）", kinds=["towns"]) == (
        "没有这种单位类型：towns。",
        "“各镇（街道）”已是单位组“各镇街”的名称或写法。",
    )
    assert refusals(operations.save_group, actor=cast.officer, name="空组") == ("请至少勾选一种类型或选择一个单位。",)


def test_the_tree_stands_in_order(cast):
    operations.change_unit(actor=None, unit=cast.media, parent=cast.office)
    operations.retire_unit(actor=None, unit=cast.other_town)
    rows = queries.unit_tree()
    assert [(row.unit.name, row.depth) for row in rows][:3] == [
        ("青溪县人民政府办公室", 0), ("青溪县融媒体中心", 1), ("青溪县财政局", 0),
    ]  # fmt: skip
    assert (rows[0].people_count, [name.text for name in rows[0].other_names]) == (3, ["县政府办公室"])
    assert cast.other_town not in [row.unit for row in rows]
    assert cast.other_town in [row.unit for row in queries.unit_tree(with_retired=True)]


def test_every_change_is_in_the_log_once_and_the_log_holds(cast):
    steps = [
        lambda: operations.add_unit(actor=cast.officer, name="青溪县教育局", kind="department"),
        lambda: operations.change_unit(actor=cast.officer, unit=cast.finance, order=9),
        lambda: operations.rename_unit(
            actor=cast.officer, unit=cast.town, name="城关街道办事处", on=date(2026, 1, 1), reason="撤镇设街"
        ),
        lambda: operations.add_alias(actor=cast.officer, unit=cast.town, text="城关"),
        lambda: operations.remove_alias(actor=cast.officer, unit=cast.town, text="城关"),
        lambda: operations.save_group(actor=cast.officer, name="各科室", kinds=["internal"]),
        lambda: operations.retire_unit(actor=cast.officer, unit=cast.media, replaced_by=cast.office),
        lambda: operations.issue_feed_token(actor=cast.officer, unit=cast.finance),
        lambda: operations.set_role(
            actor=cast.officer, person=cast.stranger, unit=cast.town, role=Membership.Role.LIAISON
        ),
    ]
    for count, step in enumerate(steps, 1):
        step()
        assert AuditEntry.objects.count() == count
    assert verify() is None
