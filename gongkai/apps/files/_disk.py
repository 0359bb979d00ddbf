"""Where the bytes lie: PRIVATE_ROOT/ab/cdef…, named by their SHA-256, readable by the server's user alone."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings


def place_of(sha256: str) -> Path:
    """The path of the content with this hash."""
    return Path(settings.PRIVATE_ROOT) / sha256[:2] / sha256[2:]


def write(sha256: str, data: bytes) -> None:
    """Put the bytes in their place: all or nothing, and on the disk when this returns."""
    place = place_of(sha256)
    folder = place.parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")  # made with 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync(folder)


def _sync(folder: Path) -> None:
    """The new name must survive a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
