"""How a running job says how far it is, and where a restarted one goes on. Outside a job these do nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from gongkai.apps.jobs.models import Job


class LeaseLost(Exception):
    """Another worker has taken this job over; what is done from here on would be done twice."""


class HandBack(BaseException):
    """The worker was asked to stop. Not an Exception, so that a job's own handlers let it through."""


@dataclass(slots=True)
class Running:
    """The job that this process works on."""

    job: Job
    is_stopping: Callable[[], bool]
    on_report: Callable[[Job], None]


current: ContextVar[Running | None] = ContextVar("current_job", default=None)


def report(done: int, total: int, text: str = "", checkpoint: dict[str, Any] | None = None) -> None:
    """Say how far the job is. `checkpoint` is kept for a restart: call in the transaction of the work it stands for.

    Raises `LeaseLost` when another worker has taken over, and hands the job back when the worker is to stop.
    """
    running = current.get()
    if running is None:
        return
    job = running.job
    values: dict[str, Any] = {"progress_done": done, "progress_total": total, "progress_text": text[:200]}
    if checkpoint is not None:
        values["checkpoint"] = job.checkpoint = checkpoint
    held = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, worker=job.worker, attempts=job.attempts)
    if not held.update(heartbeat_at=timezone.now(), **values):
        raise LeaseLost(str(job.pk))
    job.progress_done, job.progress_total, job.progress_text = done, total, text[:200]
    running.on_report(job)
    if running.is_stopping() and not _in_transaction():
        raise HandBack


def checkpoint() -> dict[str, Any]:
    """What the job kept before it was interrupted; empty on a first run."""
    running = current.get()
    return dict(running.job.checkpoint) if running else {}


def _in_transaction() -> bool:
    """Handing back inside the job's transaction would undo the work just reported."""
    return connection.in_atomic_block
