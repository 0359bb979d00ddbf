"""发文字号 and titles as they are kept, and as they are compared."""

from __future__ import annotations

import re

from gongkai.domain.text import plain

# what a person may type into the field: any bracket or none, 第 or none, leading zeros, spaces
_CODED = re.compile(
    r"(?P<code>[^\W\d_]{2,20}) ?[(<〈{「《]? ?(?P<year>(?:19|20)\d\d) ?年? ?[)>〉}」》]?"
    r" ?(?:年 ?)?第? ?0*(?P<serial>[1-9]\d{0,4}) ?号?"
)
# 省政府令第301号, 青溪县人民政府公告2024年第5号
_ORDER = re.compile(
    r"(?P<organ>[^\W\d_]{1,30}(?:令|公告|通告)) ?\(?(?:\(?(?P<year>(?:19|20)\d\d)\)? ?年? ?)?"
    r"第? ?0*(?P<serial>[1-9]\d{0,4}) ?号\)?"
)
# the shell around the title of what it issues: …关于印发《…》的通知
_ISSUING = re.compile(
    r"^.{0,60}?关于(?:印发|发布|公布|颁布)(?P<inner>.{4,})的(?:通知|公告|令|命令)(?P<tail>(?:\([^)]*\))?)$"
)
_MARKS = re.compile(r"[\s《》〈〉“”‘’\"'「」『』<>·]+")


def normal_number(text: str) -> str | None:
    """The number as it is kept: 机关代字〔2026〕12号, or 省政府令第301号. None when it is no number."""
    view = " ".join(plain(text).split())
    if found := _ORDER.fullmatch(view):
        year = f"{found['year']}年" if found["year"] else ""
        return f"{found['organ']}{year}第{found['serial']}号"
    if found := _CODED.fullmatch(view):
        return f"{found['code']}〔{found['year']}〕{found['serial']}号"
    return None


def number_key(text: str) -> str:
    """The number without its printer's choices: two that mean the same have the same key. "" when it is no number."""
    normal = normal_number(text)
    key = re.sub(r"[〔〕第年号]", "-", normal).strip("-").replace("--", "-") if normal else ""
    return key.removeprefix("中华人民共和国")


def title_key(title: str) -> str:
    """The title as it is compared: simplified script, no marks, and without the shell of the notice that issues it,
    so 《X办法》 and 《某某关于印发X办法的通知》 meet. Changes to X (关于修改X的决定) keep a key of their own."""
    view = _MARKS.sub("", plain(title))
    if found := _ISSUING.match(view):
        view = found["inner"] + found["tail"]
    return view.removeprefix("中华人民共和国")[:300]


def quoted(title: str) -> str:
    """The title in book marks; those inside become single ones: 《〈某办法〉解读》."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"
