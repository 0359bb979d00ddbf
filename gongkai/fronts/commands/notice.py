"""`gongkai notice`: read a notice on the command line. Nothing here needs a database, so Django is never imported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from gongkai.apps.files.readers import read_blocks
from gongkai.domain.notices import Reading, UnreadableNotice, read, to_json

topic = typer.Typer(no_args_is_help=True, add_completion=False, help="读通知：拆出任务、单位、时限、公开路径")


@topic.callback()
def _notice() -> None:
    """读通知：拆出任务、单位、时限、公开路径"""


@topic.command("read")
def read_notice(
    file: Annotated[Path, typer.Argument(help="通知文件：txt、html、docx、xlsx、pdf、ofd、doc、wps")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON（默认）")] = False,
    as_table: Annotated[bool, typer.Option("--table", help="输出便于阅读的表格")] = False,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="另存为 Excel 台账")] = None,
    docx: Annotated[Path | None, typer.Option("--docx", help="另存为 Word 台账")] = None,
) -> None:
    """读一份通知，输出任务、牵头单位、责任单位、时限、指标、公开路径和引用文件。"""
    try:
        reading = read(read_blocks(file))
    except UnreadableNotice as refusal:
        typer.echo(refusal.reason, err=True)
        raise typer.Exit(2) from refusal
    if xlsx or docx:
        _save(reading, xlsx, docx)
    if as_table:
        _print_table(reading)
    if as_json or not (as_table or xlsx or docx):
        typer.echo(json.dumps(to_json(reading), ensure_ascii=False, indent=1))


def _save(reading: Reading, xlsx: Path | None, docx: Path | None) -> None:
    """Writes the ledger files. The writers load only now: a plain text must be read without office libraries."""
    from gongkai.apps.files.writers import write_docx, write_xlsx

    for path, write in ((xlsx, write_xlsx), (docx, write_docx)):
        if path is None:
            continue
        try:
            write(reading, path)
        except OSError as error:
            typer.echo(f"无法写入 {path}：{error.strerror or error}。", err=True)
            raise typer.Exit(2) from error
        typer.echo(f"已写入 {path}", err=True)


def _print_table(reading: Reading) -> None:
    """The tasks as a table for people; the terminal library loads only for it."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=reading.notice.title.text if reading.notice.title else None, show_lines=True)
    for head, share in (("序号", 1), ("章节", 4), ("任务", 10), ("牵头单位", 4), ("责任单位", 4), ("时限", 3)):
        table.add_column(head, ratio=share, overflow="fold")
    for number, task in enumerate(reading.tasks, 1):
        table.add_row(
            str(number),
            "\n".join(heading.text for heading in task.section),
            task.text,
            "、".join(unit.text for unit in task.lead_units),
            "、".join(unit.text for unit in task.responsible_units),
            "\n".join(f"{limit.text}{'（待核）' if limit.needs_confirmation else ''}" for limit in task.deadlines),
        )
    console = Console()
    console.print(table)
    console.print(f"共 {len(reading.tasks)} 项任务，{len(reading.warnings)} 处提醒，{len(reading.unplaced)} 处未归类。")
