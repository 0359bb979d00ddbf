"""Is a bracket, a cell or a line a list of units?"""

from __future__ import annotations

from gongkai.domain.notices._units._pieces import bare_name, pieces, unwrapped, verb_start
from gongkai.domain.notices._units._words import (
    BARE_SUFFIX,
    HEADER,
    LABEL,
    LEAD_TAIL,
    LIMIT_SEGMENT,
    NO_BODY,
    NOT_A_NAME,
    NOTE_SEGMENT,
    SUFFIX,
    VERB_HEAD,
)
from gongkai.domain.text import plain


def looks_like_units(text: str) -> bool:
    """Whether a bracket, cell or line is a list of units, with or without a label or a verb."""
    view = plain(text)
    start, end = unwrapped(view)
    if LABEL.match(view, start + (view[start : start + 1] == "("), end):
        return True
    if HEADER.fullmatch(view, start, end):
        return False
    if end - start < 2 or end - start > 1500 or NOT_A_NAME.match(view, start):
        return False
    parts = [view[a:b] for a, b in pieces(view, start, end)]
    has_verb = any(LEAD_TAIL.search(piece) or verb_start(piece, 0, len(piece)) is not None for piece in parts)
    names = [
        name
        for piece in parts
        if not NOTE_SEGMENT.match(piece) and not LIMIT_SEGMENT.match(piece)
        for name in [bare_name(piece)]
        if name
    ]
    if not names or any(len(name) > 40 or ":" in name for name in names):
        return False
    if len(names) == 1 and len(names[0]) < 3 and not has_verb:
        # (单位), (街道): half of a name
        return False
    if not has_verb and any("的" in name or VERB_HEAD.match(name) for name in names):
        return False
    suffix = SUFFIX if has_verb else BARE_SUFFIX
    fitting = sum(
        bool(suffix.search(name)) and not NOT_A_NAME.match(name) and not NO_BODY.search(name) for name in names
    )
    return fitting == len(names) or (has_verb and fitting >= max(1, len(names) * 0.6))
