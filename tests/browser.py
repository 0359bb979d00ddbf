"""Find the Chromium that the journeys drive; install Debian's when it is missing and we are root."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """The path of the browser, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def has_chinese_font() -> bool:
    """Whether Chinese renders as characters and not as boxes."""
    listed = shutil.which("fc-list")
    return bool(listed and subprocess.run([listed, ":lang=zh"], capture_output=True, check=False).stdout)


def main() -> int:
    """Install what is missing; a clear sentence and exit code 2 when that is not possible."""
    wanted = ([] if executable() else ["chromium"]) + ([] if has_chinese_font() else ["fonts-noto-cjk", "fontconfig"])
    if not wanted:
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted], check=False, **quiet)
    if executable():
        return 0
    print(
        "浏览器测试需要 Chromium：请先安装（Debian：apt-get install chromium fonts-noto-cjk），再运行 make test。",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main())
