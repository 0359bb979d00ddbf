"""Who may do what: every role against every operation; and nobody reads the work of another unit."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.ledgers import operations, queries
from gongkai.apps.ledgers.models import LedgerItem, Notice
from gongkai.apps.ledgers.operations import Blocked
from gongkai.apps.orgs.models import User
from gongkai.domain.ledger import ACTIONS, STEPS
from tests.apps.ledgers.samples import accept, at, item, upload

TODAY = date(2026, 5, 6)
OFFICE, LEAD, WORKER, OTHER = "officer", "justice_liaison", "finance_liaison", "planning_liaison"
ROLES = (OFFICE, LEAD, WORKER, OTHER, "reviewer", "auditor", "stranger", "admin")
NO_RIGHT = ("只有", "您不是", "您没有", "没有找到这一项，或者您不能查看。", "只能删除")

# 第 1 项：县司法局牵头，县财政局负责。who has the right, whatever the state says
ON_ITEM = {
    "note_progress": {LEAD, WORKER},
    "add_evidence": {LEAD, WORKER},
    "remove_evidence": {LEAD, WORKER},
    "submit_for_check": {LEAD, WORKER},
    "give_verdict": {LEAD},
    "return_item": {LEAD, OFFICE, "admin"},
    "close_out": {OFFICE, "admin"},
    "reopen": {OFFICE, "admin"},
    "add_sub_task": {LEAD, WORKER},
    "record_quota": {LEAD, WORKER, OFFICE, "admin"},
    "set_event_day": {LEAD, WORKER, OFFICE, "admin"},
    "set_person": {LEAD, WORKER, OFFICE, "admin"},
    "set_disclosed_url": {LEAD, WORKER, OFFICE, "admin"},
    "assign": {OFFICE, "admin"},
    "remind": {OFFICE, "admin"},
    "change_item": {OFFICE, "admin"},
}


def test_the_matrix_names_every_action():
    assert set(ON_ITEM) == set(ACTIONS)


@pytest.mark.parametrize("role", ROLES)
def test_steps_on_an_item(cast, role):
    task = item(accept(cast), 1)
    user = getattr(cast, role)
    shown = queries.action_blockers(user, task, TODAY)
    allowed = {action for action, said in shown.items() if not any(word.startswith(NO_RIGHT) for word in said)}
    assert allowed == {action for action, roles in ON_ITEM.items() if role in roles}


def acts(cast, notice: Notice, task: LedgerItem, imported) -> dict:
    """One call of every operation, with words that nothing but the right could refuse."""
    o, day = operations, {"now": at("2026-05-06")}
    draft = {"imported": imported, "revision": imported.revision}
    ours = {"item": task, "unit": cast.finance}
    return {
        "note_progress": lambda u: o.note_progress(actor=u, text="x", **ours, **day),
        "add_evidence": lambda u: o.add_evidence(
            actor=u, kind="link", title="x", url="https://qingxi.example", **ours, **day
        ),
        "add_sub_task": lambda u: o.add_sub_task(actor=u, text="x", **ours, **day),
        "change_item": lambda u: o.change_item(actor=u, item=task, changes={"due_text": "x"}, **day),
        "set_disclosed_url": lambda u: o.set_disclosed_url(actor=u, item=task, url="/s1/", **day),
        "set_person": lambda u: o.set_person(actor=u, item=task, person=None, **day),
        "assign": lambda u: o.assign(actor=u, items=[task], unit=cast.planning, role="supporting", **day),
        "remind": lambda u: o.remind(actor=u, items=[task], **day),
        "add_own_item": lambda u: o.add_own_item(actor=u, unit=cast.finance, year=2026, area="a", contents="b", **day),
        "file_plan": lambda u: o.file_plan(actor=u, notice=notice, unit=cast.finance, text="x", **day),
        "send_report": lambda u: o.send_report(actor=u, notice=notice, unit=cast.finance, **day),
        "set_notice_clocks": lambda u: o.set_notice_clocks(actor=u, notice=notice, changes={"report_due_on": TODAY}),
        "upload_notice": lambda u: o.upload_notice(actor=u, data="一、x".encode(), name="b.txt", **day),
        "edit_task": lambda u: o.edit_task(actor=u, index=0, changes={"number": "1"}, **draft, **day),
        "accept_import": lambda u: o.accept_import(actor=u, **draft, **day),
        "undo_import": lambda u: o.undo_import(actor=u, imported=notice.imports.first(), **day),
        "discard_import": lambda u: o.discard_import(actor=u, imported=imported, **day),
        "publish_notice": lambda u: o.publish_notice(actor=u, notice=notice, **day),
        "link_superior": lambda u: o.link_superior(actor=u, notice=notice, superior=None),
        "start_look_back": lambda u: o.start_look_back(actor=u, year=2027),
        "save_rule": lambda u: o.save_rule(actor=u, name="r", days=-2, receivers=["lead"]),
        "decline_path": lambda u: o.decline_path(actor=u, canonical=task.declared_paths.first().canonical, reason="x"),
        "save_filter": lambda u: o.save_filter(actor=u, name="f", query="state=overdue"),
    }


MANAGING = {OFFICE, "admin"}
RIGHTS = {
    "note_progress": {WORKER},
    "add_evidence": {WORKER},
    "add_sub_task": {WORKER},
    "change_item": MANAGING,
    "set_disclosed_url": MANAGING | {LEAD, WORKER},
    "set_person": MANAGING | {LEAD, WORKER},
    "assign": MANAGING,
    "remind": MANAGING,
    "add_own_item": MANAGING | {WORKER},
    "file_plan": {WORKER},
    "send_report": {WORKER},
    "set_notice_clocks": MANAGING,
    "upload_notice": MANAGING,
    "edit_task": MANAGING,
    "accept_import": MANAGING,
    "undo_import": MANAGING,
    "discard_import": MANAGING,
    "publish_notice": MANAGING,
    "link_superior": MANAGING,
    "start_look_back": MANAGING,
    "save_rule": MANAGING,
    "decline_path": MANAGING,
    "save_filter": set(ROLES) - {"stranger"},
}


@pytest.mark.parametrize("role", ROLES)
def test_operations(cast, role):
    notice = accept(cast)
    imported = upload(cast, "关于印发要点的通知\n一、公开\n1.公开财政预算。（县财政局负责）")
    user: User = getattr(cast, role)
    allowed = set()
    for name, act in acts(cast, notice, item(notice, 1), imported).items():
        try:
            act(user)
        except Blocked as refusal:
            if any(said.startswith(NO_RIGHT) for said in refusal.blockers):
                continue
        allowed.add(name)
    assert allowed == {name for name, roles in RIGHTS.items() if role in roles}


SEEN = {
    OFFICE: {1, 2, 3, 4},
    "admin": {1, 2, 3, 4},
    "auditor": {1, 2, 3, 4},
    LEAD: {1},
    WORKER: {1, 3, 4},
    # 县发展改革局没有任务
    OTHER: set(),
    # 各镇街包含城关镇
    "town_liaison": {3},
    # 县政府办公室的审核员看本单位的
    "reviewer": {2},
    "stranger": set(),
}


@pytest.mark.parametrize("role", SEEN)
def test_who_sees_which_items(cast, role):
    notice = accept(cast)
    user, wanted = getattr(cast, role), SEEN[role]
    flt = queries.Filter()
    assert {row.position for row in queries.visible_items(user)} == wanted
    assert {row.item.position for row in queries.list_page(user, flt, today=TODAY).rows} == wanted
    assert queries.board(user, flt, today=TODAY).total == len(wanted)
    assert queries.board(user, flt, today=TODAY, by="chapter").total == len(wanted)
    assert len(queries.ledger_sheet(user, notice, today=TODAY).rows) == len(wanted)
    assert sum(row.total for row in queries.notice_list(user, today=TODAY)) == len(wanted)
    assert queries.due_calendar(user, date(2026, 6, 1), today=TODAY).total == (1 if 1 in wanted else 0)
    for position in (1, 2, 3, 4):
        pk = item(notice, position).pk
        if position in wanted:
            assert queries.item_page(user, pk, today=TODAY).item.pk == pk
        else:
            with pytest.raises(LedgerItem.DoesNotExist):
                queries.item_page(user, pk, today=TODAY)


def test_switched_off_people_see_and_do_nothing(cast):
    notice = accept(cast)
    cast.officer.is_active = False
    cast.officer.save()
    assert not queries.visible_items(cast.officer).exists()
    with pytest.raises(Blocked):
        operations.publish_notice(actor=cast.officer, notice=notice)


def test_uploads_are_for_those_who_see_all(cast):
    imported = upload(cast)
    assert list(queries.imports_list(cast.auditor)) == [imported]
    assert not queries.imports_list(cast.finance_liaison).exists()
    with pytest.raises(type(imported).DoesNotExist):
        queries.review(cast.finance_liaison, imported.pk)


def test_every_step_has_a_name_in_the_history():
    assert all(step.words for step in STEPS.values())
