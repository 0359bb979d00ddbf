"""The domains of standard catalogues, the carriers, and the clock of compiling: data/catalogue/domains.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gongkai.apps.sections._trees import cited, table


@dataclass(frozen=True, slots=True)
class Domain:
    """One domain. Its code is its name when the place added it."""

    code: str
    name: str
    number: int = 0
    ministry: str = ""
    county_department: str = ""
    is_pilot: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompilationClock:
    """How many months after the guideline the local catalogue must be there, and who says so."""

    since: date
    months: int
    source: str
    verified: bool


@lru_cache
def listed_domains() -> tuple[Domain, ...]:
    """The 26 pilot domains and those that came later, in order."""
    return tuple(
        Domain(
            code=row["code"],
            name=row["name"],
            number=row["number"],
            ministry=row["ministry"],
            county_department=row["county_department"],
            is_pilot=row["is_pilot"],
            aliases=tuple(row.get("aliases", ())),
        )
        for row in table("domains")["domain"]
    )


@dataclass(frozen=True, slots=True)
class Carrier:
    """One channel of a catalogue row. `register`: its name in the register of channels; "" for the website."""

    name: str
    register: str


@lru_cache
def carriers() -> tuple[str, ...]:
    """The check-list of channels and carriers."""
    return tuple(row["name"] for row in table("domains")["channel"])


def carrier_of(name: str) -> Carrier:
    """The carrier that a catalogue row means; one that is not listed is what it says."""
    return _carriers().get(_fold(name), Carrier(name, name))


@lru_cache
def _carriers() -> dict[str, Carrier]:
    found: dict[str, Carrier] = {}
    for row in table("domains")["channel"]:
        register = "" if row.get("is_website") else row.get("register", row["name"])
        found |= {
            _fold(spelling): Carrier(row["name"], register) for spelling in (row["name"], *row.get("aliases", ()))
        }
    for carrier in list(found.values()):
        if carrier.register:
            found.setdefault(_fold(carrier.register), Carrier(carrier.register, carrier.register))
    return found


def _fold(name: str) -> str:
    return re.sub(r"[\s()（）]", "", name)


@lru_cache
def compilation_clock() -> CompilationClock:
    """The clock in force: the newest row."""
    row = max(table("domains")["compilation"], key=lambda row: row["from"])
    return CompilationClock(row["from"], row["months"], cited(row["source"]), row["verified"])


def domain_of(word: str) -> Domain:
    """The domain of this code, name or other spelling; a name that is not listed is one that the place added."""
    name = word.strip().removesuffix("领域")
    listed = (row for row in listed_domains() if name in (row.code, row.name, *row.aliases))
    return next(listed, Domain(name, name))
