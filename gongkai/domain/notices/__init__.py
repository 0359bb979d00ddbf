"""A notice becomes tasks: `read` takes a text or the blocks of a file, `to_json` makes plain values of the reading."""

from gongkai.domain.notices._blocks import Cell, Paragraph, SourceBlock, Table
from gongkai.domain.notices._errors import UnreadableNotice
from gongkai.domain.notices._json import to_json
from gongkai.domain.notices._paths import default_aliases, leaves, without_paths
from gongkai.domain.notices._read import read
from gongkai.domain.notices._values import (
    Block,
    Deadline,
    DisclosurePath,
    Found,
    Notice,
    Quota,
    Reading,
    Span,
    Task,
    Warned,
)

__all__ = [
    "Block",
    "Cell",
    "Deadline",
    "DisclosurePath",
    "Found",
    "Notice",
    "Paragraph",
    "Quota",
    "Reading",
    "SourceBlock",
    "Span",
    "Table",
    "Task",
    "UnreadableNotice",
    "Warned",
    "default_aliases",
    "leaves",
    "read",
    "to_json",
    "without_paths",
]
