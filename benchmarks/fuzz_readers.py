"""Throws damaged files at the readers: only UnreadableNotice may come out, soon, and never a crash.

    .venv/bin/python -m benchmarks.fuzz_readers --minutes 10

Files of every format are damaged at random: bytes flipped, cut, repeated, spliced; in zips also the XML inside, so
that the damage gets past the checksums. Each round runs in a child process; the input in hand is on disk, so a
crash of a native library is found as well. Findings are kept in var/fuzz/; the exit code is their number.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import re
import subprocess
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from gongkai.apps.files.readers import read_bytes
from gongkai.apps.files.writers import LedgerRow, LedgerSheet, write_docx, write_xlsx
from gongkai.domain.notices import Paragraph, Table, UnreadableNotice
from tests.apps.files import pages, samples

ROUND_SECONDS = 30
SLOW_SECONDS = 5.0
FOUND = Path("var/fuzz")
NAMES = ("notice.txt", "notice.html", "notice.docx", "notice.xlsx", "notice.pdf", "notice.ofd", "notice.csv", "notice")
NUMBERS = ("-1", "0", "1", "99999999999", "1e309", "nan", "", "一", "16384", "1048577", "0.5", "-0")
SNIPPETS = (
    b"<w:p>",
    b"</w:p>",
    b"<w:tbl><w:tr><w:tc>",
    b"<div>" * 300,
    b"<table><tr><td rowspan=9 colspan=9>",
    b"\0",
    b"\xff\xfe",
    b"<!--",
    b"]]>",
    b"&#0;",
    b"&#x110000;",
    b"<![CDATA[",
    b"%PDF-1.4",
    b"PK\x03\x04",
    b"\xe4\xb8",
    "政务公开".encode(),
)


def originals() -> list[bytes]:
    """One honest file of every kind, each small."""
    rows = (LedgerRow(f"公开第{at}项信息。", ("一、财政", f"（{at}）预算"), f"{at}.", ("县财政局",)) for at in range(6))
    sheet = LedgerSheet("任务台账", (("文号", "青政办发〔2024〕12号"),), tuple(rows))
    excel, word = io.BytesIO(), io.BytesIO()
    write_xlsx(sheet, excel)
    write_docx(sheet, word)
    numbering = samples.word_list(samples.level(0, "chineseCounting", "%1、"), samples.level(1, "decimal", "%1.%2"))
    listed = "".join(samples.item(f"第{at}项", depth=at % 2) for at in range(9))
    first = samples.row(
        samples.cell("甲", '<w:gridSpan w:val="2"/>'), samples.cell("乙", '<w:vMerge w:val="restart"/>')
    )
    second = samples.row(samples.cell("丙"), samples.cell("丁"), samples.cell("", "<w:vMerge/>"))
    merged = f"<w:tbl>{first}{second}</w:tbl>"
    ruled = "".join(f"{x} 500 m {x} 700 l S " for x in (72, 200, 500)) + "".join(
        f"72 {y} m 500 {y} l S " for y in (500, 600, 700)
    )
    text = "青溪县人民政府办公室关于印发政务公开工作要点的通知\n一、总体要求\n1.公开预算。（责任单位：县财政局）\n"
    return [
        excel.getvalue(),
        word.getvalue(),
        samples.docx(listed + merged, numbering),
        samples.ofd([samples.ofd_text("公开财政预算信息。", 36, 60), samples.ofd_text("公开决算。", 36, 80)]),
        samples.pdf([[(72.0, 760.0, 16.0, "公开财政预算信息。"), (80.0, 650.0, 12.0, "序号")]], ruled),
        pages.MODERN.encode(),
        pages.TABLES.encode("gb18030"),
        pages.TASKS.encode(),
        *(text.encode(name) for name in ("utf-8", "utf-16", "gb18030")),
        '序号,任务\n1,公开预算\n2,"公开,决算"\n'.encode(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(600),
        b"{\\rtf1 \\u20844?}",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
        b"--B\r\nContent-Type: text/html\r\n\r\n" + pages.TASKS.encode() + b"\r\n--B--",
    ]


def damaged(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """One to several injuries."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        data = chance.choice(INJURIES)(data, others, chance)
    return data[:4_000_000]


def _flip(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(min(len(out), chance.choice((1, 2, 5, 40)))):
        out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _cut(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 3, 50, len(data))) :]


def _repeat(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    piece = data[start : start + chance.choice((1, 10, 200))]
    return data[:start] + piece * chance.choice((2, 10, 300)) + data[start:]


def _splice(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _insert(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(SNIPPETS) + data[at:]


def _number(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    places = [found.span() for found in re.finditer(rb"\d+", data[:200_000])]
    if not places:
        return data
    start, end = chance.choice(places)
    return data[:start] + chance.choice(NUMBERS).encode() + data[end:]


def _inside(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """Injures a part of a zip and packs it again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except Exception:
        return _flip(data, others, chance) if data else data
    if not parts:
        return data
    name = chance.choice(list(parts))
    action = chance.choice((_flip, _cut, _repeat, _insert, _number, _number, _element, _element))
    parts[name] = action(parts[name], list(parts.values()), chance)
    if chance.random() < 0.1:
        del parts[chance.choice(list(parts))]
    return samples.zipped(dict(parts))


def _element(data: bytes, _: list[bytes], chance: random.Random) -> bytes:
    """Moves, drops or nests an XML element or attribute, keeping the XML well-formed more often than not."""
    tags = [found.span() for found in re.finditer(rb"<[\w:]+[^<>]*/>|<([\w:]+)[^<>]*>[^<>]*</\1>", data[:300_000])]
    if not tags:
        return data
    start, end = chance.choice(tags)
    piece = data[start:end]
    other = chance.choice(tags)[0]
    return chance.choice(
        (
            data[:start] + data[end:],
            data[:other] + piece * chance.choice((1, 3, 200)) + data[other:],
            data[:start] + re.sub(rb'"[^"]*"', b'"' + chance.choice(NUMBERS).encode() + b'"', piece) + data[end:],
            data[:start] + b"<w:ins>" * 200 + piece + b"</w:ins>" * 200 + data[end:],
        )
    )


INJURIES: tuple[Callable[[bytes, list[bytes], random.Random], bytes], ...] = (
    _flip,
    _cut,
    _repeat,
    _splice,
    _insert,
    _number,
    _inside,
    _inside,
    _inside,
    _inside,
)


def checked(data: bytes, name: str) -> str:
    """What came out: "read", "refused", or a finding."""
    started = time.perf_counter()
    try:
        found = read_bytes(data, name)
    except UnreadableNotice as refusal:
        is_sentence = bool(refusal.reason) and "\n" not in refusal.reason
        outcome = "refused" if is_sentence else "finding: a refusal without a sentence"
    except BaseException:
        outcome = "finding: " + traceback.format_exc(limit=-3)
    else:
        sound = found if isinstance(found, str) else all(isinstance(block, (Paragraph, Table)) for block in found)
        outcome = "read" if sound else "finding: neither text nor blocks"
    if time.perf_counter() - started > SLOW_SECONDS:
        outcome = f"finding: {time.perf_counter() - started:.1f} s"
    return outcome


def child(seed: int, seconds: float, hand: Path) -> None:
    """One round: damages and reads until the time is over; prints the counts."""
    os.environ["PATH"] = "/nonexistent"
    chance = random.Random(seed)
    files = originals()
    counts: Counter[str] = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data, name = damaged(chance.choice(files), files, chance), chance.choice(NAMES)
        hand.write_bytes(data)
        outcome = checked(data, name)
        counts[outcome.partition(":")[0]] += 1
        if outcome.startswith("finding"):
            kept = FOUND / f"{seed}-{sum(counts.values())}-{name}"
            kept.write_bytes(data)
            print(f"{kept}\n{outcome}", file=sys.stderr)
    print(" ".join(f"{name}={count}" for name, count in counts.items()))


def main() -> int:
    """Rounds until the minutes are over; the number of findings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--child", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    FOUND.mkdir(parents=True, exist_ok=True)
    hand = FOUND / "in-hand"
    if options.child:
        child(options.seed, options.child, hand)
        return 0
    totals: Counter[str] = Counter()
    end = time.monotonic() + options.minutes * 60
    seed = options.seed
    while time.monotonic() < end:
        seconds = min(ROUND_SECONDS, max(end - time.monotonic(), 1))
        command = [sys.executable, "-m", "benchmarks.fuzz_readers", "--child", str(seconds), "--seed", str(seed)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=False)
        except subprocess.TimeoutExpired:
            done = None
        if done is None or done.returncode:
            totals["finding"] += 1
            (FOUND / f"{seed}-crash").write_bytes(hand.read_bytes())
            print(f"{FOUND}/{seed}-crash: {'hangs' if done is None else done.stderr[-2000:]}")
        else:
            totals.update({name: int(count) for name, count in re.findall(r"(\w+)=(\d+)", done.stdout)})
            print(done.stderr[-4000:], end="")
        seed += 1
    print(f"{options.minutes} min: " + ", ".join(f"{name} {count}" for name, count in sorted(totals.items())))
    return totals["finding"]


if __name__ == "__main__":
    sys.exit(main())
