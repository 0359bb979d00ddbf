"""PLT-09: one server for IPv6 and IPv4."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import time
from pathlib import Path

import pytest

from gongkai.fronts.commands import _supervising
from gongkai.fronts.commands.serve import port_refusal, web_address

ROOT = Path(__file__).resolve().parents[3]


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def asked(host: str, port: int) -> int | None:
    connection = http.client.HTTPConnection(host, port, timeout=20)
    try:
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_two_colons_answer_both(tmp_path):
    with socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::", 0))
        port = probe.getsockname()[1]
    assert port_refusal("::", port) == ""
    environment = os.environ | {"GONGKAI_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "gongkai.project.settings"}
    with subprocess.Popen(_supervising.server("::", port), cwd=ROOT, env=environment) as server:
        try:
            until = time.monotonic() + 60
            while (over_6 := asked("::1", port)) is None and time.monotonic() < until:
                time.sleep(0.2)
            assert over_6 == 200
            assert asked("127.0.0.1", port) == 200
        finally:
            server.terminate()


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("::", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("gk.example", "http://gk.example:8000"),
    ],
)
def test_the_address_can_be_typed_into_a_browser(host, address):
    assert web_address(host, 8000) == address


def test_as_many_processes_as_asked_for():
    command = _supervising.server("::", 8000, 3)
    assert command[command.index("--workers") + 1] == "3"
    assert _supervising.server("::", 8000)[command.index("--workers") + 1] == "1"
