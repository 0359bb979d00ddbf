"""A file is kept once, by its content, out of reach of everybody else, and given back exactly as it came."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from gongkai.apps.files import _disk
from gongkai.apps.files.models import StoredFile
from gongkai.apps.files.operations import clean_name, store
from gongkai.apps.files.queries import DamagedFile, open_bytes
from gongkai.domain.workflow import Blocked

pytestmark = pytest.mark.django_db


def package(*parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return made.getvalue()


def test_what_went_in_comes_out(cast):
    file = store(actor=cast.officer, data="通知".encode(), name="工作要点.txt", content_type="text/plain")
    assert open_bytes(file) == "通知".encode()
    assert (file.name, file.size, file.uploaded_by) == ("工作要点.txt", 6, cast.officer)


def test_the_same_content_is_kept_once(cast):
    """换个人、换个名字再传一遍，还是那一份。"""
    first = store(actor=cast.officer, data=b"a", name="一.txt", content_type="")
    second = store(actor=cast.finance_liaison, data=b"a", name="二.txt", content_type="")
    assert first.pk == second.pk
    assert (second.name, StoredFile.objects.count()) == ("一.txt", 1)


def test_only_the_server_reads_it(settings):
    file = store(actor=None, data=b"secret", name="a.txt", content_type="")
    place = Path(settings.PRIVATE_ROOT) / file.sha256[:2] / file.sha256[2:]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert os.listdir(place.parent) == [place.name]  # nothing half-written is left


@pytest.mark.parametrize("damage", ["changed", "cut", "gone"])
def test_damage_is_noticed_and_a_new_upload_repairs_it(damage):
    data = b"original content"
    file = store(actor=None, data=data, name="a.txt", content_type="")
    place = _disk.place_of(file.sha256)
    {
        "changed": lambda: place.write_bytes(b"ORIGINAL content"),
        "cut": lambda: place.write_bytes(b"orig"),
        "gone": place.unlink,
    }[damage]()
    with pytest.raises(DamagedFile, match=r"“a\.txt”在服务器上已缺失或被改动"):
        open_bytes(file)
    assert open_bytes(store(actor=None, data=data, name="b.txt", content_type="")) == data


def test_a_failed_write_leaves_nothing(monkeypatch, settings):
    """写到一半断电或磁盘满：没有半截文件，也没有记录。"""

    def full(handle):
        raise OSError("No space left on device")

    monkeypatch.setattr(_disk.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store(actor=None, data=b"a", name="a.txt", content_type="")
    assert [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists()


REFUSED = [
    (b"", "文件是空的，请检查后重新上传。"),
    (b"x" * (20 * 1024 * 1024 + 1), "文件有 20.0 MB，超过 20 MB 的上限。"),
    (b"x" * 50 * 1024 * 1024, "文件有 50.0 MB，超过 20 MB 的上限。"),
]


@pytest.mark.parametrize(("data", "sentence"), REFUSED, ids=["empty", "a byte too many", "50 MB"])
def test_what_is_refused(data, sentence):
    with pytest.raises(Blocked) as refused:
        store(actor=None, data=data, name="a.txt", content_type="text/plain")
    assert refused.value.blockers == (sentence,)


OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS = [
    # (content, name, what it is): 浏览器和后缀怎么说都不算
    (b"%PDF-1.7 ...", "通知.docx", "application/pdf"),
    (package("[Content_Types].xml", "word/document.xml"), "通知.zip", f"{OFFICE}wordprocessingml.document"),
    (package("[Content_Types].xml", "xl/workbook.xml"), "台账.txt", f"{OFFICE}spreadsheetml.sheet"),
    (package("OFD.xml", "Doc_0/Document.xml"), "通知.ofd", "application/ofd"),
    (package("a.txt"), "通知.docx", "application/zip"),
    (b"PK\x03\x04 broken", "通知.docx", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "通知.doc", "application/msword"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "通知.wps", "application/vnd.ms-works"),
    (b"\x89PNG\r\n\x1a\n....", "照片.jpg", "image/png"),
    (b"RIFF\x00\x00\x00\x00WEBP", "照片.webp", "image/webp"),
    (b"\xef\xbb\xbf<!DOCTYPE html><p>", "通知.txt", "text/html"),
    (b"<svg onload=alert(1)>", "图.png", "text/html"),
    ("各镇街：".encode("gb18030"), "通知.html", "text/plain"),
    ("各镇街".encode("utf-16"), "通知.txt", "text/plain"),
    (b"\x7fELF\x02\x01\x01\x00\x00", "通知.txt", "application/octet-stream"),
]


@pytest.mark.parametrize(("data", "name", "kind"), KINDS)
def test_the_content_says_what_it_is(data, name, kind):
    assert store(actor=None, data=data, name=name, content_type="image/png").content_type == kind


NAMES = [
    ("工作要点.docx", "工作要点.docx"),
    ("../../etc/passwd", "passwd"),
    ("C:\\Users\\林\\桌面\\要点.doc", "要点.doc"),
    ("a\0b\r\nc.txt", "abc.txt"),
    ("通知\u202excod.exe", "通知xcod.exe"),  # 反向书写标记把后缀藏起来
    ('问<号>:"|?*.txt', "问_号______.txt"),
    ("...", "未命名文件"),
    ("", "未命名文件"),
    ("要" * 300 + ".docx", "要" * 115 + ".docx"),
]


@pytest.mark.parametrize(("given", "kept"), NAMES)
def test_names_are_made_harmless(given, kept):
    assert clean_name(given) == kept
