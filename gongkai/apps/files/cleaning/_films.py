"""Video and sound: put into a new container without names, places and times; the picture and the sound are copied."""

from __future__ import annotations

import io
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import av
import av.error

from gongkai.domain.workflow import Blocked

UNOPENED = "音视频打不开，文件可能不完整，请重新导出后再上传。"
# what a container always says of itself
ORDINARY = {
    "major_brand",
    "minor_version",
    "compatible_brands",
    "encoder",
    "handler_name",
    "language",
    "vendor_id",
    "duration",
    "creation_time",
}
PLACES = ("location", "com.apple.quicktime.location.iso6709", "xyz", "©xyz")
FORMATS = {"video/mp4": "mp4", "audio/mp4": "mp4", "audio/mpeg": "mp3"}


def clean_film(data: bytes, content_type: str) -> tuple[bytes, Counter[str]]:
    """The same picture and sound in a new container. Raises `Blocked` when it cannot be opened or copied."""
    removed: Counter[str] = Counter()
    made = b""
    try:
        # a file, not memory: putting the index first means reading again what was written
        with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
            out = Path(folder) / "film"
            with av.open(io.BytesIO(data), metadata_errors="ignore") as source:
                _count(source, removed)
                _copy(source, out, content_type)
            made = out.read_bytes()
    except (
        av.error.FFmpegError,
        ValueError,
        TypeError,
        OverflowError,
        RuntimeError,
        MemoryError,
        AssertionError,
        IndexError,
        OSError,
    ) as error:
        raise Blocked([UNOPENED]) from error
    if not made:
        raise Blocked([UNOPENED])
    return made, +removed


def _count(source: Any, removed: Counter[str]) -> None:
    for metadata in [source.metadata, *(stream.metadata for stream in source.streams)]:
        for key, value in metadata.items():
            if not value.strip() or key.lower() in ORDINARY:
                continue
            removed["拍摄位置" if key.lower().startswith(PLACES) else "标题、作者等标签"] += 1
    removed["附带的数据轨道"] += sum(
        1 for stream in source.streams if stream.type not in {"video", "audio", "subtitle"}
    )
    removed["封面图片"] += sum(1 for stream in source.streams if _is_cover(stream))


def _is_cover(stream: Any) -> bool:
    return stream.type == "video" and bool(int(stream.disposition) & int(av.stream.Disposition.attached_pic))


def _copy(source: Any, out: Path, content_type: str) -> None:
    kept = [stream for stream in source.streams if stream.type in {"video", "audio"} and not _is_cover(stream)]
    if not kept:
        raise Blocked([UNOPENED])
    form = FORMATS[content_type]
    # the index first, so that a browser starts before the whole file has come; no tags of ours either
    options = {"movflags": "+faststart"} if form == "mp4" else {"write_xing": "1", "id3v2_version": "0"}
    with av.open(str(out), "w", format=form, options=options) as target:
        made = {stream.index: target.add_stream_from_template(stream) for stream in kept}
        for packet in source.demux(kept):
            if packet.dts is None:
                continue
            packet.stream = made[packet.stream.index]
            target.mux(packet)
