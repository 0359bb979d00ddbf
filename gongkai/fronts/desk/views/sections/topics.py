"""专题: put together from blocks without code, ordered, retired. PLT-16."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from gongkai.apps.sections.models import TopicPage
from gongkai.apps.sections.operations import TOPIC_BLOCKS, order_topics, restore_topic, retire_topic, save_topic
from gongkai.apps.sections.permissions import may_manage_sections, may_see_sections
from gongkai.apps.sections.queries import html_of, text_of, topics
from gongkai.fronts.desk.forms.homes import TopicForm
from gongkai.fronts.desk.forms.sections import SectionField
from gongkai.fronts.desk.views._desk import DeskView, read_number

MOST_BLOCKS = 60


class Topics(DeskView):
    """All topics in their order."""

    template_name = "desk/topics/list.html"
    may = staticmethod(may_see_sections)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those in use and those retired; those in one place are ordered together."""
        rows = list(topics(with_retired=True))
        used = [row for row in rows if row.retired_on is None]
        beside = [None, *used, None]
        moves = [
            (row, _is_beside(row, beside[place]), _is_beside(row, beside[place + 2])) for place, row in enumerate(used)
        ]
        return super().get_context_data(**kwargs) | {
            "moves": moves,
            "retired": [row for row in rows if row.retired_on],
            "may_manage": may_manage_sections(self.user),
        }


def _is_beside(row: TopicPage, other: TopicPage | None) -> bool:
    return other is not None and other.path[: -other.steplen] == row.path[: -row.steplen]


class TopicAct(DeskView):
    """One topic named in the address; POST only."""

    may = staticmethod(may_manage_sections)
    http_method_names = ["post"]

    @cached_property
    def topic(self) -> TopicPage:
        found: TopicPage = get_object_or_404(TopicPage, pk=self.kwargs["pk"])
        return found


class OrderTopic(TopicAct):
    """One place up or down among its neighbours."""

    def post(self, *_args: Any, **kwargs: Any) -> HttpResponse:
        """Exchange it with the next one."""
        if kwargs["way"] not in ("up", "down"):
            raise Http404
        parent = self.topic.path[: -self.topic.steplen]
        beside = [row for row in topics(with_retired=True) if row.path[: -row.steplen] == parent and not row.retired_on]
        at = next((place for place, row in enumerate(beside) if row.pk == self.topic.pk), None)
        to = None if at is None else at + (1 if kwargs["way"] == "down" else -1)
        if at is None or to is None or not 0 <= to < len(beside):
            return redirect("desk:topics")
        beside[at], beside[to] = beside[to], beside[at]
        return self.act(lambda: order_topics(actor=self.user, topics=beside), to=reverse("desk:topics"))


class RetireTopic(TopicAct):
    """Retire it, or show it again."""

    def post(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Whichever it is not."""
        if self.topic.retired_on:
            return self.act(
                lambda: restore_topic(actor=self.user, topic=self.topic), done="已恢复。", to=reverse("desk:topics")
            )
        return self.act(
            lambda: retire_topic(actor=self.user, topic=self.topic),
            done="已停用，原地址说明已停用。",
            to=reverse("desk:topics"),
        )


class EditTopic(DeskView):
    """The editor: the head, then blocks. Every button sends the whole form, so it works without scripts."""

    template_name = "desk/topics/edit.html"
    may = staticmethod(may_manage_sections)

    @cached_property
    def topic(self) -> TopicPage | None:
        """The one that is edited; None for a new one."""
        if "pk" not in self.kwargs:
            return None
        found: TopicPage = get_object_or_404(TopicPage, pk=self.kwargs["pk"])
        return found

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """As it stands."""
        topic = self.topic
        head = TopicForm(name="topic", initial={"title": topic.title, "lead": topic.lead} if topic else {})
        blocks = [_shown(block["type"], block["value"]) for block in topic.body.raw_data] if topic else []
        return self._page(head, blocks)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Add, move or take away a block, or save."""
        head = TopicForm(request.POST, name="topic")
        blocks = _sent(request.POST)
        todo = request.POST.get("do", "save")
        if todo != "save":
            return self._page(TopicForm(name="topic", initial=request.POST.dict()), _changed(blocks, todo))
        saved: list[TopicPage] = []

        def save(title: str, parent: Any, lead: str) -> None:
            values = [{"type": block["kind"], "value": _kept(block)} for block in blocks]
            saved.append(
                save_topic(actor=self.user, topic=self.topic, parent=parent, title=title, lead=lead, blocks=values)
            )

        if head.runs(save):
            messages.success(request, "已保存。")
            return redirect("desk:topic", pk=saved[0].pk)
        return self._page(head, blocks, status=422)

    def _page(self, head: TopicForm, blocks: list[dict[str, Any]], status: int = 200) -> HttpResponse:
        choices = [(str(row.pk), SectionField("").label_from_instance(row)) for row in SectionField("").queryset or ()]
        if self.topic:
            head.fields.pop("parent", None)
        context = {
            "head": head,
            "blocks": blocks,
            "kinds": TOPIC_BLOCKS.items(),
            "sections": choices,
            "topic": self.topic,
        }
        return self.render_to_response(self.get_context_data(**context), status=status)


def _shown(kind: str, value: Any) -> dict[str, Any]:
    """A block of the page as the editor shows it."""
    block: dict[str, Any] = {"kind": kind, "words": TOPIC_BLOCKS.get(kind, kind)}
    if kind == "heading":
        return block | {"text": value}
    if kind == "text":
        return block | {"text": text_of(value), "html": value}
    if kind == "sections":
        return block | {"title": value.get("title", ""), "section": str(value.get("section", ""))}
    if kind == "pair":
        return block | {"policies": str(value["policies"]), "interpretations": str(value["interpretations"])}
    if kind == "links":
        links = [link.get("value", link) for link in value]
        return block | {"text": "\n".join(f"{link['text']} {link['url']}" for link in links)}
    return block


def _sent(post: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The blocks of the form, by their numbers."""
    blocks = []
    for number in range(MOST_BLOCKS):
        kind = post.get(f"b{number}-kind", "")
        if kind not in TOPIC_BLOCKS:
            break
        names = ("text", "html", "title", "section", "policies", "interpretations")
        block = {name: post.get(f"b{number}-{name}", "").replace("\r\n", "\n") for name in names}
        blocks.append({"kind": kind, "words": TOPIC_BLOCKS[kind]} | block)
    return blocks


def _changed(blocks: list[dict[str, Any]], todo: str) -> list[dict[str, Any]]:
    """add:heading, up:2, down:2, drop:2."""
    verb, _, what = todo.partition(":")
    if verb == "add" and what in TOPIC_BLOCKS and len(blocks) < MOST_BLOCKS:
        return [*blocks, {"kind": what, "words": TOPIC_BLOCKS[what]}]
    at = int(what) if what.isdecimal() and len(what) < 5 else -1
    if not 0 <= at < len(blocks):
        return blocks
    if verb == "drop":
        return blocks[:at] + blocks[at + 1 :]
    to = at + (1 if verb == "down" else -1)
    if verb in ("up", "down") and 0 <= to < len(blocks):
        blocks[at], blocks[to] = blocks[to], blocks[at]
    return blocks


def _kept(block: Mapping[str, Any]) -> Any:
    """A block of the editor as the page keeps it. Text that was not touched keeps the marks it had."""
    kind, text = block["kind"], block.get("text", "").strip()
    if kind == "heading":
        return text
    if kind == "text":
        return block["html"] if block.get("html") and text_of(block["html"]) == text else html_of(text)
    if kind == "sections":
        return {"title": block["title"].strip(), "section": _number(block["section"])}
    if kind == "pair":
        return {name: _number(block[name]) for name in ("policies", "interpretations")}
    if kind == "links":
        pairs = [line.strip().rpartition(" ") for line in text.split("\n") if line.strip()]
        return [{"text": words.strip(), "url": url} for words, _, url in pairs]
    return {}


def _number(text: str) -> int:
    return read_number(text) or 0
