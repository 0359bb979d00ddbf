"""The document as PDF, drawn by typst from a template of ours that reads plain data: no markup is ever put together."""

from __future__ import annotations

import json
import tempfile
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from gongkai.apps.files.writers.page._content import Block, Grid, PageText, Paragraph, Run
from gongkai.apps.files.writers.page._pictures import plain_picture

# the first that the machine has is used; its used characters are embedded in the file
SERIF = (
    "FangSong",
    "STFangsong",
    "FangSong_GB2312",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Serif SC",
    "SimSun",
    "Songti SC",
    "AR PL UMing CN",
)
SANS = (
    "SimHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Microsoft YaHei",
    "Droid Sans Fallback",
)


class NoChineseFont(Exception):
    """服务器上没有中文字体，不能生成 PDF。请系统管理员安装思源宋体（Debian：apt install fonts-noto-cjk）后再试。"""

    def __init__(self) -> None:
        super().__init__(self.__class__.__doc__)


def write_page_pdf(page: PageText) -> bytes:
    """Tagged PDF with page numbers, headings, tables and pictures. Raises `NoChineseFont`."""
    serif, sans = chinese_fonts()
    with tempfile.TemporaryDirectory(prefix="gongkai-") as name:
        folder = Path(name)
        data = {
            "title": page.title,
            "facts": page.facts,
            "blocks": [_block(block, folder) for block in page.blocks],
            "source": page.source,
            "url": page.url,
            "files": page.files,
            "serif": serif,
            "sans": sans,
        }
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        template = folder / "page.typ"
        template.write_bytes(files("gongkai.apps.files.writers.page").joinpath("page.typ").read_bytes())
        made: Any = typst.compile(template, root=folder, font_paths=_fonts(), format="pdf", timestamp=0)
    return bytes(made)


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The fonts of the machine: looked for once, which takes half a second."""
    return typst.Fonts()


def chinese_fonts() -> tuple[str, str]:
    """A face with serifs for the text and one without for headings; either stands in for the other.

    Raises `NoChineseFont` when there is neither.
    """
    here = set(_fonts().families())
    serif = next((face for face in SERIF if face in here), "")
    sans = next((face for face in SANS if face in here), "")
    if not (serif or sans):
        raise NoChineseFont
    return serif or sans, sans or serif


def _block(block: Block, folder: Path) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "text"} | asdict(block)
    if isinstance(block, Grid):
        return {"kind": "table"} | asdict(block)
    found = plain_picture(block.data)
    words = block.caption or block.words or "见网页"
    if found is None:
        return {"kind": "text"} | asdict(Paragraph((Run(f"[图：{words}]"),), side="center"))
    data, (width, _) = found
    name = f"picture{len(list(folder.iterdir()))}"
    (folder / name).write_bytes(data)
    form = "jpg" if data.startswith(b"\xff\xd8") else "png"
    return {
        "kind": "picture",
        "file": name,
        "form": form,
        "words": block.words,
        "caption": block.caption,
        "width": width,
    }
