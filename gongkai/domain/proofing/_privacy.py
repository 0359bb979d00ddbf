"""Personal data in a text: what it is, why it may not stand there, and the mask that is proposed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.domain.proofing._addresses import home_addresses, masked_address
from gongkai.domain.proofing._found import Found
from gongkai.domain.proofing._mail import mail_addresses
from gongkai.domain.proofing._papers import papers
from gongkai.domain.proofing._personal_numbers import numbers
from gongkai.domain.proofing._problems import Problem, Severity
from gongkai.domain.proofing._rosters import flattened, in_tables, names_beside
from gongkai.domain.proofing._rules import PrivacyRules
from gongkai.domain.proofing._spelt import spelt_out
from gongkai.domain.proofing._tables import Table
from gongkai.domain.proofing._view import digit_view

_ROUNDS = 4


def personal_data(text: str, rules: PrivacyRules, tables: Sequence[Table] = ()) -> list[Problem]:
    """Every value of a person, in text order, never overlapping."""
    return [_problem(text, found, rules) for found in find_personal(text, tables)]


def find_personal(text: str, tables: Sequence[Table] = ()) -> list[Found]:
    """The places alone."""
    view = digit_view(text)
    told = [*numbers(view), *spelt_out(view)]
    found = [
        *in_tables(tables or flattened(text), told),
        *told,
        *mail_addresses(view),
        *home_addresses(digit_view(text.replace("\t", "|"))),
        *papers(view),
    ]
    found += names_beside(view, told)
    return _apart(found)


def _apart(found: Iterable[Found]) -> list[Found]:
    """Overlaps removed: the longer value stays; a mail address that begins with a phone number is one value."""
    kept: list[Found] = []
    for value in sorted(found, key=lambda value: (value.start - value.end, value.start)):
        if not any(value.start < other.end and other.start < value.end for other in kept):
            kept.append(value)
    return sorted(kept, key=lambda value: value.start)


def _problem(text: str, found: Found, rules: PrivacyRules) -> Problem:
    name = rules.names[found.kind]
    mask = masked_value(text[found.start : found.end], found, rules)
    shown = " ".join(mask.split())
    if found.doubt:
        message = f"疑似{name}“{shown}”（{found.doubt}）。"
    elif found.is_public:
        message = f"对外联系方式使用了{name}“{shown}”，宜改用单位固定电话。"
    else:
        message = f"含有{name}“{shown}”，公开前应作去标识化处理。"
    severity: Severity = "warn" if found.doubt or found.is_public or found.kind == "name" else "block"
    return Problem(
        f"privacy.{found.kind}", rules.basis, severity, found.start, found.end, message, mask, ground_needed=True
    )


def masked_value(words: str, found: Found, rules: PrivacyRules) -> str:
    """The value with its middle hidden; blanks and dashes between digits stay, so that it still looks like itself."""
    first, last = rules.keep[found.kind]
    if found.kind == "home_address":
        return masked_address(digit_view(words).replace("\x00", ""))
    if found.kind == "email":
        at = max(words.rfind("@"), words.rfind("＠"))
        return words[:first] + "***" + (words[at:] if at > 0 else "")
    if found.kind == "name":
        return words[:first] + "*" * max(1, len(words.replace(" ", "").replace("\u3000", "")) - first - last)
    return _hidden(words, len(found.digits), first, last)


def _hidden(words: str, count: int, first: int, last: int) -> str:
    """Hide the signs of the number but for its first and last; a country's prefix before it stays."""
    signs = [place for place, sign in enumerate(digit_view(words)) if sign.isalnum()]
    own = signs[len(signs) - count :] if count <= len(signs) else signs
    hidden = frozenset(own[first : max(first, len(own) - last)])
    view = digit_view(words)
    return "".join("*" if place in hidden else sign for place, sign in enumerate(words) if view[place] != "\x00")


def masked(text: str, rules: PrivacyRules | None = None) -> str:
    """The text with all personal data masked; nothing is found in it when it is read again."""
    chosen = rules or PrivacyRules.built_in()
    for _ in range(_ROUNDS):
        found = find_personal(text)
        if not found:
            return text
        for value in reversed(found):
            text = text[: value.start] + masked_value(text[value.start : value.end], value, chosen) + text[value.end :]
    for value in reversed(find_personal(text)):
        text = text[: value.start] + "***" + text[value.end :]
    return text
