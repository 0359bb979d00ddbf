"""Deciding on the sections that notices ask for. CAT-02."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.models import DeclaredPath
from gongkai.apps.ledgers.permissions import may_manage
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.sections.models import Section
from gongkai.apps.sections.operations import add_section, save_alias
from gongkai.apps.sections.queries import SITE_NAMES, path_of
from gongkai.domain.workflow import Blocked

Decision = DeclaredPath.Decision
NO_RIGHT = "只有政务公开主管部门可以审定栏目。"


def accept_path(
    *, actor: User, canonical: str, path: Sequence[str] | None = None, owner: Unit | None = None
) -> Section:
    """Make the section that tasks declare (at another path when one is given), and tie every such declaration to it."""
    with transaction.atomic():
        rows = _declared(actor, canonical)
        sources = list(dict.fromkeys(f"{row.item.notice or '本单位自定'}第 {row.item.position} 项" for row in rows))
        names = list(path) if path else canonical.split(">")
        section = add_section(actor=actor, path=names, source_text="；".join(sources[:3]), unit=owner)
        _decide(rows, Decision.ACCEPTED, section)
        after = {"规范路径": canonical, "栏目": " > ".join(path_of(section)), "来源": sources}
        record(actor=actor, action="审定栏目", target=section, after=after)
    return section


def decline_path(*, actor: User, canonical: str, reason: str) -> int:
    """Decide against a section, with a reason. Returns how many declarations it concerns."""
    if not reason.strip():
        raise Blocked(["请写明不设的原因。"])
    with transaction.atomic():
        rows = _declared(actor, canonical)
        _decide(rows, Decision.DECLINED, None)
        record(actor=actor, action="不设栏目", target=canonical, after={"原因": reason.strip(), "处数": len(rows)})
    return len(rows)


def map_path(*, actor: User, canonical: str, section: Section, remember: bool = True) -> int:
    """Say that a declared path means a section that is there under another name; the spelling is remembered."""
    if section.retired_on:
        raise Blocked([f"“{section.title}”已经停用。"])
    with transaction.atomic():
        rows = _declared(actor, canonical)
        _decide(rows, Decision.ACCEPTED, section)
        first = canonical.split(">", 1)[0]
        usual = [*([first] if first in SITE_NAMES else []), *path_of(section)]
        if remember and ">" in canonical and ">".join(usual) != canonical:
            save_alias(actor=actor, spelling=canonical[:120], name=">".join(usual)[:120], note="审定栏目时对应")
        record(actor=actor, action="对应栏目", target=section, after={"规范路径": canonical, "处数": len(rows)})
    return len(rows)


def _declared(actor: User, canonical: str) -> list[DeclaredPath]:
    if not may_manage(actor):
        raise Blocked([NO_RIGHT])
    found = DeclaredPath.objects.select_for_update(of=("self",)).filter(canonical=canonical)
    rows = list(found.select_related("item__notice").order_by("pk"))
    if not rows:
        raise Blocked(["没有找到这条公开路径，请刷新后再试。"])
    return rows


def _decide(rows: Sequence[DeclaredPath], decision: str, section: Section | None) -> None:
    DeclaredPath.objects.filter(pk__in=[row.pk for row in rows]).update(decision=decision, section=section)
