"""`gongkai clock`: last days of time limits on the State Council's calendar."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from gongkai.domain.clock import CalendarNotPublished, DayExplained, Unit, due_after, explain, load_calendar

topic = typer.Typer(no_args_is_help=True, add_completion=False, help="算期限：工作日、法定节假日、调休")
LONGEST = 5_000


@topic.callback()
def _clock() -> None:
    """算期限：工作日、法定节假日、调休"""


@topic.command()
def due(
    start: Annotated[str, typer.Argument(metavar="收到日期", help="如 2026-02-09；当日不计，次日起算")],
    *,
    working_days: Annotated[int | None, typer.Option("--working-days", help="工作日数")] = None,
    days: Annotated[int | None, typer.Option("--days", help="自然日数；末日逢休假日顺延")] = None,
    months: Annotated[int | None, typer.Option("--months", help="月数；末日逢休假日顺延")] = None,
    pause: Annotated[list[str] | None, typer.Option("--pause", metavar="A..B", help="暂停计算的日期，可重复")] = None,
    more: Annotated[
        list[Path] | None, typer.Option("--calendar", metavar="文件", help="另加一年的安排，可重复")
    ] = None,
    why: Annotated[bool, typer.Option("--explain", help="逐日说明计与不计的理由")] = False,
) -> None:
    """期限的最后一日"""
    try:
        first = _day(start)
        amount, unit = _limit(working_days, days, months)
        paused = [day for stretch in pause or [] for day in _stretch(stretch)]
        calendar = load_calendar([_table(path) for path in more or []])
        last = due_after(first, amount, unit, calendar, paused)
        lines = [_line(each) for each in explain(first, amount, unit, calendar, paused)] if why else []
    except (ValueError, CalendarNotPublished) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    typer.echo("\n".join([*lines, last.isoformat()]))


@topic.command()
def years() -> None:
    """已录入哪些年份，依据什么通知"""
    for each in load_calendar().recorded:
        state = "已核实" if each.is_verified else "未核实"
        typer.echo(f"{each.year}　{state}　{each.source_title}　{each.source_number}".rstrip("　"))


def _table(path: Path) -> dict[str, object]:
    """A year's arrangement in a TOML file, in the form of `gongkai/data/calendar/`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(f"节假日安排文件 {path.name} 读不出来，格式见 gongkai/data/calendar") from error


def _limit(working_days: int | None, days: int | None, months: int | None) -> tuple[int, Unit]:
    """The one limit that was named."""
    named: list[tuple[int | None, Unit]] = [(working_days, "working_days"), (days, "days"), (months, "months")]
    given = [(amount, unit) for amount, unit in named if amount is not None]
    if len(given) != 1:
        raise ValueError("请用 --working-days、--days、--months 之一说明期限")
    amount, unit = given[0]
    if not 0 <= amount <= LONGEST:
        raise ValueError(f"期限应在 0 到 {LONGEST} 之间")
    return amount, unit


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"日期“{text}”无效，请写成 2026-02-09 的样子") from error


def _stretch(text: str) -> list[date]:
    """The days of A..B, both included; a single day stands for itself."""
    first, _, last = text.partition("..")
    begin, end = _day(first), _day(last or first)
    if end < begin or (end - begin).days > LONGEST:
        raise ValueError(f"暂停“{text}”无效，请写成 2026-02-10..2026-02-20 的样子")
    return [begin + timedelta(days=at) for at in range((end - begin).days + 1)]


def _line(each: DayExplained) -> str:
    weekday = "一二三四五六日"[each.day.weekday()]
    mark = f"第{each.number}日" if each.is_counted else "不计"
    return f"{each.day}（{weekday}）　{mark}　{each.reason}"
