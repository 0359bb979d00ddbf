"""Files in, blocks out: `read_blocks(path)` and `read_bytes(data, name)`. One module per format, no Django."""

from __future__ import annotations

from pathlib import Path

from gongkai.apps.files.readers._formats import read_bytes
from gongkai.apps.files.readers._limits import MAXIMUM_BYTES, TOO_LARGE
from gongkai.domain.notices import SourceBlock, UnreadableNotice

__all__ = ["read_blocks", "read_bytes"]


def read_blocks(path: Path) -> str | list[SourceBlock]:
    """The text (plain text files) or the blocks of a file. Raises UnreadableNotice for whatever cannot be read."""
    try:
        if not path.is_file():
            raise UnreadableNotice(f"找不到文件：{path.name}")
        if path.stat().st_size > MAXIMUM_BYTES:
            raise UnreadableNotice(TOO_LARGE)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, UnreadableNotice):
            raise
        raise UnreadableNotice(f"文件读不出来：{path.name}") from error
    return read_bytes(data, path.name)
