"""Declared paths become sections; a notice is held against the superior one."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.ledgers import operations, queries
from gongkai.apps.ledgers.models import DeclaredPath
from gongkai.apps.ledgers.operations import Blocked
from gongkai.apps.sections.queries import find_section, path_of
from tests.apps.ledgers.samples import NOTICE, accept, at, item

RULES = "政府网站>政府信息公开>法定主动公开内容>履职依据>规范性文件"
MONEY = "政府网站>政府信息公开>法定主动公开内容>财政资金>惠民补贴"


def test_each_declared_place_is_proposed_once_with_its_tasks(cast):
    notice = accept(cast)
    proposals = queries.section_proposals()
    assert {row.canonical for row in proposals} == {RULES, MONEY}
    row = next(row for row in proposals if row.canonical == RULES)
    assert row.path == ("政府信息公开", "法定主动公开内容", "履职依据", "规范性文件")
    assert (row.items, row.owner, row.existing, row.section) == ((item(notice, 1),), cast.justice, 0, None)
    assert queries.proposal_count() == 2


def test_accepting_makes_the_section_and_ties_every_declaration_to_it(cast):
    notice = accept(cast)
    section = operations.accept_path(actor=cast.officer, canonical=RULES, owner=cast.justice)
    assert path_of(section) == ("政府信息公开", "法定主动公开内容", "履职依据", "规范性文件")
    assert section.owner_unit == cast.justice
    declared = item(notice, 1).declared_paths.get()
    assert (declared.decision, declared.section) == ("accepted", section)
    assert [row.canonical for row in queries.section_proposals()] == [MONEY]
    # 父栏目已有，下一条只差两级
    assert queries.section_proposals()[0].existing == 2
    # 公开页上能点到栏目
    operations.publish_notice(actor=cast.officer, notice=notice, now=at("2026-05-06"))
    notice.refresh_from_db()
    task = queries.public_ledger(notice, today=date(2026, 5, 6)).chapters[0].tasks[0]
    assert task.places[0].url.endswith(f"/s{section.pk}/")


def test_the_next_notice_finds_the_section_that_stands(cast):
    accept(cast)
    section = operations.accept_path(actor=cast.officer, canonical=RULES)
    again = accept(cast, NOTICE.replace("8号", "9号").replace("2026年政务公开", "2026年度政务公开"))
    assert item(again, 1).declared_paths.get().section == section


def test_declining_and_mapping(cast):
    notice = accept(cast)
    with pytest.raises(Blocked) as refusal:
        operations.decline_path(actor=cast.officer, canonical=RULES, reason=" ")
    assert refusal.value.blockers == ("请写明不设的原因。",)
    operations.decline_path(actor=cast.officer, canonical=RULES, reason="已在政策文件库集中公开")
    assert DeclaredPath.objects.get(canonical=RULES).decision == "declined"
    other = operations.accept_path(actor=cast.officer, canonical=RULES, path=["政策文件库"])
    operations.map_path(actor=cast.officer, canonical=MONEY, section=other)
    assert item(notice, 3).declared_paths.get().section == other
    # 记住了写法，下次直接认得
    assert find_section(MONEY) is None
    again = accept(cast, NOTICE.replace("8号", "9号").replace("2026年政务公开", "2026年度政务公开"))
    assert item(again, 3).declared_paths.get().section == other
    assert queries.section_proposals() == ()


SUPERIOR = """江州市人民政府办公室关于印发江州市2026年政务公开工作要点的通知
江州府办发〔2026〕3号
各区县人民政府，市政府各部门：
现印发给你们，请认真贯彻执行。
江州市人民政府办公室
2026年2月2日

江州市2026年政务公开工作要点

一、深化政策公开
1.2026年9月30日前，在市政府网站集中公开现行有效的行政规范性文件。（市司法局牵头）
2.每年组织新闻发布会不少于2次。（市政府办公室牵头）
3.完善政府公报数据库，做好赠阅发放。（市政府办公室负责）
"""


def test_the_cited_notice_is_linked_and_compared(cast):
    def settle(text: str):
        from gongkai.apps.ledgers.queries.imports import review_of
        from tests.apps.ledgers.samples import upload

        imported = upload(cast, text)
        for name, unit in review_of(imported).units.items():
            if unit.is_open:
                imported = operations.choose_unit(
                    actor=cast.officer, imported=imported, revision=imported.revision, unit_text=name
                )
        imported = operations.acknowledge_unplaced(actor=cast.officer, imported=imported, revision=imported.revision)
        return operations.accept_import(actor=cast.officer, imported=imported, revision=imported.revision)

    above = settle(SUPERIOR)
    below = settle(NOTICE.replace("请认真贯彻执行", "请结合江州府办发[2026]3号文件认真贯彻执行"))
    assert below.superior == above
    found = queries.alignment(below)
    assert {kind: count for kind, count in found.counts.items() if count} == {"tightened": 2, "dropped": 1, "new": 2}
    remarks = {row.remarks for row in found.rows if row.remarks}
    assert ("时限提前：2026-09-30 → 2026-06-30。",) in remarks
    assert ("数量提高：2次 → 4次。",) in remarks
    assert queries.alignment(above) is None


def test_a_chain_never_closes_on_itself(cast):
    one = accept(cast)
    two = accept(cast, NOTICE.replace("8号", "9号").replace("2026年政务公开", "2026年度政务公开"))
    operations.link_superior(actor=cast.officer, notice=two, superior=one)
    # 一份文件既不能是自己的上级，也不能是自己上级的上级
    for superior in (one, two):
        with pytest.raises(Blocked) as refusal:
            operations.link_superior(actor=cast.officer, notice=one, superior=superior)
        assert refusal.value.blockers == ("上级文件不能是它自己，也不能是它的下级文件。",)
