"""The process that does the work of the queue, one job at a time."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskContext
from django_tasks.utils import normalize_json

from gongkai.apps.jobs import _queue, operations, progress
from gongkai.apps.jobs.backend import result_of
from gongkai.apps.jobs.models import Job

POLL_SECONDS = 1.0
SCHEDULE_SECONDS = 30.0

logger = logging.getLogger(__name__)


class Worker:
    """Takes jobs until told to stop. `on_start` and `on_report` let a console show what happens."""

    def __init__(
        self,
        *,
        on_start: Callable[[Job], None] | None = None,
        on_report: Callable[[Job], None] | None = None,
    ) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._on_start = on_start or (lambda job: None)  # noqa: ARG005
        self._on_report = on_report or (lambda job: None)  # noqa: ARG005
        self._stop = threading.Event()

    def stop(self) -> None:
        """Take no further job; the running one ends, or is handed back where it next reports progress."""
        self._stop.set()

    def obey_signals(self) -> None:
        """SIGTERM and SIGINT stop the worker; a second one hands the running job back at once."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._signalled)

    def work(self, *, burst: bool = False) -> int:
        """Do jobs until stopped, or with `burst` until none is due. Returns how many were run."""
        operations.keep_schedules()
        run_count, next_look = 0, 0.0
        while not self._stop.is_set():
            try:
                if time.monotonic() >= next_look:
                    operations.start_due()
                    next_look = time.monotonic() + SCHEDULE_SECONDS
                job = _queue.claim(self.name)
            except DatabaseError:
                if burst:
                    raise
                # locked for long, or the server restarts: the queue is still there afterwards
                logger.exception("读不到任务队列，稍后再试")
                connection.close()
                self._stop.wait(5 * POLL_SECONDS)
                continue
            if job:
                self.run(job)
                run_count += 1
            elif burst:
                break
            else:
                self._stop.wait(POLL_SECONDS)
            close_old_connections()
        return run_count

    def run(self, job: Job, *, with_heartbeat: bool = True) -> None:
        """Run one claimed job and put it away, whatever happens in it."""
        self._on_start(job)
        running = progress.Running(job, self._stop.is_set, self._on_report)
        token = progress.current.set(running)
        beat = Heartbeat(job)
        if with_heartbeat:
            beat.start()
        try:
            result = _call(job)
        except progress.HandBack:
            _queue.hand_back(job)
        except progress.LeaseLost:
            logger.warning("任务 %s 已由别的进程接走", job.pk)
        except Exception as error:
            logger.exception("任务 %s（%s）运行失败", job.task_path, job.pk)
            _queue.fail(job, error)
        else:
            _queue.succeed(job, result)
        finally:
            beat.stop()
            progress.current.reset(token)

    def _signalled(self, _number: int, _frame: FrameType | None) -> None:
        is_second = self._stop.is_set()
        self.stop()
        if is_second and progress.current.get():
            raise progress.HandBack


class Heartbeat(threading.Thread):
    """Renews the lease while the job runs, over a connection of its own: the job's may be in a transaction."""

    def __init__(self, job: Job) -> None:
        super().__init__(name=f"heartbeat-{job.pk}", daemon=True)
        self._job = job
        self._done = threading.Event()

    def run(self) -> None:
        try:
            while not self._done.wait(settings.JOBS_LEASE_SECONDS / 3):
                try:
                    if not _queue.renew(self._job):
                        return  # taken over; the job learns it at its next report
                except DatabaseError:
                    logger.warning("任务 %s 的租约这次没有续上", self._job.pk, exc_info=True)
                    connection.close()
        finally:
            connection.close()

    def stop(self) -> None:
        """End, and wait until the last renewal is through."""
        self._done.set()
        if self.is_alive():
            self.join()


def drain(limit: int = 1000) -> int:
    """Run everything that is due in this process, and return how many jobs: for tests and the sample town."""
    worker = Worker()
    for count in range(limit):
        job = _queue.claim(worker.name)
        if job is None:
            return count
        worker.run(job, with_heartbeat=False)
    return limit


def _call(job: Job) -> Any:
    """Call the task with the arguments as they were enqueued; what it returns must be plain JSON values."""
    found = import_string(job.task_path)
    task = found if isinstance(found, Task) else Task(func=found)
    args, named = job.args.get("args", []), job.args.get("kwargs", {})
    if task.takes_context:
        args = [TaskContext(task_result=result_of(job)), *args]
    return normalize_json(task.call(*args, **named))
