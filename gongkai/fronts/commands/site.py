"""`gongkai site`: is the public site fit to be shown?"""

from __future__ import annotations

import typer

from gongkai.fronts.commands._django import part

topic = typer.Typer(no_args_is_help=True, help="公开网站：上线前检查")


@topic.callback()
def _topic() -> None:
    """公开网站"""


@topic.command("check")
def check() -> None:
    """检查域名、IPv6 和 IPv4、页脚内容、页脚链接；有不合格的，退出码为 1。"""
    rows = part("apps.publishing.queries.readiness").readiness()
    for row in rows:
        typer.echo(f"{'✓' if row.is_well else '✗'} {row.text}")
    if wrong := sum(not row.is_well for row in rows):
        typer.echo(f"{wrong} 项不合格。")
        raise typer.Exit(1)
    typer.echo("全部合格。")
