"""One piece of work for the queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks.base import Task
from django_tasks.utils import normalize_json

from gongkai.apps.jobs.models import Job
from gongkai.domain.workflow import Blocked

WAITING = (Job.State.READY, Job.State.RUNNING)


def enqueue(
    task: Task[..., Any],
    args: Mapping[str, Any] | Sequence[Any] = (),
    *,
    key: str = "",
    run_after: datetime | None = None,
    actor: AbstractUser | None = None,
    max_attempts: int = 3,
) -> Job:
    """Put a task into the queue, in the caller's transaction: it runs only when that commits.

    `args` by name (a mapping) or by place; plain JSON values. With `key`, a job of the same key that waits or runs is
    returned instead of a second one.
    """
    named = isinstance(args, Mapping)
    return enqueue_call(
        task,
        [] if named else list(args),
        dict(args) if isinstance(args, Mapping) else {},
        key=key,
        run_after=run_after,
        actor=actor,
        max_attempts=max_attempts,
    )


def enqueue_call(
    task: Task[..., Any],
    args: list[Any],
    named: dict[str, Any],
    *,
    key: str = "",
    run_after: datetime | None = None,
    actor: AbstractUser | None = None,
    max_attempts: int = 3,
) -> Job:
    """`enqueue` for a call with arguments both by place and by name."""
    values = {
        "task_path": task.module_path,
        "args": {"args": normalize_json(args), "kwargs": normalize_json(named)},
        "key": key,
        "queue": task.queue_name,
        "priority": task.priority,
        "run_after": run_after or task.run_after,
        "max_attempts": max_attempts,
        "enqueued_by_id": actor.pk if actor else None,
        "enqueued_at": timezone.now(),
    }
    while True:
        if key and (waiting := Job.objects.filter(key=key, state__in=WAITING).first()):
            return waiting
        try:
            with transaction.atomic():
                return Job.objects.create(**values)
        except IntegrityError:
            # another process was first with this key; unless its job is done by now, that one is the answer
            if not key:
                raise


@transaction.atomic
def retry(*, job: Job) -> Job:
    """Run a failed job again, from its checkpoint, with fresh attempts."""
    again = Job.objects.filter(pk=job.pk, state=Job.State.FAILED)
    if job.key and Job.objects.filter(key=job.key, state__in=WAITING).exists():
        raise Blocked(["同一任务已在等待或运行中。"])
    if not again.update(state=Job.State.READY, attempts=0, run_after=None, finished_at=None, error_text=""):
        raise Blocked(["只有失败的任务可以重新运行。"])
    job.refresh_from_db()
    return job
