"""The names of WordprocessingML, and the small look-ups every part of the docx reader needs."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
Element: TypeAlias = etree._Element
OFF = ("0", "false", "off", "none")


def w(name: str) -> str:
    """The full name of a WordprocessingML element or attribute."""
    return f"{{{MAIN}}}{name}"


def child(element: Element | None, *names: str) -> Element | None:
    """The element reached by a path of child names, or None."""
    for name in names:
        if element is None:
            return None
        element = element.find(w(name))
    return element


def value(element: Element | None, *names: str) -> str | None:
    """The w:val of the element reached by a path of child names."""
    found = child(element, *names)
    return None if found is None else found.get(w("val"))


def number(text: str | None, default: int = 0) -> int:
    """A small whole number, or the default when the file holds something else."""
    text = (text or "").strip()
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        return default
    return int(text)


def is_on(element: Element | None, *names: str) -> bool:
    """A switch is on when it is there and not set to off."""
    found = child(element, *names)
    return found is not None and (found.get(w("val")) or "1").lower() not in OFF
