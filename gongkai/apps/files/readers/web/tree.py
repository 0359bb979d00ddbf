"""A web page as a light tree: what a reader of the page sees, without scripts, styles, inputs and hidden parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.domain.notices import UnreadableNotice

DROPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "template",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "video",
        "audio",
        "map",
        "link",
        "meta",
        "base",
        "title",
        "head",
        "datalist",
        "progress",
        "meter",
        "_comment",
        "!--",
    )
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
# deeper elements are hung on their ancestor at this depth, so that no page can exhaust the stack
DEPTH = 150
NODES = 200_000
TOO_LARGE = "网页过大，不像一份通知，请只保存正文部分"
HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(slots=True, eq=False)
class Node:
    """An element; its children are elements and strings in page order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    # counted once, bottom up: Chinese characters outside links, inside links, and sentence marks
    prose: int = 0
    linked: int = 0
    marks: int = 0
    # links and tables below, this element left out
    anchors: int = 0
    tables: int = 0

    @property
    def elements(self) -> list[Node]:
        return [child for child in self.children if isinstance(child, Node)]

    @property
    def hint(self) -> str:
        """Class, id and role: what the page's author calls this part."""
        return f"{self.attributes.get('class', '')} {self.attributes.get('id', '')} {self.attributes.get('role', '')}"

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in page order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.elements))

    def text(self) -> str:
        """All text below, as it stands."""
        parts: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
            else:
                stack.extend(reversed(item.children))
        return "".join(parts)


MOST_OPEN = 12_000
# what a browser does not close by itself
OPENED = re.compile(
    r"<(/?)(?!(?:p|li|td|th|tr|dd|dt|br|hr|img|col|input|meta|link|option)[\s/>])[a-zA-Z]", re.IGNORECASE
)


def _deeper_than(most: int, markup: str) -> bool:
    depth = 0
    for tag in OPENED.finditer(markup):
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > most:
            return True
    return False


def parse_page(markup: str) -> tuple[Node, str]:
    """The visible tree of a page and its <title>. Raises UnreadableNotice when it has more elements than any notice."""
    if markup.count("<") > 2 * NODES:
        raise UnreadableNotice(TOO_LARGE)
    # the parser needs the square of the depth: 60,000 open elements took half a minute
    if _deeper_than(MOST_OPEN, markup):
        raise UnreadableNotice(TOO_LARGE)
    parser = LexborHTMLParser(markup)
    title = parser.css_first("title")
    root = Node("body")
    start = parser.body or parser.root
    if start is not None:
        _copy(start, root)
        count(root)
    return root, (title.text() or "").strip() if title is not None else ""


def _copy(source: LexborNode, root: Node) -> None:
    """Fill the root from the parser's tree without recursion: a page may be nested as deep as it likes."""
    stack: list[tuple[LexborNode, Node, int]] = [(source, root, 0)]
    count = 0
    while stack:
        node, into, depth = stack.pop()
        held: list[tuple[LexborNode, Node, int]] = []
        child = node.child
        while child is not None:
            tag = child.tag or ""
            if tag == "-text":
                into.children.append(child.text_content or "")
            elif not _is_dropped(tag, child):
                # too deep: the child stands beside its parent's text instead of below it
                attributes = {name: value or "" for name, value in child.attributes.items()}
                copy = Node(tag, attributes) if depth < DEPTH else Node("div")
                into.children.append(copy)
                count += 1
                held.append((child, copy if depth < DEPTH else into, depth + 1))
            child = child.next
        if count > NODES:
            raise UnreadableNotice(TOO_LARGE)
        stack.extend(held)


def _is_dropped(tag: str, node: LexborNode) -> bool:
    if tag in DROPPED or not tag or not tag[0].isalpha():
        return True
    attributes = node.attributes
    return "hidden" in attributes or bool(HIDDEN.search(attributes.get("style") or ""))


def count(root: Node) -> None:
    """Count prose, links and tables of every element below, from the leaves up."""
    order: list[tuple[Node, bool]] = []
    stack = [(root, False)]
    while stack:
        node, in_link = stack.pop()
        order.append((node, in_link))
        stack.extend((child, in_link or child.tag == "a") for child in node.elements)
    for node, in_link in reversed(order):
        node.prose = node.linked = node.marks = node.anchors = node.tables = 0
        own = "".join(child for child in node.children if isinstance(child, str))
        letters = len(HAN.findall(own))
        if in_link:
            node.linked += letters
        else:
            node.prose += letters
            node.marks += sum(own.count(mark) for mark in "，。；：、")
        for child in node.elements:
            node.prose += child.prose
            node.linked += child.linked
            node.marks += child.marks
            node.anchors += child.anchors + (child.tag == "a")
            node.tables += child.tables + (child.tag == "table")
