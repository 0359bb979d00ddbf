"""Writing the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from gongkai.apps.audit._canonical import GENESIS, digest, storable
from gongkai.apps.audit._chain import seal_of
from gongkai.apps.audit._masking import masked_text
from gongkai.apps.audit.models import AuditEntry, ChainHead

# any number, the same in every process: PostgreSQL lets one transaction at a time hold it
LOCK = 0x676F6E67_6B6169
SYSTEM = "系统"


def record(
    *,
    actor: AbstractUser | None,
    action: str,
    target: Model | str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    unit: object | None = None,
) -> AuditEntry:
    """Add one entry to the chain, in the caller's transaction. `actor` None is the system itself.

    `target` is the row acted on, or a text when there is none. Writers queue from here to their commit (PostgreSQL: an
    advisory lock; SQLite: the write lock of the transaction), so call it last. Personal data is masked.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        head = ChainHead.objects.first() or ChainHead(pk=1, entry_count=0, hash=GENESIS)
        entry = AuditEntry(
            at=timezone.now(),
            actor_id=actor.pk if actor else None,
            actor_text=(actor.get_full_name() or actor.get_username())[:150] if actor else SYSTEM,
            unit_text=str(unit)[:200] if unit else "",
            action=action,
            target_kind=target._meta.label_lower if isinstance(target, Model) else "",
            target_id=str(target.pk) if isinstance(target, Model) else "",
            target_text=masked_text(str(target))[:300] or "—",
            before=storable(before),
            after=storable(after),
            previous_hash=head.hash,
        )
        entry.hash = digest(entry)
        entry.save()
        head.entry_count += 1
        head.hash = entry.hash
        head.seal = seal_of(head.entry_count, head.hash)
        head.save()
    return entry
