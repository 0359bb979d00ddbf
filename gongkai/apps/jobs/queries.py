"""Reading the queue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks.base import Task

from gongkai.apps.jobs.models import Job


def is_waiting(task: Task[..., Any]) -> bool:
    """Whether a job of this task waits to be started. One that runs already may have passed what is new."""
    return Job.objects.filter(task_path=task.module_path, state=Job.State.READY).exists()


def jobs(state: str = "") -> QuerySet[Job]:
    """The jobs, newest first; in this state only, when one is named."""
    rows = Job.objects.order_by("-enqueued_at", "-pk")
    return rows.filter(state=state) if state else rows


def find(number: str) -> list[Job]:
    """The jobs whose id begins like this."""
    digits = number.replace("-", "").lower()
    return [job for job in Job.objects.order_by("-enqueued_at") if job.pk.hex.startswith(digits)] if digits else []


def local_text(moment: datetime) -> str:
    """A moment in China time, to the minute."""
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
