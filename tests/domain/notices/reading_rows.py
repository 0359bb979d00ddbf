"""How the layout tests write down what they expect: one short line a task."""

from __future__ import annotations

from gongkai.domain.notices import Reading, Task, read

LETTER = (
    "青溪县人民政府办公室关于印发2026年政务公开工作要点的通知\n各乡镇人民政府，县政府各部门：\n"
    "《2026年政务公开工作要点》已经县政府同意，现印发给你们，请认真贯彻落实。\n"
    "青溪县人民政府办公室\n2026年3月2日\n2026年政务公开工作要点\n"
)


def line(task: Task) -> str:
    """`heading | number | text | lead ; responsible | limits` with empty parts left out of the units."""
    heading = task.section[-1].text if task.section else "-"
    number = task.number.text if task.number else "-"
    lead = "、".join(unit.text for unit in task.lead_units)
    responsible = "、".join(unit.text for unit in task.responsible_units)
    limits = ",".join(limit.text for limit in task.deadlines)
    text = "".join(task.text.split())
    return f"{heading} | {number} | {text} | {lead};{responsible} | {limits}"


def lines(source: object) -> list[str]:
    """The lines of a reading."""
    reading: Reading = read(source)  # type: ignore[arg-type]
    return [line(task) for task in reading.tasks]
