"""Pictures, video and sound: what goes, what stays, and what does not open. PUB-11."""

from __future__ import annotations

import io

import av
import pytest
from PIL import Image

from gongkai.apps.files.cleaning import clean
from gongkai.apps.files.media import defect_of
from gongkai.domain.workflow import Blocked
from tests.apps.files import made


def told(cleaned) -> dict[str, int]:
    return {row["what"]: row["count"] for row in cleaned.report}


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "一.jpg"), ("PNG", "一.png"), ("WEBP", "一.webp")])
def test_a_photo_loses_its_place_and_keeps_its_turn(kind, name):
    data = made.picture(kind, orientation=6)
    result = clean(data, name)
    assert told(result)["拍摄位置"] == 1
    assert told(result)["拍摄设备和时间等信息"] == 1
    with Image.open(io.BytesIO(result.data)) as after, Image.open(io.BytesIO(data)) as before:
        assert dict(after.getexif()) == {0x0112: 6}
        assert after.tobytes() == before.tobytes(), "not a pixel is drawn anew"
    assert "张三".encode() not in result.data
    assert (result.media, result.defect, result.text) == ("image", "", "")


def test_the_colour_profile_stays_and_hidden_data_behind_the_picture_goes():
    profile = b"\0" * 36 + b"acsp" + b"\0" * 100
    data = made.picture(icc_profile=profile) + b"PK\x03\x04 secret"
    result = clean(data, "一.jpeg")
    with Image.open(io.BytesIO(result.data)) as after:
        assert after.info["icc_profile"] == profile
    assert b"secret" not in result.data
    assert told(result)["图片末尾附带的数据"] == 1


def test_a_gif_loses_its_remark():
    result = clean(made.picture("GIF"), "一.gif")
    assert b"zhang" not in result.data
    assert told(result) == {"图片备注": 1}


def test_a_progressive_picture_is_kept_whole():
    data = made.picture(progressive=True, size=(300, 200))
    assert clean(data, "一.jpg").defect == ""


def test_a_picture_without_anything_to_say_is_kept_byte_for_byte():
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    result = clean(out.getvalue(), "一.png")
    assert (result.data, result.report) == (out.getvalue(), [])


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@pytest.mark.parametrize(("kind", "name"), [("JPEG", "一.jpg"), ("PNG", "一.png"), ("WEBP", "一.webp")])
def test_a_truncated_picture_is_reported(kind, name, share):
    data = made.picture(kind, size=(200, 150), quality=90)
    assert defect_of(data[: int(len(data) * share)], name) == "图片不完整或已损坏，打不开。"


def test_a_video_loses_its_tags_and_still_plays():
    data = made.film(title="内部会议", artist="张三", location="+30.2500+120.1600/")
    assert "张三".encode() in data
    result = clean(data, "解读.mp4")
    assert "张三".encode() not in result.data
    assert "内部会议".encode() not in result.data
    assert sum(told(result).values()) >= 2
    with av.open(io.BytesIO(result.data)) as film:
        assert sum(1 for _ in film.decode(video=0)) == 20
    with av.open(io.BytesIO(result.data)) as film:
        assert sum(1 for _ in film.decode(audio=0)) > 80
    assert result.data.index(b"moov") < result.data.index(b"mdat"), "the index comes first, so that it starts at once"
    assert (result.media, result.defect) == ("video", "")


def test_a_turned_video_stays_turned():
    data = bytearray(made.film(sound=False))
    at = data.index(b"tkhd") + 4 + 40  # version 0: the matrix stands 40 bytes behind the flags
    data[at : at + 36] = b"".join(
        value.to_bytes(4, "big", signed=True) for value in (0, 65536, 0, -65536, 0, 0, 48 << 16, 0, 1 << 30)
    )
    result = clean(bytes(data), "竖屏.mp4")
    with av.open(io.BytesIO(result.data)) as film:
        assert next(film.decode(video=0)).rotation in {90, -90}


def test_a_sound_loses_its_tags():
    result = clean(made.sound(title="录音", artist="张三"), "录音.mp3")
    assert "张三".encode() not in result.data
    assert "张三".encode("utf-16-le") not in result.data
    assert (result.media, result.defect) == ("audio", "")


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_a_truncated_video_is_reported(share):
    whole = clean(made.film(seconds=12, sound=False), "一.mp4").data  # the index comes first, so the cut file opens
    assert defect_of(whole, "一.mp4") == ""
    assert "不完整" in defect_of(whole[: int(len(whole) * share)], "一.mp4")


def test_a_video_without_its_index_is_refused():
    data = made.film()
    with pytest.raises(Blocked, match="音视频打不开"):
        clean(data[: data.index(b"moov")], "一.mp4")


def test_a_codec_that_browsers_do_not_play_is_reported():
    assert "请转成 H.264" in defect_of(made.film(codec="mpeg4", sound=False), "一.mp4")


def test_limits_differ_by_kind(settings):
    settings.LARGEST_FILE_MB, settings.LARGEST_VIDEO_MB = 0, 5
    with pytest.raises(Blocked, match="超过 0 MB 的上限"):
        clean(made.picture(), "一.jpg")
    assert clean(made.film(), "一.mp4").media == "video"
