"""What a ledger sheet says, before it becomes a file."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.domain.notices import Deadline, Found, Reading, Task

UNTITLED = "任务台账"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One task. `extra` holds the cells of the sheet's extra columns, in their order."""

    text: str
    section: tuple[str, ...] = ()
    number: str = ""
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    quotas: tuple[str, ...] = ()
    paths: tuple[tuple[str, ...], ...] = ()
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerSheet:
    """A title, a line of notice fields (label, value), the tasks, and the names of columns beyond the usual ones."""

    title: str
    head: tuple[tuple[str, str], ...] = ()
    rows: tuple[LedgerRow, ...] = ()
    extra_columns: tuple[str, ...] = ()


def sheet_of(reading: Reading) -> LedgerSheet:
    """The ledger of a reading, as it stands: nothing is added that the notice does not say."""
    notice = reading.notice
    written = notice.written_on
    fields = (
        ("发文单位", _words(notice.issuer)),
        ("文号", _words(notice.document_number)),
        ("印发日期", f"{written.year}年{written.month}月{written.day}日" if written else ""),
    )
    title = _words(notice.attachment_title) or _words(notice.title) or UNTITLED
    return LedgerSheet(
        " ".join(title.split()),
        tuple((label, value) for label, value in fields if value),
        tuple(_row(task) for task in reading.tasks),
    )


def _words(found: Found | None) -> str:
    return "" if found is None else found.text.strip()


def _row(task: Task) -> LedgerRow:
    return LedgerRow(
        text=task.text.strip(),
        section=tuple(_words(heading) for heading in task.section),
        number=_words(task.number),
        lead=tuple(_words(unit) for unit in task.lead_units),
        responsible=tuple(_words(unit) for unit in task.responsible_units),
        limits=tuple(dict.fromkeys(_limit(limit) for limit in task.deadlines)),
        quotas=tuple(dict.fromkeys(quota.text.strip() for quota in task.quotas)),
        paths=tuple(path.segments for path in task.paths),
    )


def _limit(limit: Deadline) -> str:
    """The words of the notice; the full date where they leave the year out or are damaged."""
    words = limit.text.strip()
    if limit.on is None or (str(limit.on.year) in words and not limit.needs_confirmation):
        return words
    full = f"{limit.on.year}年{limit.on.month}月{limit.on.day}日前"
    return f"{full}（待核实）" if limit.needs_confirmation else full
