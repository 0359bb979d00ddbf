"""Real files made with the libraries that others make them with: pictures, films, PDF."""

from __future__ import annotations

import io

import av
import pikepdf
from PIL import Image

PHONE = 0x010F, 0x0110, 0x0131


def picture(kind: str = "JPEG", orientation: int = 1, size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    """A picture as a phone makes it: with the maker, the place and a remark."""
    image = Image.radial_gradient("L").resize(size).convert("P" if kind == "GIF" else "RGB")
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0x0112] = "某牌手机", "张三", orientation
    exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 15.0, 0.0), 3: "E", 4: (120.0, 10.0, 0.0)})
    out = io.BytesIO()
    if kind == "GIF":
        image.save(out, "GIF", comment=b"by zhang san")
    else:
        image.save(out, kind, exif=exif, **more)
    return out.getvalue()


def film(seconds: float = 2.0, sound: bool = True, codec: str = "libx264", form: str = "mp4", **tags: str) -> bytes:
    """A video of grey frames with a tone of silence, and the tags given."""
    out = io.BytesIO()
    with av.open(out, "w", format=form) as target:
        target.metadata.update(tags)
        video = target.add_stream(codec, rate=10)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        video.codec_context.gop_size = 5
        audio = target.add_stream("aac", rate=44100) if sound else None
        for at in range(int(seconds * 10)):
            frame = av.VideoFrame.from_image(Image.new("RGB", (64, 48), (at * 7 % 255, 90, 40)))
            frame.pts = at
            target.mux(video.encode(frame))
        target.mux(video.encode(None))
        if audio is not None:
            _silence(target, audio, seconds)
    return out.getvalue()


def sound(seconds: float = 2.0, **tags: str) -> bytes:
    """An MP3 of silence with the tags given."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp3") as target:
        target.metadata.update(tags)
        _silence(target, target.add_stream("mp3", rate=44100), seconds)
    return out.getvalue()


def _silence(target: av.container.OutputContainer, audio: av.AudioStream, seconds: float) -> None:
    layout = "stereo"
    resampler = av.AudioResampler(audio.codec_context.format or "fltp", layout, 44100)
    for at in range(int(seconds * 44100 / 1024)):
        frame = av.AudioFrame("s16", layout, 1024)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.pts = 44100, at * 1024
        for each in resampler.resample(frame):
            target.mux(audio.encode(each))
    target.mux(audio.encode(None))


def pdf(text: str = "Hello", **info: str) -> bytes:
    """A one-page PDF with a line of text and the document information given."""
    file = pikepdf.new()
    file.add_blank_page(page_size=(595, 842))
    page = file.pages[0]
    font = file.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = file.make_stream(f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode())
    for key, value in info.items():
        file.docinfo[f"/{key}"] = value
    out = io.BytesIO()
    file.save(out, deterministic_id=True)
    return out.getvalue()
