"""Personal data never enters the log in full (SYS-05): enough stays to tell two values apart."""

from __future__ import annotations

import re
from typing import Any

# A value under one of these names is never written, whatever it looks like
SECRET_NAMES = re.compile(r"password|passwd|secret|token|口令|密码", re.IGNORECASE)

_BEFORE, _AFTER = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_BIRTH = r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
RULES = (
    # 身份证号 18 位：留行政区划和末四位
    (re.compile(rf"{_BEFORE}(\d{{6}}){_BIRTH}(\d{{3}}[\dXx]){_AFTER}"), r"\1********\2"),
    # 15 位旧身份证号
    (re.compile(rf"{_BEFORE}(\d{{6}})\d{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(\d{{3}}){_AFTER}"), r"\1******\2"),
    # 银行卡号（银联 62 开头）：留前四后四
    (re.compile(rf"{_BEFORE}(62\d{{2}})\d{{8,11}}(\d{{4}}){_AFTER}"), r"\1********\2"),
    # 手机号，中间可有空格或短横；固定电话是公开电话，不遮
    (re.compile(rf"{_BEFORE}((?:\+?86[ -]?)?1[3-9]\d)[ -]?\d{{4}}[ -]?(\d{{4}}){_AFTER}"), r"\1****\2"),
    # 电子邮箱：留首字和域名
    (re.compile(r"([A-Za-z0-9])[A-Za-z0-9._%+-]*(@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"), r"\1***\2"),
)


def masked_text(text: str) -> str:
    """The text with identity numbers, bank cards, mobile numbers and mail addresses masked; NUL, which no database
    keeps, is dropped."""
    text = text.replace("\0", "")
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def masked(value: Any, name: str = "") -> Any:
    """A JSON value with all its texts masked, down to the last leaf. Numbers are read as text first."""
    if name and value and SECRET_NAMES.search(name):
        return "***"
    if isinstance(value, dict):
        return {masked_text(key): masked(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [masked(inner, name) for inner in value]
    if isinstance(value, str):
        return masked_text(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**10:
        return masked_text(str(value))
    return value
