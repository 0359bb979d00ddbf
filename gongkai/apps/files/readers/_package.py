"""A zip of XML pages (docx, xlsx, ofd) opened with suspicion: every byte that comes out is counted."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from lxml import etree

from gongkai.domain.notices import UnreadableNotice

ENTRIES = 10_000
PART_BYTES = 40_000_000
TOTAL_BYTES = 120_000_000
# text packs to a tenth, repeated table cells to a fiftieth; nothing honest of this size packs to a two-hundredth
RATIO, RATIO_FROM = 200, 8_000_000
CHUNK = 262_144
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    struct.error,
    ValueError,
    RuntimeError,
    OverflowError,
)
BOMB = "文件解压后异常庞大，疑似压缩炸弹，已拒绝读取"
TOO_MUCH = "文件内容太多（正文或一个工作表解压后超过 40 MB），请拆成几个文件"
BROKEN = "文件已损坏，打不开，请重新导出或另存后再导入"
LOCKED = "文件加了密码，请去掉密码后再导入"
ENTITIES = "文件里有实体声明，可能藏有攻击内容，已拒绝读取"

# refused before parsing: a parser expands entities in attribute values whatever it is told
ENTITY_MARKS = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAMES = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)


class Package:
    """The parts of a zip by name. Every read is limited; every failure is an UnreadableNotice."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except ZIP_ERRORS as error:
            raise UnreadableNotice(BROKEN) from error
        if len(entries) > ENTRIES:
            raise UnreadableNotice(BOMB)
        self._entries = {entry.filename.replace("\\", "/").lstrip("/"): entry for entry in entries}
        self._spent = 0

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The bytes of one part. Raises UnreadableNotice when it is missing, damaged, locked or too large."""
        entry = self._entries.get(name)
        if entry is None:
            raise UnreadableNotice(BROKEN)
        if entry.flag_bits & 0x1:
            raise UnreadableNotice(LOCKED)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(CHUNK):
                    chunks.append(chunk)
                    size += len(chunk)
                    self._spent += len(chunk)
                    self._refuse_bomb(size, entry.compress_size)
        except ZIP_ERRORS as error:
            if isinstance(error, UnreadableNotice):
                raise
            raise UnreadableNotice(BROKEN) from error
        return b"".join(chunks)

    def xml(self, name: str) -> etree._Element:
        """The root element of one part. Raises UnreadableNotice when it is no well-formed XML or declares entities."""
        return parse_xml(self.read(name))

    def xml_if_any(self, name: str) -> etree._Element | None:
        """The root element of an optional part: None when it is missing; a broken one is an error like any other."""
        return self.xml(name) if name in self else None

    def _refuse_bomb(self, size: int, packed: int) -> None:
        if size > RATIO_FROM and size > RATIO * max(packed, 1):
            raise UnreadableNotice(BOMB)
        if size > PART_BYTES or self._spent > TOTAL_BYTES:
            raise UnreadableNotice(TOO_MUCH)


def parse_xml(data: bytes) -> etree._Element:
    """XML without entities, network or DTD. Raises UnreadableNotice for anything else."""
    if any(mark in data for mark in ENTITY_MARKS):
        raise UnreadableNotice(ENTITIES)
    if STRICT in data:
        for strict, usual in STRICT_NAMES:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableNotice(BROKEN) from error
    if root is None or root.getroottree().docinfo.doctype:
        raise UnreadableNotice(ENTITIES)
    return root


def main_part(package: Package, kind: str, default: str) -> str:
    """The part the package names as its main one."""
    if "_rels/.rels" in package:
        for relation in package.xml("_rels/.rels").iter(RELATIONS):
            target = (relation.get("Target") or "").lstrip("/")
            if (relation.get("Type") or "").endswith(kind) and target in package:
                return target
    return default
