"""The body's HTML: allow-list, words with places, a change at a place."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.apps.documents._html import Link, links, plain_text, replace_span, sanitised, tables

CLEANED = [
    # 脚本、事件和样式不得进入正文
    ('<p onclick="x()" style="color:red">甲<script>alert(1)</script></p>', "<p>甲</p>"),
    ("<p>甲</p><style>p{}</style><iframe src=/x></iframe>", "<p>甲</p>"),
    # 图片只能是本文件自己的
    ('<p><img src="https://a.example/b.png">乙</p>', "<p>乙</p>"),
    ('<p><img src="/doc/3/files/9/图.png" alt="图"></p>', '<p><img src="/doc/3/files/9/图.png" alt="图"></p>'),
    ('<p><img src="/doc/../../x.png"></p>', ""),
    # 链接只到 http、https 和本站
    ('<a href="javascript:alert(1)">丙</a>', "<a>丙</a>"),
    ('<a href="//evil.example/x">丙</a>', "<a>丙</a>"),
    ('<a href="/latest/">丙</a>', '<a href="/latest/">丙</a>'),
    # 其他编辑器的写法换成本站的
    ("<h1>标题</h1><div>丁</div><b>戊</b>", "<h2>标题</h2><p>丁</p><strong>戊</strong>"),
    # 类名只留约定的几个
    ('<p class="MsoNormal right">己</p>', '<p class="right">己</p>'),
    ('<p class="MsoNormal">己</p>', "<p>己</p>"),
]


@pytest.mark.parametrize(("html", "clean"), CLEANED)
def test_what_may_stand_in_a_body(html, clean):
    assert sanitised(html) == clean
    assert sanitised(clean) == clean


WORDS = [
    # 一段一行，换行也是一行
    ("<h2>标题</h2>\n<p>第一行<br>第二行</p><p></p><p>第三行</p>", "标题\n第一行\n第二行\n第三行"),
    # 行内标签不断词，源码里的空白合成一个
    ("<p>公<strong>开</strong>指\n  南</p>", "公开指 南"),
    # 转义字符是一个字
    ("<p>A&amp;B &lt;甲&gt;&nbsp;乙</p>", "A&B <甲>\xa0乙"),
    # 全角空格是有意写的，留着
    ("<p>\u3000\u3000各单位：</p>", "\u3000\u3000各单位："),
    # 同一行的单元格以制表符分开，空格子也算
    (
        "<table><tbody><tr><td>甲</td><td></td><td>丙</td></tr><tr><td></td><td>乙</td></tr></tbody></table>",
        "甲\t\t丙\n\t乙",
    ),
]


@pytest.mark.parametrize(("html", "words"), WORDS)
def test_the_words_of_a_body(html, words):
    assert plain_text(html) == words


REPLACED = [
    # 跨加粗也能改
    ("<p>国家<strong>工商</strong>局</p>", "国家工商局", "市监局", "<p>市监局</p>"),
    # 新字按原样转义
    ("<p>甲乙</p>", "乙", "<b>", "<p>甲&lt;b&gt;</p>"),
    # 转义字符整个换掉
    ("<p>甲&amp;乙</p>", "&", "和", "<p>甲和乙</p>"),
    # 只换一部分，其余格式不动
    ("<p>的<em>的的</em>确</p>", "的的", "的", "<p>的<em>的</em>确</p>"),
]


@pytest.mark.parametrize(("html", "old", "new", "made"), REPLACED)
def test_a_change_at_a_place(html, old, new, made):
    start = plain_text(html).index(old)
    assert replace_span(html, start, start + len(old), new) == made


def test_a_table_knows_its_columns_past_merged_cells():
    html = (
        '<p>名单</p><table><tr><th rowspan="2">姓名</th><th colspan="2">联系</th></tr><tr><th>手机</th><th>住址</th></tr>'
        "<tr><td>甲</td><td><p>1</p><p>2</p></td><td>乙</td></tr></table><p>完</p>"
    )
    text = plain_text(html)
    (table,) = tables(html)
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "姓名"), (0, 1, "联系"), (1, 1, "手机"), (1, 2, "住址"), (2, 0, "甲"), (2, 1, "1\n2"), (2, 2, "乙"),
    ]  # fmt: skip
    assert all(text[cell.start : cell.end] == cell.text for cell in table.cells)


def test_links_know_their_words():
    html = '<p>见<a href="/doc/3/?a=1&amp;b=2">《<strong>办法</strong>》</a>和 <a href="https://a.example/">原文</a><a href="/x"></a></p>'
    assert plain_text(html) == "见《办法》和 原文"
    assert links(html) == (Link("/doc/3/?a=1&b=2", 1, 5), Link("https://a.example/", 7, 9))


PIECES = st.sampled_from(
    ["<p>", "</p>", "<strong>", "</strong>", "<br>", "<table><tr><td>", "</td><td>", "</td></tr></table>", "<li>", "甲", "乙&amp;",
     " ", "\n", "&nbsp;", "&#60;", "<", "&", '<a href="/x">', "</a>", "12", "<!-- -->", "<ul>", "</ul>"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(PIECES, max_size=40), st.data())
def test_places_hold_for_any_html(pieces, data):
    html = sanitised("".join(pieces))
    assert sanitised(html) == html
    text = plain_text(html)
    for table in tables(html):
        assert all(text[cell.start : cell.end] == cell.text for cell in table.cells)
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        if text[start:end].strip():
            after = plain_text(sanitised(replace_span(html, start, end, "新词")))
            assert "新词" in after


@pytest.mark.parametrize("tag", ["ul", "div", "blockquote", "table"])
def test_nesting_beyond_measure_costs_no_time(tag):
    """Parsers need the square of the depth: 200,000 open lists took minutes."""
    clean = sanitised(f"<{tag}>" * 200_000 + "正文" + "<script>alert(1)</script>")
    assert "正文" in clean
    assert "<script" not in clean
    assert len(clean) < 500_000


def test_paragraphs_that_nobody_closed_are_not_nested():
    assert sanitised("<p>一" * 1000).count("<p>") == 1000
