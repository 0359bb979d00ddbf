"""Tasks for the stories of the queue. Real workers in other processes import them from here."""

from __future__ import annotations

import os
import time
from pathlib import Path

from django.db import transaction
from django_tasks import task

from gongkai.apps.jobs import progress
from gongkai.domain.workflow import Blocked


@task
def add(first: int, second: int = 0) -> int:
    return first + second


@task(priority=50)
def urgent() -> str:
    return "先办"


@task(takes_context=True)
def attempt(context) -> int:
    return context.attempt


@task
def stumble() -> None:
    raise ValueError("连不上\n外网")


@task
def refused() -> None:
    raise Blocked(["通知已被删除。"])


@task
def unspeakable() -> object:
    return object()


@task
def write_steps(path: str, steps: int, pause: float) -> int:
    """Write one line per step, and go on after the last step kept."""
    start = progress.checkpoint().get("done", 0)
    for step in range(start, steps):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{os.getpid()} {step}\n")
        with transaction.atomic():
            progress.report(step + 1, steps, f"第 {step + 1} 步", checkpoint={"done": step + 1})
        progress.report(step + 1, steps, f"第 {step + 1} 步")
        time.sleep(pause)
    return steps


@task
def span(path: str, number: int, seconds: float) -> None:
    """Write when it begins and when it ends, without a word in between."""
    for mark in ("begin", "end"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(f"{mark} {number} {os.getpid()}\n")
        if mark == "begin":
            time.sleep(seconds)
