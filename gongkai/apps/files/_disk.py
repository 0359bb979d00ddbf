"""Where the bytes lie: PRIVATE_ROOT/ab/cdef…, named by their SHA-256, readable by the server's user alone."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

HASH = re.compile(r"[0-9a-f]{64}")
ASIDE = ".old-"


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


def touch(sha256: str) -> bool:
    """Say that the content is wanted, so that nobody sweeps it away; False when it is not there."""
    try:
        os.utime(place_of(sha256))
    except FileNotFoundError:
        return False
    return True


def lying_since(moment: float) -> Iterator[tuple[Path, str]]:
    """What was not touched since the moment (seconds of the epoch): the path and the hash it is named by. What was
    never finished has no hash."""
    root = Path(settings.PRIVATE_ROOT)
    for aside in root.glob(f"[0-9a-f][0-9a-f]/{ASIDE}*"):  # a sweeper was killed: it had not yet looked who wants it
        os.replace(aside, aside.with_name(aside.name.removeprefix(ASIDE)))
    for place in root.glob("[0-9a-f][0-9a-f]/*"):
        try:
            if place.is_file() and place.stat().st_mtime < moment:
                sha256 = place.parent.name + place.name
                yield place, sha256 if HASH.fullmatch(sha256) else ""
        except FileNotFoundError:
            continue


def take_away(place: Path, before: float, is_wanted: Callable[[], bool]) -> bool:
    """Delete a file that was not touched since `before`. It is moved aside first and put back when somebody wants it by
    now: between looking and deleting another may have kept the same content."""
    aside = place.with_name(f"{ASIDE}{place.name}")
    try:
        os.replace(place, aside)
        if aside.stat().st_mtime >= before or is_wanted():
            os.replace(aside, place)
            return False
        aside.unlink()
    except FileNotFoundError:
        return False
    return True


def _sync(folder: Path) -> None:
    """The new name must survive a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
