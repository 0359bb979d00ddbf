"""Web pages of government sites, raw as they are saved."""

from __future__ import annotations

import email
import email.policy
import re
from email.errors import MessageError

from gongkai.apps.files.readers.plain.text import decode
from gongkai.apps.files.readers.web.page import document_blocks, without_furniture
from gongkai.apps.files.readers.web.tree import parse_page
from gongkai.domain.notices import SourceBlock, UnreadableNotice

CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
DECLARED = {b"gb2312": "gb18030", b"gbk": "gb18030", b"gb18030": "gb18030", b"big5": "cp950", b"utf-8": "utf-8"}


def read_html(data: bytes) -> list[SourceBlock]:
    """The document of a page without navigation and furniture. Raises UnreadableNotice when the page shows no text."""
    root, title = parse_page(_markup(data))
    blocks = document_blocks(without_furniture(root), title)
    if not blocks:
        raise UnreadableNotice("网页里没有正文，请确认保存的是通知页面本身")
    return blocks


def read_mht(data: bytes) -> list[SourceBlock]:
    """The page inside a saved web archive (.mht, or a .doc that Word saved as one file)."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        page = pages[0].get_payload(decode=True) if pages else None
    except (MessageError, ValueError, LookupError, AttributeError, IndexError) as error:
        raise UnreadableNotice("网页存档已损坏，打不开") from error
    if not isinstance(page, bytes) or not page:
        raise UnreadableNotice("网页存档里没有网页")
    return read_html(page)


def _markup(data: bytes) -> str:
    """The page's characters; what the page declares is believed only when the bytes themselves stay unclear."""
    try:
        return decode(data).replace("\0", "")
    except UnreadableNotice:
        declared = CHARSET.search(data[:4096])
        encoding = DECLARED.get(declared.group(1).lower()) if declared else None
        if encoding is None:
            raise
        return data.decode(encoding, "replace").replace("\0", "")
