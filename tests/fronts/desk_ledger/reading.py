"""Reading a page as a person does: its words, its greyed buttons with what stands under them."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser as HTMLParser

SEEN_ATTRIBUTES = ("title", "placeholder", "aria-label", "alt")
# what is Latin on purpose: addresses, file names, names of people's accounts, keys of the keyboard
LATIN = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+|[\w-]+\.(?:txt|xlsx|docx|pdf)|\bEsc\b|\b(?:iCalendar|Ctrl)\b")


def words(response) -> str:
    """The text of the page as it is seen, without what Wagtail's shell draws around it."""
    page = HTMLParser(response.content.decode()).css_first(".desk")
    # accounts and titles of sources are written as they are
    for node in page.css("script, style, template, pre, [translate=no]"):
        node.decompose()
    return re.sub(r"\s+", " ", page.text(separator=" ")).strip()


def english(response) -> list[str]:
    """Latin words that a person would meet on the page, in texts and in attributes that are read aloud."""
    page = HTMLParser(response.content.decode()).css_first(".desk")
    seen = [words(response)]
    seen += [node.attributes.get(name) or "" for node in page.css("*") for name in SEEN_ATTRIBUTES]
    return re.findall(r"[A-Za-z]{2,}", LATIN.sub(" ", " ".join(seen)))


def refusals(response) -> dict[str, list[str]]:
    """Each greyed button with the sentences joined to it."""
    page = HTMLParser(response.content.decode())
    found = {}
    for button in page.css("button[disabled]"):
        place = page.css_first(f"#{button.attributes.get('aria-describedby')}")
        found[button.text(strip=True)] = [line.text(strip=True) for line in place.css("li")] if place else []
    return found


def links(response, selector: str = "a") -> dict[str, str]:
    """Link texts and where they lead."""
    page = HTMLParser(response.content.decode())
    return {re.sub(r"\s+", "", node.text()): node.attributes.get("href") or "" for node in page.css(selector)}
