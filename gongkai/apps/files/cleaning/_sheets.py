"""Excel files: hidden sheets, rows and columns, comments, caches and links to other files go.

Where something that formulas may have used is gone, every formula becomes the figure it shows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai.apps.files.cleaning._office import PROGRAM, refuse_broken, refuse_code, strip_package
from gongkai.apps.files.cleaning._parts import Element, Link, Parts, attribute, drop, local, named
from gongkai.apps.files.cleaning._sheet_cells import column_number, hidden_columns, is_hidden_row
from gongkai.domain.workflow import Blocked

SLICERS = "工作簿里有切片器或日程表，它们带着全部原始数据，请删除后再上传。"
UNCOUNTED = "工作簿里的公式没有算出结果，请用 Excel 打开并保存一次后再上传。"
NOTHING_LEFT = "工作簿里没有可见的工作表，请取消隐藏要公开的工作表后再上传。"
# relationships of a workbook or sheet that carry more than is shown
CARRIERS = {
    "comments": "批注",
    "threadedComment": "批注",
    "person": "",
    "externalLink": "外部引用",
    "connections": "数据连接",
    "queryTable": "数据连接",
    "pivotTable": "数据透视表的缓存",
    "pivotCacheDefinition": "数据透视表的缓存",
    "revisionHeaders": "修订痕迹",
    "usernames": "修订痕迹",
    "calcChain": "",
    "xmlMaps": "附带的自定义数据",
    "volatileDependencies": "",
}
# what in the workbook names them
NAMING = {
    "externalReferences",
    "pivotCaches",
    "customWorkbookViews",
    "fileSharing",
    "absPath",
    "revisionPtr",
    "smartTagTypes",
}
PRINTED = ("_xlnm.Print_Area", "_xlnm.Print_Titles", "_xlnm._FilterDatabase")


@dataclass(slots=True)
class _Work:
    """What is done to one workbook."""

    parts: Parts
    book: str
    sheets: dict[str, str] = field(default_factory=dict)  # name → part, of the sheets that stay
    frees_formulas: bool = False


def clean_sheets(data: bytes) -> tuple[Parts, bytes]:
    """The workbook as a reader sees it.

    Raises `Blocked` for macros, slicers and embedded files, UnreadableNotice when it is broken.
    """
    parts = Parts(data)
    refuse_code(parts, ".xlsx")
    links = list(parts.all_links())
    if any(link.kind in {"slicer", "slicerCache", "timeline", "timelineCache"} for link in links):
        raise Blocked([SLICERS])
    if any(
        link.kind in {"oleObject", "package", "control", "attachedToolbars"} and not link.is_external and link.source
        for link in links
    ):
        raise Blocked([PROGRAM])
    work = _Work(parts, parts.main())
    gone = _drop_hidden_sheets(work)
    _drop_carriers(work)
    for part in work.sheets.values():
        _clean_sheet(work, part)
    _clean_names(work, gone)
    if work.frees_formulas:
        for part in work.sheets.values():
            _figures_for_formulas(work, part)
    _blank_unused_strings(work)
    strip_package(parts)
    parts.sweep()
    refuse_broken(parts)
    return parts, parts.packed()


def _book_links(work: _Work) -> dict[str, Link]:
    return {link.id: link for link in work.parts.links(work.book)}


def _drop_hidden_sheets(work: _Work) -> list[int]:
    """Hidden sheets go. Gives the places they had, which local names count by."""
    root = work.parts.xml(work.book)
    links = _book_links(work)
    gone: list[int] = []
    for at, sheet in enumerate(named(root, "sheet")):
        link = links.get(attribute(sheet, "id") or "")
        if (sheet.get("state") or "visible") != "visible":
            gone.append(at)
            drop(sheet)
            if link:
                work.parts.unlink(link)
            work.parts.removed["隐藏的工作表"] += 1
            work.frees_formulas = True
        elif link and link.target in work.parts:
            work.sheets[sheet.get("name", "")] = link.target
    if not work.sheets:
        raise Blocked([NOTHING_LEFT])
    if gone:
        for view in named(root, "workbookView"):
            for key in ("activeTab", "firstSheet"):
                view.attrib.pop(key, None)
    work.parts.touch(work.book)
    return gone


def _drop_carriers(work: _Work) -> None:
    parts = work.parts
    for link in list(parts.all_links()):
        if link.kind not in CARRIERS or link.source.endswith(".rels"):
            continue
        what = CARRIERS[link.kind]
        if link.kind in {"comments", "threadedComment"} and link.target in parts:
            parts.removed[what] += len(named(parts.xml(link.target), "comment", "threadedComment"))
        elif what:
            parts.removed[what] += 1
        work.frees_formulas |= link.kind in {"externalLink", "pivotCacheDefinition"}
        parts.unlink(link)
        if link.kind == "queryTable" and link.source in parts:
            _plain_table(parts, link.source)
    root = parts.xml(work.book)
    for node in [each for each in root.iter() if local(each) in NAMING]:
        parts.removed["本机路径"] += local(node) == "absPath"
        parts.removed["作者信息"] += local(node) == "fileSharing" and bool(node.get("userName"))
        holder = node.getparent()
        drop(node)
        if holder is not None and local(holder) == "Choice" and not len(holder):
            drop(holder.getparent())


def _plain_table(parts: Parts, name: str) -> None:
    """A table that a query filled is a table like any other."""
    for node in parts.xml(name).iter():
        for key in ("tableType", "queryTableFieldId", "connectionId"):
            node.attrib.pop(key, None)
    parts.touch(name)


def _clean_sheet(work: _Work, name: str) -> None:
    parts, root = work.parts, work.parts.xml(name)
    parts.touch(name)
    hidden = hidden_columns(root)
    emptied_rows, emptied_columns = 0, set()
    for row in named(root, "row"):
        is_hidden = is_hidden_row(row)
        emptied_rows += is_hidden and any(len(cell) for cell in row)
        for cell in list(row):
            if local(cell) != "c":
                continue
            column = column_number(cell.get("r", ""))
            if is_hidden or column in hidden:
                if not is_hidden and len(cell):
                    emptied_columns.add(column)
                row.remove(cell)
    if emptied_rows or emptied_columns:
        parts.removed["隐藏的行"] += emptied_rows
        parts.removed["隐藏的列"] += len(emptied_columns)
        work.frees_formulas = True
    for node in named(root, "customSheetViews", "smartTags"):
        drop(node)
    _drop_comment_shapes(parts, name, root)


def _drop_comment_shapes(parts: Parts, name: str, root: Element) -> None:
    """The boxes in which old Excel shows comments hold who wrote them; a drawing of comments alone goes."""
    for link in parts.links(name):
        if link.kind != "vmlDrawing" or link.target not in parts:
            continue
        users = [node for node in named(root, "legacyDrawing") if attribute(node, "id") == link.id]
        if users and b'ObjectType="Note"' in parts.read(link.target):
            for node in users:
                drop(node)
            parts.unlink(link)


def _clean_names(work: _Work, gone: list[int]) -> None:
    """Names that are hidden, lead out of the file, or to a sheet that is gone. Printed areas stay."""
    root = work.parts.xml(work.book)
    for node in named(root, "definedName"):
        at = node.get("localSheetId")
        text = node.text or ""
        is_local_gone = at is not None and int(at) in gone
        leads_nowhere = "#REF!" in text or bool(re.search(r"\[\d+\]|\[.+\]", text)) or not _sheets_stay(text, work)
        is_hidden = node.get("hidden") in {"1", "true"} and node.get("name") not in PRINTED
        if is_local_gone or leads_nowhere or is_hidden:
            drop(node)
            work.parts.removed["隐藏或失效的名称"] += 1
            work.frees_formulas = True
        elif at is not None:
            node.set("localSheetId", str(int(at) - sum(1 for place in gone if place < int(at))))
    for holder in named(root, "definedNames"):
        if not len(holder):
            drop(holder)


def _sheets_stay(text: str, work: _Work) -> bool:
    """Whether each sheet that a formula names is still there."""
    quoted = [each.replace("''", "'") for each in re.findall(r"'((?:[^']|'')+)'!", text)]
    plain = re.findall(r"(?<![\w'.])([^\W\d][\w.]*)!", text)
    return all(each in work.sheets for each in (*quoted, *plain))


def _figures_for_formulas(work: _Work, name: str) -> None:
    root = work.parts.xml(name)
    work.parts.touch(name)
    for cell in named(root, "c"):
        formula = next((child for child in cell if local(child) == "f"), None)
        if formula is None:
            continue
        shown = "".join(child.text or "" for child in cell.iter() if local(child) in {"v", "t"})
        if not shown and cell.get("t") != "str":  # a formula may well give no words, but never no figure
            raise Blocked([UNCOUNTED])
        cell.remove(formula)
        work.parts.removed["公式改为数值"] += 1
    # checks and colours that were counted from what is gone
    for node in named(root, "dataValidation", "cfRule", "conditionalFormatting"):
        formulas = "".join(
            child.text or "" for child in node.iter() if local(child).startswith("formula") or local(child) == "f"
        )
        if not _sheets_stay(formulas, work) or "[" in formulas:
            drop(node)
    for holder in named(root, "conditionalFormatting", "dataValidations"):
        if not any(local(child) in {"cfRule", "dataValidation"} for child in holder):
            drop(holder)
        elif local(holder) == "dataValidations" and holder.get("count"):
            holder.set("count", str(len(holder)))


def _blank_unused_strings(work: _Work) -> None:
    """The words of cells that are gone still lie in the common list of words: those nobody shows are emptied."""
    link = next((each for each in work.parts.links(work.book) if each.kind == "sharedStrings"), None)
    if link is None or link.target not in work.parts:
        return
    used: set[int] = set()
    for part in work.sheets.values():
        for cell in named(work.parts.xml(part), "c"):
            if cell.get("t") == "s":
                used |= {int(child.text or 0) for child in cell if local(child) == "v"}
    root = work.parts.xml(link.target)
    for at, item in enumerate([node for node in root if local(node) == "si"]):
        if at not in used and len(item):
            for child in list(item):
                item.remove(child)
            item.append(item.makeelement(item.tag.replace("}si", "}t"), {}))
            work.parts.touch(link.target)
