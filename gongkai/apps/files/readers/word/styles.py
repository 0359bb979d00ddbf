"""What styles say about numbering and hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai.apps.files.readers.word.names import Element, child, is_on, number, value, w

CONTENTS = re.compile(r"^(?:toc ?\d|目录 ?\d|table of figures)$", re.IGNORECASE)
LONGEST_CHAIN = 20


@dataclass(slots=True)
class Styles:
    """Styles by id."""

    nodes: dict[str, Element] = field(default_factory=dict)
    default: str = ""
    list_of_style: dict[str, str] = field(default_factory=dict)

    def list_at(self, style: str) -> tuple[str | None, int | None]:
        """The list and level a paragraph style puts its paragraphs in; looks through the styles it is based on."""
        for node in self._chain(style):
            own = child(node, "pPr", "numPr")
            if own is not None and value(own, "numId") is not None:
                depth = value(own, "ilvl")
                return value(own, "numId"), None if depth is None else number(depth)
        return None, None

    def is_hidden(self, style: str | None) -> bool:
        """Does a character style hide its text?"""
        return style is not None and any(is_on(node, "rPr", "vanish") for node in self._chain(style))

    def is_contents(self, style: str | None) -> bool:
        """Is it a line of a table of contents?"""
        return style in self.nodes and bool(CONTENTS.match(value(self.nodes[style], "name") or ""))

    def _chain(self, style: str) -> list[Element]:
        chain: list[Element] = []
        at: str | None = style
        while at in self.nodes and len(chain) < LONGEST_CHAIN:
            chain.append(self.nodes[at])
            at = value(chain[-1], "basedOn")
        return chain


def styles_of(root: Element | None) -> Styles:
    """Read styles.xml; a document without one has no styles."""
    found = Styles()
    for node in [] if root is None else root.findall(w("style")):
        style = node.get(w("styleId"), "")
        found.nodes[style] = node
        if node.get(w("type")) == "paragraph" and node.get(w("default")) in ("1", "true"):
            found.default = style
        if node.get(w("type")) == "numbering" and (list_id := value(node, "pPr", "numPr", "numId")):
            found.list_of_style[style] = list_id
    return found
