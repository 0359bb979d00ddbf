"""Whatever the bytes: blocks, text, or one named refusal. The long run is benchmarks/fuzz_readers.py."""

from hypothesis import given, settings
from hypothesis import strategies as some

from gongkai.apps.files.readers import read_bytes
from gongkai.domain.notices import Paragraph, Table, UnreadableNotice
from tests.apps.files.samples import docx, item, level, ofd, ofd_text, pdf, word_list

NAMES = some.sampled_from(["a.txt", "a.html", "a.docx", "a.xlsx", "a.pdf", "a.ofd", "a.csv", "a"])
FILES = some.sampled_from(
    [
        docx(item("公开预算。") * 3, word_list(level(0, "decimal", "%1."))),
        ofd([ofd_text("公开财政预算信息。", 36, 60)]),
        pdf([[(72.0, 760.0, 16.0, "公开财政预算信息。")]]),
    ]
)


def check(data: bytes, name: str) -> None:
    """Only a named refusal may be raised."""
    found, reason = None, ""
    try:
        found = read_bytes(data, name)
    except UnreadableNotice as refusal:
        reason = refusal.reason
    if found is None:
        assert reason
        assert "\n" not in reason
    else:
        assert isinstance(found, str) or all(isinstance(block, (Paragraph, Table)) for block in found)


@settings(max_examples=150, deadline=None)
@given(some.binary(max_size=400), NAMES)
def test_any_bytes(data: bytes, name: str) -> None:
    check(data, name)


@settings(max_examples=100, deadline=None)
@given(some.text(max_size=200), some.sampled_from(["utf-8", "utf-16", "gb18030"]), NAMES)
def test_any_text(text: str, encoding: str, name: str) -> None:
    check(text.encode(encoding, "replace"), name)


@settings(max_examples=150, deadline=None)
@given(FILES, some.integers(0, 5_000), some.binary(max_size=12), some.integers(0, 40), NAMES)
def test_any_damage(data: bytes, place: int, patch: bytes, cut: int, name: str) -> None:
    place %= len(data)
    check(data[:place] + patch + data[place + cut :], name)
