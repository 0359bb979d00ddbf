"""OFD files (GB/T 33190): a zip of XML pages that place each run of characters by its coordinates."""

from __future__ import annotations

import posixpath
import re
from typing import TypeAlias

from lxml import etree

from gongkai.apps.files.readers._package import BROKEN, Package
from gongkai.apps.files.readers.placed.marks import Glyph, Page, Rule
from gongkai.apps.files.readers.placed.pages import blocks_of_pages
from gongkai.apps.files.readers.placed.pdf import SCANNED
from gongkai.domain.notices import SourceBlock, UnreadableNotice

PAGES = 400
GLYPHS = 300_000
TOO_MUCH = "OFD 的文字过多，不像一份通知，请只保留需要的部分"
# the page is measured in millimetres from the top left; the layout works in points from the bottom left
POINTS = 72 / 25.4
WIDE = re.compile(r"[\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\u2014-\u2026]")
A4 = (0.0, 0.0, 210.0, 297.0)
Element: TypeAlias = etree._Element
Box: TypeAlias = tuple[float, ...]


def read_ofd(package: Package) -> list[SourceBlock]:
    """The text of every page in reading order. Raises UnreadableNotice when the package is damaged or only pictures."""
    root_name = next((name for name in package.names if name.lower() == "ofd.xml"), "")
    pages: list[Page] = []
    # each document and page once, however often it is listed
    for document in dict.fromkeys(_target("", node.text) for node in _named(package.xml(root_name), "DocRoot")):
        pages += _document(package, document)
        if sum(len(page.glyphs) for page in pages) > GLYPHS:
            raise UnreadableNotice(TOO_MUCH)
    if not any(page.glyphs for page in pages):
        raise UnreadableNotice(SCANNED.replace("PDF", "OFD"))
    return blocks_of_pages(pages)


def _document(package: Package, name: str) -> list[Page]:
    root = package.xml(name)
    folder = posixpath.dirname(name)
    area = _box(next(iter(_named(root, "PhysicalBox")), None), A4)
    templates = {node.get("ID"): _target(folder, node.get("BaseLoc")) for node in _named(root, "TemplatePage")}
    pages: list[Page] = []
    budget = GLYPHS
    for target in list(dict.fromkeys(_target(folder, node.get("BaseLoc")) for node in _named(root, "Page")))[:PAGES]:
        if target not in package:
            raise UnreadableNotice(BROKEN)
        content = package.xml(target)
        used = [templates.get(each.get("TemplateID", "")) for each in _named(content, "Template")]
        page = _page(content, area)
        for template in used:
            if template and template in package:
                behind = _page(package.xml(template), area)
                page.rules += behind.rules
                page.glyphs += behind.glyphs
        budget -= len(page.glyphs)
        if budget < 0:
            raise UnreadableNotice(TOO_MUCH)
        pages.append(page)
    return pages


def _page(content: Element, usual: Box) -> Page:
    area = _box(next(iter(_named(content, "PhysicalBox")), None), usual)
    page = Page(area[2] * POINTS, area[3] * POINTS)
    for item in _named(content, "TextObject"):
        page.glyphs += _glyphs(item, page.height)
    for item in _named(content, "PathObject"):
        page.rules += _rules(item, page.height)
    return page


def _glyphs(item: Element, height: float) -> list[Glyph]:
    """The characters of one text object, each at its place."""
    box = _box_of(item.get("Boundary"), (0.0, 0.0, 0.0, 0.0))
    matrix = _matrix(item)
    size = _number(item.get("Size"), 4.0)
    if abs(matrix[1]) > 0.1 or abs(matrix[2]) > 0.1:
        # slanted: a watermark
        return []
    found: list[Glyph] = []
    x = y = 0.0
    for code in _named(item, "TextCode"):
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        text = (code.text or "").replace("\n", "").replace("\r", "")
        steps, drops = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
        at_x, at_y = x, y
        for at, char in enumerate(text):
            width = size if WIDE.match(char) else size / 2
            left, base = box[0] + matrix[0] * at_x + matrix[4], box[1] + matrix[3] * at_y + matrix[5]
            if not char.isspace():
                found.append(_glyph(char, (left, base), (width * matrix[0], size * matrix[3]), height))
            at_x += steps[at] if at < len(steps) else (0.0 if drops else width)
            at_y += drops[at] if at < len(drops) else 0.0
    return found


def _glyph(char: str, origin: tuple[float, float], extent: tuple[float, float], height: float) -> Glyph:
    """A character standing on its base line, a seventh of it below the line."""
    (left, base), (width, size) = origin, extent
    bottom = height - (base + 0.15 * size) * POINTS
    return Glyph(char, left * POINTS, bottom, (left + max(width, 0.1)) * POINTS, bottom + max(size, 0.1) * POINTS)


def _rules(item: Element, height: float) -> list[Rule]:
    """Straight lines of a path object ("M x y L x y …", C closes)."""
    box, matrix = _box_of(item.get("Boundary"), (0.0, 0.0, 0.0, 0.0)), _matrix(item)
    data = next(iter(_named(item, "AbbreviatedData")), None)
    words = ((data.text if data is not None else "") or "").split()[:4_000]
    points: list[tuple[float, float]] = []
    found: list[Rule] = []
    for at, word in enumerate(words):
        if word in ("M", "S", "L") and at + 2 < len(words):
            x, y = _number(words[at + 1], 0.0), _number(words[at + 2], 0.0)
            across, down = box[0] + matrix[0] * x + matrix[4], box[1] + matrix[3] * y + matrix[5]
            here = (across * POINTS, height - down * POINTS)
            if word == "L" and points:
                found += _side(points[-1], here)
            if word != "L":
                points.clear()
            points.append(here)
        elif word == "C" and len(points) > 1:
            found += _side(points[-1], points[0])
    return found


def _side(start: tuple[float, float], end: tuple[float, float]) -> list[Rule]:
    (x0, y0), (x1, y1) = start, end
    if min(abs(x0 - x1), abs(y0 - y1)) > 2.5:
        return []
    return [Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))]


def _deltas(text: str | None, length: int) -> list[float]:
    """Steps between characters; "g 3 4.2" stands for three steps of 4.2."""
    words = (text or "").split()[: 4 * length + 8]
    found: list[float] = []
    at = 0
    while at < len(words) and len(found) < length:
        if words[at] == "g" and at + 2 < len(words):
            times = int(_number(words[at + 1], 0.0))
            found += [_number(words[at + 2], 0.0)] * max(0, min(times, length))
            at += 3
        else:
            found.append(_number(words[at], 0.0))
            at += 1
    return found


def _named(root: Element, name: str) -> list[Element]:
    """Elements by local name: writers disagree about the namespace."""
    return [node for node in root.iter() if isinstance(node.tag, str) and etree.QName(node).localname == name]


def _target(folder: str, location: str | None) -> str:
    location = (location or "").strip().replace("\\", "/")
    path = location if location.startswith("/") else posixpath.join("/" + folder, location)
    return posixpath.normpath(path).lstrip("/")


def _box(node: Element | None, usual: Box) -> Box:
    return usual if node is None else _box_of(node.text, usual)


def _box_of(text: str | None, usual: Box) -> Box:
    numbers = tuple(_number(word, 0.0) for word in (text or "").split()[:4])
    return numbers if len(numbers) == 4 else usual


def _matrix(item: Element) -> Box:
    numbers = tuple(_number(word, 0.0) for word in (item.get("CTM") or "").split()[:6])
    return numbers if len(numbers) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _number(text: str | None, default: float) -> float:
    """A length; what is no number, or no page could hold, is the default."""
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if abs(value) < 1e5 else default
