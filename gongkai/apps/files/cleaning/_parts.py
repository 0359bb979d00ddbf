"""The parts of an Office file or an OFD, to be taken out, changed and put together again.

A part that no other part leads to is left out when the file is put together: nobody sees it, so nothing may hide there.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import unquote

from lxml import etree

from gongkai.apps.files.readers._package import BROKEN, ENTITIES, ENTITY_MARKS, Package
from gongkai.domain.notices import UnreadableNotice

Element: TypeAlias = etree._Element
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"
EPOCH = (1980, 1, 1, 0, 0, 0)
# files already packed gain nothing from packing again
STORED = (".png", ".jpg", ".jpeg", ".gif", ".emf.gz")


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: from which part, its id, its kind (the last word of its type), and the part or address meant."""

    source: str
    id: str
    kind: str
    target: str
    is_external: bool


def local(node: Element) -> str:
    """The tag without its namespace; "" for comments and processing instructions."""
    return node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""


def attribute(node: Element, name: str) -> str | None:
    """An attribute by its local name: strict and transitional files use different namespaces."""
    return next((value for key, value in node.attrib.items() if key.rsplit("}", 1)[-1] == name), None)


def named(root: Element, *names: str) -> list[Element]:
    """All elements below with one of the local names, in document order, as a list that may be changed."""
    # in any namespace or in none; the library looks far faster than we could
    return list(root.iter(*(f"{{*}}{name}" for name in names)))


def drop(node: Element) -> None:
    """Take an element out, and leave the text that follows it."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        before = node.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


class Parts:
    """A package in memory. Parts are bytes until somebody asks for their XML; only changed XML is written anew."""

    def __init__(self, data: bytes) -> None:
        package = Package(data)
        self._bytes = {name: package.read(name) for name in package.names if not name.endswith("/")}
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()
        self._unlinked: dict[str, set[str]] = {}
        self.removed: Counter[str] = Counter()

    @property
    def names(self) -> list[str]:
        return list(self._bytes)

    def __contains__(self, name: str) -> bool:
        return name in self._bytes

    def read(self, name: str) -> bytes:
        """The bytes of a part as they came."""
        return self._bytes[name]

    def write(self, name: str, data: bytes) -> None:
        """Other bytes for a part."""
        self._bytes[name] = data
        self._trees.pop(name, None)
        self._changed.add(name)

    def xml(self, name: str) -> Element:
        """The root of a part. Raises UnreadableNotice when it is missing or no XML, or declares entities."""
        if name not in self._trees:
            if name not in self._bytes:
                raise UnreadableNotice(BROKEN)
            self._trees[name] = _parsed(self._bytes[name])
        return self._trees[name]

    def touch(self, name: str) -> None:
        """The XML of this part was changed and has to be written."""
        self._changed.add(name)

    @property
    def changed(self) -> set[str]:
        return set(self._changed)

    # --- relationships (Office files)

    def links(self, source: str) -> list[Link]:
        """The relationships of a part; of the package for ""."""
        where = _relations_of(source)
        if where not in self._bytes:
            return []
        folder = posixpath.dirname(source)
        return [
            Link(
                source,
                node.get("Id", ""),
                (node.get("Type") or "").rsplit("/", 1)[-1],
                node.get("Target", "")
                if node.get("TargetMode") == "External"
                else self._resolved(folder, node.get("Target", "")),
                node.get("TargetMode") == "External",
            )
            for node in named(self.xml(where), "Relationship")
        ]

    def all_links(self) -> Iterator[Link]:
        """The relationships of the package and of every part."""
        for source in ["", *self.names]:
            if not source.endswith(".rels"):
                yield from self.links(source)

    def unlink(self, link: Link) -> None:
        """Take a relationship out."""
        where = _relations_of(link.source)
        self._unlinked.setdefault(link.source, set()).add(link.id)
        for node in named(self.xml(where), "Relationship"):
            if node.get("Id") == link.id:
                drop(node)
                self.touch(where)

    def unlinked(self, source: str) -> set[str]:
        """The ids of the relationships of a part that were taken out."""
        return self._unlinked.get(source, set())

    def main(self) -> str:
        """The part that the package names as its document. Raises UnreadableNotice when there is none."""
        found = next((link.target for link in self.links("") if link.kind == "officeDocument"), "")
        if found not in self._bytes:
            raise UnreadableNotice(BROKEN)
        return found

    def _resolved(self, folder: str, target: str) -> str:
        target = target.split("#", maxsplit=1)[0].replace("\\", "/")
        for each in (target, unquote(target)):
            path = posixpath.normpath(posixpath.join("/" + folder, each)).lstrip("/")
            if path in self._bytes:
                return path
            if same := next((name for name in self._bytes if name.lower() == path.lower()), None):
                return same
        return path

    def sweep(self) -> None:
        """Leave out every part that no relationship leads to, and its entry in the list of content types."""
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            source = waiting.pop()
            for link in self.links(source):
                if not link.is_external and link.target in self._bytes and link.target not in reached:
                    reached.add(link.target)
                    waiting.append(link.target)
        kept = {CONTENT_TYPES, _relations_of(""), *reached, *map(_relations_of, reached)}
        for name in self.names:
            if name not in kept:
                self._forget(name)
        listed = self.xml(CONTENT_TYPES)
        for node in named(listed, "Override"):
            if (node.get("PartName") or "").lstrip("/").lower() not in {name.lower() for name in self._bytes}:
                drop(node)
                self.touch(CONTENT_TYPES)

    def _forget(self, name: str) -> None:
        self._bytes.pop(name, None)
        self._trees.pop(name, None)
        self._changed.discard(name)

    def forget(self, name: str) -> None:
        """Leave a part out (packages without relationships, as OFD)."""
        self._forget(name)
        self._changed.add(name)

    def packed(self) -> bytes:
        """The package again, parts in their order, without the times and comments of the old one."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name in self._bytes:
                data = self._bytes[name]
                if name in self._changed and name in self._trees:
                    data = etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
                entry = zipfile.ZipInfo(name, EPOCH)
                entry.compress_type = zipfile.ZIP_STORED if name.lower().endswith(STORED) else zipfile.ZIP_DEFLATED
                package.writestr(entry, data)
        return out.getvalue()


def _relations_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _parsed(data: bytes) -> Element:
    if any(mark in data for mark in ENTITY_MARKS):
        raise UnreadableNotice(ENTITIES)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableNotice(BROKEN) from error
    if root is None or root.getroottree().docinfo.doctype:
        raise UnreadableNotice(ENTITIES)
    return root
