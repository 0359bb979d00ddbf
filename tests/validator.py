"""Find the HTML validator of the W3C (vnu-jar from npm, run by Java); install it into .tools when it can be had.

The validator is pinned; npm checks what it fetches. Java and npm come from Debian when they are missing and we are root.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

VERSION = "26.9.27"
HOME = Path(__file__).resolve().parent.parent / ".tools" / "vnu"
JAR = HOME / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
# program → the package of Debian that has it
PROGRAMS = {"java": "default-jre-headless", "npm": "npm"}
WANTED = "HTML 校验需要 Java 和 npm（取 vnu-jar）：请先安装（Debian：apt-get install default-jre-headless npm），再运行 make test。"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that the validator calls an error or a warning."""

    file: str
    line: int
    message: str
    extract: str


def is_ready() -> bool:
    """Whether pages can be checked here."""
    return JAR.exists() and shutil.which("java") is not None


def faults(pages: Sequence[Path]) -> list[Fault]:
    """Every error and warning in these files."""
    command = ["java", "-jar", str(JAR), "--format", "json", "--no-langdetect", "--stdout", *map(str, pages)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300)
    found = json.loads(run.stdout)["messages"]
    return [
        Fault(Path(row.get("url", "")).name, row.get("lastLine", 0), row["message"], row.get("extract", ""))
        for row in found
    ]


def main() -> int:
    """Install what is missing; a clear sentence when that is not possible. Never fails: the test skips and says why."""
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    missing = [] if is_ready() else missing
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=False, **quiet)
    if not JAR.exists() and shutil.which("npm"):
        HOME.mkdir(parents=True, exist_ok=True)
        fetch = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(HOME)]
        subprocess.run([*fetch, f"vnu-jar@{VERSION}"], check=False, stdout=subprocess.DEVNULL)
    if not is_ready():
        print(WANTED, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
