"""`gongkai jobs`: do the work of the queue, and look at it."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from gongkai.fronts.commands._django import part

topic = typer.Typer(no_args_is_help=True, help="后台任务：执行、查看、重试")


@topic.command("work")
def work(
    burst: Annotated[bool, typer.Option("--burst", help="把到期的任务做完就退出")] = False,
) -> None:
    """执行队列中的任务，直到收到停止信号。"""
    worker_module = part("apps.jobs.worker")
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[text]}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bars:
        show = Bars(bars)
        worker = worker_module.Worker(on_start=show.start, on_report=show.report)
        worker.obey_signals()
        count = worker.work(burst=burst)
    console.print(f"已执行 {count} 项任务。")


@topic.command("list")
def show_jobs(
    state: Annotated[str, typer.Option(help="只看 ready、running、succeeded 或 failed")] = "",
    limit: Annotated[int, typer.Option(min=1, help="最多几行")] = 30,
) -> None:
    """列出任务，新的在前。"""
    queries, models = part("apps.jobs.queries"), part("apps.jobs.models")
    if state and state not in models.Job.State.values:
        typer.echo(f"没有“{state}”这种状态。可用：{'、'.join(models.Job.State.values)}。", err=True)
        raise typer.Exit(2)
    rows = list(queries.jobs(state)[:limit])
    if not rows:
        typer.echo("没有任务。")
        return
    table = Table("编号", "任务", "状态", "次数", "进展", "提交时间", "说明")
    for job in rows:
        done = f"{job.progress_done}/{job.progress_total} {job.progress_text}".strip() if job.progress_total else ""
        table.add_row(
            str(job.pk)[:8],
            job.task_path.rsplit(".", 1)[-1],
            job.get_state_display(),
            f"{job.attempts}/{job.max_attempts}",
            done,
            queries.local_text(job.enqueued_at),
            job.error_sentence,
        )
    Console().print(table)


@topic.command("retry")
def retry(number: Annotated[str, typer.Argument(help="任务编号，写前几位即可")]) -> None:
    """重新运行失败的任务，从断点继续。"""
    queries, operations, workflow = part("apps.jobs.queries"), part("apps.jobs.operations"), part("domain.workflow")
    found = queries.find(number)
    if len(found) != 1:
        typer.echo(f"编号“{number}”对应 {len(found)} 项任务，请写完整。", err=True)
        raise typer.Exit(2)
    try:
        operations.retry(job=found[0])
    except workflow.Blocked as blocked:
        typer.echo("".join(blocked.blockers), err=True)
        raise typer.Exit(2) from None
    typer.echo("已重新排队。")


class Bars:
    """One bar for the job that runs."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._bar: TaskID | None = None

    def start(self, job: Any) -> None:
        """A new job: the bar of the one before goes."""
        if self._bar is not None:
            self._bars.remove_task(self._bar)
        self._bar = self._bars.add_task(job.task_path.rsplit(".", 1)[-1], total=None, text="")

    def report(self, job: Any) -> None:
        """How far it is."""
        if self._bar is not None:
            self._bars.update(
                self._bar, completed=job.progress_done, total=job.progress_total or None, text=job.progress_text
            )
