"""`gongkai people`: the first administrator of an installation without the sample town."""

from __future__ import annotations

import typer

from gongkai.fronts.commands._django import part

topic = typer.Typer(no_args_is_help=True, help="人员：任命系统管理员")


@topic.callback()
def _topic() -> None:
    """人员"""


@topic.command("administrator")
def administrator(
    username: str = typer.Argument(help="用户名"),
    last_name: str = typer.Option("", help="姓"),
    first_name: str = typer.Option("", help="名"),
) -> None:
    """任命系统管理员（没有这个人就新建），并打印一次性的新密码。"""
    operations = part("apps.orgs.operations")
    refused = part("domain.workflow").Blocked
    try:
        person, password = operations.appoint_administrator(
            username=username, last_name=last_name, first_name=first_name
        )
    except refused as error:
        typer.echo("".join(error.blockers), err=True)
        raise typer.Exit(2) from None
    typer.echo(f"{person.get_full_name()}（{person.username}）已是系统管理员。密码：{password}")
    typer.echo("密码只显示这一次，登录后请在“账户”里改掉。")
