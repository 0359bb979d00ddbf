"""Reminding by rule and by hand. A rule reminds a unit of an item once for one due date, however often the job runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django_tasks import task

from gongkai.apps.audit.operations import record
from gongkai.apps.ledgers.models import ItemUnit, LedgerItem, Reminder, ReminderRule
from gongkai.apps.ledgers.operations.recurring import roll_recurring
from gongkai.apps.ledgers.permissions import ROLES, may_manage
from gongkai.apps.ledgers.queries.calendar import work_calendar
from gongkai.apps.ledgers.queries.visibility import memberships_of_groups
from gongkai.apps.orgs.models import Membership, Message, User
from gongkai.apps.orgs.operations import send_message
from gongkai.apps.orgs.queries import oversight_office
from gongkai.domain.clock import WorkCalendar
from gongkai.domain.ledger import ReminderTiming
from gongkai.domain.workflow import Blocked

Receiver = ReminderRule.Receiver
# a worker that stood still catches up this far back; older reminders would only be noise
CATCH_UP = timedelta(days=7)
# rules reach no further than this from the due date
REACH = timedelta(days=120)
RESPONSIBLE, BOTH = [Receiver.RESPONSIBLE.value], [Receiver.RESPONSIBLE.value, Receiver.LEAD.value]
DEFAULT_RULES = (
    # 提前一周提示责任单位
    ("到期前 5 个工作日", -5, RESPONSIBLE),
    ("到期前 1 个工作日", -1, RESPONSIBLE),
    # 当天牵头单位也要知道
    ("到期当天", 0, BOTH),
    # 逾期逐级上报到主管部门
    ("逾期 1 个工作日", 1, [*BOTH, Receiver.OFFICE.value]),
    ("逾期 5 个工作日", 5, [*BOTH, Receiver.OFFICE.value]),
)


def ensure_rules() -> None:
    """Enter the rules that the system starts with, once: when there is no rule at all."""
    if ReminderRule.objects.exists():
        return
    ReminderRule.objects.bulk_create(
        [ReminderRule(name=name, days=days, receivers=receivers) for name, days, receivers in DEFAULT_RULES],
        ignore_conflicts=True,
    )


def save_rule(
    *,
    actor: User,
    name: str,
    days: int,
    receivers: Sequence[str],
    is_working_days: bool = True,
    by_mail: bool = True,
    is_active: bool = True,
    rule: ReminderRule | None = None,
) -> ReminderRule:
    """Add or change a rule. A rule is switched off, never deleted: what it sent stays traceable."""
    refused = [] if may_manage(actor) else ["只有政务公开主管部门可以设置提醒规则。"]
    if not name.strip():
        refused.append("请填写规则名称。")
    if not receivers or any(word not in Receiver.values for word in receivers):
        refused.append("请选择提醒谁。")
    if not -60 <= days <= 60:
        refused.append("天数应在前后 60 天之内。")
    if ReminderRule.objects.filter(name=name.strip()).exclude(pk=rule.pk if rule else 0).exists():
        refused.append(f"已经有名为“{name.strip()}”的规则。")
    if refused:
        raise Blocked(refused)
    with transaction.atomic():
        row = ReminderRule.objects.select_for_update().get(pk=rule.pk) if rule else ReminderRule()
        before = _values(row) if rule else {}
        row.name, row.days, row.receivers = name.strip(), days, list(dict.fromkeys(receivers))
        row.is_working_days, row.by_mail, row.is_active = is_working_days, by_mail, is_active
        row.save()
        record(actor=actor, action="设置提醒规则", target=row, before=before, after=_values(row))
    return row


def remind(
    *, actor: User, items: Iterable[LedgerItem], remark: str = "", now: datetime | None = None
) -> list[Reminder]:
    """Urge the units of these items by hand (催办): everybody who acts for a lead or responsible unit is told."""
    if not may_manage(actor):
        raise Blocked(["只有政务公开主管部门可以催办。"])
    now = now or timezone.now()
    today = timezone.localdate(now)
    with transaction.atomic():
        rows = list(LedgerItem.objects.filter(pk__in=[item.pk for item in items], withdrawn_on__isnull=True))
        closed = [row for row in rows if row.state == LedgerItem.State.CLOSED_OUT]
        if refused := [f"“{row.text[:20]}”已销号，不用催办。" for row in closed] or (
            [] if rows else ["请先选择任务。"]
        ):
            raise Blocked(refused)
        receivers = _receivers([row.pk for row in rows])
        sent = [
            Reminder(
                item=row,
                unit_id=unit,
                due_on=row.due_on or today,
                remark=remark.strip()[:300],
                sent_by=actor,
                sent_at=now,
            )
            for row in rows
            for unit in sorted(receivers.get((row.pk, Receiver.LEAD), set()) | receivers[row.pk, Receiver.RESPONSIBLE])
        ]
        if not sent:
            raise Blocked(["所选任务还没有明确责任单位，没有人可以催办。"])
        Reminder.objects.bulk_create(sent)
        _tell(sent, f"{actor.get_full_name()}催办", f"urge:{sent[0].pk}", remark=remark.strip(), by_mail=True, now=now)
        after = {"条目": [row.pk for row in rows], "意见": remark.strip()}
        record(actor=actor, action="催办", target=f"{len(rows)} 项任务", after=after)
    return sent


@task()
def remind_today() -> int:
    """The daily job: remind for today. Returns how many reminders were new."""
    return run_daily(timezone.localdate())


def run_daily(today: date, *, now: datetime | None = None) -> int:
    """Send what the rules ask for on this day. Run twice, or killed half way and run again, nothing is sent twice.

    First the reminders are entered, in one transaction and under a constraint; then everybody is told of those entered
    today that their inbox does not hold yet. Returns how many reminders were new.
    """
    now = now or timezone.make_aware(datetime.combine(today, time(8)))
    with transaction.atomic():
        ensure_rules()
        roll_recurring(today)
        fresh = _enter(today, now)
        if fresh:
            record(actor=None, action="发送提醒", target=f"{today}提醒", after={"条数": fresh})
    _deliver(today, now)
    return fresh


def _enter(today: date, now: datetime) -> int:
    """Reminders of the latest rule that has come due for each item; earlier ones that were missed are left out."""
    rules = list(ReminderRule.objects.filter(is_active=True))
    open_items = LedgerItem.objects.filter(
        due_on__range=(today - REACH, today + REACH), withdrawn_on__isnull=True
    ).exclude(state=LedgerItem.State.CLOSED_OUT)
    due = {pk: day for pk, day in open_items.values_list("pk", "due_on") if day}
    calendar = work_calendar()
    chosen = {day: _rules_for(day, rules, today, calendar) for day in set(due.values())}
    wanted = {pk: chosen[day] for pk, day in due.items() if chosen[day]}
    receivers = _receivers(wanted)
    rows = [
        Reminder(rule=rule, item_id=pk, unit_id=unit, due_on=due[pk], sent_at=now)
        for pk, item_rules in wanted.items()
        for rule in item_rules
        for unit in sorted(set().union(*(receivers.get((pk, word), set()) for word in rule.receivers)))
    ]
    before = Reminder.objects.count()
    Reminder.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return Reminder.objects.count() - before


def _rules_for(due_on: date, rules: Iterable[ReminderRule], today: date, calendar: WorkCalendar) -> list[ReminderRule]:
    """The rules whose day is the latest one not after today; none when that day is long past."""
    days = {rule: ReminderTiming(rule.days, rule.is_working_days).falls_on(due_on, calendar) for rule in rules}
    latest = max((day for day in days.values() if day <= today), default=None)
    if latest is None or today - latest > CATCH_UP:
        return []
    return [rule for rule, day in days.items() if day == latest]


def _receivers(item_ids: Iterable[int]) -> dict[tuple[int, str], set[int]]:
    """The units that each word of a rule means, by item. Where nobody is named responsible the lead unit is."""
    ids = list(item_ids)
    members = memberships_of_groups()
    office = oversight_office()
    found: dict[tuple[int, str], set[int]] = {}
    named: list[tuple[int, int | None, int | None, str]] = []
    for start in range(0, len(ids), 500):
        rows = ItemUnit.objects.filter(item__in=ids[start : start + 500])
        named += rows.values_list("item_id", "unit_id", "group_id", "role")
    for pk, unit_id, group_id, role in named:
        word = Receiver.LEAD if role == ItemUnit.Role.LEAD else Receiver.RESPONSIBLE
        units = {unit_id} if unit_id else members.get(group_id or 0, frozenset())
        found.setdefault((pk, word), set()).update(units)
    for pk in ids:
        if not found.get((pk, Receiver.RESPONSIBLE)):
            found[pk, Receiver.RESPONSIBLE] = set(found.get((pk, Receiver.LEAD), ()))
        found[pk, Receiver.OFFICE] = {office.pk} if office else set()
    return found


def _deliver(today: date, now: datetime) -> None:
    """Tell everybody of today's reminders, in one message each. What an earlier run told is not told again."""
    start = timezone.make_aware(datetime.combine(today, time.min))
    rows = Reminder.objects.filter(rule__isnull=False, sent_at__gte=start, sent_at__lt=start + timedelta(days=1))
    _tell(list(rows.select_related("rule").order_by("pk")), "任务提醒", f"remind:{today}", now=now)


def _tell(
    rows: Sequence[Reminder],
    title: str,
    key: str,
    *,
    remark: str = "",
    by_mail: bool = False,
    now: datetime | None = None,
) -> None:
    """One message to each person about all reminders to their units; the key holds the last one told."""
    by_unit: dict[int, list[Reminder]] = {}
    for row in rows:
        by_unit.setdefault(row.unit_id, []).append(row)
    people: dict[User, dict[int, Reminder]] = {}
    held = Membership.objects.filter(unit__in=by_unit, role__in=(ROLES.LIAISON, ROLES.OFFICE), user__is_active=True)
    for member in held.select_related("user"):
        people.setdefault(member.user, {}).update({row.pk: row for row in by_unit[member.unit_id]})
    items = LedgerItem.objects.in_bulk({row.item_id for row in rows})
    told = _last_told(people, key)
    for user, mine in people.items():
        news = [row for pk, row in sorted(mine.items()) if pk > told.get(user.pk, 0)]
        if news:
            full = f"{key}:{news[-1].pk}"
            _send(user, news, items, key=full, title=title, remark=remark, by_mail=by_mail, now=now)


def _last_told(people: Iterable[User], key: str) -> dict[int, int]:
    """The last reminder that each person was told of under this key."""
    told: dict[int, int] = {}
    sent = Message.objects.filter(user__in=list(people), key__startswith=f"{key}:")
    for user_id, full in sent.values_list("user_id", "key"):
        told[user_id] = max(told.get(user_id, 0), int(full.rsplit(":", 1)[1]))
    return told


def _send(
    user: User,
    rows: Sequence[Reminder],
    items: dict[int, LedgerItem],
    *,
    key: str,
    title: str,
    remark: str,
    by_mail: bool,
    now: datetime | None,
) -> None:
    lines = [remark] if remark else []
    seen: dict[int, str] = {}
    for row in rows:
        rule = f"（{row.rule.name}）" if row.rule else ""
        seen[row.item_id] = f"{row.due_on:%Y-%m-%d} 到期{rule}：{items[row.item_id].text[:60]}"
    lines += seen.values()
    send_message(
        user=user,
        key=key,
        title=f"{title}：{len(seen)} 项任务",
        text="\n".join(lines),
        url=address_of(next(iter(seen)) if len(seen) == 1 else None),
        by_mail=by_mail or any(row.rule is not None and row.rule.by_mail for row in rows),
        now=now,
    )


def address_of(item_id: int | None) -> str:
    """Where the desk shows it; empty while no desk is installed."""
    try:
        return reverse("desk:item", args=[item_id]) if item_id else reverse("desk:today")
    except NoReverseMatch:
        return ""


def _values(rule: ReminderRule) -> dict[str, object]:
    return {
        "名称": rule.name,
        "天数": rule.days,
        "按工作日": rule.is_working_days,
        "提醒": rule.receivers,
        "邮件": rule.by_mail,
        "启用": rule.is_active,
    }
