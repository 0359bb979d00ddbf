"""The django-tasks backend over our Job table: what is enqueued survives the death of every process."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError, TaskResult, TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from gongkai.apps.jobs import operations
from gongkai.apps.jobs.models import Job

STATUS = {
    Job.State.READY: TaskResultStatus.READY,
    Job.State.RUNNING: TaskResultStatus.RUNNING,
    Job.State.SUCCEEDED: TaskResultStatus.SUCCESSFUL,
    Job.State.FAILED: TaskResultStatus.FAILED,
}


class LeaseBackend(BaseTaskBackend):
    """Enqueue into the database; `gongkai jobs work` runs what is there."""

    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def enqueue(self, task: Task[..., Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Add a job. It runs once the surrounding transaction has committed."""
        self.validate_task(task)
        job = operations.enqueue_call(task, list(args), dict(kwargs))
        return result_of(job)

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """The job as it stands now. Raises TaskResultDoesNotExist."""
        try:
            return result_of(Job.objects.get(pk=result_id))
        except (Job.DoesNotExist, ValidationError, ValueError):
            raise TaskResultDoesNotExist(result_id) from None


def result_of(job: Job) -> TaskResult[Any]:
    """A job in the words of django-tasks."""
    found = import_string(job.task_path)
    task = found if isinstance(found, Task) else Task(func=found)
    errors = [TaskError(exception_class_path=job.error_class, traceback=job.error_text)] if job.error_class else []
    result: TaskResult[Any] = TaskResult(
        task=task.using(priority=job.priority, queue_name=job.queue, run_after=job.run_after),
        id=str(job.pk),
        status=STATUS[Job.State(job.state)],
        enqueued_at=job.enqueued_at,
        started_at=job.started_at,
        finished_at=job.finished_at,
        last_attempted_at=job.heartbeat_at or job.started_at,
        args=job.args.get("args", []),
        kwargs=job.args.get("kwargs", {}),
        backend=task.backend,
        errors=errors,
        worker_ids=[job.worker] * job.attempts,
    )
    object.__setattr__(result, "_return_value", job.result)
    return result
