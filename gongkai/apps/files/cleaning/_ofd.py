"""OFD files: who made them, attachments, remarks and earlier versions go; pages stay. GB/T 33190."""

from __future__ import annotations

import posixpath
from collections import Counter

from gongkai.apps.files.cleaning._parts import Element, Parts, drop, local, named
from gongkai.apps.files.readers._package import BROKEN
from gongkai.domain.notices import UnreadableNotice
from gongkai.domain.workflow import Blocked

SIGNED = "OFD 有电子签章，又带有{what}；去掉它们会使签章失效。请在签章前去掉，或上传未签章的版本。"
SEAL = "电子签章（原样保留）"
TOLD = {
    "Author": "作者信息",
    "Creator": "",
    "CreatorVersion": "",
    "Subject": "备注和关键词",
    "Abstract": "备注和关键词",
    "Keywords": "备注和关键词",
    "CustomDatas": "自定义属性",
    "Cover": "",
}
# children of a document that lead to a file of their own
SIDE_FILES = {"Attachments": "内嵌附件", "Extensions": "制作软件的私有数据", "CustomTags": "自定义属性"}


def clean_ofd(data: bytes) -> tuple[bytes, Counter[str]]:
    """The OFD without what is not on its pages. What a signature covers is kept as it is, or the file is refused."""
    parts = Parts(data)
    root_name = next((name for name in parts.names if name.lower() == "ofd.xml"), "")
    root = parts.xml(root_name)
    signed, signatures = _signed_parts(parts, root)
    _strip_head(parts, root_name, root)
    for node in named(root, "DocRoot"):
        _strip_document(parts, (node.text or "").strip().lstrip("/"))
    removed = +parts.removed
    if signed & parts.changed:
        told = [what for what in removed if what]
        if told:
            raise Blocked([SIGNED.format(what="、".join(told))])
        return data, Counter({SEAL: signatures})  # only names of programs: not worth a seal
    if signatures:
        removed[SEAL] = signatures
    return (parts.packed() if parts.changed else data), removed


def _strip_head(parts: Parts, root_name: str, root: Element) -> None:
    for info in named(root, "DocInfo"):
        for node in list(info):
            if local(node) in TOLD:
                what = TOLD[local(node)]
                has_words = bool("".join(node.itertext()).strip())
                if what and has_words:
                    parts.removed[what] += 1
                drop(node)
                parts.touch(root_name)
    for node in named(root, "Versions"):
        drop(node)
        parts.removed["旧版本"] += 1
        parts.touch(root_name)


def _strip_document(parts: Parts, name: str) -> None:
    if name not in parts:
        raise UnreadableNotice(BROKEN)
    root, folder = parts.xml(name), posixpath.dirname(name)
    for node in list(root):
        target = _target(folder, node.text)
        if local(node) in SIDE_FILES:
            count = 1
            if local(node) == "Attachments" and target in parts:
                listed = named(parts.xml(target), "Attachment")
                count = len(listed)
                for each in listed:
                    for place in named(each, "FileLoc"):
                        _forget(parts, _target(posixpath.dirname(target), place.text), _target(folder, place.text))
            _forget(parts, target)
            drop(node)
            parts.removed[SIDE_FILES[local(node)]] += count
            parts.touch(name)
        elif local(node) == "Annotations" and target in parts:
            for place in named(parts.xml(target), "FileLoc"):
                _strip_annotations(parts, _target(posixpath.dirname(target), place.text))


def _strip_annotations(parts: Parts, name: str) -> None:
    if name not in parts:
        return
    for note in named(parts.xml(name), "Annot"):
        if note.get("Creator"):
            # the schema wants the attribute; the name goes
            note.set("Creator", "")
            parts.removed["批注的作者"] += 1
            parts.touch(name)
        note.attrib.pop("LastModDate", None)
        for remark in named(note, "Remark"):
            drop(remark)
            parts.removed["批注"] += 1
            parts.touch(name)


def _signed_parts(parts: Parts, root: Element) -> tuple[set[str], int]:
    """The parts that signatures cover, and how many signatures there are."""
    covered: set[str] = set()
    count = 0
    for node in named(root, "Signatures"):
        target = _target("", node.text)
        if target not in parts:
            continue
        for signature in named(parts.xml(target), "Signature"):
            count += 1
            place = _target(posixpath.dirname(target), signature.get("BaseLoc"))
            if place in parts:
                covered |= {_target("", each.get("FileRef")) for each in named(parts.xml(place), "Reference")}
    return covered, count


def _forget(parts: Parts, *names: str) -> None:
    for name in names:
        if name in parts:
            parts.forget(name)


def _target(folder: str, place: str | None) -> str:
    place = (place or "").strip().replace("\\", "/")
    return (
        posixpath.normpath(posixpath.join("" if place.startswith("/") else folder, place.lstrip("/"))) if place else ""
    )
