"""`gongkai jobs` and `gongkai audit` as an administrator meets them."""

from __future__ import annotations

import pytest
from django.db import connection
from typer.testing import CliRunner

from gongkai.apps.audit import _triggers
from gongkai.apps.audit.operations import record
from gongkai.apps.jobs import operations
from gongkai.apps.jobs.models import Job
from gongkai.apps.jobs.worker import drain
from gongkai.fronts.commands import audit, jobs
from tests.apps.jobs import tasks

pytestmark = pytest.mark.django_db


def run(topic, *words: str):
    return CliRunner().invoke(topic, words, env={"COLUMNS": "200"})


def test_a_whole_log_is_said_to_be_whole():
    for _ in range(3):
        record(actor=None, action="试", target="无")
    result = run(audit.topic, "verify")
    assert (result.exit_code, result.stdout) == (0, "操作记录 3 条，环环相扣，没有被改动。\n")


def test_a_changed_log_is_named_with_its_place():
    entries = [record(actor=None, action="试", target="无") for _ in range(3)]
    _triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditentry SET action = '改' WHERE id = %s", [entries[1].pk])
    result = run(audit.topic, "verify")
    assert (result.exit_code, result.stdout) == (
        1,
        f"操作记录第 2 条（编号 {entries[1].pk}）：内容与摘要不符，被改动过。\n",
    )


def test_the_list_shows_what_failed_and_why():
    operations.enqueue(tasks.refused)
    drain()
    tasks.add.enqueue(1)
    result = run(jobs.topic, "list")
    assert [word in result.stdout for word in ("refused", "失败", "通知已被删除。", "add", "等待中")] == [True] * 5
    assert "add" not in run(jobs.topic, "list", "--state", "failed").stdout
    assert run(jobs.topic, "list", "--state", "lost").exit_code == 2


def test_an_empty_list_says_so():
    assert run(jobs.topic, "list").stdout == "没有任务。\n"


def test_a_failed_job_is_put_back_by_the_start_of_its_number():
    job = operations.enqueue(tasks.refused)
    drain()
    assert run(jobs.topic, "retry", str(job.pk)[:8]).stdout == "已重新排队。\n"
    assert Job.objects.get().state == "ready"
    again = run(jobs.topic, "retry", str(job.pk)[:8])
    assert (again.exit_code, again.output) == (2, "只有失败的任务可以重新运行。\n")
    assert run(jobs.topic, "retry", "zzz").exit_code == 2
