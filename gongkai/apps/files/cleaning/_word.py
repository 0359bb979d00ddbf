"""Word files: tracked changes are accepted, comments and hidden text go, the visible words stay as they are."""

from __future__ import annotations

import posixpath

from gongkai.apps.files.cleaning._office import (
    PROGRAM,
    drop_chart_data,
    refuse_broken,
    refuse_code,
    strip_package,
    unwrap,
)
from gongkai.apps.files.cleaning._parts import Element, Parts, attribute, drop, local, named
from gongkai.apps.files.cleaning._word_text import visible_text
from gongkai.domain.workflow import Blocked

COMMENT_LINKS = {"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "commentsExtendedEx"}
ACCEPTED = {"ins", "moveTo"}
DELETED = {"del", "moveFrom"}
MARKS = {
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "customXmlInsRangeStart",
    "customXmlInsRangeEnd",
    "customXmlDelRangeStart",
    "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart",
    "customXmlMoveFromRangeEnd",
    "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd",
    "cellIns",
    "cellMerge",
}
COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
# what makes a reader see something: removed where the run is hidden; field marks stay, or fields would break
SHOWN = {
    "t",
    "tab",
    "br",
    "cr",
    "sym",
    "drawing",
    "pict",
    "object",
    "noBreakHyphen",
    "footnoteReference",
    "endnoteReference",
    "AlternateContent",
    "ruby",
}
SETTINGS = {"rsids", "trackRevisions", "attachedTemplate", "docVars", "mailMerge", "saveThroughXslt"}


def clean_word(data: bytes) -> tuple[Parts, bytes]:
    """The document as a reader sees it.

    Raises `Blocked` for macros and embedded files, UnreadableNotice when it is broken.
    """
    parts = Parts(data)
    refuse_code(parts, ".docx")
    main = parts.main()
    if any(link.kind == "aFChunk" for link in parts.all_links()):
        raise Blocked([PROGRAM])
    _drop_comments(parts)
    hidden = _hidden_styles(parts, main)
    stories = [name for name in parts.names if name.endswith(".xml") and _is_story(name, main)]
    before = visible_text([parts.xml(name) for name in stories], hidden)
    for name in stories:
        _clean_story(parts, name, hidden)
    if visible_text([parts.xml(name) for name in stories], hidden) != before:
        raise Blocked(["清理后的文字与原文不一致。请用 Word 打开，接受全部修订后另存，再上传。"])
    _free_objects(parts)
    drop_chart_data(parts)
    _clean_settings(parts, main)
    strip_package(parts)
    parts.sweep()
    refuse_broken(parts)
    return parts, parts.packed()


def _is_story(name: str, main: str) -> bool:
    folder = posixpath.dirname(main)
    base = posixpath.basename(name)
    return name == main or (
        posixpath.dirname(name) in {folder, f"{folder}/glossary"}
        and base.startswith(("header", "footer", "footnotes", "endnotes", "document"))
    )


def _drop_comments(parts: Parts) -> None:
    for link in list(parts.all_links()):
        if link.kind in COMMENT_LINKS:
            if link.kind == "comments" and link.target in parts:
                parts.removed["批注"] += len(named(parts.xml(link.target), "comment"))
            parts.unlink(link)


def _is_on(node: Element | None) -> bool:
    return node is not None and (attribute(node, "val") or "true") not in {"0", "false", "off", "none"}


def _under(node: Element, *path: str) -> Element | None:
    for step in path:
        node = next((child for child in node if local(child) == step), None)
        if node is None:
            return None
    return node


def _hidden_styles(parts: Parts, main: str) -> frozenset[str]:
    """Styles that hide text, also through the style they are based on."""
    found = next((link.target for link in parts.links(main) if link.kind == "styles" and link.target in parts), None)
    if not found:
        return frozenset()
    styles = {attribute(node, "styleId") or "": node for node in named(parts.xml(found), "style")}
    hidden = set()
    for name in styles:
        seen: set[str] = set()
        at = name
        while at in styles and at not in seen:
            seen.add(at)
            vanish = _under(styles[at], "rPr", "vanish")
            if vanish is not None:
                hidden |= {name} if _is_on(vanish) else set()
                break
            based = _under(styles[at], "basedOn")
            at = (attribute(based, "val") or "") if based is not None else ""
    return frozenset(hidden)


def _clean_story(parts: Parts, name: str, hidden: frozenset[str]) -> None:
    root = parts.xml(name)
    parts.touch(name)
    for node in named(root, *COMMENT_MARKS):
        run = node.getparent()
        drop(node)
        if run is not None and local(run) == "r" and all(local(child) == "rPr" for child in run):
            drop(run)
    _accept(parts, root)
    _unhide(parts, root, hidden)
    for node in root.iter():
        for key in [key for key in node.attrib if key.rsplit("}", 1)[-1].startswith("rsid")]:
            del node.attrib[key]
    for node in named(root, "dataBinding"):
        drop(node)


def _accept(parts: Parts, root: Element) -> None:
    """Tracked changes as if somebody had pressed 接受所有修订."""
    for node in named(root, *ACCEPTED, *DELETED, *MARKS, "cellDel"):
        parent = node.getparent()
        if parent is None:
            continue
        tag, above = local(node), local(parent)
        if tag in MARKS:
            drop(node)
            parts.removed["修订痕迹"] += tag.endswith("Start") or tag.startswith("cell")
            continue
        parts.removed["修订痕迹"] += 1
        if above == "rPr" or tag == "cellDel":  # the paragraph's end mark; a cell
            _accept_mark(node, tag)
        elif above == "trPr":
            _accept_row(node, tag)
        elif tag in ACCEPTED:
            unwrap(node)
        elif above not in {"numberingChange"}:
            drop(node)
    for node in [
        each
        for each in root.iter()
        if local(each).endswith("PrChange") or local(each) in {"tblGridChange", "numberingChange"}
    ]:
        drop(node)
        parts.removed["修订痕迹"] += 1
    _merge_marked(root)
    for cell in named(root, "tc"):
        if not any(local(child) in {"p", "tbl", "sdt"} for child in cell):
            cell.append(cell.makeelement(cell.tag.replace("}tc", "}p"), {}))


def _accept_mark(node: Element, tag: str) -> None:
    if tag == "cellDel":
        cell = next((each for each in node.iterancestors() if local(each) == "tc"), None)
        drop(node if cell is None else cell)
        return
    paragraph = next((each for each in node.iterancestors() if local(each) == "p"), None)
    if tag in DELETED and paragraph is not None and local(node.getparent().getparent()) == "pPr":
        paragraph.set("gongkai-merges", "1")
    drop(node)


def _accept_row(node: Element, tag: str) -> None:
    row = next((each for each in node.iterancestors() if local(each) == "tr"), None)
    if tag not in DELETED or row is None:
        drop(node)
        return
    table = row.getparent()
    drop(row)
    if table is not None and local(table) == "tbl" and not any(local(each) in {"tr", "sdt"} for each in table):
        drop(table)


def _merge_marked(root: Element) -> None:
    """A paragraph whose end was deleted runs on into the next one, which gives its properties; from the last back."""
    marked = [node for node in root.iter() if isinstance(node.tag, str) and node.get("gongkai-merges")]
    for paragraph in reversed(marked):
        del paragraph.attrib["gongkai-merges"]
        after = paragraph.getnext()
        content = [child for child in paragraph if local(child) != "pPr"]
        if after is None or local(after) != "p" or _under(paragraph, "pPr", "sectPr") is not None:
            continue
        at = 1 if len(after) and local(after[0]) == "pPr" else 0
        for child in reversed(content):
            after.insert(at, child)
        drop(paragraph)


def _unhide(parts: Parts, root: Element, hidden: frozenset[str]) -> None:
    for run in named(root, "r"):
        if not is_hidden(run, hidden):
            continue
        words = "".join(child.text or "" for child in run if local(child) == "t")
        shown = [child for child in run if local(child) in SHOWN]
        for child in shown:
            run.remove(child)
        if words.strip() or shown:
            parts.removed["隐藏文字"] += 1
        if all(local(child) == "rPr" for child in run):
            drop(run)
    for row in named(root, "tr"):
        if _is_on(_under(row, "trPr", "hidden")):
            parts.removed["隐藏文字"] += 1
            drop(row)
    for paragraph in named(root, "p"):
        empty = all(local(child) in {"pPr", "bookmarkStart", "bookmarkEnd", "proofErr"} for child in paragraph)
        mark = _under(paragraph, "pPr", "rPr", "vanish")
        if empty and _is_on(mark) and _under(paragraph, "pPr", "sectPr") is None and _has_sibling(paragraph):
            drop(paragraph)


def _has_sibling(paragraph: Element) -> bool:
    after = paragraph.getnext()
    return after is not None and local(after) == "p"


def is_hidden(run: Element, hidden: frozenset[str]) -> bool:
    """Whether a run is hidden by itself, its style, or the style of its paragraph."""
    vanish = _under(run, "rPr", "vanish")
    if vanish is not None:
        return _is_on(vanish)
    style = _under(run, "rPr", "rStyle")
    if style is not None and attribute(style, "val") in hidden:
        return True
    paragraph = next((each for each in run.iterancestors() if local(each) == "p"), None)
    named_style = _under(paragraph, "pPr", "pStyle") if paragraph is not None else None
    return named_style is not None and attribute(named_style, "val") in hidden


def _free_objects(parts: Parts) -> None:
    """An embedded object becomes the picture that is shown of it: what lies behind the picture is not published."""
    for name in parts.names:
        if not name.endswith(".xml") or not parts.links(name):
            continue
        ids = {
            link.id
            for link in parts.links(name)
            if link.kind in {"oleObject", "package"} and "/charts/" not in f"/{name}"
        }
        if not ids:
            continue
        root = parts.xml(name)
        parts.touch(name)
        for node in named(root, "OLEObject", "objectEmbed", "objectLink", "control"):
            drop(node)
        for node in named(root, "object"):
            node.tag = node.tag.replace("}object", "}pict")
            for key in list(node.attrib):
                del node.attrib[key]
        for link in parts.links(name):
            if link.id in ids:
                parts.unlink(link)
                parts.removed["嵌入的对象"] += 1


def _clean_settings(parts: Parts, main: str) -> None:
    for link in parts.links(main):
        if link.kind != "settings" or link.target not in parts:
            continue
        root = parts.xml(link.target)
        for node in list(root):
            if local(node) in SETTINGS:
                drop(node)
                parts.touch(link.target)
        for inner in parts.links(link.target):
            if inner.kind in {"attachedTemplate", "mailMergeSource", "mailMergeHeaderSource"}:
                parts.unlink(inner)
                parts.removed["模板名称"] += 1
