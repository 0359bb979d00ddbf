"""One way through cleaning for every kind of file."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import docx
import openpyxl

from gongkai.apps.files.cleaning import _films, _ofd, _pdf, _pictures, _sheets, _word
from gongkai.apps.files.cleaning._kinds import SHEET, WORD, Kind, kind_of
from gongkai.apps.files.cleaning._sheet_cells import visible_cells
from gongkai.apps.files.media import defect_of
from gongkai.apps.files.readers import read_bytes
from gongkai.domain.notices import Paragraph, UnreadableNotice
from gongkai.domain.workflow import Blocked

DIFFERENT = "清理后的内容与原文件不一致，没有保存。请用原软件打开并另存为新文件，再上传。"
DAMAGED = "文件已损坏，打不开，请重新导出或另存后再上传。"
LONGEST_TEXT = 2_000_000
LARGE_WORKBOOK = 4_000_000


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A file as it may be published: its bytes, what was removed, file/image/video/audio, its words, its defect."""

    data: bytes
    report: list[dict[str, Any]] = field(default_factory=list)
    media: str = "file"
    text: str = ""
    defect: str = ""
    content_type: str = ""


def clean(data: bytes, name: str) -> Cleaned:
    """The file without personal and hidden content.

    Raises `Blocked` for what is not accepted, holds programs, is damaged or locked, or cannot be cleaned without
    changing what a reader sees. A picture or film that does not open to its end comes back with its `defect`.
    """
    kind = kind_of(data, name)
    try:
        made, removed = _stripped(data, kind)
        text = _text(made, name, kind)
        if kind.media == "file" and made != data and not _is_same(data, made, name, text, kind):
            raise Blocked([DIFFERENT])
    except UnreadableNotice as error:
        raise Blocked([_sentence(error)]) from error
    defect = defect_of(made, name)
    if kind.media == "image" and made != data and not defect and not _pictures.opens_alike(data, made):
        raise Blocked([DIFFERENT])
    report = [{"what": what, "count": count} for what, count in removed.items() if count > 0]
    return Cleaned(made, report, kind.media, text[:LONGEST_TEXT], defect, kind.content_type)


def _stripped(data: bytes, kind: Kind) -> tuple[bytes, Counter[str]]:
    if kind.content_type == WORD:
        parts, made = _word.clean_word(data)
        _opens(docx.Document, made)
        return made, parts.removed
    if kind.content_type == SHEET:
        parts, made = _sheets.clean_sheets(data)
        _opens(_open_workbook, made)
        return made, parts.removed
    if kind.content_type == "application/pdf":
        return _pdf.clean_pdf(data)
    if kind.content_type == "application/ofd":
        return _ofd.clean_ofd(data)
    if kind.media == "image":
        return _pictures.stripped_picture(data)
    if kind.media in {"video", "audio"}:
        return _films.clean_film(data, kind.content_type)
    return data, Counter()


def _is_same(data: bytes, made: bytes, name: str, text: str, kind: Kind) -> bool:
    """Whether a reader sees the same words in both files, each opened anew."""
    if kind.content_type == SHEET:
        return visible_cells(data) == visible_cells(made)
    return text == _text(data, name, kind)


def _open_workbook(file: io.BytesIO) -> None:
    """The cells of a large one are not read once more: their comparison with the original reads them all."""
    size = sum(entry.file_size for entry in zipfile.ZipFile(file).infolist())
    openpyxl.load_workbook(file, read_only=size > LARGE_WORKBOOK).close()


def _opens(opener: Any, data: bytes) -> None:
    """The second opinion of the library that others would open the file with."""
    try:
        opener(io.BytesIO(data))
    except Exception as error:  # whatever it stumbles over, a reader's program may too
        raise Blocked([DAMAGED]) from error


def _text(data: bytes, name: str, kind: Kind) -> str:
    """The words a reader sees; "" for pictures and films, scans, and what is too long to read."""
    if kind.media != "file":
        return ""
    try:
        blocks = read_bytes(data, name)
    except UnreadableNotice:
        return ""
    if isinstance(blocks, str):
        return blocks
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += ["\t".join(cell.text for cell in row) for row in block.rows]
    return "\n".join(lines)


def _sentence(error: UnreadableNotice) -> str:
    """The reader's sentence, said to somebody who uploads."""
    words = str(error).replace("不像一份通知，", "").replace("导入", "上传").rstrip("。")
    return f"{words}。"
