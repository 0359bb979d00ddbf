"""Taking jobs out of the queue and putting them away. Every change counts only while the lease is ours."""

from __future__ import annotations

import logging
import traceback
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks.utils import get_module_path

from gongkai.apps.jobs.models import Job
from gongkai.domain.workflow import Blocked

State = Job.State
FIRST_DELAY, LONGEST_DELAY = 10, 3600
INTERRUPTED = "运行 {attempts} 次都中途中断（进程被终止或机器停机），不再重试。"

logger = logging.getLogger(__name__)


def claim(worker: str) -> Job | None:
    """The next job, now leased to this worker; None when nothing is due.

    What is ready comes by priority and age; a running job whose lease ran out counts as ready. On PostgreSQL rows
    that others are taking are skipped; on SQLite the transaction holds the write lock.
    """
    # a look before the leap: an idle worker takes no write lock
    while _due(timezone.now()).exists():
        with transaction.atomic():
            now = timezone.now()
            job = _due(now).select_for_update(skip_locked=True).order_by("-priority", "enqueued_at").first()
            if job is None:
                return None
            if job.attempts >= job.max_attempts:
                _put_away(job, State.FAILED, error_text=INTERRUPTED.format(attempts=job.attempts))
                continue
            job.state, job.worker, job.attempts = State.RUNNING, worker, job.attempts + 1
            job.lease_until, job.heartbeat_at = now + lease(), now
            job.started_at = job.started_at or now
            job.save(update_fields=["state", "worker", "attempts", "lease_until", "heartbeat_at", "started_at"])
            return job
    return None


def lease() -> timedelta:
    """How long a job is ours without a sign of life."""
    return timedelta(seconds=settings.JOBS_LEASE_SECONDS)


def renew(job: Job) -> bool:
    """A sign of life. False when the job is no longer ours."""
    now = timezone.now()
    return bool(_ours(job).update(heartbeat_at=now, lease_until=now + lease()))


def succeed(job: Job, result: Any) -> None:
    """The job is done."""
    if not _put_away(job, State.SUCCEEDED, result=result, error_text="", error_class=""):
        logger.warning("任务 %s 完成时租约已被接走，结果不记", job.pk)


def fail(job: Job, error: Exception) -> None:
    """The job raised. It waits for another attempt, longer each time; a refusal (`Blocked`) is not tried again."""
    reason = str(error) or type(error).__name__
    values = {"error_class": get_module_path(type(error))[:200]}
    trace = "".join(traceback.format_exception(error)).replace("\0", "")
    if isinstance(error, Blocked) or job.attempts >= job.max_attempts:
        sentence = reason if isinstance(error, Blocked) else f"运行 {job.attempts} 次都失败，不再重试：{reason}"
        _put_away(job, State.FAILED, error_text=f"{_line(sentence)}\n{trace}", **values)
        return
    delay = min(FIRST_DELAY * 4 ** (job.attempts - 1), LONGEST_DELAY)
    sentence = f"第 {job.attempts} 次运行失败，{delay} 秒后重试：{reason}"
    again = timezone.now() + timedelta(seconds=delay)
    _ours(job).update(
        state=State.READY, run_after=again, lease_until=None, error_text=f"{_line(sentence)}\n{trace}", **values
    )


def hand_back(job: Job) -> None:
    """The worker stops before the job is done: the next worker goes on from the checkpoint, and no attempt is lost."""
    _ours(job).update(state=State.READY, attempts=job.attempts - 1, worker="", lease_until=None)


def _due(now: datetime) -> QuerySet[Job]:
    ready = Q(state=State.READY) & (Q(run_after=None) | Q(run_after__lte=now))
    return Job.objects.filter(ready | Q(state=State.RUNNING, lease_until__lt=now))


def _ours(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, worker=job.worker, attempts=job.attempts)


def _put_away(job: Job, state: str, **values: Any) -> bool:
    return bool(_ours(job).update(state=state, lease_until=None, finished_at=timezone.now(), **values))


def _line(text: str) -> str:
    """One line: the first line of `error_text` is the sentence that people read."""
    return " ".join(text.replace("\0", "").split())
