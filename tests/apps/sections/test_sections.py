"""The tree of sections: made, renamed, moved, retired; every change logged, every old address answered. CAT-01, CAT-04."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.sections import operations, queries
from gongkai.apps.sections.models import HomePage, Section, SectionChange
from gongkai.domain.workflow import Blocked

ON = date(2026, 5, 6)


def refused(verb, **words) -> tuple[str, ...]:
    with pytest.raises(Blocked) as blocked:
        verb(**words)
    return blocked.value.blockers


def add(cast, *path: str, **words) -> Section:
    return operations.add_section(actor=cast.officer, path=path, on=ON, **words)


def test_a_path_is_made_with_its_parents_once(cast):
    rules = add(
        cast, "政府网站", "政府信息公开", "法定主动公开内容", "履职依据", source_text="要点第 1 项", unit=cast.justice
    )
    again = add(cast, "政府信息公开", "法定主动公开内容", "履职依据")
    assert rules == again
    assert HomePage.objects.count() == 1
    assert [(row.depth, row.section.title) for row in queries.section_tree()] == [
        (0, "政府信息公开"),
        (1, "法定主动公开内容"),
        (2, "履职依据"),
    ]
    # 地址只有编号，改名不变
    assert rules.slug == f"s{rules.pk}"
    assert rules.get_parent().specific.content_kind == Section.ContentKind.BRANCH
    assert SectionChange.objects.filter(kind="added").count() == 3


def test_spellings_mean_one_section(cast):
    add(cast, "政务公开", "惠民惠农资金")
    operations.save_alias(actor=cast.officer, spelling="惠民资金", name="惠民惠农资金")
    assert add(cast, "政务公开", "惠民资金").title == "惠民惠农资金"
    assert Section.objects.count() == 2
    # 反过来再对应一次就会转圈
    assert refused(operations.save_alias, actor=cast.officer, spelling="惠民惠农资金", name="惠民资金") == (
        "“惠民资金”已经对应到“惠民惠农资金”，不能反过来再对应一次。",
    )


def test_siblings_in_one_path_are_refused(cast):
    assert refused(operations.add_section, actor=cast.officer, path=["政务公开", "预算/决算"]) == (
        "这条路径写了几个并列的栏目，请分开设置。",
    )
    assert refused(operations.add_section, actor=cast.officer, path=["  "]) == ("请填写一条栏目路径。",)


def test_renaming_keeps_the_address(cast):
    section = add(cast, "政务公开", "公报")
    before = section.relative_url(None)
    renamed = operations.rename_section(actor=cast.officer, section=section, name="政府公报", reason="规范名称", on=ON)
    assert renamed.relative_url(None) == before
    change = SectionChange.objects.get(kind="renamed")
    assert (change.former_path_text, change.path_text) == ("政务公开 > 公报", "政务公开 > 政府公报")
    add(cast, "政务公开", "会议")
    assert refused(operations.rename_section, actor=cast.officer, section=section, name="会议") == (
        "同一级已经有“会议”这个栏目。",
    )


def test_a_moved_section_and_all_below_it_answer_at_the_old_address(cast, client):
    branch = add(cast, "政务公开", "规划")
    leaf = add(cast, "政务公开", "规划", "专项规划")
    target = add(cast, "政府信息公开")
    old = [section.relative_url(None) for section in (branch, leaf)]
    operations.move_section(actor=cast.officer, section=branch, parent=target, on=ON)
    for address, section in zip(old, (branch, leaf), strict=True):
        new = Section.objects.get(pk=section.pk).relative_url(None)
        answer = client.get(address)
        assert (answer.status_code, answer["Location"].endswith(new)) == (301, True)
    assert queries.find_section("政府信息公开>规划>专项规划") == leaf
    assert refused(
        operations.move_section, actor=cast.officer, section=target, parent=Section.objects.get(pk=leaf.pk)
    ) == ("不能把栏目移到它自己的下级栏目中。",)
    # 移回去，旧地址又是正地址，不再转走
    operations.move_section(
        actor=cast.officer, section=Section.objects.get(pk=branch.pk), parent=queries.find_section("政务公开"), on=ON
    )
    assert client.get(old[1]).status_code != 301


def test_a_retired_section_leads_to_what_replaces_it(cast, client):
    old, new = add(cast, "政务公开", "旧专栏"), add(cast, "政务公开", "新专栏")
    address = old.relative_url(None)
    operations.retire_section(actor=cast.officer, section=old, replaced_by=new, reason="合并", on=ON)
    answer = client.get(address)
    assert (answer.status_code, answer["Location"].endswith(new.relative_url(None))) == (301, True)
    assert queries.find_section("政务公开>旧专栏") is None
    assert refused(operations.retire_section, actor=cast.officer, section=old) == ("“旧专栏”已经停用。",)
    operations.restore_section(actor=cast.officer, section=old, on=ON)
    assert queries.find_section("政务公开>旧专栏") == old
    assert client.get(address).status_code != 301
    assert [row.kind for row in queries.change_log()[:2]] == ["restored", "retired"]


def test_a_branch_is_retired_after_what_hangs_below(cast):
    branch = add(cast, "政务公开")
    add(cast, "政务公开", "规划")
    assert refused(operations.retire_section, actor=cast.officer, section=branch) == (
        "“政务公开”还有 1 个下级栏目，请先移动或停用。",
    )


def test_a_new_text_is_an_update_and_a_new_name_of_the_unit_is_none(cast):
    section = add(cast, "政务公开")
    at = datetime(2026, 5, 11, 9, tzinfo=UTC)
    changed = operations.change_section(actor=cast.officer, section=section, changes={"body": "<p>文</p>"}, now=at)
    assert changed.last_published_at == at
    later = operations.change_section(
        actor=cast.officer, section=section, changes={"owner_unit": cast.justice}, now=at + timedelta(days=9)
    )
    assert later.last_published_at == at


def test_only_the_office_changes_the_tree(cast):
    section = add(cast, "政务公开")
    no = ("只有政务公开主管部门可以调整栏目。",)
    for user in (cast.finance_liaison, cast.reviewer, cast.auditor, cast.stranger):
        assert refused(operations.add_section, actor=user, path=["x"]) == no
        assert refused(operations.rename_section, actor=user, section=section, name="x") == no
        assert refused(operations.retire_section, actor=user, section=section) == no
        assert refused(operations.change_section, actor=user, section=section, changes={"purpose": "x"}) == no
        assert refused(operations.save_alias, actor=user, spelling="x", name="y") == no
    operations.change_section(
        actor=cast.officer, section=section, changes={"owner_unit": cast.justice, "update_days": 30}
    )
    entry = AuditEntry.objects.filter(action="修改栏目").get()
    assert entry.after["update_days"] == "30"
