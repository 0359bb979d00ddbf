"""The forms in which notices arrive, each as a file of 青溪县: what an officer would find on the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

HEAD = """青溪县人民政府办公室关于印发青溪县2026年政务公开工作要点任务分解的通知

青政办发〔2026〕{number}号

各镇人民政府，县直各部门：

现将《青溪县2026年政务公开工作要点任务分解》印发给你们，请认真落实。

青溪县人民政府办公室
2026年3月2日

青溪县2026年政务公开工作要点任务分解
"""


@dataclass(frozen=True)
class Layout:
    """A file, the tasks in it, the words of one of them, and what an officer corrects: a date, a unit, a text, the head."""

    name: str
    build: Callable[[], bytes]
    tasks: int
    words: str
    correction: str


def flattened_table() -> bytes:
    """A table whose cells were copied one a line; —— where a cell is empty."""
    rows = """
任务类别
工作任务
牵头单位
责任单位
一、公开政策文件
1．2026年6月底前，集中公开现行有效的行政规范性文件，标明有效性。
县司法局
县财政局、县发展改革局
2．已废止和失效的文件编成目录公开，每年更新一次。
县司法局
——
3．第十五个五年规划纲要和历史规划在2026531前归集到规划信息栏目。
县发展改革局
——
二、公开重点领域信息
1．部门预算、决算在批复后20日内公开。
县财政局
县直各部门
2．每季度公开惠民惠农补贴的发放结果。
县财政局
各镇街
"""
    return (HEAD.format(number=21) + rows).encode()


def merged_cells_page() -> bytes:
    """A page of a website, its table with merged cells, one unit that the directory does not know."""
    head = "".join(f"<p>{line}</p>" for line in HEAD.format(number=22).splitlines() if line)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/zwgk/">政务公开</a></div><div class="article">{head}
<table><tr><th>类别</th><th>工作任务</th><th>牵头单位</th><th>责任单位</th></tr>
<tr><td rowspan="3">一、政策解读</td><td>1．重要文件印发后3个工作日内公开解读材料。</td><td>县司法局</td><td>县直各部门</td></tr>
<tr><td>2．全年新闻发布会不少于4次。</td><td rowspan="2">县政府办公室</td><td>县融媒体中心</td></tr>
<tr><td>3．编印办事图解，摆放到各镇便民服务中心。</td><td>县旅游推广中心</td></tr>
<tr><td rowspan="2">二、财政信息</td><td>1．11月30日前公开专项资金分配结果。</td><td>县财政局</td><td>各镇街</td></tr>
<tr><td>2．公开政府采购的需求、结果和合同。</td><td colspan="2">县财政局</td></tr>
</table></div></body></html>""".encode()


def prose_with_brackets() -> bytes:
    """Paragraphs that end in 〔…牵头，…落实〕, in the encoding of older office machines."""
    text = """
一、把政策公开到位

（一）集中公开规范性文件。6月底前在政府网站集中公开现行有效的文件并标明有效性。〔县司法局牵头，县直各部门落实〕

（二）公开规划信息。归集历史规划，分类展示文本、图件和解读材料。〔县发展改革局牵头，县财政局落实〕

（三）公开资金信息。预算、决算在批复后20日内公开，专项资金分配结果在2026930前公开。〔县财政局牵头，各镇街落实〕

二、把群众请进来

（四）办好开放日。全年至少举办3次政府开放日，并公开报名方式。〔县政府办公室牵头，县融媒体中心落实〕

（五）回应咨询。热线、信箱、窗口共用一套问答，5个工作日内回复咨询人。〔县政府办公室牵头，县直各部门落实〕
"""
    return (HEAD.format(number=23) + text).encode("gb18030")


def traditional_rows() -> bytes:
    """Numbered rows in traditional script, a single column of units closing each row."""
    return """青溪縣人民政府辦公室關於印發青溪縣2026年政務公開工作要點任務分解的通知

青政辦發〔2026〕24號

各鎮人民政府，縣直各部門：

現將《青溪縣2026年政務公開工作要點任務分解》印發給你們，請認真落實。

青溪縣人民政府辦公室
2026年3月2日

青溪縣2026年政務公開工作要點任務分解

序號\t工作任務\t責任單位
1\t6月底前集中公開現行有效的行政規範性文件，並標明有效性。\t縣司法局
2\t公開國民經濟和社會發展規劃，做好歷史規劃的歸集整理。\t縣發展改革局
3\t部門預算、決算在批復後20日內公開。\t縣財政局
4\t全年召開新聞發佈會不少於4次。\t縣融媒體中心
5\t每季度檢查一次政府網站欄目，超期未更新的限期整改。\t縣政府辦公室
""".encode()


def numbered_document() -> bytes:
    """A word-processor file: merged cells, and numbers that the program draws and the text does not hold."""
    document = Document()
    for line in HEAD.format(number=25).splitlines():
        if line:
            document.add_paragraph(line)
    rows = [
        ("一、公开政策文件", "集中公开现行有效的行政规范性文件，6月底前完成。", "县司法局", "县财政局"),
        ("一、公开政策文件", "政策解读材料与文件同步公开。", "县司法局", "县直各部门"),
        ("一、公开政策文件", "规划文本和图件分类展示。", "县发展改革局", "县财政局"),
        ("二、公开重点领域", "部门决算在批复后20日内公开。", "县财政局", "县直各部门"),
        ("二、公开重点领域", "惠民补贴发放结果每季度更新一次。", "县财政局", "县惠农服务站"),
    ]
    table = document.add_table(rows=1, cols=4)
    for cell, words in zip(table.rows[0].cells, ("任务类别", "工作任务", "牵头单位", "责任单位"), strict=True):
        cell.text = words
    for _, task, lead, others in rows:
        cells = table.add_row().cells
        cells[1].text, cells[2].text, cells[3].text = task, lead, others
        paragraph = cells[1].paragraphs[0]
        paragraph.style = document.styles["List Number"]
    for first, last in ((1, 3), (4, 5)):
        table.cell(first, 0).merge(table.cell(last, 0)).text = rows[first - 1][0]
    _repeat_as_heading(table.rows[0])
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _repeat_as_heading(row) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def without_line_breaks() -> bytes:
    """Prose from which every line break was lost on the way."""
    return prose_with_brackets().decode("gb18030").replace("〔2026〕23", "〔2026〕26").replace("\n", "").encode()


LAYOUTS = [
    Layout("逐格分行.txt", flattened_table, 5, "第十五个五年规划纲要和历史规划", "date"),
    Layout("合并单元格.html", merged_cells_page, 5, "编印办事图解", "unit"),
    Layout("括注分工.txt", prose_with_brackets, 5, "专项资金分配结果", "date"),
    Layout("繁體序號.txt", traditional_rows, 5, "全年", "text"),
    Layout("自动编号.docx", numbered_document, 5, "惠民补贴发放结果", "unit"),
    Layout("没有换行.txt", without_line_breaks, 5, "专项资金分配结果", "head"),
]
