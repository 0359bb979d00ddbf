"""The text of a Word paragraph as a reader sees it."""

from __future__ import annotations

from gongkai.apps.files.readers.word.names import COMPATIBILITY, Element, child, is_on, value, w
from gongkai.apps.files.readers.word.styles import Styles

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
VISIBLE = (w("t"), MATH)
SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
# deleted and moved text, the reading of a ruby, properties, floating boxes (read apart), notes
SKIPPED = frozenset(
    w(name)
    for name in (
        "del",
        "moveFrom",
        "rt",
        "rPr",
        "pPr",
        "instrText",
        "delText",
        "drawing",
        "pict",
        "object",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
    )
)
FALLBACK = f"{{{COMPATIBILITY}}}Fallback"
BOX = w("txbxContent")


def text_of(paragraph: Element, styles: Styles) -> str:
    """Visible text; a soft line break is a newline, a tab stays a tab."""
    parts: list[str] = []
    _collect(paragraph, styles, parts)
    return "".join(parts)


def _collect(node: Element, styles: Styles, parts: list[str]) -> None:
    for item in node:
        if item.tag in SKIPPED or item.tag == FALLBACK:
            continue
        if item.tag == w("r") and (is_on(item, "rPr", "vanish") or styles.is_hidden(value(item, "rPr", "rStyle"))):
            continue
        if item.tag in VISIBLE:
            parts.append(item.text or "")
        elif item.tag == w("br"):
            parts.append("\n" if item.get(w("type"), "textWrapping") == "textWrapping" else "")
        elif item.tag in SIGNS:
            parts.append(SIGNS[item.tag])
        elif item.tag == w("sym"):
            parts.append(_symbol(item))
        else:
            _collect(item, styles, parts)


def _symbol(item: Element) -> str:
    """A character given by number; signs of symbol fonts have no meaning outside their font."""
    code = item.get(w("char"), "")
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return chr(point) if 0x20 <= point < 0xD800 else ""


def boxes_of(paragraph: Element) -> list[Element]:
    """The text boxes anchored in a paragraph, outermost first, each once although Word stores it twice."""
    found: list[Element] = []
    stack = [paragraph]
    while stack:
        node = stack.pop()
        if node.tag == FALLBACK or node.tag in (w("del"), w("moveFrom")):
            continue
        if node.tag == BOX:
            found.append(node)
            continue
        stack.extend(reversed(list(node)))
    return found


def merges_with_next(paragraph: Element) -> bool:
    """Was the paragraph's end mark deleted (tracked change), so that it runs on into the next?"""
    return child(paragraph, "pPr", "rPr", "del") is not None
