"""The document as plain text: UTF-8 with a mark at its start and CR LF, which the editors of every system open."""

from __future__ import annotations

from gongkai.apps.files.writers.page._content import Block, Grid, PageText, Paragraph

INDENT = "　　"


def write_page_txt(page: PageText) -> bytes:
    """Title, facts, text, attachments and source. Cells of a row are parted by tabs."""
    lines = [page.title, "", *(f"{label}：{value}" for label, value in page.facts)]
    if page.facts:
        lines.append("")
    for block in page.blocks:
        lines += _lines(block)
    if page.files:
        lines += ["", "附件：", *page.files]
    lines += ["", *(f"{label}：{value}" for label, value in (("来源", page.source), ("网址", page.url)) if value)]
    return ("\ufeff" + "\r\n".join("\r\n".join(line.split("\n")) for line in lines) + "\r\n").encode("utf-8")


def _lines(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        start = block.mark + " " if block.mark else INDENT if block.is_indented and not block.level else ""
        return [*([""] if block.level else []), start + block.text]
    if isinstance(block, Grid):
        rows = ["\t".join(cell.replace("\n", " ") for cell in row) for row in block.rows()]
        return ["", *([block.caption] if block.caption else []), *rows, ""]
    return [f"[图：{block.caption or block.words or '见网页'}]"]
