"""The power list (权责清单) beside the catalogues: imported by unit, matched to items; the rest are gaps. CAT-12."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from gongkai.apps.audit.operations import record
from gongkai.apps.orgs.models import Unit, User
from gongkai.apps.orgs.queries import match_units
from gongkai.apps.sections._pages import check_right
from gongkai.apps.sections._powers_in import read_powers
from gongkai.apps.sections.models import PowerEntry, StandardItem
from gongkai.apps.sections.queries.catalogues import item_names, suggest_item
from gongkai.domain.workflow import Blocked

MOST_PROBLEMS = 50
SURE = 92  # of 100: the two names differ by a word like 的 or 审批


@dataclass(frozen=True, slots=True)
class PowersImported:
    """How many entries were new, how many were there, how many left the list."""

    added: int
    kept: int
    removed: int


def import_powers(*, actor: User, data: bytes, unit: Unit | None = None) -> PowersImported:
    """Replace the power list of the units that the workbook names (or of `unit`, when it has no column of units).

    Entries that stay keep their item. Raises Blocked with each row that cannot be read; then nothing is changed.
    """
    check_right(actor)
    read = read_powers(data)
    found = match_units({row["unit"] for row in read.rows if row["unit"]})
    refusals = [str(problem) for problem in read.problems]
    wanted: dict[tuple[int, str], dict[str, str]] = {}
    for number, row in zip(read.numbers, read.rows, strict=True):
        match = found.get(row["unit"])
        owner = (match.unit if match else None) if row["unit"] else unit
        if owner is None:
            who = (
                f"找不到单位“{row['unit']}”，请先登记单位或别称。"
                if row["unit"]
                else "没有写单位，请在导入时选择单位。"
            )
            refusals.append(f"第 {number} 行：{who}")
            continue
        wanted.setdefault((owner.pk, row["name"]), row)
    with transaction.atomic():
        if refusals or not wanted:
            raise Blocked((refusals or ["表里没有权责事项。"])[:MOST_PROBLEMS])
        owners = {owner for owner, _ in wanted}
        # two lists of one unit at once: the second replaces the first whole
        list(Unit.objects.select_for_update(no_key=True).filter(pk__in=owners).order_by("pk").values_list("pk"))
        there = {(row.unit_id, row.name): row for row in PowerEntry.objects.filter(unit__in=owners)}
        gone = [row.pk for key, row in there.items() if key not in wanted]
        PowerEntry.objects.filter(pk__in=gone).delete()
        rows = [
            PowerEntry(
                unit_id=owner,
                name=name,
                code=row["code"],
                kind_text=row["kind_text"],
                domain=row["domain"],
                item_key=there[owner, name].item_key if (owner, name) in there else "",
            )
            for (owner, name), row in wanted.items()
        ]
        facts = ["code", "kind_text", "domain"]
        PowerEntry.objects.bulk_create(
            rows, batch_size=200, update_conflicts=True, unique_fields=["unit", "name"], update_fields=facts
        )
        done = PowersImported(len(wanted) - len(there) + len(gone), len(there) - len(gone), len(gone))
        after = {"单位": len(owners), "新增": done.added, "保留": done.kept, "删去": done.removed}
        record(actor=actor, action="导入权责清单", target="权责清单", after=after)
    return done


def match_power(*, actor: User, entry: PowerEntry, item_key: str) -> PowerEntry:
    """Say which item of the catalogues answers an entry; "" takes it back."""
    with transaction.atomic():
        check_right(actor)
        if item_key and not StandardItem.objects.filter(key=item_key, catalogue__state="in_force").exists():
            raise Blocked(["现行标准目录里没有这个事项。"])
        before, entry.item_key = entry.item_key, item_key
        entry.save(update_fields=["item_key"])
        record(actor=actor, action="对应权责事项", target=entry, before={"事项": before}, after={"事项": item_key})
    return entry


def match_alike(*, actor: User, unit: Unit | None = None) -> int:
    """Match the entries whose name is nearly an item's; how many. The others stay gaps until somebody decides."""
    names = item_names()
    with transaction.atomic():
        check_right(actor)
        rows = PowerEntry.objects.exclude(item_key__in=list(names))
        changed = []
        for entry in rows.filter(unit=unit) if unit else rows:
            entry.item_key = suggest_item(entry, names, at_least=SURE)
            if entry.item_key:
                changed.append(entry)
        PowerEntry.objects.bulk_update(changed, ["item_key"], batch_size=200)
        record(actor=actor, action="按名称对应权责事项", target="权责清单", after={"件数": len(changed)})
    return len(changed)
