"""Old and foreign word-processor files (.doc, .wps, .rtf, .odt): LibreOffice turns them into .docx first."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from gongkai.apps.files.readers._package import BROKEN, Package
from gongkai.apps.files.readers.word.docx import read_docx
from gongkai.domain.notices import SourceBlock, UnreadableNotice

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 90
MISSING = "读取 {suffix} 文件需要 LibreOffice，服务器上没有安装；请另存为 .docx 后再导入"


def read_office(data: bytes, suffix: str) -> list[SourceBlock]:
    """The document after conversion. Raises UnreadableNotice when LibreOffice is missing, fails or takes too long."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnreadableNotice(MISSING.format(suffix=suffix))
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        return read_docx(Package(_converted(program, data, suffix, Path(folder))))


def read_rtf(data: bytes) -> list[SourceBlock]:
    """Rich text. Raises UnreadableNotice as read_office does."""
    return read_office(data, ".rtf")


def _converted(program: str, data: bytes, suffix: str, folder: Path) -> bytes:
    source = folder / f"notice{suffix}"
    source.write_bytes(data)
    # its own profile: two conversions at once must not wait for one another
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder),
        str(source),
    ]
    try:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, start_new_session=True
        )
    except OSError as error:
        raise UnreadableNotice(MISSING.format(suffix=suffix)) from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        # the launcher starts the real program: end the whole session it leads
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise UnreadableNotice(f"LibreOffice 转换超过 {SECONDS} 秒，请另存为 .docx 后再导入") from error
    converted = folder / "notice.docx"
    if not converted.is_file():
        raise UnreadableNotice(BROKEN)
    return converted.read_bytes()
