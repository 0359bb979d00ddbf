"""Old word-processor files go through LibreOffice; without it the reader says what to do."""

import shutil
import subprocess
from pathlib import Path

import pytest

from gongkai.apps.files.readers import _office, read_bytes
from gongkai.domain.notices import Paragraph, UnreadableNotice

RTF = rb"{\rtf1\ansi\uc1 {\b \u20844?\u24320?}\par \u39044?\u31639?\par}"


def test_without_libreoffice_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UnreadableNotice, match=r"读取 \.rtf 文件需要 LibreOffice.*另存为 \.docx"):
        read_bytes(RTF, "notice.rtf")


def test_conversion_when_installed() -> None:
    if shutil.which("soffice") or shutil.which("libreoffice"):
        assert read_bytes(RTF, "notice.rtf") == [Paragraph("公开"), Paragraph("预算")]
    else:
        with pytest.raises(UnreadableNotice, match="LibreOffice"):
            read_bytes(RTF, "notice.rtf")


def fake(folder: Path, script: str) -> str:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def test_a_conversion_that_hangs_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    marker = tmp_path / "child"
    # 启动器另起一个进程，然后等着
    program = fake(tmp_path, f"sleep 30 & echo $! > {marker}; wait")
    monkeypatch.setattr(shutil, "which", lambda name: program)
    monkeypatch.setattr(_office, "SECONDS", 1)
    with pytest.raises(UnreadableNotice, match="超过 1 秒"):
        read_bytes(RTF, "notice.rtf")
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", marker.read_text().strip()], capture_output=True, text=True, check=False
    )
    assert state.stdout.strip() in ("", "Z", "Z+")


def test_a_conversion_that_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = fake(tmp_path, "exit 1")
    monkeypatch.setattr(shutil, "which", lambda name: program)
    with pytest.raises(UnreadableNotice, match="损坏"):
        read_bytes(RTF, "notice.rtf")
