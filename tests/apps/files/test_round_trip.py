"""A ledger written to a file and read again gives the same tasks."""

import io
from pathlib import Path

import pytest

from gongkai.apps.files.readers import read_blocks, read_bytes
from gongkai.apps.files.writers import sheet_of, write_docx, write_xlsx
from gongkai.domain.notices import Reading, Task, read

SHARED = Path(__file__).resolve().parents[4] / "shared"

PROSE = """青溪县人民政府办公室关于印发青溪县2024年政务公开工作要点的通知
青政办发〔2024〕12号
各镇人民政府、街道办事处，县政府各部门：
《青溪县2024年政务公开工作要点》已经县政府同意，现印发给你们，请认真贯彻执行。
青溪县人民政府办公室
2024年4月18日
青溪县2024年政务公开工作要点
一、加强重点领域信息公开
（一）推进财政信息公开
1.公开财政预算信息，于2024年6月底前完成，做到格式统一。（县财政局牵头，县教育局、县民政局按职责分工负责）
2.公开财政决算信息，每年至少开展2次解读。（县财政局牵头，各镇人民政府配合）
（二）推进教育信息公开
1.公开义务教育招生政策，回答家长关心的问题。（责任单位：县教育局）
二、加强政策解读
1.负责同志要带头解读重要政策，2024年12月底前完成。（责任单位：县政府办公室、县司法局）
"""
TABLE = """<html><body><h1>青溪县2024年政务公开任务分工</h1><table border="1">
<tr><th>序号</th><th>工作任务</th><th>牵头单位</th><th>责任单位</th><th>完成时限</th></tr>
<tr><td>1</td><td>公开财政预算信息，做到格式统一、内容完整。</td><td rowspan="2">县财政局</td><td>县教育局、县民政局</td><td>2024年6月底前</td></tr>
<tr><td>2</td><td>公开财政决算信息，做到长期保留、方便查询。</td><td>各镇人民政府</td><td>2024年9月底前</td></tr>
</table></body></html>"""


def facts(task: Task) -> dict[str, object]:
    """What must survive."""
    return {
        "text": "".join(task.text.split()),
        "number": task.number.text if task.number else None,
        "section": [heading.text.strip() for heading in task.section],
        "lead": [unit.text for unit in task.lead_units],
        "responsible": [unit.text for unit in task.responsible_units],
        "paths": {path.segments for path in task.paths},
        "dates": {limit.on for limit in task.deadlines},
    }


def again(reading: Reading, kind: str) -> Reading:
    out = io.BytesIO()
    (write_xlsx if kind == "xlsx" else write_docx)(sheet_of(reading), out)
    return read(read_bytes(out.getvalue(), f"ledger.{kind}"))


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize(("source", "name", "count"), [(PROSE, "a.txt", 4), (TABLE, "a.html", 2)])
def test_written_samples(source: str, name: str, count: int, kind: str) -> None:
    reading = read(read_bytes(source.encode(), name))
    assert len(reading.tasks) == count
    assert [facts(task) for task in again(reading, kind).tasks] == [facts(task) for task in reading.tasks]


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_shared_notices(kind: str) -> None:
    for path in sorted((SHARED / "seeds").glob("*.txt")) if SHARED.is_dir() else []:
        reading = read(read_blocks(path))
        found = again(reading, kind)
        assert len(found.tasks) == len(reading.tasks), path.name
        for before, after in zip(reading.tasks, found.tasks, strict=True):
            assert facts(after) == facts(before), path.name
