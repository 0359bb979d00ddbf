"""The whole way with real notices, where they are at hand: read, accept, propose sections, compare."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from gongkai.apps.ledgers import operations, queries
from gongkai.apps.ledgers.queries.imports import review_of
from tests.apps.ledgers.samples import at

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="the real notices are not here")


def enter(cast, number: str):
    """Upload, leave every unknown unit unmatched, confirm every proposed date, accept; returns notice and seconds."""
    data = (SEEDS / f"{number}.txt").read_bytes()
    imported = operations.upload_notice(actor=cast.officer, data=data, name=f"{number}.txt", now=at("2021-07-10"))
    page = review_of(imported)
    words = {"actor": cast.officer}
    for name, unit in page.units.items():
        if unit.is_open:
            imported = operations.choose_unit(**words, imported=imported, revision=imported.revision, unit_text=name)
    for task in page.tasks:
        for place, deadline in enumerate(task.deadlines):
            if deadline.get("needs_confirmation"):
                imported = operations.confirm_deadline(
                    **words,
                    imported=imported,
                    revision=imported.revision,
                    index=task.index,
                    deadline_index=place,
                    on=date.fromisoformat(deadline["date"] or "2021-12-31"),
                )
    imported = operations.acknowledge_unplaced(**words, imported=imported, revision=imported.revision)
    started = time.perf_counter()
    notice = operations.accept_import(**words, imported=imported, revision=imported.revision, now=at("2021-07-10"))
    return notice, time.perf_counter() - started


def test_two_notices_of_one_parent_ask_for_31_sections(cast):
    one, _ = enter(cast, "000")
    # 000 declares 37 leaves; 28 of them differ
    proposals = queries.section_proposals()
    assert sum(item.declared_paths.count() for item in one.items.all()) == 37
    assert len(proposals) == 28
    two, _ = enter(cast, "002")
    assert sum(item.declared_paths.count() for item in two.items.all()) == 36
    assert len(queries.section_proposals()) == 31
    # 审定后全部成为栏目，没有遗漏
    for proposal in queries.section_proposals():
        operations.accept_path(actor=cast.officer, canonical=proposal.canonical)
    assert queries.section_proposals() == ()
    operations.link_superior(actor=cast.officer, notice=two, superior=one)
    two.refresh_from_db()
    found = queries.alignment(two)
    assert len([row for row in found.rows if row.old]) == one.items.count()
    assert found.counts["kept"] + found.counts["edited"] + found.counts["tightened"] >= 90


@pytest.mark.parametrize("number", ["001", "003", "004"])
def test_other_layouts_enter_too(cast, number):
    notice, seconds = enter(cast, number)
    board = queries.board(cast.officer, queries.Filter(notice=notice.pk), today=date(2021, 8, 1))
    assert board.total == notice.items.count() == sum(row.total for row in board.rows) > 20
    assert seconds < 5
