"""Viruses: asked of a ClamAV daemon where one is configured. A scanner that is named and silent stops the upload."""

from __future__ import annotations

import io
import re

from clamav_client.clamd import BufferTooLongError, ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

from gongkai.domain.workflow import Blocked

SECONDS = 30
FOUND = "文件含有病毒（{virus}），已拒绝保存。请先在本机查杀，再上传干净的文件。"
SILENT = "病毒扫描服务没有应答，暂时不能上传文件。请稍后再试；仍不行时，请系统管理员检查 GONGKAI_CLAMAV 所指的服务。"
TOO_LONG = "文件超过病毒扫描服务允许的大小，没有扫描，不能保存。请系统管理员调大 ClamAV 的 StreamMaxLength。"


def scan(data: bytes) -> None:
    """Returns when the file is clean or no scanner is configured. Raises `Blocked` for a virus, or for no answer."""
    if not settings.CLAMAV:
        return
    try:
        answers = _scanner(settings.CLAMAV).instream(io.BytesIO(data))
    except BufferTooLongError as error:
        raise Blocked([TOO_LONG]) from error
    except (ClamdError, OSError, ValueError) as error:
        raise Blocked([SILENT]) from error
    status, virus = next(iter(answers.values()), ("ERROR", None))
    if status == "FOUND":
        raise Blocked([FOUND.format(virus=virus or "未知")])
    if status != "OK":
        raise Blocked([SILENT])


def _scanner(where: str) -> ClamdNetworkSocket:
    """`host:port`, `[ipv6]:port`, `unix:///path` or `/path`."""
    if where.startswith(("/", "unix://")):
        return ClamdUnixSocket(where, timeout=SECONDS)
    host, port = re.fullmatch(r"\[?(.*?)\]?(?::(\d+))?", where).groups()  # type: ignore[union-attr]
    return ClamdNetworkSocket(host, int(port or 3310), timeout=SECONDS)
