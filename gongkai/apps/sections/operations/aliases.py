"""Spellings in notices and the section names they mean."""

from __future__ import annotations

from django.db import transaction

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import User
from gongkai.apps.sections._pages import check_right
from gongkai.apps.sections.models import PathAlias
from gongkai.apps.sections.queries import aliases
from gongkai.domain.workflow import Blocked


def save_alias(*, actor: User, spelling: str, name: str, note: str = "") -> PathAlias:
    """Say that a spelling in notices means this section name (or, with ">" in it, that a path means another path)."""
    spelling, name = spelling.strip(), name.strip()
    with transaction.atomic():
        check_right(actor)
        if not spelling or not name:
            raise Blocked(["请填写写法和栏目名称。"])
        if spelling == name:
            raise Blocked(["写法与栏目名称相同，不需要对应。"])
        if aliases().get(name) == spelling:
            raise Blocked([f"“{name}”已经对应到“{spelling}”，不能反过来再对应一次。"])
        before = PathAlias.objects.filter(spelling=spelling).values_list("name", flat=True).first()
        row, _ = PathAlias.objects.update_or_create(spelling=spelling, defaults={"name": name, "note": note})
        record(actor=actor, action="保存路径写法", target=row, before={"名称": before}, after={"名称": name})
    return row


def drop_alias(*, actor: User, alias: PathAlias) -> None:
    """Forget a spelling."""
    with transaction.atomic():
        check_right(actor)
        record(actor=actor, action="删除路径写法", target=alias, before={"写法": alias.spelling, "名称": alias.name})
        alias.delete()
