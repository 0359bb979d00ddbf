"""`gongkai serve`: one command starts the web server and the worker, keeps the worker alive and stops both."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection
from typer.testing import CliRunner

from gongkai.apps.orgs.models import Unit
from gongkai.fronts.commands import _preparing, _supervising
from gongkai.fronts.commands.serve import port_refusal, topic

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_so, seconds: float = 150):
    end = time.monotonic() + seconds
    while not (found := is_so()):
        assert time.monotonic() < end, "等了太久"
        time.sleep(0.1)
    return found


def test_a_taken_port_is_one_sentence(taken_port):
    result = CliRunner().invoke(topic, ["--port", str(taken_port)])
    assert result.exit_code == 2
    assert (
        result.output
        == f"端口 {taken_port} 已被别的程序占用，请换一个端口，例如：GONGKAI_PORT={taken_port + 1} make run。\n"
    )


def test_a_place_where_nobody_can_listen_is_one_sentence():
    assert port_refusal("没有这台机器.invalid", 8000) == "监听地址“没有这台机器.invalid”不可用，请检查 GONGKAI_HOST。"
    assert port_refusal("127.0.0.1", free_port()) == ""


def test_static_files_are_gathered_once(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    said: list[str] = []
    _preparing.collect_static(said.append)
    gathered = len(list(settings.STATIC_ROOT.rglob("*")))
    _preparing.collect_static(said.append)
    assert said == ["正在准备页面样式……"]
    assert gathered > 50


@pytest.mark.django_db
def test_a_database_that_is_up_to_date_is_left_alone():
    said: list[str] = []
    _preparing.migrate(said.append)
    assert said == []


class HalfATown:
    """A sample town whose loading fails half way."""

    ACCOUNTS = ()

    @staticmethod
    def is_empty() -> bool:
        return not Unit.objects.exists()

    @staticmethod
    def load() -> None:
        Unit.objects.create(name="半个县", kind=Unit.Kind.DEPARTMENT)
        raise RuntimeError("载到一半")


@pytest.mark.django_db
def test_a_sample_that_fails_leaves_an_empty_system_that_starts(monkeypatch):
    monkeypatch.setattr(_preparing, "sample_town", lambda: HalfATown)
    said: list[str] = []
    _preparing.load_sample(said.append)
    assert said[-1] == "样例县没有载入（原因见上），系统是空的，照常可用。"
    assert not Unit.objects.exists()


def test_a_system_in_use_gets_no_sample(cast, monkeypatch):
    monkeypatch.setattr(_preparing, "sample_town", lambda: HalfATown)
    said: list[str] = []
    _preparing.load_sample(said.append)
    assert said == []


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_without_its_server_everything_ends(capfd):
    """网页服务起不来：说一句，退出码 1，后台进程也不留。"""
    said: list[str] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    code = _supervising.supervise(
        python("raise SystemExit(3)"), python("import time; time.sleep(60)"), lambda: False, said.append
    )
    for number, handler in before.items():
        signal.signal(number, handler)
    assert code == 1
    assert said == ["网页服务意外停止，请查看上面的提示。"]


def worker_of(parent: int) -> int | None:
    """The process id of the worker that this serve process started."""
    found = subprocess.run(["pgrep", "-P", str(parent), "-f", "jobs work"], capture_output=True, text=True, check=False)
    return int(found.stdout.split()[0]) if found.stdout.split() else None


def status(port: int) -> int:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        asked.request("GET", "/desk/login/")
        return asked.getresponse().status
    except OSError:
        return 0
    finally:
        asked.close()


@pytest.mark.django_db(transaction=True)
def test_one_command_serves_and_works_and_stops(tmp_path):
    """启动、应答、后台进程被杀后重启、SIGTERM 后两个进程都退出、端口让出来。"""
    values, port = connection.settings_dict, free_port()
    database = f"sqlite:///{values['NAME']}"
    if connection.vendor != "sqlite":
        database = f"postgres://{values['USER']}@{quote(values['HOST'], safe='')}/{values['NAME']}"
    environment = {
        **os.environ,
        "GONGKAI_DATABASE_URL": database,
        "GONGKAI_VAR": str(tmp_path),
        "GONGKAI_PORT": str(port),
    }
    command = [*python("from gongkai.fronts.commands import main; main()"), "serve", "--no-sample"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        wait_until(lambda: status(port) == 200)
        first = wait_until(lambda: worker_of(process.pid))
        os.kill(first, signal.SIGKILL)
        assert wait_until(lambda: (again := worker_of(process.pid)) and again != first)
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=90)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert f"http://127.0.0.1:{port}/desk/" in output
    assert "后台任务进程停止（代码 -9），2 秒后重新启动。" in output
    assert port_refusal("127.0.0.1", port) == ""
