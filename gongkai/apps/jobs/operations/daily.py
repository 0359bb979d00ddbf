"""Work that comes back every day, started once a day by whichever worker looks first."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from gongkai.apps.jobs.models import Schedule
from gongkai.apps.jobs.operations.queue import enqueue

# named, not imported: this floor knows nothing of the one that wires it
WIRING = "gongkai.project.wiring.DAILY"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Daily:
    """A task, named by its path, and the hour (China time) from which it runs each day."""

    name: str
    task_path: str
    at: time


def keep_schedules(daily: Iterable[Daily] | None = None) -> None:
    """Enter the daily work that is not yet in the table. The hour and the switch an administrator set there stay."""
    for work in import_string(WIRING) if daily is None else daily:
        kept, _ = Schedule.objects.get_or_create(name=work.name, defaults={"task_path": work.task_path, "at": work.at})
        if kept.task_path != work.task_path:  # the program was upgraded and the task has moved
            Schedule.objects.filter(pk=kept.pk).update(task_path=work.task_path)


def start_due(now: datetime | None = None) -> list[str]:
    """Enqueue what is due today and was not started today. Any number of workers may ask at once."""
    here = timezone.localtime(now)
    today = here.date()
    not_yet = Q(last_on=None) | Q(last_on__lt=today)
    started = []
    for schedule in Schedule.objects.filter(not_yet, is_active=True, at__lte=here.time()):
        try:
            task = import_string(schedule.task_path)
            with transaction.atomic():
                # one UPDATE decides who starts it; the job is in the same transaction
                if Schedule.objects.filter(not_yet, pk=schedule.pk, is_active=True).update(last_on=today):
                    enqueue(task, key=f"daily:{schedule.pk}:{today}")
                    started.append(schedule.name)
        except ImportError:
            logger.exception("每日任务“%s”找不到 %s", schedule.name, schedule.task_path)
    return started
