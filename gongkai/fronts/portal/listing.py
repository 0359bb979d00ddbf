"""A list page: one page of rows, plain links that narrow it with what each leaves, and pages with stable addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, QueryDict

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.public_lists import FORM_GROUPS, PublicFilter, Tally, choices, count_of

SIZE = 20
# nobody turns further: the page says how to narrow the list instead
LAST_PAGE = 200
TITLES = {"year": "年份", "unit": "发布机构", "theme": "主题", "report": "报告种类", "form": "形式"}
# values that are kept by a code
CODED = {"report": dict(Document.ReportKind.choices), "form": dict(Document.Form.choices)}
SHOWN_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a filter or of the pages. `count` is empty where there is nothing to count."""

    label: str
    url: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The links of one filter."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list. `canonical` is its address with the filters that are known, in their order."""

    rows: Sequence[Any]
    total: int
    page: int
    pages: tuple[Link, ...]
    groups: tuple[Group, ...]
    tabs: tuple[Link, ...]
    chosen: PublicFilter
    held: PublicFilter
    canonical: str
    clear_url: str
    is_too_long: bool

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter is on besides what the page itself is."""
        return self.chosen != self.held


def read_filter(query: QueryDict, names: Iterable[str]) -> PublicFilter:
    """The filters of an address. What is no value of a filter is no page of the site."""
    found: dict[str, Any] = {}
    for name in names:
        value = query.get("q" if name == "words" else name, "").strip()[:80]
        if name in {"year", "unit"}:
            if value and not (value.isascii() and value.isdigit() and len(value) < 10):
                raise Http404
            found[name] = int(value or 0)
        else:
            found[name] = value
    return PublicFilter(**found)


def read_page(query: QueryDict) -> int:
    """The page an address asks for, from 1."""
    value = query.get("page", "1")
    if not (value.isascii() and value.isdigit() and len(value) < 5 and 0 < int(value) <= LAST_PAGE):
        raise Http404
    return int(value)


def changed(chosen: PublicFilter, name: str, value: Any) -> PublicFilter:
    """The filter with one of its values changed."""
    return replace(chosen, **{name: value})


def address(url: str, chosen: PublicFilter, page: int = 1) -> str:
    """The address of a page of a list: always the same order, nothing that is empty."""
    named = {
        "q": chosen.words, "tab": chosen.tab, "form": chosen.form, "report": chosen.report,
        "theme": chosen.theme, "unit": chosen.unit, "year": chosen.year, "page": page if page > 1 else 0,
    }  # fmt: skip
    query = urlencode({name: value for name, value in named.items() if value})
    return f"{url}?{query}" if query else url


def make(  # noqa: PLR0917 - what a list is made of
    url: str,
    chosen: PublicFilter,
    page: int,
    tallies: Sequence[Tally],
    load: Callable[[int, int], Sequence[Any]],
    names: Sequence[str] = ("year", "unit"),
    tabs: Sequence[tuple[str, str]] = (),
    tab_name: str = "tab",
    holds_words: bool = False,
) -> Listing:
    """A list page. `load` gives the rows from a place on; `tabs` are (value, label) of the filter `tab_name`.

    `holds_words`: the words sought are the page itself, and stay when the filters are cleared.
    """
    held = PublicFilter(words=chosen.words if holds_words else "", **{tab_name: getattr(chosen, tab_name)})
    total = count_of(tallies, chosen)
    last = max(1, -(-total // SIZE))
    if page > last:
        raise Http404
    rows = load((page - 1) * SIZE, SIZE) if total else []
    reached = min(last, LAST_PAGE)
    return Listing(
        rows=rows,
        total=total,
        page=page,
        pages=tuple(_pages(url, chosen, page, reached)),
        groups=tuple(group for group in (_group(url, chosen, tallies, name) for name in names) if group),
        tabs=tuple(_tab(url, chosen, tallies, value, label, tab_name) for value, label in tabs),
        chosen=chosen,
        held=held,
        canonical=address(url, chosen, page),
        clear_url=address(url, held),
        is_too_long=last > LAST_PAGE,
    )


def plain(url: str, page: int, total: int, rows: Sequence[Any], chosen: PublicFilter | None = None) -> Listing:
    """A list without filters."""
    last = min(max(1, -(-total // SIZE)), LAST_PAGE)
    held = chosen or PublicFilter()
    links = tuple(_pages(url, held, page, last))
    return Listing(
        rows, total, page, links, (), (), held, held, address(url, held, page), url, total > SIZE * LAST_PAGE
    )


def _tab(url: str, chosen: PublicFilter, tallies: Sequence[Tally], value: str, label: str, name: str) -> Link:  # noqa: PLR0917
    with_tab = changed(chosen, name, value)
    now = getattr(chosen, name)
    is_current = now == value or (name == "form" and now in FORM_GROUPS.get(value, ()) and bool(now))
    return Link(label, address(url, with_tab), count_of(tallies, with_tab), is_current)


def _group(url: str, chosen: PublicFilter, tallies: Sequence[Tally], name: str) -> Group | None:
    """Offered when there is something to choose, or when it is chosen and may be given up."""
    now = str(getattr(chosen, name) or "")
    found = choices(tallies, name, chosen)
    if not now and len(found) < 2:
        return None
    links = [Link("全部", address(url, changed(chosen, name, 0 if name in {"year", "unit"} else "")), None, not now)]
    for choice in found[:SHOWN_CHOICES]:
        value: Any = int(choice.value) if name in {"year", "unit"} else choice.value
        label = CODED.get(name, {}).get(choice.label, choice.label)
        there = address(url, changed(chosen, name, value))
        links.append(Link(str(label), there, choice.count, choice.value == now))
    return Group(TITLES[name], tuple(links))


def _pages(url: str, chosen: PublicFilter, page: int, last: int) -> Iterable[Link]:
    """First, last and five around the current one; a gap is a link without address."""
    if last < 2:
        return
    shown = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
    before = 0
    for number in shown:
        if number > before + 1:
            yield Link("…", "")
        yield Link(str(number), address(url, chosen, number), None, number == page)
        before = number
