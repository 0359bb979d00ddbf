"""What a file that somebody brings along says of itself: title, 文号, dates and a body to go on writing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import PurePath

from gongkai.apps.documents._html import plain_text, sanitised
from gongkai.apps.files.readers import read_bytes
from gongkai.domain.notices import Cell, Paragraph, SourceBlock, Table, UnreadableNotice
from gongkai.domain.text import document_numbers, plain, read_date
from gongkai.domain.workflow import Blocked

HEAD_PARAGRAPHS = 12
LONGEST_TITLE, LONGEST_HEADING = 120, 40
# 关于…的通知, …办法, …细则: how the title of an official document ends
_TITLE_END = re.compile(
    r"(?:通知|通告|公告|决定|意见|办法|规定|细则|规则|方案|规划|计划|要点|报告|批复|函|通报|公报|条例|指南|清单|目录|解读|说明|纪要|制度)"
    r"(?:[(（〔][^()（）〔〕]{1,16}[)）〕])?$"
)
_FIRST_LEVEL = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,4}章[\s　])")
_SECOND_LEVEL = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]")
_MARKED = re.compile(r"[（(]?此件(?:主动|公开)(?:公开|发布)[）)]?")
_ORGAN_END = re.compile(r"(?:人民政府|人民政府办公[室厅]|局|委员会|办公[室厅]|委|厅|署|院|中心|街道办事处)$")
_FILE_HEAD = re.compile(r"^(?P<issuer>[\u4e00-\u9fff]{4,30}?)文件$")


@dataclass(frozen=True, slots=True)
class DraftRead:
    """What was read. A value that is not printed stays empty: nothing is guessed."""

    title: str
    document_number: str
    issuer_text: str
    dated_on: date | None
    body: str
    is_marked_public: bool


def clean_body(html: str) -> str:
    """The HTML as it may be kept and shown: the allow-list of the body, nothing else."""
    return sanitised(html)


def read_draft(data: bytes, name: str) -> DraftRead:
    """The draft in a file (docx, html, pdf, txt …). Raises `Blocked` with a sentence when it cannot be read."""
    try:
        found = read_bytes(data, name)
    except UnreadableNotice as error:
        raise Blocked([f"“{name}”读不出来：{str(error).rstrip('。')}。"]) from error
    blocks = _blocks(found)
    title, used = _title(blocks)
    number, number_at = _number(blocks, used)
    issuer, dated_on = _signature(blocks)
    head = _head_issuer(blocks, number_at)
    skipped = {*used, *number_at, *head[1]}
    body = sanitised("\n".join(_html(block) for at, block in enumerate(blocks) if at not in skipped))
    marked = any(isinstance(block, Paragraph) and _MARKED.search(plain(block.text)) for block in blocks)
    return DraftRead(
        title=title or PurePath(name).stem[:LONGEST_TITLE],
        document_number=number,
        issuer_text=issuer or head[0],
        dated_on=dated_on,
        body=body,
        is_marked_public=marked,
    )


def _blocks(found: str | Sequence[SourceBlock]) -> list[SourceBlock]:
    if isinstance(found, str):
        return [Paragraph(line.strip()) for line in found.splitlines() if line.strip()]
    return [block for block in found if isinstance(block, Table) or block.text.strip()]


def _head(blocks: Sequence[SourceBlock]) -> list[tuple[int, str]]:
    """The first paragraphs up to a table: place and words."""
    found = []
    for at, block in enumerate(blocks[:HEAD_PARAGRAPHS]):
        if isinstance(block, Table):
            break
        found.append((at, block.text.strip()))
    return found


def _title(blocks: Sequence[SourceBlock]) -> tuple[str, set[int]]:
    """The first lines that read as a title; a title printed in two or three lines is put together."""
    head = _head(blocks)
    for start, (_, words) in enumerate(head):
        if document_numbers(words) or _FILE_HEAD.match(words) or re.search(r"[。；：:]$", words):
            continue
        joined = ""
        for place in range(start, min(start + 3, len(head))):
            line = re.sub(r"\s+", "", head[place][1])
            if re.search(r"[。；：:]", line) or document_numbers(line):
                break
            joined += line
            if _TITLE_END.search(joined) and len(joined) <= LONGEST_TITLE:
                return joined, {head[at][0] for at in range(start, place + 1)}
    return "", set()


def _number(blocks: Sequence[SourceBlock], used: set[int]) -> tuple[str, set[int]]:
    """The document's own number: it stands alone on a line of the head."""
    for at, words in _head(blocks):
        found = document_numbers(words)
        if at not in used and found and len(words) <= len(found[0].normal) + 6:
            return found[0].normal, {at}
    return "", set()


def _head_issuer(blocks: Sequence[SourceBlock], number_at: set[int]) -> tuple[str, set[int]]:
    """青溪县人民政府文件, printed above the number."""
    for at, words in _head(blocks):
        found = _FILE_HEAD.match(re.sub(r"\s+", "", words))
        if found and (not number_at or at < min(number_at)):
            return found["issuer"], {at}
    return "", set()


def _signature(blocks: Sequence[SourceBlock]) -> tuple[str, date | None]:
    """Who signs and when: the last short lines of a name and a date."""
    lines = [block.text.strip() for block in blocks if isinstance(block, Paragraph)]
    for at in range(len(lines) - 1, max(-1, len(lines) - 40), -1):
        if len(lines[at]) > 16:
            continue
        read = read_date(lines[at])
        if read is None or read.is_damaged:
            continue
        above = re.sub(r"\s+", "", lines[at - 1]) if at else ""
        issuer = above if len(above) <= 30 and _ORGAN_END.search(above) else ""
        return issuer, read.readings[0]
    return "", None


def _html(block: SourceBlock) -> str:
    if isinstance(block, Table):
        return _table(block)
    lines = [line.strip() for line in block.text.splitlines() if line.strip()]
    if block.label and lines:
        lines[0] = f"{block.label}{lines[0]}"
    return "".join(_paragraph(line) for line in lines)


def _paragraph(words: str) -> str:
    if len(words) <= LONGEST_HEADING and not re.search(r"[。；！？]", words):
        if _FIRST_LEVEL.match(words):
            return f"<h2>{escape(words)}</h2>"
        if _SECOND_LEVEL.match(words):
            return f"<h3>{escape(words)}</h3>"
    read = read_date(words) if len(words) <= 16 else None
    is_signature = bool(read and read.end - read.start >= len(words) - 1) or (
        len(words) <= 30 and _ORGAN_END.search(re.sub(r"\s+", "", words)) is not None
    )
    return f'<p class="right">{escape(words)}</p>' if is_signature else f"<p>{escape(words)}</p>"


def _table(table: Table) -> str:
    return f"<table><tbody>{''.join(_row(row) for row in table.rows)}</tbody></table>"


def _row(cells: Iterable[Cell]) -> str:
    made = []
    for cell in cells:
        spans = "".join(
            f' {name}="{count}"'
            for name, count in (("rowspan", cell.row_span), ("colspan", cell.column_span))
            if count > 1
        )
        words = "<br>".join(escape(part) for part in cell.text.splitlines())
        made.append(f"<td{spans}>{words}</td>")
    return f"<tr>{''.join(made)}</tr>"


def words_of(html: str) -> str:
    """The words of a body, a line for each block."""
    return plain_text(html)
