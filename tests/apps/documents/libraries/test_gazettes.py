"""公报数据库：一期一期编录，缺期看得见，跨期查得到。"""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from gongkai.apps.documents._contents import ContentsRow, read_contents, read_contents_file
from gongkai.apps.documents.operations import save_draft
from gongkai.apps.documents.operations.gazettes import log_spread, save_article, save_issue, set_contents
from gongkai.apps.documents.queries.gazettes import (
    article_html,
    find_articles,
    gaps,
    gazette_articles,
    spread_totals,
    years_of_issues,
)
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import DAY, at, drafted, normative, publish, section

CONTENTS = """目　录
【县政府文件】
青溪县人民政府关于印发青溪县临时救助办法的通知（青政发〔2026〕3号）………… 1
青溪县人民政府关于调整若干部门
职能的决定 …… 9
【人事任免】
青溪县人民政府关于王某等同志任职的通知  15
"""
ROWS = [
    ("县政府文件", "青溪县人民政府关于印发青溪县临时救助办法的通知", "青政发〔2026〕3号", 1),
    ("县政府文件", "青溪县人民政府关于调整若干部门职能的决定", "", 9),
    ("人事任免", "青溪县人民政府关于王某等同志任职的通知", "", 15),
]


def rows_of(found):
    return [(row.heading, row.title, row.number, row.page) for row in found]


def issue(cast, number=1, year=2026, **values):
    return save_issue(
        actor=cast.officer, year=year, number=number, issued_on=date(year, number * 2, 28), now=at(), **values
    )


def public_issue(cast, number=1, year=2026, **values):
    made = issue(cast, number, year, **values)
    values = {"body": "<p>本期见所附版式文件。</p>"}
    save_draft(actor=None, document=made.document, values=values, sections=[section("政府公报")], now=at())
    publish(made.document, on=date(2026, 12, 1))
    made.refresh_from_db()
    return made


def test_a_pasted_table_of_contents_is_read():
    assert rows_of(read_contents(CONTENTS)) == ROWS


def test_a_table_copied_from_a_sheet_is_read():
    pasted = "篇目类别\t标题\t文号\t页码\n" + "\n".join("\t".join(map(str, row)) for row in ROWS)
    assert rows_of(read_contents(pasted)) == ROWS


def test_an_excel_file_is_read():
    book = openpyxl.Workbook()
    for row in [("类别", "标题", "文号", "页码"), *ROWS]:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    assert rows_of(read_contents_file(out.getvalue(), "目录.xlsx")) == ROWS


def test_articles_are_linked_to_the_library_by_number_and_by_title(cast):
    paper = publish(drafted(normative(cast)))
    decision = publish(drafted(normative(cast, "青溪县人民政府关于调整若干部门职能的决定", "青政发〔2026〕8号")))
    made = set_contents(actor=cast.officer, issue=issue(cast), rows=read_contents(CONTENTS))
    assert [article.document for article in made] == [paper, decision, None]


def test_a_title_that_two_documents_have_is_linked_to_neither(cast):
    for number in ("青政发〔2025〕1号", "青政发〔2026〕1号"):
        publish(drafted(normative(cast, "青溪县人民政府关于防火的通知", number)))
    rows = [ContentsRow("", "青溪县人民政府关于防火的通知")]
    assert [one.document for one in set_contents(actor=cast.officer, issue=issue(cast), rows=rows)] == [None]


def test_entering_the_contents_again_keeps_texts_and_links_made_by_hand(cast):
    made = issue(cast)
    rows = read_contents(CONTENTS)
    articles = set_contents(actor=cast.officer, issue=made, rows=rows)
    save_article(actor=cast.officer, article=articles[2], body="<p>任命王某为局长。</p><script>x()</script>")
    again = set_contents(actor=cast.officer, issue=made, rows=rows[1:])
    assert [(one.position, one.body) for one in again] == [(1, ""), (2, "<p>任命王某为局长。</p>")]


def test_the_text_of_an_article_is_the_documents_while_it_is_public(cast):
    paper = publish(drafted(normative(cast)))
    article = set_contents(actor=cast.officer, issue=issue(cast), rows=read_contents(CONTENTS))[0]
    assert article_html(article) == paper.body
    paper.live = False
    article.document = paper
    assert article_html(article) == ""


def test_missing_issues_are_named_from_the_first_one_on(cast):
    issue(cast, 1, 2024, total_number=1)
    issue(cast, 4, 2024, total_number=4)
    issue(cast, 2, 2026, total_number=12)
    assert gaps() == ["2024年缺第2、3期。", "2025年没有编录公报。", "2026年缺第1期。", "总期号缺 9 期：2—3、5—11。"]
    assert [(one.year, one.missing) for one in years_of_issues()] == [(2026, (1,)), (2025, ()), (2024, (2, 3))]


def test_a_number_is_entered_once(cast):
    issue(cast, total_number=7)
    with pytest.raises(Blocked, match="2026年第1期已经编录"):
        issue(cast)
    with pytest.raises(Blocked, match="总第7期已经是2026年第1期"):
        issue(cast, 2, total_number=7)
    with pytest.raises(Blocked, match="政府公报由政务公开主管部门编录"):
        save_issue(actor=cast.finance_liaison, year=2026, number=3, issued_on=DAY, now=at())


def test_an_article_is_found_across_public_issues(cast, django_assert_num_queries):
    publish(drafted(normative(cast)))
    shown, hidden = public_issue(cast), issue(cast, 2)
    for one in (shown, hidden):
        set_contents(actor=cast.officer, issue=one, rows=read_contents(CONTENTS))
    with django_assert_num_queries(1):
        found = [(row.title, str(row.issue)) for row in find_articles("救助")]
    assert found == [("青溪县人民政府关于印发青溪县临时救助办法的通知", "2026年第1期")]
    assert [row.issue for row in find_articles("青政发[2026]3号", is_public=False)] == [hidden, shown]
    assert find_articles("任职", year=2025).count() == 0
    assert find_articles(unit=cast.finance.pk).count() == 1
    with django_assert_num_queries(1):
        assert [row.page_from for row in gazette_articles(shown)] == [1, 9, 15]


def test_copies_given_out_are_counted_by_channel(cast):
    one = issue(cast)
    when = at(date(2026, 12, 1))
    for place, copies in (("便民服务中心", 200), ("图书馆", 50)):
        log_spread(
            actor=cast.officer, issue=one, channel="窗口免费发放", place_text=place, done_on=date(2026, 3, 5),
            copy_count=copies, now=when,
        )  # fmt: skip
    log_spread(actor=cast.officer, issue=one, channel="政务微信", done_on=date(2026, 3, 1), now=when)
    assert [(row["channel"], row["times"], row["copies"]) for row in spread_totals()] == [
        ("窗口免费发放", 2, 250),
        ("政务微信", 1, 0),
    ]
    with pytest.raises(Blocked, match="日期不能早于出版日期"):
        log_spread(actor=cast.officer, issue=one, channel="窗口", done_on=date(2026, 1, 1), now=when)


def test_an_issue_is_a_gazette_document_that_goes_through_review(cast):
    made = issue(cast)
    assert (made.document.kind, made.document.state) == ("gazette", "draft")
    assert made.document.title == "青溪县人民政府公报2026年第1期"
