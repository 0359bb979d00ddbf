"""A page whose weight lies in a table keeps the letter beside it."""

from __future__ import annotations

from gongkai.apps.files.readers import read_bytes
from gongkai.domain.notices import Paragraph

ROW = "<tr><td>{0}．公开第{0}批惠民政策清单，标明办理条件、程序和结果，每季度更新。</td><td>县民政局</td></tr>"
PAGE = f"""<html><body><div class="nav"><a href="#">首页</a><a href="#">公开</a></div><div class="article">
<p>各镇人民政府：</p><p>请在印发后10个工作日内报备。</p><p>2026年4月10日</p>
<table border="1"><tr><th>工作任务</th><th>责任单位</th></tr>{"".join(ROW.format(n) for n in range(1, 60))}</table>
</div></body></html>"""


def test_the_letter_is_not_lost_beside_a_heavy_table():
    paragraphs = [block.text for block in read_bytes(PAGE.encode(), "a.html") if isinstance(block, Paragraph)]
    assert paragraphs == ["各镇人民政府：", "请在印发后10个工作日内报备。", "2026年4月10日"]
