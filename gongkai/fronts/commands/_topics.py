"""Which module answers which topic. A topic is imported only when it is called or when all topics are listed."""

from __future__ import annotations

import importlib
from typing import Any

import typer
from typer.core import TyperGroup

# topic: (module, one line of help). The module holds a Typer application named `topic`.
TOPICS = {
    "notice": ("gongkai.fronts.commands.notice", "读通知：拆出任务、单位、时限、公开路径"),
    "clock": ("gongkai.fronts.commands.clock", "算期限：工作日、法定节假日、调休"),
    "serve": ("gongkai.fronts.commands.serve", "启动：网页服务和后台任务"),
    "jobs": ("gongkai.fronts.commands.jobs", "后台任务：执行、查看、重试"),
    "people": ("gongkai.fronts.commands.people", "人员：任命系统管理员"),
    "sample": ("gongkai.fronts.commands.sample", "样例县：虚构的单位、人员、通知和台账"),
    "site": ("gongkai.fronts.commands.site", "公开网站：上线前检查"),
    "audit": ("gongkai.fronts.commands.audit", "操作记录：核对有没有被改动"),
}


class LazyTopics(TyperGroup):
    """A command group whose members are imported on first use."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        return list(TOPICS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in TOPICS:
            return None
        module = importlib.import_module(TOPICS[cmd_name][0])
        command = typer.main.get_command(module.topic)
        command.name, command.short_help = cmd_name, TOPICS[cmd_name][1]
        return command


application = typer.Typer(cls=LazyTopics, no_args_is_help=True, add_completion=False, help="政务公开平台命令行")


@application.callback()
def _root() -> None:
    """政务公开平台命令行"""
