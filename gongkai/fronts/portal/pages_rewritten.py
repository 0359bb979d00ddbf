"""A finished page with other words or other links. Everything else keeps its bytes: no parser writes it anew."""

from __future__ import annotations

import re
from collections.abc import Callable

TAG = re.compile(
    r"<!--.*?-->|<!\w[^>]*>|<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.S
)
ATTRIBUTE = re.compile(r"(?P<before>\s(?P<name>[\w:-]+)=)(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.S)
# what is read or spoken; addresses, ids and values that are sent back are not
SPOKEN = {"title", "alt", "aria-label", "aria-description", "placeholder", "content", "label", "summary", "data-side"}
# the content of these is no text of the page
UNTOUCHED = {"script", "style", "code", "textarea"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LINKS = {"a": "href", "area": "href", "form": "action"}
NOT_FOLLOWED = re.compile(r"\srel=[\"'][^\"']*\b(?:alternate|canonical)\b", re.I)
PLAIN_WORDS = re.compile(r"\s(?:lang=[\"']zh-Hans[\"']|translate=[\"']no[\"'])", re.I)


def converted(page: str, convert: Callable[[str], str]) -> str:
    """The page with its words and spoken attributes converted and marked zh-Hant. What is marked as simplified
    (lang="zh-Hans") or not to be translated keeps its words."""
    made: list[str] = []
    at, kept = 0, ""  # the element whose content is kept, and how deep others of its name are open in it
    depth = 0
    for tag in TAG.finditer(page):
        words = page[at : tag.start()]
        made.append(words if kept else convert(words))
        at = tag.end()
        name = (tag["name"] or "").lower()
        if kept:
            if name == kept:
                depth += -1 if tag["close"] else 1
                kept = kept if depth else ""
            made.append(tag[0])
            continue
        if not name or tag["close"]:
            made.append(tag[0])
            continue
        if name == "html":
            made.append(_with(re.sub(r"\slang=[\"'][^\"']*[\"']", "", tag[0]), 'lang="zh-Hant"'))
            continue
        keeps = name in UNTOUCHED or bool(PLAIN_WORDS.search(tag["rest"]))
        if keeps and name not in VOID:
            kept, depth = name, 1
        made.append(tag[0] if keeps and name not in UNTOUCHED else _spoken(tag[0], convert))
    made.append(page[at:] if kept else convert(page[at:]))
    return "".join(made)


def _spoken(tag: str, convert: Callable[[str], str]) -> str:
    def one(found: re.Match[str]) -> str:
        value, name = found["value"], found["name"].lower()
        is_typed = name == "value" and 'type="search"' in tag  # what was searched for, shown again
        if not (name in SPOKEN or is_typed) or value.startswith(("http://", "https://", "/")):
            return found[0]
        return f"{found['before']}{found['quote']}{convert(value)}{found['quote']}"

    return ATTRIBUTE.sub(one, tag)


def marked(page: str, name: str) -> str:
    """The page with a class on its root element, which the style sheet of the edition looks for."""
    root = re.search(r"<html\b[^>]*>", page)
    if root is None:
        return page
    tag = root[0]
    if found := re.search(r"\sclass=([\"'])(.*?)\1", tag):
        made = tag.replace(found[0], f' class="{found[2]} {name}"')
    else:
        made = _with(tag, f'class="{name}"')
    return page[: root.start()] + made + page[root.end() :]


def _with(tag: str, attribute: str) -> str:
    return f"{tag[:5]} {attribute}{tag[5:]}"


def with_links(page: str, address: Callable[[str], str]) -> str:
    """The page with the links and forms that lead on within the site changed. Links to another edition of the same page
    (rel="alternate") and scripts are left."""

    def one(tag: re.Match[str]) -> str:
        wanted = LINKS.get((tag["name"] or "").lower())
        if not wanted or tag["close"] or NOT_FOLLOWED.search(tag["rest"]):
            return tag[0]
        return ATTRIBUTE.sub(
            lambda found: (
                f"{found['before']}{found['quote']}{address(found['value'])}{found['quote']}"
                if found["name"].lower() == wanted
                else found[0]
            ),
            tag[0],
        )

    parts = re.split(r"(<script\b.*?</script>)", page, flags=re.S | re.I)
    return "".join(part if part[:7].lower() == "<script" else TAG.sub(one, part) for part in parts)
