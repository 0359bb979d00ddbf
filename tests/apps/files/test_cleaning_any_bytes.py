"""Whatever is uploaded, cleaning gives a file or a sentence: never another error, never a hang."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps.files.cleaning import clean
from gongkai.domain.workflow import Blocked
from tests.apps.files import made
from tests.apps.files.samples import ofd, ofd_text, zipped
from tests.apps.files.test_cleaning_pages import signed
from tests.apps.files.test_cleaning_sheets import listing, saved
from tests.apps.files.test_cleaning_word import written

SEEDS = {
    "稿.docx": written,
    "表.xlsx": lambda: saved(listing()),
    "一.pdf": lambda: made.pdf("text of a page", Author="a"),
    "签.pdf": signed,
    "版.ofd": lambda: ofd([ofd_text("县城停车", 30, 40)]),
    "一.jpg": made.picture,
    "一.png": lambda: made.picture("PNG"),
    "一.gif": lambda: made.picture("GIF"),
    "一.webp": lambda: made.picture("WEBP"),
    "一.mp4": lambda: made.film(seconds=1),
    "一.mp3": lambda: made.sound(seconds=1),
}


def tried(data: bytes, name: str) -> None:
    said: tuple[str, ...] = ()
    try:
        assert clean(data, name).data
    except Blocked as refused:
        said = refused.blockers
    assert all(sentence.endswith("。") for sentence in said)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, cut out, doubled; or the tail cut off."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(out))
        what = chance.randrange(5)
        if what == 0:
            out[at] = chance.randrange(256)
        elif what == 1:
            del out[at : at + chance.randint(1, 40)]
        elif what == 2:
            out[at:at] = out[at : at + chance.randint(1, 40)]
        elif what == 3:
            out[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"])
        elif len(out) > 40 and chance.random() < 0.3:
            del out[chance.randrange(20, len(out)) :]
        if len(out) < 20:
            break
    return bytes(out)


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_files_give_a_file_or_a_sentence(name):
    data, chance = SEEDS[name](), random.Random(name)
    for _ in range(40):
        tried(mutated(data, chance), name)


@pytest.mark.parametrize("name", ["稿.docx", "表.xlsx", "版.ofd"])
def test_damaged_parts_give_a_file_or_a_sentence(name):
    data, chance = SEEDS[name](), random.Random(name + "parts")
    with zipfile.ZipFile(BytesIO(data)) as parts:
        every = {each: parts.read(each) for each in parts.namelist()}
    for _ in range(60):
        part = chance.choice(sorted(every))
        changed = dict(every)
        if chance.random() < 0.15:
            del changed[part]
        else:
            changed[part] = mutated(every[part], chance) if every[part] else b"<"
        tried(zipped(changed), name)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    head=st.sampled_from(
        [
            b"",
            b"PK\x03\x04",
            b"%PDF-1.7\n",
            b"\xff\xd8\xff\xe1",
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"RIFF\x20\0\0\0WEBP",
            b"\0\0\0\x18ftypisom",
            b"ID3\x04",
            b"\xff\xfb\x90",
        ]
    ),
    body=st.binary(max_size=400),
    name=st.sampled_from([*SEEDS, "无", "文.txt", "表.csv"]),
)
def test_any_bytes_give_a_file_or_a_sentence(head, body, name):
    tried(head + body, name)
