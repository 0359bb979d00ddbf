"""An upload under review: the draft with what still needs a person's eye."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gongkai.apps.ledgers.models import Notice, NoticeImport
from gongkai.apps.ledgers.permissions import Viewer, standing
from gongkai.apps.orgs.models import Unit, UnitGroup
from gongkai.apps.orgs.queries import Match, match_units

Draft = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """A unit name of the draft. `how` says how it was matched; `chosen` = a person decided; `left` = left unmatched."""

    text: str
    unit: Unit | None
    group: UnitGroup | None
    how: str
    candidates: tuple[Unit, ...]
    is_left: bool = False

    @property
    def is_open(self) -> bool:
        """Somebody still has to say who this is."""
        return self.unit is None and self.group is None and not self.is_left


@dataclass(frozen=True, slots=True)
class DraftTask:
    """A task of the draft. `index` is its place, which the operations take; `id` stays with it whatever moves."""

    index: int
    id: int
    number: str
    text: str
    section: tuple[str, ...]
    leads: tuple[DraftUnit, ...]
    responsibles: tuple[DraftUnit, ...]
    deadlines: tuple[dict[str, Any], ...]
    quotas: tuple[dict[str, Any], ...]
    paths: tuple[tuple[str, ...], ...]
    channels: tuple[str, ...]
    cites: tuple[str, ...]
    span: tuple[int, int] | None
    needs_attention: bool


@dataclass(frozen=True, slots=True)
class ImportReview:
    """All that the review screen shows. `blockers` stand under the accept button."""

    imported: NoticeImport
    notice: dict[str, Any]
    tasks: tuple[DraftTask, ...]
    units: dict[str, DraftUnit]
    unplaced: tuple[dict[str, Any], ...]
    warnings: tuple[dict[str, Any], ...]
    path_count: int
    character_count: int
    is_unplaced_seen: bool
    blockers: tuple[str, ...]
    reference_blockers: tuple[str, ...] = ()


def imports_list(user: Viewer) -> QuerySet[NoticeImport]:
    """The uploads, newest first; for those who may see all."""
    rows = NoticeImport.objects.select_related("source", "notice", "made_by").defer("text", "reading", "draft")
    return rows if standing(user).may_see_all else rows.none()


def review(user: Viewer, pk: int) -> ImportReview:
    """An upload with its draft. Raises NoticeImport.DoesNotExist for those who may not see it."""
    rows = NoticeImport.objects.select_related("source", "notice", "made_by")
    if not standing(user).may_see_all:
        raise NoticeImport.DoesNotExist
    return review_of(rows.get(pk=pk))


def review_of(imported: NoticeImport) -> ImportReview:
    """The draft with its units matched now: an alias added while reviewing counts at once. Seven queries at most."""
    draft = imported.draft
    units = draft_units(draft)
    tasks = tuple(_task(index, task, units) for index, task in enumerate(draft.get("tasks", ())))
    return ImportReview(
        imported=imported,
        notice=dict(draft.get("notice", {})),
        tasks=tasks,
        units=units,
        unplaced=tuple(draft.get("unplaced", ())),
        warnings=tuple(draft.get("warnings", ())),
        path_count=sum(len(task.paths) for task in tasks),
        character_count=len("".join(imported.text.split())),
        is_unplaced_seen=bool(draft.get("is_unplaced_seen")),
        blockers=tuple(accept_blockers(imported, units)),
        reference_blockers=tuple(accept_blockers(imported, units, is_reference=True)),
    )


def unit_texts(draft: Draft) -> list[str]:
    """Every unit name of the tasks, once each, in order."""
    names = (name for task in draft.get("tasks", ()) for role in ROLES for name in task.get(role, ()))
    return list(dict.fromkeys(names))


ROLES = ("lead_units", "responsible_units")


def draft_units(draft: Draft) -> dict[str, DraftUnit]:
    """The units of the draft by the name printed: matched, chosen by a person, or open."""
    texts = unit_texts(draft)
    matches = match_units(texts)
    choices: Mapping[str, Mapping[str, Any]] = draft.get("unit_choices", {})
    chosen = [choices[text] for text in texts if text in choices]
    units = Unit.objects.in_bulk([row["unit"] for row in chosen if row.get("unit")])
    groups = UnitGroup.objects.in_bulk([row["group"] for row in chosen if row.get("group")])
    return {text: _draft_unit(text, matches.get(text), choices.get(text), units, groups) for text in texts}


def _draft_unit(
    text: str,
    match: Match | None,
    choice: Mapping[str, Any] | None,
    units: Mapping[int, Unit],
    groups: Mapping[int, UnitGroup],
) -> DraftUnit:
    candidates = match.candidates if match else ()
    if choice is not None:
        unit, group = units.get(choice.get("unit") or 0), groups.get(choice.get("group") or 0)
        return DraftUnit(text, unit, group, "chosen", candidates, is_left=unit is None and group is None)
    if match is None:
        return DraftUnit(text, None, None, "none", ())
    return DraftUnit(text, match.unit, match.group, match.how, candidates)


def _task(index: int, task: Mapping[str, Any], units: Mapping[str, DraftUnit]) -> DraftTask:
    leads, responsibles = (tuple(units[name] for name in task.get(role, ())) for role in ROLES)
    deadlines = tuple(task.get("deadlines", ()))
    return DraftTask(
        index=index,
        id=task["id"],
        number=task.get("number") or "",
        text=task.get("text", ""),
        section=tuple(task.get("section", ())),
        leads=leads,
        responsibles=responsibles,
        deadlines=deadlines,
        quotas=tuple(task.get("quotas", ())),
        paths=tuple(tuple(path) for path in task.get("paths", ())),
        channels=tuple(task.get("channels", ())),
        cites=tuple(task.get("cites", ())),
        span=span_of(task),
        needs_attention=any(map(needs_confirmation, deadlines)) or any(unit.is_open for unit in leads + responsibles),
    )


def span_of(task: Mapping[str, Any]) -> tuple[int, int] | None:
    """Where the task stands in the text; None for one that a person added."""
    span = task.get("spans", {}).get("text")
    return (int(span[0]), int(span[1])) if span else None


def needs_confirmation(deadline: Mapping[str, Any]) -> bool:
    """A damaged date that nobody has confirmed yet."""
    return bool(deadline.get("needs_confirmation"))


def accept_blockers(
    imported: NoticeImport, units: Mapping[str, DraftUnit], *, is_reference: bool = False
) -> Iterator[str]:
    """Why the draft cannot enter the ledger yet, one sentence for each kind of thing.

    For comparison only, nobody here has to act: units may stay unknown.
    """
    if imported.state != NoticeImport.State.UNDER_REVIEW:
        yield f"这次导入{imported.get_state_display()}，不能入账。"
        return
    draft, tasks = imported.draft, imported.draft.get("tasks", ())
    if not (draft.get("notice", {}).get("title") or "").strip():
        yield "通知标题还没有填写。"
    if not tasks:
        yield "核对稿里没有任务。"
    if notice_year(draft) is None:
        yield "通知年度还没有填写。"
    yield from _unconfirmed(draft, tasks)
    for text, unit in units.items():
        if unit.is_open and not is_reference:
            where = [n for n, task in enumerate(tasks, 1) if any(text in task.get(role, ()) for role in ROLES)]
            yield f"“{text}”不在单位名录中（{places(where)}）。"
    if draft.get("unplaced") and not draft.get("is_unplaced_seen"):
        yield f"还有 {len(draft['unplaced'])} 处文字没有归入任何任务，请看过后确认。"


def _unconfirmed(draft: Draft, tasks: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    open_tasks = [n for n, task in enumerate(tasks, 1) for row in task.get("deadlines", ()) if needs_confirmation(row)]
    if open_tasks:
        yield f"还有 {len(open_tasks)} 处日期没有确认（{places(sorted(set(open_tasks)))}）。"
    letter = sum(map(needs_confirmation, draft.get("notice", {}).get("deadlines", ())))
    if letter:
        yield f"正文中还有 {letter} 处日期没有确认。"


def places(numbers: list[int]) -> str:
    """ "第 57、96 项"; a long list is cut."""
    shown = "、".join(map(str, numbers[:5]))
    return f"第 {shown} 项" if len(numbers) <= 5 else f"第 {shown} 等 {len(numbers)} 项"


def notice_year(draft: Draft) -> int | None:
    """The year of the plan: chosen by a person, else the one in the title, else that of its date. None when unknown."""
    notice = draft.get("notice", {})
    if notice.get("year"):
        return int(notice["year"])
    title = f"{notice.get('attachment_title') or ''}{notice.get('title') or ''}"
    for place in range(len(title) - 4):
        if title[place : place + 4].isascii() and title[place : place + 4].isdigit() and title[place + 4] == "年":
            return int(title[place : place + 4])
    written = notice.get("written_on") or notice.get("published_on")
    return date.fromisoformat(written).year if written else None


def same_notice(draft: Draft) -> Notice | None:
    """The notice of the ledger that this draft is another copy of: same document number, or title, year and issuer."""
    head = draft["notice"]
    if number := (head.get("doc_number") or "").strip():
        found = Notice.objects.filter(document_number=number).first()
        if found:
            return found
    title, year = (head.get("title") or "").strip(), notice_year(draft)
    if not title or year is None:
        return None
    return Notice.objects.filter(title=title, year=year, issuer_text=head.get("issuer") or "").first()
