"""Reading the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from gongkai.apps.audit._chain import Broken, Progress, first_break
from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.audit.permissions import may_read_log

__all__ = ["Broken", "LogFilter", "entries", "entry_count", "history_of", "verify"]


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What to look for. Both days are included; `text` is sought in people, units, acts and targets."""

    actor_id: int | None = None
    action: str = ""
    target_kind: str = ""
    target_id: str = ""
    text: str = ""
    from_on: date | None = None
    until_on: date | None = None


def verify(progress: Progress | None = None) -> Broken | None:
    """The first entry that was edited, removed or inserted, or None when the whole log is as it was written."""
    return first_break(progress or (lambda _done, _total: None))


def entries(user: AbstractUser | AnonymousUser, filters: LogFilter | None = None) -> QuerySet[AuditEntry]:
    """The entries this person may read, newest first; none without the right."""
    rows: QuerySet[AuditEntry] = AuditEntry.objects.all()
    if not may_read_log(user):
        return rows.none()
    wanted = filters or LogFilter()
    exact = {
        name: value
        for name in ("actor_id", "action", "target_kind", "target_id")
        if (value := getattr(wanted, name)) not in (None, "")
    }
    rows = rows.filter(**exact)
    for word in wanted.text.split():
        rows = rows.filter(
            Q(target_text__icontains=word)
            | Q(actor_text__icontains=word)
            | Q(unit_text__icontains=word)
            | Q(action__icontains=word)
        )
    if wanted.from_on:
        rows = rows.filter(at__gte=_midnight(wanted.from_on))
    if wanted.until_on:
        rows = rows.filter(at__lt=_midnight(wanted.until_on + timedelta(days=1)))
    return rows


def history_of(target: Model) -> QuerySet[AuditEntry]:
    """What was done to one thing, newest first. The caller has checked that the reader may see the thing."""
    return AuditEntry.objects.filter(target_kind=target._meta.label_lower, target_id=str(target.pk))


def entry_count() -> int:
    """How many entries the log holds."""
    return AuditEntry.objects.count()


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
