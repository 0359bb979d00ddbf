"""Keeping files. Who keeps one for a purpose records that purpose; keeping bytes alone is no act of its own."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime, timedelta
from itertools import islice
from pathlib import PurePath

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from gongkai.apps.files import _disk
from gongkai.apps.files._limits import refuse_large
from gongkai.apps.files._sniffing import content_type_of
from gongkai.apps.files.models import StoredFile
from gongkai.domain.workflow import Blocked

LONGEST_NAME = 120
# an upload that is under way is never older
LEFT_LYING = timedelta(days=1)


def store(*, actor: AbstractUser | None, data: bytes, name: str, content_type: str = "") -> StoredFile:
    """Keep a file by its content. The same bytes are kept once, under the name they first came with.

    `content_type` is what the browser said: used only when the bytes are of no known kind. Raises `Blocked` for a file
    that is empty or larger than the settings allow (20 MB; video and sound 200 MB).
    """
    del content_type  # the bytes decide; a claim that they do not bear out is not kept
    if not data:
        raise Blocked(["文件是空的，请检查后重新上传。"])
    refuse_large(data, content_type_of(data, name))
    sha256 = hashlib.sha256(data).hexdigest()
    clean = clean_name(name)
    if not (_is_kept(sha256, len(data)) and _disk.touch(sha256)):
        _disk.write(sha256, data)
    with transaction.atomic():
        stored, _ = StoredFile.objects.get_or_create(
            sha256=sha256,
            defaults={
                "name": clean,
                "content_type": content_type_of(data, clean),
                "size": len(data),
                "uploaded_by_id": actor.pk if actor else None,
                "uploaded_at": timezone.now(),
            },
        )
    return stored


def sweep(now: datetime | None = None) -> int:
    """Delete what lies on the disk and belongs to nobody: left by an upload that was refused, or by a server that was
    killed between the bytes and their row. What is younger than a day stays. Returns how many files went."""
    before = ((now or timezone.now()) - LEFT_LYING).timestamp()
    gone = 0
    found = _disk.lying_since(before)
    while batch := list(islice(found, 500)):
        hashes = {sha256 for _, sha256 in batch if sha256}
        kept = set(StoredFile.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
        for place, sha256 in batch:
            if sha256 not in kept:
                gone += _disk.take_away(place, before, StoredFile.objects.filter(sha256=sha256).exists)
    return gone


@task()
def sweep_today() -> int:
    """The daily job: how many files without an owner were deleted."""
    return sweep()


def clean_name(name: str) -> str:
    """The file's own name: no folders, no control or direction characters, at most 120 characters with its ending."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    # Cc/Cf/Cs/Co: line ends, NUL, and the marks that make evilfdp.exe read as evilexe.pdf
    name = "".join(char for char in name if unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"})
    name = re.sub(r'[<>:"|?*]', "_", name).strip(" .")
    suffix = PurePath(name).suffix[:16]
    stem = name.removesuffix(suffix) if suffix else name
    return (stem[: LONGEST_NAME - len(suffix)].rstrip() + suffix) or "未命名文件"


def _is_kept(sha256: str, size: int) -> bool:
    """Whether the whole content already lies on the disk. A damaged copy is written anew."""
    place = _disk.place_of(sha256)
    return place.is_file() and place.stat().st_size == size and hashlib.sha256(place.read_bytes()).hexdigest() == sha256
