"""`gongkai audit`: is the log as it was written?"""

from __future__ import annotations

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gongkai.fronts.commands._django import part

topic = typer.Typer(no_args_is_help=True, help="操作记录：核对有没有被改动")


@topic.callback()
def _topic() -> None:
    """操作记录"""


@topic.command("verify")
def verify() -> None:
    """逐条核对操作记录；发现被改、被删、被插的记录时退出码为 1。"""
    queries = part("apps.audit.queries")
    columns = (TextColumn("核对操作记录"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task("", total=None)
        broken = queries.verify(lambda done, total: bars.update(bar, completed=done, total=total))
    if broken:
        typer.echo(str(broken))
        raise typer.Exit(1)
    typer.echo(f"操作记录 {queries.entry_count()} 条，环环相扣，没有被改动。")
