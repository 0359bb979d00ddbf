"""Whether a picture, a video or a sound really opens. PUB-11: 能够正确显示、播放."""

from __future__ import annotations

import io
import warnings
from typing import Any

import av
import av.error
from PIL import Image, UnidentifiedImageError

from gongkai.apps.files._sniffing import content_type_of

BROKEN_PICTURE = "图片不完整或已损坏，打不开。"
HUGE_PICTURE = "图片超过 1 亿像素，浏览器难以显示，请缩小后再上传。"
BROKEN_FILM = "音视频不完整或已损坏，打不开。"
CUT_FILM = "音视频不完整：按标注应有 {told} 秒，只能播放到第 {real} 秒。"
NO_STREAM = "文件里没有可以播放的画面或声音。"
UNPLAYABLE = "视频编码为 {codec}，多数浏览器不能播放，请转成 H.264 编码的 MP4。"
PIXELS = 100_000_000
# what browsers play without help
PLAYED = {"h264", "vp8", "vp9", "av1", "aac", "mp3", "opus", "vorbis", "flac"}
TAIL_SECONDS = 5
SLACK_SECONDS = 1.5
FRAMES = 600


def defect_of(data: bytes, name: str) -> str:
    """One sentence that says why the file cannot be shown or played; "" when it can, or is neither picture nor film."""
    kind = content_type_of(data, name)
    if kind.startswith("image/"):
        return _picture(data)
    if kind.startswith(("video/", "audio/")):
        return _film(data)
    return ""


def _picture(data: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data)) as picture:
                if picture.width * picture.height > PIXELS:
                    return HUGE_PICTURE
                for frame in range(min(getattr(picture, "n_frames", 1), 50)):
                    picture.seek(frame)
                    picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return HUGE_PICTURE
    except (
        UnidentifiedImageError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        TypeError,
        OverflowError,
        MemoryError,
        KeyError,
        RuntimeError,
    ):
        return BROKEN_PICTURE
    return ""


def _film(data: bytes) -> str:
    try:
        with av.open(io.BytesIO(data), metadata_errors="ignore") as film:
            streams = [*film.streams.video, *film.streams.audio]
            if not streams:
                return NO_STREAM
            odd = next((each.codec_context.name for each in streams if each.codec_context.name not in PLAYED), "")
            for stream in streams:
                if problem := _stream(film, stream):
                    return problem
            return UNPLAYABLE.format(codec=odd.upper()) if odd and film.streams.video else ""
    except (
        av.error.FFmpegError,
        ValueError,
        TypeError,
        OverflowError,
        RuntimeError,
        MemoryError,
        IndexError,
        AssertionError,
        AttributeError,
    ):
        return BROKEN_FILM


def _stream(film: Any, stream: Any) -> str:
    """The first frame decodes, and so does the end that the container promises."""
    film.seek(0)
    if next(film.decode(stream), None) is None:
        return BROKEN_FILM
    told = (
        float(stream.duration * stream.time_base)
        if stream.duration and stream.time_base
        else (film.duration or 0) / av.time_base
    )
    start = float((stream.start_time or 0) * stream.time_base) if stream.time_base else 0.0
    if told <= 0 or stream.time_base is None:
        return ""
    film.seek(int(max(0.0, start + told - TAIL_SECONDS) / stream.time_base), stream=stream, backward=True)
    real = 0.0
    for at, frame in enumerate(film.decode(stream)):
        if frame.time is not None:
            real = max(real, frame.time - start + _length(frame))
        if at > FRAMES * 10:
            return ""
    if told - real > max(SLACK_SECONDS, told * 0.02):
        return CUT_FILM.format(told=round(told), real=max(0, int(real)))
    return ""


def _length(frame: object) -> float:
    """How long a frame of sound lasts; a picture counts as a moment."""
    samples, rate = getattr(frame, "samples", 0), getattr(frame, "sample_rate", 0)
    return samples / rate if rate else 0.0
