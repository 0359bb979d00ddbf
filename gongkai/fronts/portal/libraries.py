"""The libraries: documents of one nature, whatever section they hang in. Each has an address of its own."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.queries.public_lists import TAB_ENDED, TAB_IN_FORCE

Kind = Document.Kind
STATUS = ((TAB_IN_FORCE, "现行有效"), (TAB_ENDED, "失效/废止"))
FORMS = (("", "全部"), ("words", "文字"), ("pictures", "图片"), ("videos", "视频"), ("press", "新闻发布"))


@dataclass(frozen=True, slots=True)
class Library:
    """A library. `tabs` are values of the filter `tab_name`; `filters` are those offered beside the list."""

    slug: str
    name: str
    purpose: str
    kinds: tuple[str, ...]
    filters: tuple[str, ...] = ("theme", "unit", "year")
    tabs: tuple[tuple[str, str], ...] = ()
    tab_name: str = "tab"

    @property
    def url(self) -> str:
        """Its address."""
        return f"/library/{self.slug}/"


LIBRARIES = {
    library.slug: library
    for library in (
        Library(
            "normative",
            "行政规范性文件",
            "本级政府和部门制定的行政规范性文件，现行有效的和失效、废止的分开列出。",
            (Kind.NORMATIVE,),
            tabs=STATUS,
        ),
        Library("policy", "其他政策文件", "规范性文件以外的政策文件。", (Kind.POLICY,), tabs=STATUS),
        Library(
            "regulation",
            "法规规章",
            "执法和履职依据的法律、法规、规章，文本与正式版本核对。",
            (Kind.REGULATION,),
            tabs=STATUS,
        ),
        Library(
            "interpretation",
            "政策解读",
            "对政策文件的解读，每一件都能看到它解读的文件。",
            (Kind.INTERPRETATION,),
            ("form", "unit", "year"),
            FORMS,
            "form",
        ),
        Library(
            "plan", "规划计划", "国民经济和社会发展规划、专项规划、区域规划和年度计划。", (Kind.PLAN,), ("unit", "year")
        ),
        Library(
            "report",
            "报告",
            "政府信息公开工作年度报告、法治政府建设年度报告和其他报告。",
            (Kind.REPORT,),
            ("report", "unit", "year"),
        ),
        Library("guide", "公开指南和制度", "各单位的政府信息公开指南和公开制度。", (Kind.GUIDE,), ("unit", "year")),
    )
}
