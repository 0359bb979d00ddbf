"""The web server and the worker as two processes, watched by this one."""

from __future__ import annotations

import ctypes
import http.client
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType

STOP_SECONDS = 15
LONGEST_PAUSE = 30.0
PR_SET_PDEATHSIG = 1


class Stopped(Exception):
    """Someone asked us to end (SIGTERM, SIGINT)."""


def server(host: str, port: int, processes: int = 1) -> list[str]:
    """The command of the web server: granian, WSGI, with so many processes."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(processes), "--blocking-threads", "4", "--backpressure", "64",
        "--log-level", "warning", "--no-ws", "--workers-kill-timeout", "10", "gongkai.project.wsgi:application",
    ]  # fmt: skip


def worker() -> list[str]:
    """The command of the process that does the jobs."""
    return [sys.executable, "-c", "from gongkai.fronts.commands import main; main()", "jobs", "work"]


def supervise(serve: list[str], work: list[str], on_start: Callable[[], bool], say: Callable[[str], None]) -> int:
    """Run both until told to stop. The worker is started again when it dies; without the server everything ends.

    `on_start` is called until it answers True: the server answers. Returns the exit code.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    running: list[subprocess.Popen[bytes]] = []
    try:
        web = _start(serve)
        running.append(web)
        job = _start(work)
        running.append(job)
        pause, is_up = 1.0, False
        began = time.monotonic()
        while True:
            is_up = is_up or on_start()
            if web.poll() is not None:
                say("网页服务意外停止，请查看上面的提示。")
                return 1
            if job.poll() is not None:
                # a worker that ran for a while gets a fresh start; one that dies at once is not restarted in a rush
                pause = 1.0 if time.monotonic() - began > 60 else min(pause * 2, LONGEST_PAUSE)
                say(f"后台任务进程停止（代码 {job.returncode}），{pause:.0f} 秒后重新启动。")
                time.sleep(pause)
                running.remove(job)
                job, began = _start(work), time.monotonic()
                running.append(job)
            time.sleep(0.25)
    except Stopped:
        return 0
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        _end(running)


def answers(host: str, port: int) -> bool:
    """Whether the server answers a request, whatever the answer is."""
    connection = http.client.HTTPConnection("127.0.0.1" if host in {"0.0.0.0", "::"} else host, port, timeout=20)  # noqa: S104
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # a session of its own: Ctrl-C reaches us alone, and we stop the children in order
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_die_with_parent)  # noqa: PLW1509


def _die_with_parent() -> None:
    """On Linux a child is told to end when its parent was killed, so that nothing keeps the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for process in running:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
