"""The virus scanner, spoken to over a real socket in its own protocol."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading

import pytest

from gongkai.apps.files.scanning import scan
from gongkai.domain.workflow import Blocked

VIRUS = b"X5O!P%@AP-SAMPLE-OF-A-VIRUS"


class Clamd(socketserver.BaseRequestHandler):
    """As much of clamd as INSTREAM needs: chunks with their length, a zero at the end, one line as answer."""

    def handle(self) -> None:
        stream = self.request.makefile("rb")
        assert stream.readline() == b"nINSTREAM\n"
        data = b""
        while size := struct.unpack("!L", stream.read(4))[0]:
            data += stream.read(size)
        if len(data) > 100_000:
            self.request.sendall(b"INSTREAM size limit exceeded. ERROR\n")
        elif VIRUS in data:
            self.request.sendall(b"stream: Sample.Virus FOUND\n")
        else:
            self.request.sendall(b"stream: OK\n")


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, settings, tmp_path):
    """A scanner that listens; its address is configured."""
    if request.param == "tcp":
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd)
        settings.CLAMAV = f"127.0.0.1:{server.server_address[1]}"
    else:
        settings.CLAMAV = str(tmp_path / "clamd.sock")
        server = socketserver.ThreadingUnixStreamServer(settings.CLAMAV, Clamd)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_clean_file_passes(clamd):
    scan(b"x" * 50_000)


def test_a_virus_is_named(clamd):
    with pytest.raises(Blocked, match=r"Sample\.Virus"):
        scan(b"a" * 3000 + VIRUS)


def test_what_was_too_long_to_scan_is_not_kept(clamd):
    with pytest.raises(Blocked, match="StreamMaxLength"):
        scan(b"x" * 200_000)


def test_a_silent_scanner_stops_the_upload(settings):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMAV = f"127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(Blocked, match="没有应答"):
        scan(b"x")


def test_without_a_scanner_nothing_is_asked(settings):
    settings.CLAMAV = ""
    scan(VIRUS)
