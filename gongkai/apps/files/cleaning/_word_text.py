"""The words a reader of a Word file sees, with all changes accepted: cleaning must not change them."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.apps.files.cleaning._parts import Element, attribute, local

GONE = {"del", "moveFrom", "Fallback", "rPr", "pPr", "trPr", "tcPr", "sectPr", "tblPr"}


def visible_text(roots: Iterable[Element], hidden: frozenset[str]) -> str:
    """All visible characters in order, without blanks and paragraph ends."""
    found: list[str] = []
    for root in roots:
        _collect(root, hidden, "", found)
    return "".join("".join(found).split())


def _collect(node: Element, hidden: frozenset[str], style: str, found: list[str]) -> None:
    for child in node:
        tag = local(child)
        if (
            tag in GONE
            or (tag == "tr" and _row_is_gone(child))
            or (tag == "tc" and _property(child, "tcPr", "cellDel"))
        ):
            continue
        if tag == "r" and _is_hidden(child, hidden, style):
            continue
        if tag == "t":
            found.append(child.text or "")
            continue
        _collect(child, hidden, _style_of(child, "pPr", "pStyle") if tag == "p" else style, found)


def _row_is_gone(row: Element) -> bool:
    hidden = _property(row, "trPr", "hidden")
    return bool(_property(row, "trPr", "del")) or (
        bool(hidden) and (attribute(hidden[0], "val") or "true") not in {"0", "false", "off"}
    )


def _property(node: Element, holder: str, name: str) -> list[Element]:
    return [inner for child in node if local(child) == holder for inner in child if local(inner) == name]


def _style_of(node: Element, holder: str, name: str) -> str:
    found = _property(node, holder, name)
    return (attribute(found[0], "val") or "") if found else ""


def _is_hidden(run: Element, hidden: frozenset[str], paragraph_style: str) -> bool:
    vanish = _property(run, "rPr", "vanish")
    if vanish:
        return (attribute(vanish[0], "val") or "true") not in {"0", "false", "off", "none"}
    return _style_of(run, "rPr", "rStyle") in hidden or paragraph_style in hidden
