"""How large a file may be that is kept."""

from __future__ import annotations

from django.conf import settings

from gongkai.domain.workflow import Blocked

MEGABYTE = 1024 * 1024


def refuse_large(data: bytes, content_type: str) -> None:
    """Raises `Blocked` for more than GONGKAI_LARGEST_VIDEO_MB (sound and video) or GONGKAI_LARGEST_FILE_MB (others)."""
    is_film = content_type.startswith(("video/", "audio/"))
    most = settings.LARGEST_VIDEO_MB if is_film else settings.LARGEST_FILE_MB
    if len(data) > most * MEGABYTE:
        raise Blocked([f"文件有 {len(data) / MEGABYTE:.1f} MB，超过 {most} MB 的上限。"])
