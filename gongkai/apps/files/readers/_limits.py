"""How large a notice may be, and the sentence said beyond it."""

from __future__ import annotations

MAXIMUM_BYTES = 20 * 1024 * 1024
TOO_LARGE = "文件超过 20 MB，不像一份通知，请拆分或去掉图片后再导入"
EMPTY = "文件是空的，没有内容可读"
