"""`gongkai serve`: the whole system with one command."""

from __future__ import annotations

import errno
import os
import socket
from typing import Annotated

import typer

from gongkai.fronts.commands import _supervising
from gongkai.fronts.commands._django import part

topic = typer.Typer(add_completion=False, help="启动：网页服务和后台任务")


@topic.callback(invoke_without_command=True)
def serve(
    host: Annotated[str, typer.Option(envvar="GONGKAI_HOST", help="监听地址；:: 同时接受 IPv6 和 IPv4")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="GONGKAI_PORT", min=1, max=65535, help="端口")] = 8000,
    processes: Annotated[int, typer.Option(envvar="GONGKAI_PROCESSES", min=1, max=64, help="网页服务的进程数")] = 1,
    sample: Annotated[bool, typer.Option(envvar="GONGKAI_SAMPLE", help="空系统第一次启动时载入样例县")] = True,
) -> None:
    """启动网页服务和后台任务，Ctrl-C 停止。"""
    if refusal := port_refusal(host, port):
        typer.echo(refusal, err=True)
        raise typer.Exit(2)
    address = web_address(host, port)
    # the children and the letters that they write name the same address
    os.environ.setdefault("GONGKAI_SITE_URL", address)
    preparing = part("fronts.commands._preparing")
    preparing.migrate(typer.echo)
    preparing.collect_static(typer.echo)
    if sample:
        preparing.load_sample(typer.echo)
    greeting = "\n".join(_greeting(address, preparing, is_open=host not in {"127.0.0.1", "localhost", "::1"}))
    preparing.connection.close()

    def say_hello() -> bool:
        is_up = _supervising.answers(host, port)
        if is_up:
            typer.echo(greeting)
        return is_up

    code = _supervising.supervise(
        _supervising.server(host, port, processes), _supervising.worker(), say_hello, typer.echo
    )
    typer.echo("已停止。")
    raise typer.Exit(code)


def web_address(host: str, port: int) -> str:
    """How a browser on this machine reaches the server; an IPv6 address stands in brackets."""
    name = "127.0.0.1" if _is_any(host) else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


def port_refusal(host: str, port: int) -> str:
    """Why we cannot listen there, in one sentence; empty when we can."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except socket.gaierror:
        return f"监听地址“{host}”不可用，请检查 GONGKAI_HOST。"
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            other = port + 1 if port < 65535 else 8000
            return f"端口 {port} 已被别的程序占用，请换一个端口，例如：GONGKAI_PORT={other} make run。"
        if error.errno == errno.EACCES:
            return f"没有使用端口 {port} 的权限，请用 GONGKAI_PORT 换一个 1024 以上的端口。"
        return f"不能在 {host}:{port} 上监听：{os.strerror(error.errno or 0)}。"
    return ""


def _greeting(address: str, preparing: object, *, is_open: bool) -> list[str]:
    accounts = preparing.demo_accounts()  # type: ignore[attr-defined]
    lines = ["", f"公开网站　{address}/", f"工作台　　{address}/desk/"]
    if accounts:
        password = preparing.sample_town().PASSWORD  # type: ignore[attr-defined]
        lines += ["", f"演示账号，口令都是 {password}"]
        lines += [f"  {account.username:<10}{account.name}　{account.shows}" for account in accounts]
        if is_open:
            lines += ["", "注意：别的机器也能访问本机，请先停用演示账号或改掉它们的口令。"]
    lines += ["", "按 Ctrl-C 停止。"]
    return lines


def _is_any(host: str) -> bool:
    return host in {"0.0.0.0", "::"}  # noqa: S104
