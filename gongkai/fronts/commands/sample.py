"""`gongkai sample`: load the fictional town into an empty system."""

from __future__ import annotations

import typer

from gongkai.fronts.commands._django import part

topic = typer.Typer(add_completion=False, help="样例县：虚构的单位、人员、通知和台账")


@topic.callback()
def _root() -> None:
    """样例县"""


@topic.command("load")
def load() -> None:
    """把样例县载入空系统。"""
    town = part("fronts.commands._sample_town")
    if not town.is_empty():
        typer.echo("系统里已有单位或人员，没有载入样例。", err=True)
        raise typer.Exit(2)
    town.load(lambda what: typer.echo(f"样例：{what}"))
    typer.echo("样例县已载入。")
    for account in town.ACCOUNTS:
        typer.echo(f"  {account.username}（{account.name}）　{account.shows}")
    typer.echo(f"  口令都是 {town.PASSWORD}")
