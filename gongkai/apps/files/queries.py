"""Reading kept files."""

from __future__ import annotations

import hashlib
from typing import BinaryIO

from gongkai.apps.files import _disk
from gongkai.apps.files.models import StoredFile


class DamagedFile(Exception):
    """文件在服务器上已缺失或被改动，请联系系统管理员从备份恢复。"""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”在服务器上已缺失或被改动，请联系系统管理员从备份恢复。")


def open_stream(file: StoredFile) -> BinaryIO:
    """The content to be read piece by piece, for what is too large to be held. Raises `DamagedFile` when it is missing
    or of another length; its hash is looked at by the nightly check."""
    place = _disk.place_of(file.sha256)
    try:
        if place.stat().st_size != file.size:
            raise DamagedFile(file.name)
        return place.open("rb")
    except OSError as error:
        raise DamagedFile(file.name) from error


def open_bytes(file: StoredFile) -> bytes:
    """The content, exactly as it came in. Raises `DamagedFile` when it is missing or its hash no longer fits."""
    try:
        data = _disk.place_of(file.sha256).read_bytes()
    except OSError as error:
        raise DamagedFile(file.name) from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise DamagedFile(file.name)
    return data
