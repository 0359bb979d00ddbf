"""Real workers in processes of their own: killed, stopped, side by side. On SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from gongkai.apps.jobs import operations
from gongkai.apps.jobs.models import Job
from tests.apps.jobs import tasks

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[3]
LEASE = 4


def database_url() -> str:
    """The address of the test database, for another process."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    return f"postgres://{values['USER']}@{quote(values['HOST'], safe='')}/{values['NAME']}"


@pytest.fixture
def start_worker():
    """Start workers; whatever still runs afterwards is killed."""
    started: list[subprocess.Popen] = []

    def start(*options: str) -> subprocess.Popen:
        environment = {
            **os.environ,
            "GONGKAI_DATABASE_URL": database_url(),
            "GONGKAI_JOBS_LEASE_SECONDS": str(LEASE),
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-c", "from gongkai.fronts.commands import main; main()", "jobs", "work", *options]
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def wait_until(is_so: Callable[[], bool], seconds: float = 150) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "等了太久"
        time.sleep(0.05)


def only(task) -> Job:
    """The one job of this task; the worker adds the daily work to the queue."""
    return Job.objects.get(task_path=task.module_path)


def lines(path: Path) -> list[list[str]]:
    return [line.split() for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_a_killed_worker_loses_nothing(start_worker, tmp_path):
    """kill -9：租约到期后另一个进程接着做，从断点起，不从头。"""
    path = tmp_path / "steps"
    operations.enqueue(tasks.write_steps, [str(path), 20, 0.1])
    first = start_worker()
    wait_until(lambda: only(tasks.write_steps).progress_done >= 5)
    first.send_signal(signal.SIGKILL)
    first.wait()
    job = only(tasks.write_steps)
    assert job.state == "running"
    kept = job.checkpoint["done"]
    second = start_worker()
    wait_until(lambda: only(tasks.write_steps).state == "succeeded")
    job.refresh_from_db()
    assert (job.attempts, job.result, job.progress_done) == (2, 20, 20)
    by_first, by_second = ([int(step) for pid, step in lines(path) if pid == str(one.pid)] for one in (first, second))
    assert by_second == list(range(kept, 20))
    # at most the step that was under way is done twice
    assert by_first in (list(range(kept)), list(range(kept + 1)))


def test_a_silent_job_longer_than_its_lease_is_not_run_twice(start_worker, tmp_path):
    """任务一声不响做得比租约久：心跳续租，旁边的进程不会接走。"""
    path = tmp_path / "spans"
    operations.enqueue(tasks.span, [str(path), 1, LEASE * 1.75])
    start_worker(), start_worker()
    wait_until(lambda: only(tasks.span).state == "succeeded")
    assert only(tasks.span).attempts == 1
    assert [mark for mark, *_ in lines(path)] == ["begin", "end"]


def test_two_workers_share_the_work(start_worker, tmp_path):
    """两个进程抢四十项任务：每项恰好做一次。"""
    path = tmp_path / "spans"
    for number in range(40):
        operations.enqueue(tasks.span, [str(path), number, 0.01])
    workers = [start_worker("--burst"), start_worker("--burst")]
    for worker in workers:
        worker.communicate(timeout=150)
        assert worker.returncode == 0
    assert Job.objects.filter(task_path=tasks.span.module_path, state="succeeded", attempts=1).count() == 40
    assert sorted(int(number) for mark, number, _ in lines(path) if mark == "begin") == list(range(40))


def test_a_stopped_worker_hands_its_job_back_at_once(start_worker, tmp_path):
    """SIGTERM：在下一次报进度时交回，立刻退出，不必等租约。"""
    path = tmp_path / "steps"
    operations.enqueue(tasks.write_steps, [str(path), 200, 0.1])
    worker = start_worker()
    wait_until(lambda: only(tasks.write_steps).progress_done >= 2)
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=90)
    assert worker.returncode == 0
    job = only(tasks.write_steps)
    assert (job.state, job.attempts) == ("ready", 0)
    assert job.checkpoint["done"] >= 2


def test_a_stopped_worker_ends_a_job_that_does_not_report(start_worker, tmp_path):
    path = tmp_path / "spans"
    operations.enqueue(tasks.span, [str(path), 1, 1.5])
    worker = start_worker()
    wait_until(lambda: len(lines(path)) == 1)
    worker.send_signal(signal.SIGTERM)
    worker.communicate(timeout=90)
    assert worker.returncode == 0
    assert only(tasks.span).state == "succeeded"
