"""The matching view: it may change characters, never places."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.domain.text import document_numbers, find_noise, plain, read_date, read_number


def test_traditional_reads_as_simplified():
    assert plain("縣發展和改革局、財政廳") == "县发展和改革局、财政厅"


def test_marks_fall_to_half_width_and_brackets_to_one_kind():
    assert plain("〔责任单位：县政府办，１０％〕") == "(责任单位:县政府办,10%)"


def test_dashes_and_spaces_are_one_kind():
    assert plain("2024—2026年　——") == "2024-2026年 --"


@given(st.text())
def test_length_never_changes(text):
    assert len(plain(text)) == len(text)


@given(st.text(alphabet="〔〕()2026年月日号第国青政办发十二万亿.-/ ？！<>&;a", max_size=60))
def test_no_reader_fails_on_any_text(text):
    read_number(text)
    read = read_date(text)
    assert read is None or 0 <= read.start < read.end <= len(text)
    spans = [*document_numbers(text), *find_noise(text)]
    assert all(0 <= found.start < found.end <= len(text) for found in spans)
