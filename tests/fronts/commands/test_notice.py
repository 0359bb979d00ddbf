"""`gongkai notice read`: what people and scripts see."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gongkai.fronts.commands.notice import topic

NOTICE = "一、公开\n1.公开预算，每年不少于2次。（牵头单位：县财政局；责任单位：各乡镇；完成时限：2026年6月底）\n"


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, "utf-8")
    return path


def test_json_is_the_default(notice: Path) -> None:
    done = CliRunner().invoke(topic, ["read", str(notice)])
    task = json.loads(done.stdout)["tasks"][0]
    assert task["lead_units"] == ["县财政局"]
    assert [limit["date"] for limit in task["deadlines"]] == [None, "2026-06-30"]


def test_table_names_units_and_counts(notice: Path) -> None:
    done = CliRunner().invoke(topic, ["read", str(notice), "--table"], env={"COLUMNS": "200"})
    assert "县财政局" in done.stdout
    assert "共 1 项任务" in done.stdout


REFUSED = [
    # 空文件
    ("空.txt", b""),
    # 把程序当成文本
    ("程序.txt", bytes(range(256)) * 40),
    # 坏的 Word 文件
    ("坏.docx", b"PK\x03\x04 not a package"),
]


@pytest.mark.parametrize(("name", "data"), REFUSED)
def test_what_cannot_be_read_is_one_sentence_and_exit_code_two(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    done = CliRunner().invoke(topic, ["read", str(path)])
    assert done.exit_code == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_a_missing_file_is_refused() -> None:
    done = CliRunner().invoke(topic, ["read", "/没有/这个.txt"])
    assert done.exit_code == 2
    assert "找不到文件" in done.stderr


def test_reading_a_text_imports_no_office_library_and_no_django(notice: Path) -> None:
    program = (
        "import sys; from typer.testing import CliRunner; from gongkai.fronts.commands.notice import topic;"
        f"CliRunner().invoke(topic, ['read', {str(notice)!r}]);"
        "print([name for name in ('django', 'docx', 'openpyxl', 'pypdfium2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
