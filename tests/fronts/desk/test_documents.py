"""公开文件 on the desk: the list, a draft from nothing and from a file, what others may see of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as Docx
from openpyxl import load_workbook

from gongkai.apps.documents.models import Document
from gongkai.apps.documents.operations import save_draft

LONG = "青溪县人民政府办公室关于进一步加强和规范县城区机动车停车秩序管理以及新建改建公共停车设施建设运营有关事项的通知（二〇二六年修订）"


def drafted(cast, **values):
    """A draft of the finance bureau."""
    kept = {"kind": "policy", "publisher": cast.finance, "title": "关于印发停车收费办法的通知"} | values
    return save_draft(actor=cast.finance_liaison, document=None, values=kept)


@pytest.fixture
def draft(cast):
    return drafted(cast)


def test_an_empty_list_says_what_to_do(client, cast):
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:documents")).content.decode()
    assert "还没有公开文件。" in page
    assert reverse("desk:document_new") in page


def test_the_list_shows_titles_numbers_states_and_counts(client, cast, draft):
    drafted(cast, title=LONG, kind="notice", document_number="青财〔2026〕7号")
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:documents"))
    text = page.content.decode()
    assert LONG in text
    assert "青财〔2026〕7号" in text
    assert [(one.word, one.count) for one in page.context["states"]] == [("全部", 2), ("草稿", 2)]
    assert [(one.word, one.count) for one in page.context["kinds"]] == [
        ("全部", 2),
        ("其他政策文件", 1),
        ("公示公告", 1),
    ]


def test_filters_stand_in_the_address_and_narrow_the_counts_of_the_others(client, cast, draft):
    drafted(cast, title="另一件", kind="notice")
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:documents"), {"kind": "notice"})
    assert [row.title for row in page.context["page"].rows] == ["另一件"]
    assert [(one.word, one.count, one.is_here) for one in page.context["states"]] == [
        ("全部", 1, True),
        ("草稿", 1, False),
    ]
    assert next(one for one in page.context["kinds"] if one.is_here).query == "kind=notice"
    assert next(one for one in page.context["states"] if one.state == "draft").query == "state=draft&kind=notice"


@pytest.mark.parametrize("typed", ["停车收费", "青财（2026）9号", "青财〔2026〕9号"])
def test_search_finds_by_title_and_by_number_however_it_is_written(client, cast, typed):
    drafted(cast, document_number="青财〔2026〕9号")
    drafted(cast, title="无关的文件")
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:documents"), {"term": typed})
    assert [row.title for row in page.context["page"].rows] == ["关于印发停车收费办法的通知"]


def test_no_result_says_so_and_offers_the_way_out(client, cast, draft):
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:documents"), {"term": "查无此件", "unit": "x", "page": "99999999999"})
    assert "没有符合条件的文件。" in page.content.decode()


def test_the_list_costs_few_queries_however_long_it_is(client, cast, django_assert_max_num_queries):
    for number in range(40):
        drafted(cast, title=f"第{number}件")
    client.force_login(cast.finance_liaison)
    client.get(reverse("desk:documents"))
    with django_assert_max_num_queries(19) as asked:  # the shell of every screen asks 11
        client.get(reverse("desk:documents"))
    of_documents = [one["sql"] for one in asked.captured_queries if "documents_document" in one["sql"]]
    assert len(of_documents) <= 5
    assert not any('"documents_document"."body"' in sql for sql in of_documents)


def test_the_table_has_the_rows_of_the_filter_and_no_formula(client, cast):
    drafted(cast, title="=HYPERLINK(1)", document_number="青财〔2026〕9号")
    drafted(cast, title="别的", kind="notice")
    client.force_login(cast.finance_liaison)
    answer = client.get(reverse("desk:documents_export"), {"kind": "policy"})
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[1] for row in rows] == ["标题", "=HYPERLINK(1)"]
    assert sheet["B2"].data_type == "s"
    assert rows[1][2] == "青财〔2026〕9号"


def test_drafts_of_another_unit_do_not_exist_for_a_liaison(client, cast, draft):
    client.force_login(cast.planning_liaison)
    assert draft.title not in client.get(reverse("desk:documents")).content.decode()
    for name in ("document", "document_edit", "document_preview", "document_compare", "document_find"):
        assert client.get(reverse(f"desk:{name}", args=[draft.pk])).status_code == 404, name
    assert client.post(reverse("desk:document_attach", args=[draft.pk])).status_code == 404


def test_the_auditor_reads_and_does_not_write(client, cast, draft):
    client.force_login(cast.auditor)
    page = client.get(reverse("desk:document", args=[draft.pk]))
    assert page.status_code == 200
    assert "由发布机构、责任单位或者起草单位的联络员办理。" in page.content.decode()
    assert client.get(reverse("desk:document_edit", args=[draft.pk])).status_code == 403
    assert client.get(reverse("desk:document_new")).status_code == 403
    client.post(reverse("desk:document_edit", args=[draft.pk]), {"title": "改了"})
    assert Document.objects.get().title == draft.title


def test_a_draft_begins_with_a_kind_and_a_title(client, cast):
    client.force_login(cast.finance_liaison)
    answer = client.post(reverse("desk:document_new"), {"title": "新文件", "publisher": cast.finance.pk})
    assert answer.status_code == 422
    assert "请选择种类。" in answer.content.decode()
    answer = client.post(
        reverse("desk:document_new"), {"kind": "notice", "title": "新文件", "publisher": cast.finance.pk}
    )
    made = Document.objects.get()
    assert answer.headers["Location"] == reverse("desk:document_edit", args=[made.pk])
    assert (made.kind, made.title, made.state, made.created_by) == ("notice", "新文件", "draft", cast.finance_liaison)
    assert made.drafting_unit == cast.finance


def test_a_bureau_drafts_what_the_county_publishes(client, cast):
    client.force_login(cast.finance_liaison)
    page = client.get(reverse("desk:document_new")).content.decode()
    assert page.index("县财政局</option>") < page.index("县政府办公室</option>")
    assert "县发展改革局</option>" not in page
    client.post(reverse("desk:document_new"), {"kind": "policy", "title": "全县的", "publisher": cast.office.pk})
    made = Document.objects.get()
    assert (made.publisher, made.drafting_unit) == (cast.office, cast.finance)
    assert client.get(reverse("desk:document_edit", args=[made.pk])).status_code == 200


def test_nobody_drafts_in_the_name_of_another_unit(client, cast):
    client.force_login(cast.finance_liaison)
    answer = client.post(
        reverse("desk:document_new"), {"kind": "notice", "title": "新文件", "publisher": cast.planning.pk}
    )
    assert answer.status_code == 422
    assert not Document.objects.exists()


def word_file() -> SimpleUploadedFile:
    file = Docx()
    for line in ("青财规〔2026〕2号", "青溪县财政局关于印发专项资金管理办法的通知", "第一条　为规范管理，制定本办法。"):
        file.add_paragraph(line)
    table = file.add_table(rows=1, cols=12)
    for column in range(12):
        table.cell(0, column).text = f"栏{column}"
    for line in ("青溪县财政局", "2026年4月8日"):
        file.add_paragraph(line)
    file.core_properties.author = "张三"
    kept = BytesIO()
    file.save(kept)
    return SimpleUploadedFile("办法.docx", kept.getvalue())


def test_a_word_file_fills_title_number_date_and_body(client, cast):
    client.force_login(cast.finance_liaison)
    values = {"kind": "normative", "publisher": cast.finance.pk, "upload": word_file(), "keep_original": "on"}
    client.post(reverse("desk:document_new"), values)
    made = Document.objects.get()
    assert made.title == "青溪县财政局关于印发专项资金管理办法的通知"
    assert (made.document_number, made.issuer_text, str(made.dated_on)) == (
        "青财规〔2026〕2号",
        "青溪县财政局",
        "2026-04-08",
    )
    assert made.body.count("<td>") == 12
    # the original comes along, without its author
    kept = made.attachments.get()
    assert kept.name == "办法.docx"
    assert any("作者" in row["what"] for row in kept.cleaning)


def test_a_number_that_is_taken_does_not_keep_the_text_out(client, cast):
    drafted(cast, document_number="青财规〔2026〕2号", issuer_text="青溪县财政局", title="占用者", kind="normative")
    client.force_login(cast.finance_liaison)
    values = {"kind": "normative", "publisher": cast.finance.pk, "upload": word_file()}
    page = client.post(reverse("desk:document_new"), values, follow=True)
    made = Document.objects.get(title__contains="专项资金")
    assert made.document_number == ""
    assert "已经用在《占用者》上" in page.content.decode()


def test_a_file_that_cannot_be_read_is_refused_with_what_was_typed(client, cast):
    client.force_login(cast.finance_liaison)
    picture = SimpleUploadedFile("扫描.png", b"\x89PNG\r\n\x1a\n" + bytes(60))
    values = {"kind": "notice", "title": "已写的标题", "publisher": cast.finance.pk, "upload": picture}
    page = client.post(reverse("desk:document_new"), values)
    assert page.status_code == 422
    assert "“扫描.png”读不出来" in page.content.decode()
    assert "已写的标题" in page.content.decode()


def test_a_line_that_names_a_document_is_offered_the_public_ones_only(client, cast):
    shown = drafted(cast, title="青溪县城区停车管理办法")
    Document.objects.filter(pk=shown.pk).update(live=True, state="published")
    hidden = drafted(cast, title="青溪县城区停车收费标准（内部稿）")
    client.force_login(cast.justice_liaison)
    rows = client.get(reverse("desk:papers"), {"q": "停车", "kinds": "normative,policy"}).json()["rows"]
    assert [row["title"] for row in rows] == ["青溪县城区停车管理办法"]
    assert client.get(reverse("desk:papers"), {"q": "停车", "kinds": "news"}).json()["rows"] == []
    asked = {"new": "停车管理办法", "old": "停车收费"}
    assert hidden.title not in client.get(reverse("desk:comparison"), asked).content.decode()
