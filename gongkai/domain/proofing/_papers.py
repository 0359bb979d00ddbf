"""What a label makes personal: numbers of passports and permits, private telephones, chat accounts, number plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.domain.proofing._found import Found

_IS = r"[为是:;( ]{0,4}"
_PAPER = (
    r"(?:护照|通行证|回乡证|台胞证|旅行证|居留(?:身份)?证|居留许可|居住证|军官证|士兵证|文职干部证|警官证|"
    r"残疾人?证|军人残疾证|优待证|证件)"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "document",
        re.compile(
            rf"{_PAPER}件?(?:号码?|编号)?{_IS}(?P<value>[\u4e00-\u9fff]字?第? ?\d{{6,8}} ?号?"
            r"|[A-Z]{3}\d{12}|[A-Z]{0,2} ?\d{7,10}|\d{17}[\dX][1-7][1-4]B?\d?)(?![\dA-Za-z*])"
        ),
    ),
    (
        "landline",
        re.compile(
            rf"(?:家庭|住宅|家里|家中|私人|住家|宅)(?:座机|固定|固话)?(?:电话|座机|固话)?号?码?{_IS}"
            r"(?P<value>(?:\(?0\d{2,3}\)?[ \-]{0,2})?[2-8]\d{2,3}[ \-]?\d{4})(?![\d*])"
        ),
    ),
    (
        "account",
        re.compile(
            r"(?<!公众)(?:(?:微信|[Ww]e[Cc]hat|WeiXin|V信)(?:账?号码?|ID)?|QQ(?:号码?|账号)?)"
            r"(?:[为是:;( ]{1,4}|(?<=号))"
            r"(?P<value>(?<=[Q号码为是:;( ])(?:[A-Za-z][A-Za-z0-9\-]{5,19}|[1-9]\d{4,10}))(?![\dA-Za-z@*.])"
        ),
    ),
    (
        "plate",
        re.compile(
            r"(?<=[牌照车号:( 为是,])(?P<value>"
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][.\- ]?"
            r"(?=[A-Z]{0,4}\d)(?:[A-HJ-NP-Z0-9]{5,6}))(?![A-Za-z0-9])"
        ),
    ),
)
_PLATE_LABEL = re.compile(r"车牌|号牌|牌照|车辆|车号|驾驶|轿车|货车|客车|摩托|面包车|电动车")
# what belongs to a body
_OF_BODY = re.compile(r"群|公众|官方|服务号|视频号|政务|单位|公司|办公|公务|执法|公车|客服")


def papers(view: str) -> Iterator[Found]:
    """Values that are personal behind their label, the label not included."""
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(view):
            start, end = match.span("value")
            before = re.split("[。;\n]", view[max(0, start - 24) : start])[-1]
            if kind == "plate" and not _PLATE_LABEL.search(before):
                continue
            if kind != "document" and _OF_BODY.search(before):
                continue
            doubt = "请核对是否个人所有" if kind in {"account", "plate"} else ""
            yield Found(kind, start, end, match["value"], doubt)
