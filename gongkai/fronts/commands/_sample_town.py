"""The sample town, so that a newcomer sees a living system. Everything goes through the operations that people use."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.apps.ledgers import operations as ledger
from gongkai.apps.ledgers.models import ItemUnit, LedgerItem, Notice
from gongkai.apps.orgs import operations as orgs
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections import operations as sections
from gongkai.fronts.commands import _sample_documents, _sample_site

FOLDER = resources.files("gongkai.data") / "sample"
PASSWORD = "qingxi-2026"  # noqa: S105
"""Everyone in the sample town signs in with this."""


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account and what it shows."""

    username: str
    name: str
    shows: str


def _town() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "town.toml").read_text("utf-8"))


# people without `shows` are there to review and draft; a newcomer need not meet them all
ACCOUNTS = tuple(
    Account(p["username"], p["last_name"] + p["first_name"], p["shows"]) for p in _town()["people"] if "shows" in p
)


def at(month: int, day: int, hour: int = 10) -> datetime:
    """A moment of the sample's year, local time."""
    return datetime(2026, month, day, hour, tzinfo=ZoneInfo("Asia/Shanghai"))


def is_empty() -> bool:
    """Whether nothing was entered yet: only then may the sample be loaded."""
    return not Unit.objects.exists() and not User.objects.exists()


def load(say: Callable[[str], None] = lambda _: None) -> None:
    """Load the sample town into an empty system; does nothing when there is any unit or person."""
    if not is_empty():
        return
    town = _town()
    say("单位和人员")
    units = _load_units(town)
    people = _load_people(town, units)
    officer = people["lin"]
    say("栏目")
    _load_sections(town, units, officer)
    say("通知和台账")
    superior = _load_notice(officer, "jiangzhou-2026.txt", "text/plain", at(3, 25), is_reference=True)
    notice = _load_notice(officer, "qingxi-2026.html", "text/html", at(4, 13))
    if notice.superior_id is None:
        ledger.link_superior(actor=officer, notice=notice, superior=superior)
    _accept_paths(officer, notice)
    _file_plans(people, units, notice)
    _work(people, units, notice)
    say("公开文件")
    _sample_site.lay_out(officer, units)
    _sample_documents.load(people, units)
    _sample_site.fill(people, units)
    ledger.publish_notice(actor=officer, notice=notice, now=at(5, 8))
    for person in people.values():  # what the story said along its way is no news to a newcomer
        orgs.mark_read(user=person, now=at(11, 20))


def _load_units(town: dict[str, Any]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for order, row in enumerate(town["units"]):
        aliases = row.pop("aliases", [])
        unit = orgs.add_unit(actor=None, order=order, **row)
        for alias in aliases:
            orgs.add_alias(actor=None, unit=unit, text=alias)
        units[row["short_name"]] = unit
    for row in town["groups"]:
        members = [units[name] for name in row.pop("members", [])]
        orgs.save_group(actor=None, members=members, **row)
    return units


def _load_people(town: dict[str, Any], units: dict[str, Unit]) -> dict[str, User]:
    people: dict[str, User] = {}
    for row in town["people"]:
        person = orgs.save_person(
            actor=None,
            username=row["username"],
            last_name=row["last_name"],
            first_name=row["first_name"],
            email=f"{row['username']}@qingxi.example",
            memberships=[(units[name], role) for name, role in row["roles"]],
        )
        if "shows" in row:  # the others act in the story only; hashing a password is slow by design
            orgs.set_password(actor=None, person=person, password=PASSWORD)
        people[person.username] = person
    return people


def _load_sections(town: dict[str, Any], units: dict[str, Unit], officer: User) -> None:
    sections.ensure_home(actor=None)
    for row in town["sections"]:
        section = sections.add_section(actor=officer, path=row["path"], unit=units[row["unit"]])
        changes = {"content_kind": row["kind"], "purpose": row["purpose"], "body": row.get("body", "")}
        changes |= {name: row[name] for name in ("update_days", "update_basis") if name in row}
        told = row.get("told", date(2026, 5, 11))
        sections.change_section(actor=officer, section=section, changes=changes, now=at(told.month, told.day))


def _load_notice(officer: User, name: str, kind: str, when: datetime, *, is_reference: bool = False) -> Notice:
    data = (FOLDER / name).read_bytes()
    imported = ledger.upload_notice(actor=officer, data=data, name=name, content_type=kind, now=when)
    for index, task in enumerate(imported.draft["tasks"]):
        for place, limit in enumerate(task["deadlines"]):
            if limit.get("needs_confirmation") and limit.get("date"):
                imported = ledger.confirm_deadline(
                    actor=officer,
                    imported=imported,
                    revision=imported.revision,
                    index=index,
                    deadline_index=place,
                    on=date.fromisoformat(limit["date"]),
                    now=when,
                )
    return ledger.accept_import(
        actor=officer, imported=imported, revision=imported.revision, is_reference=is_reference, now=when
    )


def _accept_paths(officer: User, notice: Notice) -> None:
    canonicals = {path.canonical for item in notice.items.all() for path in item.declared_paths.all()}
    for canonical in sorted(canonicals):
        if "村（居）务" not in canonical:
            ledger.accept_path(actor=officer, canonical=canonical)


def _file_plans(people: dict[str, User], units: dict[str, Unit], notice: Notice) -> None:
    """Five units file their plans: in time, late, and one that has not published it yet. The others are to be asked."""
    tasks = "一是按任务分解逐项明确科室和责任人；二是每月自查一次公开内容；三是12月底前报送完成情况。"
    for name, who, filed, published in (
        ("县政府办公室", "lin", (4, 20), (5, 11)),
        ("县司法局", "fan", (4, 22), (5, 18)),
        ("县财政局", "qian", (4, 24), (6, 2)),
        ("县发展改革局", "ji", (4, 28), (5, 20)),
        ("城关镇", "tian", (4, 23), None),
    ):
        words = f"{name}2026年政务公开工作计划：{tasks}"
        ledger.file_plan(actor=people[who], notice=notice, unit=units[name], text=words, now=at(*filed))
        if published:
            ledger.publish_plan(actor=people[who], notice=notice, unit=units[name], now=at(*published))


def _item(notice: Notice, words: str) -> LedgerItem:
    return notice.items.get(text__contains=words)


def _work(people: dict[str, User], units: dict[str, Unit], notice: Notice) -> None:
    """A year of work: two tasks closed out, some under way, one waiting for a check, one late."""
    _close_out(people, _item(notice, "标明有效性"), doer="fan", checker="yan", unit=units["县司法局"], when=at(6, 24))
    _close_out(
        people,
        _item(notice, "收费项目、依据、标准"),
        doer="ji",
        checker="jin",
        unit=units["县发展改革局"],
        when=at(7, 9),
    )
    rules = _item(notice, "裁量基准")
    ledger.note_progress(
        actor=people["fan"],
        item=rules,
        unit=units["县司法局"],
        text="司法、市场监管、交通运输三家清单已定稿，应急管理、生态环境两家正在核对。",
        percent=60,
        now=at(9, 10),
    )
    budget = _item(notice, "预算、决算在批复后")
    ledger.note_progress(
        actor=people["qian"],
        item=budget,
        unit=units["县财政局"],
        text="2026年部门预算已全部公开，决算待县人大常委会批准后公开。",
        percent=80,
        now=at(10, 16),
    )
    history = _item(notice, "十五个五年规划")
    ledger.note_progress(
        actor=people["ji"],
        item=history,
        unit=units["县发展改革局"],
        text="历史规划已归集六个时期。",
        percent=90,
        now=at(11, 4),
    )
    ledger.add_evidence(
        actor=people["ji"],
        item=history,
        unit=units["县发展改革局"],
        kind="link",
        title="规划信息栏目",
        url="https://www.qingxi.example/guihua/",
        dated_on=date(2026, 11, 4),
        now=at(11, 4),
    )
    ledger.submit_for_check(actor=people["ji"], item=history, unit=units["县发展改革局"], now=at(11, 5))
    meeting = _item(notice, "利益相关方和群众代表列席").quotas.get()
    for month, day, note in (
        (5, 18, "第14次常务会议，城乡供水价格"),
        (7, 22, "第17次，义务教育学区"),
        (9, 28, "第20次，停车管理"),
    ):
        ledger.record_quota(
            actor=people["lin"],
            quota=meeting,
            count=1,
            done_on=date(2026, month, day),
            note=note,
            now=at(month, day, 16),
        )


def _close_out(
    people: dict[str, User], item: LedgerItem, *, doer: str, checker: str, unit: Unit, when: datetime
) -> None:
    ledger.note_progress(actor=people[doer], item=item, unit=unit, text="已在网站专栏集中公开。", percent=100, now=when)
    ledger.add_evidence(
        actor=people[doer],
        item=item,
        unit=unit,
        kind="link",
        title="专栏页面",
        url="https://www.qingxi.example/gongkai/",
        dated_on=when.date(),
        now=when,
    )
    ledger.submit_for_check(actor=people[doer], item=item, unit=unit, now=when)
    for checked in Unit.objects.filter(item_units__item=item, item_units__role=ItemUnit.Role.RESPONSIBLE):
        ledger.give_verdict(
            actor=people[checker], item=item, unit=checked, is_satisfied=True, remark="内容齐全。", now=when
        )
    ledger.close_out(actor=people["lin"], item=item, remark="已核对。", now=when)
