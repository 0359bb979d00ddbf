"""The queue's own work."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from gongkai.apps.jobs.models import Job

# done work is of no use after two weeks; failures are kept while someone may still ask
KEPT = {Job.State.SUCCEEDED: timedelta(days=14), Job.State.FAILED: timedelta(days=180)}


@task
def forget_old() -> int:
    """Delete the rows of work long done, and return how many: the queue stays small and quick to look through."""
    now = timezone.now()
    return sum(Job.objects.filter(state=state, finished_at__lt=now - age).delete()[0] for state, age in KEPT.items())
