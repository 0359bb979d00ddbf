"""Walking the chain: is every entry as it was written, and is none missing or added?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from gongkai.apps.audit._canonical import GENESIS, digest
from gongkai.apps.audit.models import AuditEntry, ChainHead

SALT = "gongkai.audit.head"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Broken:
    """The first place where the chain does not hold. `position` counts entries from 1."""

    position: int
    entry_id: int | None
    reason: str

    def __str__(self) -> str:
        entry = f"（编号 {self.entry_id}）" if self.entry_id else ""
        return f"操作记录第 {self.position} 条{entry}：{self.reason}"


@dataclass(frozen=True, slots=True)
class _End:
    """Where the chain is said to end."""

    count: int
    hash: str
    is_sealed: bool


def seal_of(count: int, last_hash: str, secret: str | bytes | None = None) -> str:
    """The seal on the end of the chain: only who holds the secret key, which is not in the database, can make it."""
    return salted_hmac(SALT, f"{count}:{last_hash}", secret=secret, algorithm="sha256").hexdigest()


def first_break(progress: Progress, every: int = 1000) -> Broken | None:
    """Walk all entries in order. Entries written meanwhile do not disturb the walk."""
    start = _end()
    if not start.is_sealed:
        return Broken(start.count, None, "链尾封印不符，链尾被改过或更换过密钥。")
    previous, position, entry_id, at_start = GENESIS, 0, None, GENESIS
    for entry in _entries():
        position += 1
        if reason := _reason(entry, previous):
            return Broken(position, entry.pk, reason)
        previous, entry_id = entry.hash, entry.pk
        if position == start.count:
            at_start = entry.hash
        if position % every == 0:
            progress(position, max(start.count, position))
    progress(position, position)
    if position < start.count:
        return Broken(position + 1, None, f"应有 {start.count} 条，只有 {position} 条，末尾的记录被删除。")
    if at_start != start.hash:
        return Broken(start.count, entry_id, "末条与链尾封印不符，记录被整段改写。")
    if position > _end().count:
        return Broken(start.count + 1, entry_id, "末尾多出未经系统写入的记录。")
    return None


def _entries() -> Iterator[AuditEntry]:
    return AuditEntry.objects.order_by("pk").iterator(chunk_size=2000)


def _end() -> _End:
    head = ChainHead.objects.first()
    if head is None:
        # nothing was ever written, or the end was taken away: the walk tells which
        return _End(0, GENESIS, is_sealed=not AuditEntry.objects.exists())
    keys = [None, *settings.SECRET_KEY_FALLBACKS]
    sealed = any(constant_time_compare(head.seal, seal_of(head.entry_count, head.hash, key)) for key in keys)
    return _End(head.entry_count, head.hash, sealed)


def _reason(entry: AuditEntry, previous: str) -> str:
    if entry.previous_hash != previous:
        earlier = AuditEntry.objects.filter(hash=entry.previous_hash, pk__lt=entry.pk)
        if entry.previous_hash == GENESIS or earlier.exists():
            return "与上一条接不上，此处之前插入过记录。"
        return "与上一条接不上，此处之前的记录被删除或改写。"
    if digest(entry) != entry.hash:
        return "内容与摘要不符，被改动过。"
    return ""
