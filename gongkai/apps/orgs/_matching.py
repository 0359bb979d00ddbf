"""Which unit a name in a notice means. A name that could mean two units means none: a person chooses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

from gongkai.apps.orgs import _names
from gongkai.apps.orgs.models import Unit, UnitGroup, UnitName
from gongkai.domain.text import plain

How = Literal["exact", "alias", "former", "suffix", "folded", "none"]
MOST_CANDIDATES = 5
LIKE_ENOUGH = 60


@dataclass(frozen=True, slots=True)
class Match:
    """What a name means: one unit, or one group, or nothing certain and the units it may mean, best first."""

    unit: Unit | None = None
    group: UnitGroup | None = None
    how: How = "none"
    candidates: tuple[Unit, ...] = ()


@dataclass(slots=True)
class Index:
    """All names in force, ready for look-up. Built once for a whole notice."""

    home: str
    current: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    alias: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    former: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    variants: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    units: dict[int, Unit] = field(default_factory=dict)
    groups: dict[str, tuple[UnitGroup, How]] = field(default_factory=dict)
    all_groups: tuple[UnitGroup, ...] = ()

    def match(self, text: str) -> Match:
        """The meaning of one name."""
        folded = _names.fold_name(text)
        if not folded:
            return Match()
        for spelling in (folded, *_names.without_aside(text)):
            found = self._unit(spelling, is_script_folded=_is_folded(text)) or self._group(spelling)
            if found:
                return found
        return Match(candidates=self._candidates(folded))

    def _unit(self, folded: str, *, is_script_folded: bool) -> Match | None:
        named = self.current.get(folded) or set()
        how: How = "exact"
        if not named:
            other, earlier = self.alias.get(folded) or set(), self.former.get(folded) or set()
            named, how = other | earlier, "alias" if other else "former"
        if named:
            how = "folded" if is_script_folded else how
        else:
            named, how = self.variants.get(_names.shortened(folded)) or set(), "suffix"
        if not named:
            return None
        units = tuple(sorted((self.units[pk] for pk in named), key=lambda unit: (unit.order, unit.pk)))
        if len(units) == 1:
            return Match(unit=units[0], how=how)
        return Match(candidates=units[:MOST_CANDIDATES])

    def _group(self, folded: str) -> Match | None:
        if folded in self.groups:
            group, how = self.groups[folded]
            return Match(group=group, how=how)
        spelled = _names.shortened(folded)
        for row in _names.usage().collective:
            found = row["pattern"].fullmatch(folded) or row["pattern"].fullmatch(spelled)
            if not found or not self._is_home_level(found.groupdict().get("level")):
                continue
            fitting = [
                group
                for group in self.all_groups
                if set(row["kinds"]) <= set(group.kinds) and not set(row["without"]) & set(group.kinds)
            ]
            return Match(group=fitting[0], how="suffix") if len(fitting) == 1 else Match()
        return None

    def _is_home_level(self, level: str | None) -> bool:
        return not level or not self.home or level in set(_names.prefixes(self.home))

    def _candidates(self, folded: str) -> tuple[Unit, ...]:
        if folded.startswith("各"):
            return ()
        spelled = _names.shortened(folded)
        best: dict[int, float] = {}
        for key, score, _ in process.extract(
            spelled, self.variants.keys(), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=60
        ):
            for pk in self.variants[key]:
                best[pk] = max(best.get(pk, 0), score)
        ranked = sorted(best, key=lambda pk: (-best[pk], self.units[pk].order, pk))
        return tuple(self.units[pk] for pk in ranked[:MOST_CANDIDATES])


def build(units: dict[int, Unit], names: Iterable[UnitName], groups: Iterable[UnitGroup]) -> Index:
    """The index over these rows. A retired unit's names lead to the unit that took over; without one, to none."""
    office = next((unit for unit in units.values() if unit.is_oversight_office), None)
    index = Index(home=_names.place_of(_names.fold_name(office.name)) if office else "", units=units)
    homes = tuple(dict.fromkeys(map(_names.shortened, _names.prefixes(index.home))))
    for name in names:
        unit = successor(units, name.unit_id)
        if unit is None:
            continue
        folded = _names.fold_name(name.text)
        kept = {UnitName.Kind.CURRENT: index.current, UnitName.Kind.ALIAS: index.alias}.get(
            UnitName.Kind(name.kind), index.former
        )
        (kept if unit.pk == name.unit_id else index.former)[folded].add(unit.pk)
        for variant in _variants(folded, homes):
            index.variants[variant].add(unit.pk)
    index.all_groups = tuple(groups)
    for group in index.all_groups:
        for how, spellings in (("exact", [group.name]), ("alias", group.aliases)):
            for spelling in spellings:
                index.groups.setdefault(_names.fold_name(spelling), (group, how))  # type: ignore[arg-type]
    return index


def successor(units: dict[int, Unit], pk: int) -> Unit | None:
    """The unit in force that carries on this one's work; itself when it is in force."""
    seen: set[int] = set()
    unit = units.get(pk)
    while unit and not unit.is_active and unit.pk not in seen:
        seen.add(unit.pk)
        unit = units.get(unit.replaced_by_id or 0)
    return unit if unit and unit.is_active else None


def _variants(folded: str, homes: tuple[str, ...]) -> set[str]:
    """Every short spelling of a name: with and without the home place, with the bodies that usage swaps."""
    short = _names.shortened(folded)
    longest_first = sorted(filter(None, homes), key=len, reverse=True)
    core = next((short.removeprefix(home) for home in longest_first if _begins(short, home)), short)
    made = set()
    for body in _names.bodies_of(core):
        for home in homes:
            # 办 or 局 alone names nothing; 县府 and 县委 do
            if len(body) >= 2 or (home and body in {"府", "委"}):
                made.add(home + body)
    return made | {short}


def _begins(short: str, home: str) -> bool:
    """Whether the place really is a prefix: 市 is none of 市场监管局."""
    return short.startswith(home) and not short.startswith(("市场", "市政", "区划", "市容"))


def _is_folded(text: str) -> bool:
    """Whether script folding changed more than marks."""
    return any(before != after and before.isalpha() for before, after in zip(text, plain(text), strict=True))
