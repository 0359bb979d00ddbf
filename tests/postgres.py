"""Start a PostgreSQL from the local binaries, run a command against it, stop it.

    python -m tests.postgres pytest tests/apps tests/fronts

The server listens on a socket in a folder of its own, so it meets no other server. It refuses to run as root, so
root hands it to the system user `postgres` (or `nobody`). Debian's package is installed when it is missing and we are root.
"""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def binaries() -> Path:
    """The folder with initdb and pg_ctl, the newest server first."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "postgresql"],
            check=False,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdout=subprocess.DEVNULL,
        )
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), reverse=True)
    if not found and (path := shutil.which("initdb")):
        found = [str(Path(path).resolve())]
    if not found:
        sys.exit("测试需要 PostgreSQL：请先安装（Debian：apt-get install postgresql），再运行 make test。")
    return Path(found[0]).parent


def server_user() -> str | None:
    """Who runs the server: ourselves, or a system user when we are root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def main(command: list[str]) -> int:
    """Run the command with GONGKAI_DATABASE_URL set; its exit code is ours."""
    folder = Path(tempfile.mkdtemp(prefix="gongkai-pg-"))
    user = server_user()
    if user:
        shutil.chown(folder, user)
    bin_folder = binaries()

    def run(*words: str) -> None:
        done = subprocess.run(words, user=user, cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"PostgreSQL 未能启动：{done.stderr.strip() or done.stdout.strip()}")

    data = str(folder / "data")
    run(str(bin_folder / "initdb"), "-D", data, "-U", "gongkai", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-k {folder} -h '' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    run(str(bin_folder / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        address = f"postgres://gongkai@{str(folder).replace('/', '%2F')}/postgres"
        return subprocess.run(command, env={**os.environ, "GONGKAI_DATABASE_URL": address}, check=False).returncode
    finally:
        run(str(bin_folder / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
