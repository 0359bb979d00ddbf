"""The queue: what is enqueued is done once, in order, and tried again when it fails."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone
from django_tasks import default_task_backend
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from gongkai.apps.jobs import _queue, operations, progress
from gongkai.apps.jobs.models import Job, Schedule
from gongkai.apps.jobs.queries import is_waiting
from gongkai.apps.jobs.tasks import forget_old
from gongkai.apps.jobs.worker import Worker, drain
from gongkai.domain.workflow import Blocked
from tests.apps.jobs import tasks

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=timezone.get_default_timezone())


def test_a_task_waits_until_a_worker_does_it():
    result = tasks.add.enqueue(2, second=3)
    assert result.status == TaskResultStatus.READY
    assert drain() == 1
    result.refresh()
    assert (result.status, result.return_value, result.attempts) == (TaskResultStatus.SUCCESSFUL, 5, 1)


def test_results_are_looked_up_by_id():
    result = tasks.add.enqueue(1)
    assert tasks.add.get_result(result.id).args == [1]
    for unknown in ("0" * 32, "不是编号"):
        with pytest.raises(TaskResultDoesNotExist):
            default_task_backend.get_result(unknown)


def test_a_task_may_ask_which_attempt_it_is():
    tasks.attempt.enqueue()
    drain()
    assert Job.objects.get().result == 1


def test_urgent_before_old_and_old_before_new():
    for number in range(2):
        tasks.add.enqueue(number)
    tasks.urgent.enqueue()
    order = [_queue.claim("甲") for _ in range(3)]
    assert [job.task_path.rsplit(".", 1)[-1] for job in order] == ["urgent", "add", "add"]
    assert [job.args["args"] for job in order[1:]] == [[0], [1]]


def test_what_is_due_later_waits():
    operations.enqueue(tasks.add, [1], run_after=timezone.now() + timedelta(hours=1))
    assert drain() == 0
    Job.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    assert drain() == 1


def test_one_key_is_one_job_until_it_is_done():
    first = operations.enqueue(tasks.add, {"first": 1}, key="同一件事")
    assert operations.enqueue(tasks.add, {"first": 2}, key="同一件事").pk == first.pk
    running = _queue.claim("甲")
    assert operations.enqueue(tasks.add, {"first": 3}, key="同一件事").pk == running.pk
    _queue.succeed(running, None)
    assert operations.enqueue(tasks.add, {"first": 4}, key="同一件事").pk != first.pk


def test_a_failure_is_tried_again_later_and_later_then_given_up():
    """10 秒、40 秒后重试，第三次失败后不再试。"""
    operations.enqueue(tasks.stumble)
    waits = []
    for _ in range(3):
        started = timezone.now()
        assert drain() == 1
        job = Job.objects.get()
        waits.append(round((job.run_after - started).total_seconds()) if job.state == "ready" else None)
        Job.objects.update(run_after=LONG_AGO)
    assert waits == [10, 40, None]
    assert job.state == "failed"
    assert job.error_sentence == "运行 3 次都失败，不再重试：连不上 外网"
    assert "ValueError" in job.error_text
    result = tasks.stumble.get_result(str(job.pk))
    assert (result.status, result.errors[0].exception_class) == (TaskResultStatus.FAILED, ValueError)


def test_a_refusal_is_not_tried_again():
    operations.enqueue(tasks.refused)
    drain()
    job = Job.objects.get()
    assert (job.state, job.error_sentence) == ("failed", "通知已被删除。")


def test_a_result_that_cannot_be_kept_is_a_failure():
    operations.enqueue(tasks.unspeakable, max_attempts=1)
    drain()
    assert Job.objects.get().state == "failed"


def test_a_task_that_is_gone_is_a_failure():
    """升级后删掉的任务不会卡住队列。"""
    job = operations.enqueue(tasks.add, [1], max_attempts=1)
    Job.objects.update(task_path="gongkai.apps.jobs.nowhere.nothing")
    tasks.add.enqueue(2)
    assert drain() == 2
    job.refresh_from_db()
    assert job.state == "failed"


def test_a_failed_job_is_run_again_on_request():
    job = operations.enqueue(tasks.refused)
    drain()
    assert operations.retry(job=job).state == "ready"
    with pytest.raises(Blocked, match="只有失败的任务"):
        operations.retry(job=job)


def test_an_expired_lease_is_taken_over_and_the_late_worker_changes_nothing():
    operations.enqueue(tasks.add, [1])
    late = _queue.claim("甲")
    assert _queue.claim("乙") is None
    Job.objects.update(lease_until=LONG_AGO)
    job = _queue.claim("乙")
    assert (job.pk, job.worker, job.attempts) == (late.pk, "乙", 2)
    assert not _queue.renew(late)
    _queue.succeed(late, "迟到的结果")
    _queue.fail(late, ValueError("迟到的失败"))
    _queue.hand_back(late)
    token = progress.current.set(progress.Running(late, lambda: False, lambda job: None))
    with pytest.raises(progress.LeaseLost):
        progress.report(1, 2)
    progress.current.reset(token)
    job.refresh_from_db()
    assert (job.state, job.worker, job.result, job.progress_done) == ("running", "乙", None, 0)


def test_a_job_that_kills_its_worker_each_time_is_given_up():
    operations.enqueue(tasks.add, [1])
    for _ in range(3):
        assert _queue.claim("甲")
        Job.objects.update(lease_until=LONG_AGO)
    assert _queue.claim("乙") is None
    job = Job.objects.get()
    assert (job.state, job.error_sentence) == ("failed", "运行 3 次都中途中断（进程被终止或机器停机），不再重试。")


@pytest.mark.django_db(transaction=True)
def test_a_stopping_worker_hands_the_job_back_and_the_next_goes_on(tmp_path):
    """停机时交回：已做的步骤不重做，次数不白扣。"""
    path = tmp_path / "steps"
    operations.enqueue(tasks.write_steps, [str(path), 5, 0])
    worker = Worker(on_report=lambda job: worker.stop() if job.progress_done == 2 else None)
    worker.run(_queue.claim(worker.name), with_heartbeat=False)
    job = Job.objects.get()
    assert (job.state, job.attempts, job.checkpoint) == ("ready", 0, {"done": 2})
    assert drain() == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.progress_done, job.result) == ("succeeded", 1, 5, 5)
    assert [line.split()[1] for line in path.read_text().splitlines()] == ["0", "1", "2", "3", "4"]


def test_progress_outside_a_job_does_nothing():
    progress.report(1, 2, "不在任务里")
    assert progress.checkpoint() == {}


def test_waiting_is_not_running():
    assert not is_waiting(tasks.add)
    tasks.add.enqueue(1)
    assert is_waiting(tasks.add)
    _queue.claim("甲")
    assert not is_waiting(tasks.add)


DAILY = [
    # (China time of asking, what starts): 上海时间 8 点起，每天一次，谁问都一样
    (datetime(2026, 3, 2, 7, 59), []),
    (datetime(2026, 3, 2, 8, 0), ["早班"]),
    (datetime(2026, 3, 2, 8, 1), []),
    (datetime(2026, 3, 2, 23, 59), []),
    (datetime(2026, 3, 3, 0, 30), []),  # 世界时还是 3 月 2 日
    (datetime(2026, 3, 3, 9, 0), ["早班"]),
    (datetime(2026, 3, 7, 8, 0), ["早班"]),  # 停机几天，只补当天
]


def test_daily_work_starts_once_a_day():
    operations.keep_schedules([operations.Daily("早班", tasks.add.module_path, time(8, 0))])
    for asked_at, started in DAILY:
        assert operations.start_due(timezone.make_aware(asked_at)) == started, asked_at


def test_daily_work_that_is_off_or_gone_does_not_start():
    operations.keep_schedules(
        [
            operations.Daily("停", tasks.add.module_path, time(0)),
            operations.Daily("缺", "gongkai.nowhere.nothing", time(0)),
        ]
    )
    Schedule.objects.filter(name="停").update(is_active=False)
    assert operations.start_due() == []


def test_what_an_administrator_set_stays():
    for hour, path in ((8, "gongkai.moved.away"), (9, tasks.add.module_path)):
        operations.keep_schedules([operations.Daily("早班", path, time(hour))])
    kept = Schedule.objects.get()
    assert (kept.at, kept.task_path) == (time(8), tasks.add.module_path)


@pytest.mark.parametrize(
    ("state", "days", "kept"),
    [("succeeded", 13, 1), ("succeeded", 15, 0), ("failed", 15, 1), ("failed", 181, 0), ("ready", 900, 1)],
)
def test_work_long_done_is_forgotten(state, days, kept):
    then = timezone.now() - timedelta(days=days)
    old = tasks.add.enqueue(1)
    Job.objects.update(state=state, finished_at=then, run_after=timezone.now() + timedelta(days=1))
    forget_old.func()
    assert Job.objects.filter(pk=old.id).count() == kept


def test_the_wired_daily_work_exists():
    operations.keep_schedules()
    Schedule.objects.update(at=time(0))
    assert len(operations.start_due()) == Schedule.objects.count() > 0
