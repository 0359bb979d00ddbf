"""Differences between two texts as people read them: struck out what went, underlined what came."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.domain.ledger import Clause, Segment, align


def side(segments: Iterable[Segment], kind: str, tag: str) -> SafeString:
    """One side of a comparison: what both texts have, and what only this one has, in the tag `del` or `ins`."""
    shown = [segment for segment in segments if segment.kind in ("same", kind)]
    return _join((segment, tag if segment.kind == kind else "") for segment in shown)


def woven(before: str, after: str) -> SafeString:
    """Both texts in one, for a correction. Texts that have little in common are shown one after the other."""
    row = next(iter(align([Clause(before)], [Clause(after)])), None)
    if not before or not after or row is None or not row.segments or row.old_index is None or row.new_index is None:
        return format_html("<del>{}</del> <ins>{}</ins>", before or "（空）", after or "（空）")
    tags = {"removed": "del", "added": "ins"}
    return _join((segment, tags.get(segment.kind, "")) for segment in row.segments)


def _join(parts: Iterable[tuple[Segment, str]]) -> SafeString:
    shown = ((format_html(f"<{tag}>{{}}</{tag}>", part.text) if tag else part.text,) for part, tag in parts)
    return format_html_join("", "{}", shown)


def shortened(segments: Iterable[Segment], reach: int = 60) -> SafeString:
    """Two long texts in one: what changed, with a little of what stands around it. Lines end as they ended."""
    rows, parts, tags = list(segments), [], {"removed": "del", "added": "ins"}
    for place, segment in enumerate(rows):
        tag, text = tags.get(segment.kind, ""), segment.text
        if not tag and len(text) > reach * 2 + 10:
            before = text[:reach] if place else ""
            after = text[-reach:] if place < len(rows) - 1 else ""
            text = f"{before} …… {after}"
        parts.append(format_html(f"<{tag}>{{}}</{tag}>", text) if tag else format_html("{}", text))
    return format_html_join("", "{}", ((part,) for part in parts))
