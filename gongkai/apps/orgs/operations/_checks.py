"""Refusals that several operations share."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gongkai.apps.orgs.models import Unit, UnitName, User
from gongkai.apps.orgs.permissions import Visitor
from gongkai.domain.workflow import Blocked

ONLY_MANAGERS = "只有政务公开主管部门人员或系统管理员可以办理。"


def require(actor: User | None, may: Callable[[Visitor], bool]) -> None:
    """Stop who has no right. The system itself has every right."""
    if actor is not None and not may(actor):
        raise Blocked([ONLY_MANAGERS])


def stop_if(blockers: Iterable[str]) -> None:
    """Raise with all the sentences at once, so that a person mends everything in one go."""
    if found := list(blockers):
        raise Blocked(found)


def name_taken(folded: str, unit: Unit | None = None) -> UnitName | None:
    """The name or alias of another unit in force that reads the same."""
    taken = UnitName.objects.filter(folded=folded, unit__is_active=True).exclude(kind=UnitName.Kind.FORMER)
    if unit:
        taken = taken.exclude(unit=unit)
    return taken.select_related("unit").first()
