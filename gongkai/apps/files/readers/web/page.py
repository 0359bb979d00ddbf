"""Where the document is on a government page: the part with the prose, and the head lines that belong to it."""

from __future__ import annotations

import re
from itertools import pairwise

from gongkai.apps.files.readers.web.flow import blocks_of, is_data_table, squeeze
from gongkai.apps.files.readers.web.tree import Node, count
from gongkai.domain.notices import Paragraph, SourceBlock

# what authors of such pages call the furniture; a hint only, believed of parts that hold little of the page
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navi|navbar|navigation|menu|foot|footer|bottom|crumbs?|breadcrumb|bread|dqwz|weizhi|position|share|bdshare\w*|"
    r"jiathis\w*|print|fontsize|font-size|side|sidebar|aside|toolbar|tools?|search|banner|header|head|top|topbar|"
    r"copyright|related|xgnr|qr|qrcode|ewm|code|comment|friendlink|links?|pager?|pagination|prevnext|correct|jiucuo|"
    r"wza|login|logo|float|gotop|totop|skip|barrier|accessib\w*)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
FURNITURE_TAGS = frozenset(("nav", "footer", "aside"))
LISTS = frozenset(("div", "ul", "section", "header", "table", "dl", "p", "span", "td", "ol", "nav", "footer", "aside"))
ATTACHED = re.compile(r"附件\s*\d|\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)\b", re.IGNORECASE)
# editors and templates that wrap the article's body
ARTICLE = re.compile(
    r"TRS_(?:Editor|UEDITOR)|UCAP-CONTENT|(?:^|[\s_-])(?:zoom|article|artical|news_?content|"
    r"content_?body|article_?content|text_?content|view|trs_paper|pages_content|"
    r"zwnr|wzcon|xxgk_content|main_?text|con_?text)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
META_LABEL = re.compile(
    r"(?:^|[\s|丨│])[\[【]?\s*(?:索\s*引\s*号|信\s*息\s*索\s*引|主\s*题\s*分\s*类|主\s*题\s*词|体\s*裁\s*分\s*类|发\s*[文布]\s*机\s*[关构]|发\s*[文布]\s*单\s*位|"
    r"成\s*文\s*(?:日|时)\s*期|标\s*题|名\s*称|发\s*文\s*字\s*号|文\s*号|发\s*布\s*(?:日\s*期|时\s*间)|公\s*开\s*(?:日\s*期|时\s*间|方\s*式|属\s*性|形\s*式)|"
    r"生\s*[效成]\s*日\s*期|印\s*发\s*日\s*期|信\s*息\s*来\s*源|(?:文\s*章\s*|稿\s*件\s*)?来\s*源|作\s*者|有\s*效\s*性|时\s*效\s*性?|废\s*止\s*日\s*期|日\s*期|时\s*间)"
    r"\s*[\]】]?\s*[：:]"
)
DOCUMENT_NUMBER = re.compile(r"^[\u4e00-\u9fff（）()]{1,20}[〔\[﹝【(（]\s*(?:19|20)\d{2}\s*[〕\]﹞】)）]\s*\d+\s*号$")
TITLE = re.compile(r"(?:^|[\s_-])(?:title|tit|bt|article_?title|headline|wz_?title)(?=$|[\s_\d-])", re.IGNORECASE)
CRUMBS = re.compile(r"^[\s>»]*(?:您?(?:现|現)?在?(?:的|当前)?(?:位置|所在)|当前位置|首页)")
HEAD_LINE_LENGTH = 160
IMPRINT = re.compile(r"版权所有|网站标识码|ICP备|公网安备|技术支持[：:]|主办单位[：:]|主办[：:]")
# the walk down to the body stops above these
LEAVES = frozenset(
    (
        "p",
        "ol",
        "ul",
        "font",
        "span",
        "b",
        "strong",
        "em",
        "i",
        "u",
        "a",
        "center",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
    )
)
WEIGHT_OF_MARK = 4


def weight(node: Node) -> int:
    """How much prose a part holds: characters outside links, sentence marks counted several times."""
    return node.prose + WEIGHT_OF_MARK * node.marks


def without_furniture(root: Node) -> Node:
    """The tree with navigation, link lists and other furniture cut out, in place."""
    whole = max(root.prose, 1)
    stack = [root]
    while stack:
        node = stack.pop()
        node.children = [child for child in node.children if isinstance(child, str) or not _is_furniture(child, whole)]
        stack.extend(node.elements)
    count(root)
    return root


def _is_furniture(node: Node, whole: int) -> bool:
    if ARTICLE.search(node.hint):
        return False
    if node.tag in LISTS and _is_link_list(node):
        return True
    # a part that holds much of the page's prose is no furniture, whatever it is called
    if node.prose * 10 > whole * 3:
        return False
    if node.tag in FURNITURE_TAGS:
        return True
    return node.tag not in ("td", "tr", "tbody", "h1", "h2") and node.prose < 200 and bool(FURNITURE.search(node.hint))


def _is_link_list(node: Node) -> bool:
    """Four links or more and next to nothing beside them; the names of attached files are no such list."""
    if node.anchors < 4 or node.linked * 10 < (node.prose + node.linked) * 7:
        return False
    if node.marks * 4 > node.anchors or node.prose > 6 * node.anchors:
        return False
    return not (node.anchors <= 30 and ATTACHED.search(node.text()))


def path_to_body(root: Node) -> list[Node]:
    """The elements from the root down to the one that holds the document; a data table is never entered."""
    whole = weight(root)
    path = [root]
    while True:
        below = [child for child in path[-1].elements if weight(child) * 100 >= whole * 85]
        if not below or below[0].tag in LEAVES:
            return path
        if below[0].tag == "table" and is_data_table(below[0]):
            # the letter stands beside its table, however little it weighs against it
            return path
        path.append(below[0])
        if ARTICLE.search(below[0].hint) and weight(below[0]) * 100 < whole * 98:
            return path


def document_blocks(root: Node, page_title: str) -> list[SourceBlock]:
    """The head lines, the body and what continues it, in page order."""
    path = path_to_body(root)
    whole = max(weight(root), 1)
    before: list[SourceBlock] = []
    after: list[SourceBlock] = []
    for parent, child in pairwise(path):
        at = next(place for place, item in enumerate(parent.children) if item is child)
        before += _kept(parent.children[:at], page_title, whole)
        after = _kept(parent.children[at + 1 :], page_title, whole) + after
    found = [*before, *blocks_of(path[-1]), *after]
    while found and isinstance(found[-1], Paragraph) and IMPRINT.search(found[-1].text):
        found.pop()
    return found


def _kept(siblings: list[Node | str], page_title: str, whole: int) -> list[SourceBlock]:
    """Of the parts beside the body: those with prose of their own wholly, of the others the head lines."""
    kept: list[SourceBlock] = []
    for item in siblings:
        sibling = Node("span", children=[item]) if isinstance(item, str) else item
        found = blocks_of(sibling)
        if weight(sibling) * 100 >= whole * 4 and sibling.prose > 2 * sibling.linked and sibling.marks >= 4:
            kept += found
            continue
        short = (node for node in sibling.walk() if node.prose + node.linked <= HEAD_LINE_LENGTH)
        named = [node for node in short if node.tag in ("h1", "h2") or TITLE.search(node.hint)]
        titles = {squeeze(node.text()) for node in named} | {squeeze(page_title)}
        kept += [block for block in found if isinstance(block, Paragraph) and _is_head_line(block.text, titles)]
    return kept


def _is_head_line(text: str, titles: set[str]) -> bool:
    """Does a line outside the body belong to the document: its title, number, source or dates?"""
    line = text.strip()
    if not line or len(line) > HEAD_LINE_LENGTH or CRUMBS.match(line):
        return False
    if META_LABEL.search(line) or DOCUMENT_NUMBER.match(line):
        return True
    return len(line) >= 8 and any(title.startswith(squeeze(line)) for title in titles)
