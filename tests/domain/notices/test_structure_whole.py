"""What holds for every notice: nothing is lost, every span is true, and the time grows with the length."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.domain.notices import Cell, Paragraph, Reading, Table, UnreadableNotice, read, to_json
from tests.domain.notices.reading_rows import LETTER

SHARED = Path(__file__).parents[4] / "shared"
SAMPLES = sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("notices/*.txt")])
OWN = LETTER + (
    "一、公开\n（一）规划。县发改局要公开规划。（责任单位：县发改局，完成时限：2026年6月底）\n"
    "工作任务\n牵头单位\n责任单位\n1.公开预算〔公开路径：（1）政府网站>财政；（2）其他渠道〕。\n县财政局\n——\n"
    "更多信息请关注青溪发布\n"
)


def assert_whole(reading: Reading) -> None:
    """Every character that is not blank stands in exactly one block, and every found value is where it says."""
    covered = [0] * len(reading.text)
    for block in reading.blocks:
        for at in range(*block.span):
            covered[at] += 1
    lost = [at for at, mark in enumerate(reading.text) if not mark.isspace() and covered[at] != 1]
    assert lost == []
    for task in reading.tasks:
        values = [*task.section, *task.lead_units, *task.responsible_units, *task.channels, *task.cites]
        values += [*task.deadlines, *task.quotas, *([task.number] if task.number else [])]
        assert [found.text for found in values] == [reading.text[slice(*found.span)] for found in values]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_character_of_a_real_notice_is_lost(path: Path) -> None:
    reading = read(path.read_text("utf-8"))
    assert_whole(reading)
    assert "".join(reading.text.split()) == "".join(path.read_text("utf-8").replace("\ufeff", "").split())
    assert [found.text for found in reading.unplaced] == []


WORDS = [
    "一、", "二、", "（一）", "（二）", "1.", "2．", "（1）", "1)", "①", "第一章", "。", "；", "，", "：", "\n", "\t", "|", "　　", " ",
    "（", "）", "〔", "〕", "“", "”", "《", "》", "——", "责任单位：", "牵头单位：", "县财政局", "各乡镇", "牵头", "配合", "负责",
    "工作任务", "责任单位", "完成时限", "2026年6月底前", "每年不少于2次", "公开路径：", "政府网站>财政", "公开预算", "加强领导",
    "总体要求", "现印发给你们", "青溪县人民政府", "2026年3月2日", "（此件公开发布）", "联系人：", "更多信息请关注", "<p>", "4%", "\x00",
]  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), min_size=1, max_size=60).map("".join))
def test_any_text_is_read_whole_or_refused(text: str) -> None:
    try:
        reading = read(text)
    except UnreadableNotice:
        return
    assert_whole(reading)
    to_json(reading)


CELLS = st.lists(st.sampled_from([*WORDS, "1", "县财政局、县发改局", "公开预算决算信息。", ""]), max_size=4).map(
    "".join
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.tuples(CELLS, st.integers(1, 3), st.integers(1, 3)), max_size=4), max_size=5))
def test_any_table_is_read_whole_or_refused(rows: list[list[tuple[str, int, int]]]) -> None:
    table = Table(
        tuple(
            tuple(Cell(text, column, down, across) for column, (text, down, across) in enumerate(row)) for row in rows
        )
    )
    try:
        reading = read([Paragraph("青溪县任务分解表"), table, Paragraph("（县财政局负责）", "1.")])
    except UnreadableNotice:
        return
    assert_whole(reading)


EMPTY = ["", " \n\t　", "\ufeff\u200b"]


@pytest.mark.parametrize("text", EMPTY)
def test_a_text_without_words_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(UnreadableNotice, match="没有文字"):
        read(text)


def test_labels_say_what_each_stretch_is() -> None:
    reading = read(OWN)
    labels = {reading.text[slice(*block.span)]: block.label for block in reading.blocks}
    assert labels["青溪县人民政府办公室\n2026年3月2日"] == "signature"
    assert labels["2026年政务公开工作要点"] == "title"
    assert labels["更多信息请关注青溪发布"] == "furniture"


def test_json_keeps_spans_beside_words() -> None:
    plain = to_json(read(LETTER + "一、公开\n1.公开预算。（责任单位：县财政局、各乡镇）\n"))
    task = plain["tasks"][0]
    assert task["responsible_units"] == ["县财政局", "各乡镇"]
    assert len(task["spans"]["responsible_units"]) == 2
    assert plain["notice"]["written_on"] == "2026-03-02"


# what makes careless patterns go quadratic: long runs of one mark, and marks without their other half
RUNS = ["（", "（）", "《", "“", "、", "，", " ", "\n", "\t", "|\n", "一、", "1.", "市", "县财政局、", "县财政局\n", "责任单位：",
        "2026年6月底前", "不少于1次", "工作任务\n责任单位\n", "印发给你们。", "公开路径：", ">"]  # fmt: skip


@pytest.mark.parametrize("run", RUNS)
def test_time_grows_with_the_length(run: str) -> None:
    def cost(size: int) -> float:
        text = "一、公开\n1.公开" + run * (size // len(run)) + "完"
        times = []
        for _ in range(3):
            start = time.process_time()
            read(text)
            times.append(time.process_time() - start)
        return min(times)

    cost(500)
    # eight times the text may cost eight times as much, and the noise of the machine; quadratic would be 64 times
    assert cost(8_000) < 32 * max(cost(1_000), 0.002)
