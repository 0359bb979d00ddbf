"""The notice of the result of a clean-up, as HTML: one table for each outcome that occurs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.html import escape

from gongkai.apps.documents._words import day, short
from gongkai.apps.documents.models import CleanUp, CleanUpEntry

Outcome = CleanUpEntry.Outcome
LISTS = (
    (Outcome.KEEP, "继续有效的行政规范性文件目录"),
    (Outcome.AMEND, "拟修改的行政规范性文件目录"),
    (Outcome.REPEAL, "废止的行政规范性文件目录"),
    (Outcome.LAPSE, "宣布失效的行政规范性文件目录"),
)


def notice_body(clean_up: CleanUp, entries: Sequence[CleanUpEntry], office: str, today: date) -> str:
    """The whole text. Every title is escaped: it comes from documents of many hands."""
    counts = {outcome: sum(entry.decision == outcome for entry in entries) for outcome, _ in LISTS}
    told = "，".join(f"{outcome.label} {counts[outcome]} 件" for outcome, _ in LISTS if counts[outcome])
    lead = (
        f"<p>{escape(clean_up.title)}工作已经结束，共清理文件 {len(entries)} 件，其中{told}。现予公布。"
        "废止和宣布失效的文件，自本公告公布之日起不再作为行政管理的依据；拟修改的文件，在修改前继续执行。</p>"
    )
    lists = "".join(
        _table(title, [entry for entry in entries if entry.decision == outcome], outcome == Outcome.AMEND)
        for outcome, title in LISTS
        if counts[outcome]
    )
    return f'{lead}{lists}<p class="right">{escape(office)}</p><p class="right">{day(today)}</p>'


def _table(title: str, entries: Iterable[CleanUpEntry], has_day: bool) -> str:
    last = "<th>修改期限</th>" if has_day else ""
    rows = "".join(_row(number, entry, has_day) for number, entry in enumerate(entries, 1))
    head = f"<tr><th>序号</th><th>文件名称</th><th>发文字号</th><th>责任单位</th>{last}</tr>"
    return f"<h3>{title}</h3><table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _row(number: int, entry: CleanUpEntry, has_day: bool) -> str:
    by = f"<td>{entry.amend_by_on or ''}</td>" if has_day else ""
    title, code = escape(entry.document.title), escape(entry.document.document_number)
    return f"<tr><td>{number}</td><td>{title}</td><td>{code}</td><td>{escape(short(entry.unit))}</td>{by}</tr>"
