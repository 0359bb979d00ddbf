"""An upload at the door. What comes back is what may be stored."""

from __future__ import annotations

from gongkai.apps.files.cleaning._clean import Cleaned, clean
from gongkai.apps.files.scanning import scan
from gongkai.domain.workflow import Blocked


def received(data: bytes, name: str, *, if_no_picture: str = "") -> Cleaned:
    """The cleaned file. Raises `Blocked` for what is infected, not taken or does not open; with the sentence
    `if_no_picture`, when there is one, for everything but pictures."""
    scan(data)
    cleaned = clean(data, name)
    if if_no_picture and cleaned.media != "image":
        raise Blocked([if_no_picture])
    if cleaned.defect:
        raise Blocked([cleaned.defect])
    return cleaned
