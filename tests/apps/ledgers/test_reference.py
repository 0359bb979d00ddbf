"""A superior notice kept only for comparison: it is compared with, and is nobody's work. TSK-13."""

from __future__ import annotations

import pytest

from gongkai.apps.ledgers import operations, queries
from gongkai.apps.ledgers.models import DeclaredPath, ItemUnit, LedgerItem
from gongkai.domain.workflow import Blocked
from tests.apps.ledgers.samples import at

SUPERIOR = """江州市人民政府办公室关于印发江州市2026年政务公开工作要点的通知

江政办发〔2026〕18号

各县人民政府：

现印发给你们，请认真落实。

江州市人民政府办公室
2026年3月2日

江州市2026年政务公开工作要点

一、公开财政信息

1.2026年3月底前公开部门预算（公开路径：政府网站>财政信息>预算）。（责任单位：市财政局）

2.公开惠民补贴发放结果。（责任单位：市财政局、各县人民政府）
"""


@pytest.fixture
def kept(cast):
    imported = operations.upload_notice(
        actor=cast.officer, data=SUPERIOR.encode(), name="市.txt", content_type="text/plain", now=at("2026-03-05")
    )
    with pytest.raises(Blocked, match="市财政局"):
        operations.accept_import(actor=cast.officer, imported=imported, revision=imported.revision)
    return operations.accept_import(
        actor=cast.officer, imported=imported, revision=imported.revision, is_reference=True, now=at("2026-03-05")
    )


def test_it_is_in_nobodys_ledger(cast, kept):
    today = at("2026-05-06").date()
    assert LedgerItem.objects.filter(notice=kept).count() == 2
    for person in (cast.officer, cast.finance_liaison, cast.admin, cast.auditor):
        assert not queries.visible_items(person).exists()
        assert queries.board(person, queries.Filter(), today=today).total == 0
    assert not ItemUnit.objects.exists(), "no unit here owes it"
    assert not DeclaredPath.objects.exists(), "it asks for no section"
    assert not LedgerItem.objects.filter(due_on__isnull=False).exists(), "nobody is reminded of it"


def test_the_office_finds_it_and_units_do_not(cast, kept):
    today = at("2026-05-06").date()
    assert [row.notice for row in queries.notice_list(cast.officer, today=today)] == [kept]
    assert queries.visible_notice(cast.officer, kept.pk) == kept
    assert queries.notice_list(cast.finance_liaison, today=today) == ()


def test_it_never_becomes_public(cast, kept):
    with pytest.raises(Blocked, match="仅作对照"):
        operations.publish_notice(actor=cast.officer, notice=kept)


def test_it_cannot_be_corrected_into_a_ledger_by_accident(cast, kept):
    changed = SUPERIOR.replace("3月底前", "4月底前")
    again = operations.upload_notice(
        actor=cast.officer, data=changed.encode(), name="市.txt", content_type="text/plain"
    )
    for text in ("市财政局", "各县人民政府"):
        again = operations.choose_unit(
            actor=cast.officer, imported=again, revision=again.revision, unit_text=text, unit=cast.finance
        )
    with pytest.raises(Blocked, match="对照"):
        operations.accept_import(actor=cast.officer, imported=again, revision=again.revision)
    kept.refresh_from_db()
    assert kept.kind == "reference"
