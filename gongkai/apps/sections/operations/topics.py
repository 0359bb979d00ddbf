"""Topics (专题) without code: made of blocks, put in order, retired. PLT-16."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.blocks import StreamBlock
from wagtail.models import Page

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import User
from gongkai.apps.sections._pages import check_right, settle_address, temporary_slug
from gongkai.apps.sections._rich_text import clean_html
from gongkai.apps.sections.models import HomePage, Section, TopicPage, UnitHome
from gongkai.apps.sections.operations.tree import ensure_home
from gongkai.domain.workflow import Blocked

LONGEST_TITLE = 120
TOPIC_BLOCKS = {
    "heading": "小标题",
    "text": "文字",
    "sections": "栏目信息",
    "pair": "政策与解读对照",
    "rules_in_force": "现行有效规章",
    "links": "链接",
}
# fields of a block that name a section
SECTION_PARTS = {"sections": ("section",), "pair": ("policies", "interpretations")}


def save_topic(
    *,
    actor: User,
    topic: TopicPage | None = None,
    parent: Section | UnitHome | HomePage | None = None,
    title: str,
    lead: str = "",
    blocks: Sequence[Mapping[str, Any]] = (),
) -> TopicPage:
    """Make a topic below `parent` (None: the site's home page), or change one.

    `blocks`: {"type": one of TOPIC_BLOCKS, "value": …} in order, values as the page keeps them (sections by number).
    Refuses a block that is not complete, with its place and what is missing.
    """
    title = title.strip()
    with transaction.atomic():
        check_right(actor)
        refusals = [] if title and len(title) <= LONGEST_TITLE else [f"请填写专题名称，不超过 {LONGEST_TITLE} 个字。"]
        body, wrong = _checked(blocks)
        if refusals + wrong:
            raise Blocked([*refusals, *wrong])
        if topic is None:
            above: Page = Page.objects.get(pk=parent.pk).specific if parent else ensure_home(actor=actor)
            row = TopicPage(title=title, draft_title=title, slug=temporary_slug(), live=above.live, show_in_menus=True)
            row.lead, row.body = lead.strip(), body
            above.add_child(instance=row)
            settle_address(row, above, f"t{row.pk}")
            before = ""
        else:
            row = TopicPage.objects.select_for_update(of=("self",)).get(pk=topic.pk)
            before = row.title
            row.title = row.draft_title = title
            row.lead, row.body = lead.strip(), body
            row.save()
        after = {"名称": title, "内容": [TOPIC_BLOCKS[block["type"]] for block in body]}
        record(actor=actor, action="保存专题", target=row, before={"名称": before} if before else None, after=after)
    return TopicPage.objects.get(pk=row.pk)


def order_topics(*, actor: User, topics: Sequence[TopicPage]) -> None:
    """Put topics that lie side by side into this order. What else hangs there keeps its place before them."""
    with transaction.atomic():
        check_right(actor)
        rows = list(TopicPage.objects.filter(pk__in=[topic.pk for topic in topics]).order_by("path"))
        parents = {row.path[: -row.steplen] for row in rows}
        if len(parents) != 1 or len(rows) != len(topics):
            raise Blocked(["只能给同一位置的专题排序，请刷新后再试。"])
        for wanted in topics:
            row = TopicPage.objects.get(pk=wanted.pk)
            row.move(row.get_parent(), pos="last-child")
        names = [topic.title for topic in topics]
        record(actor=actor, action="专题排序", target="专题", after={"顺序": names})


def retire_topic(*, actor: User, topic: TopicPage, on: date | None = None) -> TopicPage:
    """End a topic. Its address answers with a page that says since when."""
    return _retired(actor, topic, on or timezone.localdate(), "停用专题")


def restore_topic(*, actor: User, topic: TopicPage) -> TopicPage:
    """Show a retired topic again."""
    return _retired(actor, topic, None, "恢复专题")


def _retired(actor: User, topic: TopicPage, on: date | None, action: str) -> TopicPage:
    with transaction.atomic():
        check_right(actor)
        row = TopicPage.objects.select_for_update(of=("self",)).get(pk=topic.pk)
        if bool(row.retired_on) == bool(on):
            raise Blocked([f"“{row.title}”已经停用。" if on else f"“{row.title}”没有停用。"])
        row.retired_on = on
        row.save(update_fields=["retired_on"])
        record(actor=actor, action=action, target=row, after={"停用日期": str(on or "")})
    return row


def _checked(blocks: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """The blocks as they are kept, and what is wrong with them by their place."""
    stream: StreamBlock = TopicPage._meta.get_field("body").stream_block
    kept: list[dict[str, Any]] = []
    wrong: list[str] = []
    in_force = set(Section.objects.filter(retired_on=None).values_list("pk", flat=True))
    for number, block in enumerate(blocks, 1):
        kind, value = block.get("type", ""), block.get("value")
        if kind not in TOPIC_BLOCKS:
            wrong.append(f"第 {number} 块的类型不对。")
            continue
        if kind == "text":
            value = clean_html(str(value or ""))
        where = f"第 {number} 块“{TOPIC_BLOCKS[kind]}”"
        parts = value if isinstance(value, Mapping) else {}
        if any(parts.get(part) not in in_force for part in SECTION_PARTS.get(kind, ())):
            wrong.append(f"{where}请选择在用的栏目。")
            continue
        try:
            child = stream.child_blocks[kind]
            child.clean(child.to_python(value))
        except (ValidationError, TypeError, ValueError, AttributeError):
            wrong.append(f"{where}没有填完整。")
            continue
        kept.append({"type": kind, "value": value})
    return kept, wrong
