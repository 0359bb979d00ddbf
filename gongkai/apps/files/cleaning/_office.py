"""What Word and Excel files have in common: properties, own data, code, embedded objects, pictures, links to a disk."""

from __future__ import annotations

import re

from gongkai.apps.files.cleaning._parts import CONTENT_TYPES, Link, Parts, attribute, drop, named
from gongkai.apps.files.cleaning._pictures import stripped_picture
from gongkai.domain.notices import UnreadableNotice
from gongkai.domain.workflow import Blocked

MACROS = "文件里有宏（自动执行的程序），不能公开发布，请另存为不含宏的 {ending} 文件后再上传。"
STRICT = "文件存成了“严格 Open XML”格式，许多程序打不开，请另存为普通的 {ending} 文件后再上传。"
CONTROLS = "文件里有 ActiveX 控件，不能公开发布，请删除控件后再上传。"
PROGRAM = "文件里嵌有另一个文件或程序，不能公开发布，请删除后再上传；要公开的内容请单独上传。"
# what a package may say of the people who made it; the title stays, readers of screens speak it
PERSONAL = {
    "creator": "作者信息",
    "lastModifiedBy": "作者信息",
    "description": "备注和关键词",
    "subject": "备注和关键词",
    "keywords": "备注和关键词",
    "category": "备注和关键词",
    "contentStatus": "备注和关键词",
    "identifier": "备注和关键词",
    "version": "备注和关键词",
    "revision": "",
    "lastPrinted": "",
    "contentType": "",
    "language": "",
}
COMPANY = {
    "Company": "单位和主管信息",
    "Manager": "单位和主管信息",
    "Template": "模板名称",
    "HyperlinkBase": "本机路径",
}
KEPT_OF_APP = {"Properties", "Application", "AppVersion", "DocSecurity", "Pages", "Words", "Characters", "Lines"}
# a path on somebody's disk or in the office network: it names people and machines
ON_DISK = re.compile(r"(?i)^(?:file:|[a-z]:[\\/]|\\\\|//)")
# an address that has to be asked for something when the file is opened
IS_LINK = re.compile(r"relationships\}(?:id|embed|link|pict|href)$")
FETCHED = {"image", "oleObject", "frame", "subDocument", "attachedTemplate", "externalLinkPath", "video", "audio"}


def refuse_code(parts: Parts, ending: str) -> None:
    """Raises `Blocked` for macros, controls, embedded programs, and the strict format that few programs read."""
    if "_rels/.rels" in parts and b"purl.oclc.org/ooxml/" in parts.read("_rels/.rels"):
        raise Blocked([STRICT.format(ending=ending)])
    lower = [name.lower() for name in parts.names]
    types = parts.xml(CONTENT_TYPES)
    macro_type = any("macroenabled" in (node.get("ContentType") or "").lower() for node in types)
    if macro_type or any("vbaproject" in name or "/macrosheets/" in name or "vbadata" in name for name in lower):
        raise Blocked([MACROS.format(ending=ending)])
    if any("/activex/" in name for name in lower):
        raise Blocked([CONTROLS])
    for name in parts.names:
        data = parts.read(name)
        if data.startswith(b"MZ") or b"O\0l\0e\x001\x000\0N\0a\0t\0i\0v\0e" in data[:65_536]:
            raise Blocked([PROGRAM])


def strip_package(parts: Parts) -> None:
    """Properties, thumbnails, own XML data, printer settings, and the positions of pictures taken by a phone."""
    for link in list(parts.all_links()):
        if link.kind == "core-properties" and link.target in parts:
            _strip_core(parts, link.target)
        elif link.kind == "extended-properties" and link.target in parts:
            _strip_app(parts, link.target)
        elif link.kind == "custom-properties":
            parts.unlink(link)
            parts.removed["自定义属性"] += 1
        elif link.kind == "customXml":
            parts.unlink(link)
            parts.removed["附带的自定义数据"] += 1
        elif link.kind in {"thumbnail", "printerSettings"}:
            parts.unlink(link)
            if link.kind == "printerSettings":
                _drop_users(parts, link)
                parts.removed["打印机信息"] += 1
        elif link.is_external:
            _strip_external(parts, link)
    for name in parts.names:
        if name.lower().endswith((".jpg", ".jpeg", ".png")):
            data, removed = stripped_picture(parts.read(name))
            if removed:
                parts.write(name, data)
                parts.removed.update(removed)


def _strip_core(parts: Parts, name: str) -> None:
    root = parts.xml(name)
    for node in list(root):
        what = PERSONAL.get(node.tag.rsplit("}", 1)[-1]) if isinstance(node.tag, str) else ""
        if what is None:
            continue
        if what and (node.text or "").strip():
            parts.removed[what] += 1
        drop(node)
        parts.touch(name)


def _strip_app(parts: Parts, name: str) -> None:
    root = parts.xml(name)
    for node in list(root):
        tag = node.tag.rsplit("}", 1)[-1] if isinstance(node.tag, str) else ""
        if tag in KEPT_OF_APP:
            continue
        # the template everybody has says nothing
        if tag in COMPANY and (node.text or "").strip() not in {"", "Normal.dotm", "Normal"}:
            parts.removed[COMPANY[tag]] += 1
        drop(node)
        parts.touch(name)


def _strip_external(parts: Parts, link: Link) -> None:
    """A link to a disk goes, its words stay. What is fetched from elsewhere when the file is opened goes too."""
    on_disk = bool(ON_DISK.match(link.target))
    if not on_disk and link.kind not in FETCHED:
        return
    parts.removed["本机路径" if on_disk else "外部引用"] += 1
    parts.unlink(link)
    _drop_users(parts, link)


def _drop_users(parts: Parts, link: Link) -> None:
    """Whatever names a relationship that is gone: the attribute where the element means more, else the element."""
    if not link.source or not link.source.endswith(".xml"):
        return
    root = parts.xml(link.source)
    for node in list(root.iter()):
        keys = [key for key, value in node.attrib.items() if value == link.id and "relationships" in key]
        if not keys:
            continue
        parts.touch(link.source)
        tag = node.tag.rsplit("}", 1)[-1]
        if tag in {"pageSetup", "blip"}:
            for key in keys:
                del node.attrib[key]
        elif tag in {"hyperlink", "hlinkClick"} and len(node):
            unwrap(node)
        else:
            drop(node)


def unwrap(node: object) -> None:
    """Put the children of an element in its place."""
    parent = node.getparent()  # type: ignore[attr-defined]
    if parent is None:
        return
    at = parent.index(node)
    for child in list(node):  # type: ignore[call-overload]
        parent.insert(at, child)
        at += 1
    drop(node)


def drop_chart_data(parts: Parts) -> None:
    """The whole workbook behind a chart: the chart shows the figures it keeps itself."""
    for link in list(parts.all_links()):
        if link.kind == "package" and "/charts/" in f"/{link.source}":
            for node in named(parts.xml(link.source), "externalData"):
                if attribute(node, "id") == link.id:
                    drop(node)
                    parts.touch(link.source)
            parts.unlink(link)
            parts.removed["图表背后的工作簿"] += 1


def refuse_broken(parts: Parts) -> None:
    """Raises UnreadableNotice when something still names a relationship that cleaning took out: never a broken file."""
    for source in parts.names:
        if source.endswith(".xml") and (gone := parts.unlinked(source)):
            for node in parts.xml(source).iter():
                if any(value in gone and IS_LINK.search(key) for key, value in node.attrib.items()):
                    raise UnreadableNotice("文件内部的引用清理不干净，请用 Word 或 Excel 打开并另存后再上传")
