"""The little HTML that pages of the tree may hold: what the desk's editors can write, and nothing that runs."""

from __future__ import annotations

import re
from html import escape, unescape

import nh3

TEXT_TAGS = {"p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "a", "h2", "h3", "h4", "img"}
TAGS = TEXT_TAGS | {"table", "thead", "tbody", "tr", "th", "td"}
# linktype and id are how Wagtail keeps a link to a page of the site
ATTRIBUTES = {
    "a": {"href", "linktype", "id"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "img": {"src", "alt"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
ITEM = re.compile(r"^\s*[-•·]\s+")
SPACE = re.compile(r"[ \t\u3000]+")


def clean_html(text: str) -> str:
    """HTML with the tags above only."""
    return nh3.clean(text, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def html_of(text: str) -> str:
    """Plain text as HTML: a blank line parts paragraphs, lines that begin with “- ” are a list."""
    found: list[str] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        if lines and all(ITEM.match(line) for line in lines):
            found.append("<ul>" + "".join(f"<li>{escape(ITEM.sub('', line))}</li>" for line in lines) + "</ul>")
        elif lines:
            found.append("<p>" + "<br>".join(escape(line) for line in lines) + "</p>")
    return "".join(found)


def text_of(html: str) -> str:
    """The plain text that `html_of` makes into this HTML; other marks are lost."""
    text = re.sub(r"<li[^>]*>", "- ", html)
    text = re.sub(r"<br\s*/?>|</li>", "\n", text)
    text = re.sub(r"</(?:p|ul|ol|h\d|table)>", "\n\n", text)
    return unescape(re.sub(r"\n{3,}", "\n\n", re.sub(r"<[^>]+>", "", text))).strip()
