"""The clock of compiling a standard catalogue: it starts with the guideline, not with the first draft. CAT-09."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django_tasks import task

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.orgs.operations.messages import send_to_all
from gongkai.apps.orgs.queries import liaisons_of, officers
from gongkai.apps.sections._domains import domain_of
from gongkai.apps.sections.models import StandardCatalogue
from gongkai.apps.sections.permissions import may_compile
from gongkai.apps.sections.queries.catalogues import compile_by
from gongkai.domain.workflow import Blocked

State = StandardCatalogue.State
NO_RIGHT = "只有政务公开主管部门和编制单位的联络员可以编制标准目录。"
# days before the last day on which the unit is told
NOTICE_DAYS = (30, 7)


def begin_catalogue(
    *, actor: User, domain: str, level: str, unit: Unit, guideline_title: str, guideline_issued_on: date
) -> StandardCatalogue:
    """Register the guideline of the superior department: an empty draft that is owed by the day the clock ends.

    Importing a workbook fills it and keeps the clock. A draft that is there already gets the guideline.
    """
    code, name = domain_of(domain).code, domain_of(domain).name
    with transaction.atomic():
        refusals = [] if may_compile(actor, unit) else [NO_RIGHT]
        if not code or len(code) > 40:
            refusals.append("请选择领域，或者填写不超过 40 个字的领域名称。")
        if level not in StandardCatalogue.Level.values:
            refusals.append("请选择层级。")
        if not guideline_title.strip():
            refusals.append("请填写标准指引的名称。")
        if guideline_issued_on > timezone.localdate():
            refusals.append("标准指引印发日期不能晚于今天。")
        if refusals:
            raise Blocked(refusals)
        same = StandardCatalogue.objects.select_for_update().filter(domain=code, level=level, unit=unit)
        row = same.filter(state=State.DRAFT).first() or StandardCatalogue(
            domain=code,
            level=level,
            unit=unit,
            title=f"{name}领域基层政务公开标准目录",
            version=(same.aggregate(last=Max("version"))["last"] or 0) + 1,
            made_by=actor,
            made_at=timezone.now(),
        )
        row.guideline_title = guideline_title.strip()[:200]
        row.guideline_issued_on, row.due_on = guideline_issued_on, compile_by(guideline_issued_on)
        row.save()
        after = {"领域": name, "标准指引": row.guideline_title, "编制期限": str(row.due_on or "")}
        record(actor=actor, action="登记标准指引", target=row, after=after, unit=unit)
    return row


@task()
def remind_of_catalogues() -> int:
    """Daily: whose catalogue is due soon, or late. How many messages were new."""
    return remind(timezone.localdate())


def remind(today: date) -> int:
    """Tell the liaisons of a unit 30 and 7 days before its draft is due and once it is late, then the office too."""
    told = 0
    drafts = StandardCatalogue.objects.filter(state=State.DRAFT, due_on__isnull=False).select_related("unit")
    for row in drafts.order_by("due_on", "pk"):
        left = (row.due_on - today).days if row.due_on else 0
        stage = "late" if left < 0 else next((str(days) for days in sorted(NOTICE_DAYS) if left <= days), "")
        if not stage:
            continue
        words = f"已超过编制期限 {-left} 天" if left < 0 else f"应在 {row.due_on} 前编制完成，还有 {left} 天"
        title, text = f"标准目录编制：{row.title}", f"{row.get_level_display()}目录{words}。"
        key = f"catalogue:{row.pk}:{stage}"
        people = {user.pk: user for user in (*liaisons_of([row.unit]), *(officers() if left < 0 else ()))}
        told += send_to_all(users=people.values(), key=key, title=title, text=text, url=_address(row.pk))
    return told


def _address(pk: int) -> str:
    """Where the desk shows it; empty while no desk is installed."""
    try:
        return reverse("desk:catalogue", args=[pk])
    except NoReverseMatch:
        return ""
