"""Putting work into the queue, once or every day. The act that asks for the work is what the log records."""

from gongkai.apps.jobs.operations.daily import Daily, keep_schedules, start_due
from gongkai.apps.jobs.operations.queue import enqueue, enqueue_call, retry

__all__ = ["Daily", "enqueue", "enqueue_call", "keep_schedules", "retry", "start_due"]
