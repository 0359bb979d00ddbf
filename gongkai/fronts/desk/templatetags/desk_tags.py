"""How the desk writes states, units, days and paths. A state is a word and a shape, never a colour alone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate, localtime

from gongkai.apps.ledgers.operations.draft_values import NOTICE_FIELDS, TASK_FIELDS
from gongkai.domain.notices import without_paths
from gongkai.fronts.desk.differences import woven
from gongkai.fronts.desk.menu import desk_items

register = template.Library()
SOON_DAYS = 3
READ_KEYS = ("text", "name", "date")
# what a deadline, a quota, a task or a chosen unit has and a set of changed fields has not
THING_KEYS = {"id", "op", "offset", "group"}
FIELD_WORDS = {name: label for name, (label, _) in (NOTICE_FIELDS | TASK_FIELDS).items()}
WEEKDAYS = "一二三四五六日"
ROLE_WORDS = {"lead": "牵头", "responsible": "责任", "supporting": "配合", "supervising": "监管"}


def day_words(day: date, today: date) -> str:
    """11月25日; with the year when it is another year than today's."""
    words = f"{day.month}月{day.day}日"
    return words if day.year == today.year else f"{day.year}年{words}"


def due_words(day: date, today: date) -> tuple[str, str]:
    """(words, class): 逾期 N 天 / 今天 / 明天 / 11月25日; red when late or today, amber when near."""
    left = (day - today).days
    if left < 0:
        return f"逾期 {-left} 天", "red"
    if left <= 1:
        return ("今天", "red") if left == 0 else ("明天", "soon")
    return day_words(day, today), "soon" if left <= SOON_DAYS else ""


@register.filter
def day(value: date | None, today: date | None = None) -> str:
    """A day in words, or a dash."""
    return day_words(value, today or localdate()) if value else "—"


# where space is short the bracket of paths would be all one sees of a task
register.filter("without_paths", without_paths)


@register.filter
def weekday(value: date) -> str:
    """星期一."""
    return f"星期{WEEKDAYS[value.weekday()]}"


@register.simple_tag
def due(value: date | None, today: date | None = None, is_over: bool = False) -> SafeString:
    """A due date as people say it. `is_over`: the thing is done, so the date is only a date."""
    if value is None:
        return mark_safe('<span class="due muted">—</span>')
    today = today or localdate()
    words, kind = (day_words(value, today), "") if is_over else due_words(value, today)
    return format_html(
        '<time class="due {}" datetime="{}" title="{}">{}</time>',
        kind,
        value.isoformat(),
        day_words(value, today),
        words,
    )


@register.simple_tag
def state(item: Any, today: date | None = None) -> SafeString:
    """The state of a ledger item: its word with a shape, and 逾期 when the day has passed."""
    is_late = bool(item.due_on and item.due_on < (today or localdate()) and item.state != "closed_out")
    late = mark_safe('<span class="state late">逾期</span>') if is_late else ""
    word = item.get_state_display()
    return format_html('<span class="states"><span class="state {}">{}</span>{}</span>', item.state, word, late)


@register.simple_tag
def unit_chip(text: Any, role: str = "", odd: bool = False) -> SafeString:
    """One unit: 牵头 and 配合, 监管 are said in words, 责任 is the plain chip."""
    word = ROLE_WORDS.get(role, "") if role != "responsible" else ""
    kind = "odd" if odd else ("lead" if role == "lead" else "")
    lead = format_html('<b class="role">{}</b> ', word) if word else ""
    return format_html('<span class="chip {}">{}{}</span>', kind, lead, text)


@register.simple_tag
def path_chip(segments: Iterable[str]) -> SafeString:
    """A disclosure path: 政府信息公开 › 政策."""
    parts = format_html_join(" › ", "{}", ((part,) for part in segments))
    return format_html('<span class="chip path">{}</span>', parts)


@register.simple_tag
def percent(part: float, whole: float) -> int:
    """A whole per cent, never 100 before all is done."""
    if not whole:
        return 0
    return 100 if part >= whole else min(99, round(part * 100 / whole))


@register.simple_tag(takes_context=True)
def desk_menu(context: template.Context) -> list[Any]:
    """Our menu entries, for browsers without scripts."""
    request: HttpRequest | None = context.get("request")
    return desk_items(request) if request and request.user.is_authenticated else []


@register.simple_tag
def place_name() -> str:
    """Whose desk this is: 青溪县人民政府."""
    return str(settings.WAGTAIL_SITE_NAME)


@register.filter
def thousands(value: int) -> str:
    """11,384."""
    return f"{value:,}"


@register.filter
def last_action(corrections: list[dict[str, Any]]) -> str:
    """What the last correction did."""
    last = corrections[-1]
    return f"{last.get('action', '')} {field_words(last.get('field', ''))}".strip()


@register.filter
def moment(value: str) -> str:
    """A moment kept as text, as people write it: 3月4日 10:05."""
    at = parse_datetime(value or "")
    if at is None:
        return value
    at = localtime(at)
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"


@register.filter
def field_words(names: str) -> str:
    """text、lead_units → 任务、牵头单位; words that are no field names stay."""
    return "、".join(FIELD_WORDS.get(name, name) for name in (names or "").split("、"))


@register.filter
def plain_value(value: Any) -> str:
    """A value of a correction in words: of a thing its words and day, of changed fields each with its name."""
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, dict):
        return _thing(value) if set(value) & THING_KEYS else _fields(value)
    if isinstance(value, list):
        return "；".join(plain_value(part) for part in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _thing(value: dict[str, Any]) -> str:
    words = [str(value[key]) for key in READ_KEYS if value.get(key)]
    return "，".join(dict.fromkeys(words)) or "另一个单位"


def _fields(value: dict[str, Any]) -> str:
    return "；".join(f"{FIELD_WORDS.get(name, name)}：{plain_value(part)}" for name, part in value.items())


@register.simple_tag
def difference(before: str, after: str) -> SafeString:
    """A corrected value: what went is struck out, what came is underlined."""
    return woven(before, after)


@register.simple_block_tag(takes_context=True)
def by_full_name(context: template.Context, content: str) -> str:
    """The shell with the person's whole name at its foot; should Wagtail write it otherwise, it stays as it is."""
    user = getattr(context.get("request"), "user", None)
    if user is None or user.is_anonymous:
        return content
    shown = user.first_name or user.get_username()
    # both sides are what json_script wrote or would write: escaped for a script element
    name = json.dumps(user.get_full_name()).replace("<", "\\u003C").replace(">", "\\u003E").replace("&", "\\u0026")
    return mark_safe(content.replace(f'"name": {json.dumps(shown)}, "avatarUrl"', f'"name": {name}, "avatarUrl"', 1))  # noqa: S308
