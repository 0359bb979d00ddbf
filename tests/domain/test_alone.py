"""The domain stands without Django."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import gongkai.domain.text, gongkai.domain.clock, gongkai.domain.notices, gongkai.domain.ledger
loaded = sorted(name for name in sys.modules if name.split(".")[0] in {"django", "wagtail"})
sys.exit(f"loaded: {loaded}" if loaded else 0)
"""


def test_importing_the_domain_loads_no_framework():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
