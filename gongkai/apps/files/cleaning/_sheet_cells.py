"""Which cells of a workbook a reader sees, and what they show: cleaning must not change them."""

from __future__ import annotations

import re

from gongkai.apps.files.cleaning._parts import Element, Parts, attribute, local, named

COLUMN = re.compile(r"([A-Z]+)")


def visible_cells(data: bytes) -> dict[tuple[str, str], str]:
    """What each visible cell shows: (sheet, place) → value or words, formulas by the figure they were saved with."""
    parts = Parts(data)
    book = parts.main()
    links = {link.id: link for link in parts.links(book)}
    strings = _strings(parts, book)
    found: dict[tuple[str, str], str] = {}
    for sheet in named(parts.xml(book), "sheet"):
        link = links.get(attribute(sheet, "id") or "")
        if (sheet.get("state") or "visible") != "visible" or link is None or link.target not in parts:
            continue
        root = parts.xml(link.target)
        hidden = hidden_columns(root)
        for row in named(root, "row"):
            if is_hidden_row(row):
                continue
            for cell in row.iterchildren("*"):
                place = cell.get("r", "") if local(cell) == "c" else ""
                if hidden and column_number(place) in hidden:
                    continue
                if shown := _shown(cell, strings):
                    found[sheet.get("name", ""), place or f"{row.get('r')}:{row.index(cell)}"] = shown
    return found


def _strings(parts: Parts, book: str) -> list[str]:
    target = next((link.target for link in parts.links(book) if link.kind == "sharedStrings"), "")
    if target not in parts:
        return []
    return ["".join(node.text or "" for node in named(item, "t")) for item in parts.xml(target) if local(item) == "si"]


def _shown(cell: Element, strings: list[str]) -> str:
    value = "".join(node.text or "" for node in cell.iterchildren("{*}v"))
    if cell.get("t") == "s" and value.isdigit():
        return strings[int(value)] if int(value) < len(strings) else ""
    return value or "".join(node.text or "" for node in named(cell, "t"))


def is_hidden_row(row: Element) -> bool:
    """Hidden, or of no height."""
    return row.get("hidden") in {"1", "true"} or _is_zero(row.get("ht"))


def hidden_columns(root: Element) -> set[int]:
    """Columns that are hidden or of no width, by number from 1."""
    found: set[int] = set()
    for node in named(root, "col"):
        if node.get("hidden") in {"1", "true"} or _is_zero(node.get("width")):
            first, last = int(node.get("min", "1")), int(node.get("max", "1"))
            found |= set(range(first, min(last, 16_384) + 1))
    return found


def column_number(place: str) -> int:
    """The column of A1 notation, from 1."""
    letters = COLUMN.match(place)
    number = 0
    for letter in letters[1] if letters else "":
        number = number * 26 + ord(letter) - 64
    return number


def _is_zero(text: str | None) -> bool:
    return text is not None and text != "" and text.strip("0.") == ""
