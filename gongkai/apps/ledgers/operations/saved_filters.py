"""List settings that a person keeps."""

from __future__ import annotations

from django.db import transaction

from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.models import SavedFilter
from gongkai.apps.ledgers.permissions import may_see_ledger
from gongkai.apps.orgs.models import User
from gongkai.domain.workflow import Blocked


def save_filter(*, actor: User, name: str, query: str) -> SavedFilter:
    """Keep a query string under a name; the same name again replaces it."""
    name = name.strip()
    if not may_see_ledger(actor):
        raise Blocked(["您没有查看台账的权限。"])
    if not name or len(name) > 60:
        raise Blocked(["请填写 60 个字以内的名称。"])
    if len(query) > 500:
        raise Blocked(["筛选条件太多，不能保存。"])
    with transaction.atomic():
        row, _ = SavedFilter.objects.update_or_create(user=actor, name=name, defaults={"query": query.lstrip("?")})
        record(actor=actor, action="保存筛选", target=row, after={"条件": row.query})
    return row


def drop_filter(*, actor: User, saved: SavedFilter) -> None:
    """Forget one of one's own."""
    if saved.user_id != actor.pk:
        raise Blocked(["只能删除自己保存的筛选。"])
    with transaction.atomic():
        record(actor=actor, action="删除筛选", target=saved, before={"条件": saved.query})
        saved.delete()
