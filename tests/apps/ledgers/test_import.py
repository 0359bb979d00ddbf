"""A notice is uploaded, corrected, accepted; again, corrected, undone."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.ledgers import operations, queries
from gongkai.apps.ledgers.models import LedgerItem, Notice, NoticeImport
from gongkai.apps.ledgers.operations import Blocked
from gongkai.apps.ledgers.queries.imports import review_of
from tests.apps.ledgers.samples import NOTICE, accept, at, item, upload

NOW = at("2026-03-03")


def refused(verb, **words) -> tuple[str, ...]:
    with pytest.raises(Blocked) as blocked:
        verb(**words)
    return blocked.value.blockers


def edit(verb, cast, imported, **words):
    return verb(actor=cast.officer, imported=imported, revision=imported.revision, now=NOW, **words)


def test_upload_reads_the_notice_into_a_draft(cast):
    imported = upload(cast)
    page = queries.review(cast.officer, imported.pk)
    assert imported.state == NoticeImport.State.UNDER_REVIEW
    assert [task.leads[0].unit for task in page.tasks[:3]] == [cast.justice, cast.office, cast.finance]
    assert page.tasks[2].responsibles[0].group == cast.towns
    assert page.notice["doc_number"] == "青溪府办发〔2026〕8号"
    assert imported.text[slice(*page.tasks[0].span)].startswith("2026")


def test_accepted_notice_becomes_items(cast):
    notice = accept(cast)
    first = item(notice, 1)
    assert notice.items.count() == 4
    assert first.due_on == date(2026, 6, 30)
    assert first.chapter.startswith("一、")
    assert notice.text[first.span_start : first.span_end].startswith("2026年6月30日前")
    # 2026-03-02 公布，10 个工作日后报备，30 个工作日后公开
    assert notice.plan_due_on == date(2026, 3, 16)
    assert notice.plan_publication_due_on == date(2026, 4, 14)
    # 每年一次的到年底
    assert item(notice, 2).due_on == date(2026, 12, 31)
    assert item(notice, 2).quotas.get().value == 4
    assert [row.canonical for row in first.declared_paths.all()] == [
        "政府网站>政府信息公开>法定主动公开内容>履职依据>规范性文件"
    ]
    assert AuditEntry.objects.filter(action="确认入账").count() == 1


def test_only_the_office_imports(cast):
    for user in (cast.finance_liaison, cast.reviewer, cast.auditor, cast.stranger):
        assert refused(operations.upload_notice, actor=user, data=b"x", name="a.txt") == (
            "只有政务公开主管部门可以导入通知。",
        )


def test_the_same_file_again_changes_nothing(cast):
    notice = accept(cast)
    again = upload(cast)
    assert again.notice == notice
    assert (Notice.objects.count(), LedgerItem.objects.count(), NoticeImport.objects.count()) == (1, 4, 1)


def test_a_file_that_cannot_be_read_says_why(cast):
    imported = operations.upload_notice(actor=cast.officer, data=b"\x00\x01\x02\xff" * 50, name="a.txt", now=NOW)
    assert imported.state == NoticeImport.State.FAILED
    assert imported.reason_text
    # 同一个坏文件可以再传一次，不会当成已经导入
    assert operations.upload_notice(actor=cast.officer, data=b"\x00\x01\x02\xff" * 50, name="a.txt").pk != imported.pk


def test_a_large_file_is_read_by_the_worker(cast, monkeypatch):
    from gongkai.apps.ledgers.operations import uploads

    monkeypatch.setattr(uploads, "READ_AT_ONCE_BYTES", 10)
    imported = upload(cast)
    assert imported.state == NoticeImport.State.READING
    uploads.read_upload.func(imported.pk)
    uploads.read_upload.func(imported.pk)
    imported.refresh_from_db()
    assert imported.state == NoticeImport.State.UNDER_REVIEW
    assert len(imported.draft["tasks"]) == 4


def test_every_correction_is_kept_and_the_reading_never_changes(cast):
    imported = upload(cast)
    read = imported.reading
    imported = edit(
        operations.edit_task,
        cast,
        imported,
        index=0,
        changes={"text": "集中公开规范性文件", "lead_units": ["县财政局"]},
    )
    imported = edit(operations.split_task, cast, imported, index=0, at=4)
    imported = edit(operations.merge_tasks, cast, imported, first=0, second=1)
    imported = edit(operations.add_task, cast, imported, index=4, changes={"text": "新任务"})
    imported = edit(operations.drop_task, cast, imported, index=4)
    imported = edit(operations.edit_notice_fields, cast, imported, changes={"title": "要点", "year": 2027})
    assert imported.revision == 6
    assert [row["action"] for row in imported.corrections] == [
        "更正任务",
        "拆开任务",
        "合并任务",
        "增加任务",
        "删除任务",
        "更正通知信息",
    ]
    first = imported.corrections[0]
    assert (first["by_text"], first["before"]["lead_units"], first["after"]["lead_units"]) == (
        "林静",
        ["县司法局"],
        ["县财政局"],
    )
    imported.refresh_from_db()
    assert imported.reading == read
    assert imported.draft["tasks"][0]["text"] == "集中公开规范性文件"
    # 编号用过就不再用
    assert len({task["id"] for task in imported.draft["tasks"]}) == 4


def test_two_people_at_one_draft_do_not_overwrite_each_other(cast):
    imported = upload(cast)
    operations.edit_task(actor=cast.officer, imported=imported, revision=0, index=0, changes={"text": "甲"})
    assert refused(
        operations.edit_task, actor=cast.second_officer, imported=imported, revision=0, index=0, changes={"text": "乙"}
    ) == ("这份核对稿刚被别人改过，请刷新后再改。",)


def test_a_field_that_cannot_be_kept_is_named(cast):
    imported = upload(cast)
    wrong = {"text": " ", "deadlines": [{"kind": "fixed", "text": "六月底", "date": None}], "colour": 1, "paths": [[]]}
    assert refused(operations.edit_task, actor=cast.officer, imported=imported, revision=0, index=0, changes=wrong) == (
        "“任务”填写有误，请检查。",
        "“时限”填写有误，请检查。",
        "没有“colour”这个字段。",
    )
    assert refused(operations.split_task, actor=cast.officer, imported=imported, revision=0, index=0, at=0) == (
        "拆开的位置要在任务文字的中间。",
    )
    assert refused(operations.drop_task, actor=cast.officer, imported=imported, revision=0, index=99) == (
        "没有找到这一项任务，请刷新后再试。",
    )


def test_damaged_dates_and_unknown_units_are_settled_by_a_person(cast):
    damaged = NOTICE.replace("2026年9月30日前", "20269月30日前").replace("县融媒体中心", "县传媒集团")
    imported = upload(cast, damaged)
    page = review_of(imported)
    assert "“县传媒集团”不在单位名录中（第 2 项）。" in page.blockers
    assert "还有 1 处日期没有确认（第 4 项）。" in page.blockers
    assert refused(operations.accept_import, actor=cast.officer, imported=imported, revision=0) == page.blockers
    imported = edit(operations.confirm_deadline, cast, imported, index=3, deadline_index=0, on=date(2026, 9, 30))
    imported = edit(
        operations.choose_unit, cast, imported, unit_text="县传媒集团", unit=cast.media, remember_alias=True
    )
    if review_of(imported).unplaced:
        imported = edit(operations.acknowledge_unplaced, cast, imported)
    assert review_of(imported).blockers == ()
    notice = operations.accept_import(actor=cast.officer, imported=imported, revision=imported.revision, now=NOW)
    assert item(notice, 4).due_on == date(2026, 9, 30)
    assert item(notice, 2).item_units.get(role="responsible").unit == cast.media
    # 记住的写法下次直接认得
    assert review_of(upload(cast, damaged.replace("8号", "9号"))).units["县传媒集团"].unit == cast.media


def test_a_name_may_be_left_unmatched_on_purpose(cast):
    imported = upload(cast, NOTICE.replace("县融媒体中心", "县传媒集团"))
    imported = edit(operations.choose_unit, cast, imported, unit_text="县传媒集团")
    if review_of(imported).unplaced:
        imported = edit(operations.acknowledge_unplaced, cast, imported)
    notice = operations.accept_import(actor=cast.officer, imported=imported, revision=imported.revision, now=NOW)
    left = item(notice, 2).item_units.get(role="responsible")
    assert (left.unit, left.group, left.unit_text) == (None, None, "县传媒集团")


def corrected(text: str = NOTICE) -> str:
    """第 1 项提前，第 4 项删去，另增一项。"""
    text = text.replace("2026年6月30日前", "2026年5月31日前")
    return text.replace(
        "4.2026年9月30日前，编制完成部门决算公开说明。（县财政局负责）",
        "4.推进基层政务公开标准目录与主动公开目录融合。（县发展改革局负责）",
    )


def test_a_corrected_notice_shows_its_changes_before_anything_changes(cast):
    notice = accept(cast)
    imported = upload(cast, corrected())
    assert imported.notice == notice
    changes = {(row.kind, row.text[:8]) for row in queries.import_changes(imported)}
    assert changes == {
        ("changed", "2026年5月3"),
        ("kept", "每年组织新闻发布"),
        ("kept", "公开惠民惠农财政"),
        ("removed", "2026年9月3"),
        ("added", "推进基层政务公开"),
    }
    first = next(row for row in queries.import_changes(imported) if row.kind == "changed")
    assert {row.label for row in first.fields} == {"任务", "时限"}
    assert item(notice, 1).due_on == date(2026, 6, 30)


def test_a_correction_keeps_progress_and_withdraws_what_had_some(cast):
    notice = accept(cast)
    for position, user, unit in ((1, cast.finance_liaison, cast.finance), (4, cast.finance_liaison, cast.finance)):
        operations.note_progress(actor=user, item=item(notice, position), unit=unit, text="已启动", percent=30, now=NOW)
    operations.record_quota(
        actor=cast.officer, quota=item(notice, 2).quotas.get(), count=1, done_on=NOW.date(), note="一次", now=NOW
    )
    first, last = item(notice, 1), item(notice, 4)
    imported = upload(cast, corrected())
    if review_of(imported).unplaced:
        imported = edit(operations.acknowledge_unplaced, cast, imported)
    again = operations.accept_import(actor=cast.officer, imported=imported, revision=imported.revision, now=NOW)
    assert again == notice
    first.refresh_from_db()
    last.refresh_from_db()
    assert (first.due_on, first.percent, first.state) == (date(2026, 5, 31), 30, "in_progress")
    assert last.withdrawn_on == NOW.date()
    assert item(notice, 2).quotas.get().entries.count() == 1
    shown = queries.visible_items(cast.officer).filter(notice=notice).order_by("position")
    assert [row.position for row in shown] == [1, 2, 3, 4]
    assert refused(operations.undo_import, actor=cast.officer, imported=imported)[0] == (
        "这份通知入账后又更正过，不能撤销。"
    )


def test_undoing_an_import_that_nobody_worked_on(cast):
    notice = accept(cast)
    imported = notice.imports.get()
    assert operations.undo_blockers(imported) == ()
    operations.undo_import(actor=cast.officer, imported=imported, now=NOW)
    assert (Notice.objects.count(), LedgerItem.objects.count()) == (0, 0)
    # 撤销之后同一个文件可以再导入
    assert upload(cast).pk != imported.pk


def test_an_import_with_progress_stays(cast):
    notice = accept(cast)
    operations.note_progress(
        actor=cast.finance_liaison, item=item(notice, 1), unit=cast.finance, text="已启动", now=NOW
    )
    assert refused(operations.undo_import, actor=cast.officer, imported=notice.imports.get()) == (
        "已有 1 项任务有了进展，不能撤销；可以导入更正后的通知。",
    )


def test_discarding(cast):
    imported = upload(cast)
    operations.discard_import(actor=cast.officer, imported=imported, now=NOW)
    assert refused(operations.accept_import, actor=cast.officer, imported=imported, revision=0) == (
        "这次导入已放弃，不能再改。",
    )


def test_accepting_asks_the_database_no_more_for_more_tasks(cast):
    short = upload(cast)
    long = upload(
        cast,
        NOTICE.replace("8号", "9号").replace("任务分工", "任务分解")
        + "".join(f"{n}.公开第{n}类办事指南并动态调整。（县财政局负责）\n" for n in range(5, 60)),
    )
    counts = []
    for uploaded in (short, long):
        imported = edit(operations.edit_notice_fields, cast, uploaded, changes={"title": f"要点{uploaded.pk}"})
        imported = edit(operations.acknowledge_unplaced, cast, imported)
        with CaptureQueriesContext(connection) as asked:
            operations.accept_import(actor=cast.officer, imported=imported, revision=imported.revision, now=NOW)
        counts.append(len(asked))
    assert LedgerItem.objects.count() > 55
    assert counts[1] - counts[0] <= 2, counts
