"""Loading the holiday arrangement of a year, and taking it back. A limit of that year cannot be counted before."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongkai.apps.audit.events import announce
from gongkai.apps.audit.operations import record
from gongkai.apps.orgs._years import cited, is_settled, read_year
from gongkai.apps.orgs.events import WorkYearLoaded, WorkYearWithdrawn
from gongkai.apps.orgs.models import User, WorkYear
from gongkai.apps.orgs.operations._checks import require, stop_if
from gongkai.apps.orgs.permissions import may_load_years


@transaction.atomic
def load_work_year(*, actor: User | None, text: str, now: datetime | None = None) -> WorkYear:
    """Record a year's arrangement, or correct one that was loaded before. The text is that of `data/calendar/*.toml`.

    Blocked with every contradiction in the text, when the program ships the year verified, and when nothing changes.
    """
    require(actor, may_load_years)
    text = text.lstrip("\ufeff").replace("\r\n", "\n").strip() + "\n"
    year = read_year(text)
    stop_if([f"{year.year}年的放假安排随系统提供，已经核对，不能改录。"] if is_settled(year.year) else ())
    row = WorkYear.objects.select_for_update().filter(year=year.year).first()
    stop_if([f"{year.year}年的放假安排与已录入的相同，没有改动。"] if row and row.text == text else ())
    before = {"text": row.text} if row else {}
    row = row or WorkYear(year=year.year)
    row.text, row.source_text, row.loaded_by, row.loaded_at = text, cited(year), actor, now or timezone.now()
    _save(row)
    action = "更正放假安排" if before else "录入放假安排"
    record(actor=actor, action=action, target=row, before=before, after={"text": text})
    announce(WorkYearLoaded(row.year))
    return row


@transaction.atomic
def withdraw_work_year(*, actor: User | None, year: int) -> None:
    """Take a loaded year back. Blocked when none was loaded; what the program ships cannot be taken back."""
    require(actor, may_load_years)
    row = WorkYear.objects.select_for_update().filter(year=year).first()
    if row is None:
        stop_if([f"没有录入过{year}年的放假安排，或者已经撤回。"])
        return
    record(actor=actor, action="撤回放假安排", target=row, before={"text": row.text})
    row.delete()
    announce(WorkYearWithdrawn(year))


def _save(row: WorkYear) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        stop_if([f"刚刚有人录入了{row.year}年的放假安排，请先查看。"])
