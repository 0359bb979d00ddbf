"""The editor: what is typed is kept or shown again, never lost; two people at once are told of each other."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.apps.documents.models import Document, Placement
from gongkai.apps.documents.operations import save_draft, set_state
from gongkai.apps.documents.queries import working_copy
from gongkai.apps.sections.operations import add_section
from tests.fronts.desk.test_documents import LONG, drafted

PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def draft(cast):
    return drafted(cast, body="<p>原来的正文。</p>")


@pytest.fixture
def writer(client, cast):
    client.force_login(cast.finance_liaison)
    return client


def url(document) -> str:
    return reverse("desk:document_edit", args=[document.pk])


def sent(document, **values):
    """What the form sends when nothing is changed, and the changes."""
    document = Document.objects.get(pk=document.pk)
    return {
        "base": document.latest_revision_id or "",
        "title": document.title,
        "body": document.body,
        "publisher": document.publisher_id,
        "do": "save",
    } | values


def test_only_the_fields_of_the_kind_are_asked_for(writer, cast):
    news = drafted(cast, kind="news", title="动态")
    page = writer.get(url(news)).content.decode()
    assert "来源" in page
    assert "合法性审核" not in page
    page = writer.get(url(drafted(cast, kind="normative", title="规范"))).content.decode()
    assert "合法性审核" in page
    assert "送审前必填" in page


def test_saving_keeps_text_metadata_sections_and_relations(writer, cast, draft):
    section = add_section(actor=cast.officer, path=["政策文件"])
    other = drafted(cast, title="上位文件")
    values = sent(
        draft,
        title=LONG,
        body='<p onclick="x()">新正文<script>x()</script></p><table><tr><td colspan="2">甲</td></tr></table>',
        document_number="青财（2026）3号",
        keywords="停车、收费",
        section=[section.pk],
        relation_kind=["implements"],
        relation_target=[other.pk],
        relation_articles=["第四条"],
    )
    answer = writer.post(url(draft), values)
    assert answer.status_code == 302
    kept = Document.objects.get(pk=draft.pk)
    assert (kept.title, kept.document_number, kept.keywords) == (LONG, "青财〔2026〕3号", ["停车", "收费"])
    assert "script" not in kept.body
    assert 'colspan="2"' in kept.body
    assert [row.section_id for row in kept.placements.all()] == [section.pk]
    assert [(row.kind, row.target_id, row.articles_text) for row in kept.relations.all()] == [
        ("implements", other.pk, "第四条")
    ]
    page = writer.get(url(draft)).content.decode()
    assert "政策文件" in page
    assert "上位文件" in page


def test_a_refused_save_shows_everything_as_typed(writer, cast, draft):
    other = drafted(cast, title="上位文件")
    values = sent(
        draft,
        title="改过的标题",
        body="<p>刚写的一段话</p>",
        document_number="没有年份",
        summary="刚写的概述",
        relation_kind=["implements"],
        relation_target=[other.pk],
        relation_articles=["第九条"],
    )
    page = writer.post(url(draft), values)
    text = page.content.decode()
    assert page.status_code == 422
    assert "发文字号“没有年份”写法不对" in text
    for typed in ("改过的标题", "刚写的一段话", "刚写的概述", "第九条", "没有年份"):
        assert typed in text
    assert Document.objects.get(pk=draft.pk).title == draft.title


def test_an_empty_title_is_said_beside_the_title(writer, draft):
    page = writer.post(url(draft), sent(draft, title=""))
    assert page.status_code == 422
    assert "请填写标题。" in page.content.decode()


def test_the_background_answers_with_the_time_and_what_to_go_on_from(writer, draft):
    answer = writer.post(url(draft), sent(draft, title="自动保存"), headers={"Accept": "application/json"}).json()
    kept = Document.objects.get(pk=draft.pk)
    assert answer["ok"] is True
    assert answer["base"] == kept.latest_revision_id
    assert kept.title == "自动保存"
    # the next one goes on from there
    again = writer.post(
        url(draft), sent(draft, title="再存", base=answer["base"]), headers={"Accept": "application/json"}
    ).json()
    assert again["ok"] is True


def test_what_the_editor_saves_by_itself_does_not_pile_up(writer, draft):
    quiet = {"Accept": "application/json"}
    before, base = draft.revisions.count(), Document.objects.get(pk=draft.pk).latest_revision_id
    for words in ("甲乙丙丁", "甲乙丙丁戊", "甲乙丙丁戊己"):
        values = sent(draft, body=f"<p>{words}</p>", base=base, do="auto")
        base = writer.post(url(draft), values, headers=quiet).json()["base"]
    assert draft.revisions.count() == before + 1
    assert working_copy(draft).text == "甲乙丙丁戊己"
    # the other window still holds a state that was taken over since: nothing of it is saved unasked
    late = writer.post(url(draft), sent(draft, body="<p>另一窗口</p>", base=base - 1, do="auto"), headers=quiet).json()
    assert (late["ok"], late["base"]) == (False, None)
    assert "您的改动没有自动保存" in late["sentences"][0]
    assert working_copy(draft).text == "甲乙丙丁戊己"
    # Ctrl+S is a save that was asked for
    asked = writer.post(url(draft), sent(draft, body="<p>甲乙丙丁戊己庚</p>", base=base), headers=quiet).json()
    writer.post(url(draft), sent(draft, body="<p>甲乙丙丁戊己辛</p>", base=asked["base"], do="auto"), headers=quiet)
    assert draft.revisions.count() == before + 3


def test_the_background_tells_what_is_wrong_and_where(writer, draft):
    answer = writer.post(url(draft), sent(draft, title=""), headers={"Accept": "application/json"}).json()
    assert (answer["ok"], answer["base"]) == (False, None)
    assert answer["wrong"] == {"title": ["请填写标题。"]}


def test_two_people_at_once_nothing_is_overwritten(client, cast, draft):
    opened = Document.objects.get(pk=draft.pk).latest_revision_id
    save_draft(actor=cast.officer, document=draft, values={"body": "<p>主管部门改过的正文。</p>"})
    client.force_login(cast.finance_liaison)
    mine = sent(draft, base=opened, body="<p>联络员写的正文。</p>")
    page = client.post(url(draft), mine)
    text = page.content.decode()
    assert page.status_code == 409
    assert "林静于" in text
    assert "<del>主管部门改过</del><ins>联络员写</ins>" in text
    assert "联络员写的正文。" in text
    assert "主管部门改过" in Document.objects.get(pk=draft.pk).body
    quiet = client.post(url(draft), mine, headers={"Accept": "application/json"}).json()
    assert quiet["ok"] is False
    assert "林静于" in quiet["sentences"][0]
    # knowingly
    assert client.post(url(draft), mine | {"do": "overwrite"}).status_code == 302
    assert "联络员写的" in Document.objects.get(pk=draft.pk).body


def test_the_attribute_is_decided_with_its_ground(writer, draft):
    page = writer.post(
        url(draft), sent(draft, title="新标题", openness_class="withheld", openness_reason="涉及个人隐私")
    )
    text = page.content.decode()
    assert page.status_code == 422
    assert "要选择《政府信息公开条例》第十四条" in text
    kept = Document.objects.get(pk=draft.pk)
    # the text is saved all the same
    assert (kept.title, kept.openness_class) == ("新标题", "")
    values = sent(draft, openness_class="withheld", openness_reason="涉及个人隐私", refusal_ground="E15")
    assert writer.post(url(draft), values).status_code == 302
    kept.refresh_from_db()
    assert (kept.openness_class, kept.refusal_ground) == ("withheld", "E15")


def test_a_waiver_of_interpretation_needs_no_second_form(writer, draft):
    assert writer.post(url(draft), sent(draft, waiver_reason="仅调整一处日期")).status_code == 302
    assert Document.objects.get(pk=draft.pk).waiver_reason == "仅调整一处日期"


def test_an_interpretation_has_its_eight_boxes(writer, cast):
    document = drafted(cast, kind="interpretation", title="解读")
    page = writer.get(url(document)).content.decode()
    assert "解读要素" in page
    writer.post(url(document), sent(document, element_background="近年停车矛盾突出", form="qa"))
    kept = Document.objects.get(pk=document.pk)
    assert (kept.elements, kept.form) == ({"background": "近年停车矛盾突出"}, "qa")


def test_a_path_can_be_written_where_there_is_no_script(writer, cast, draft):
    add_section(actor=cast.officer, path=["政府信息公开", "政策"])
    assert writer.post(url(draft), sent(draft, section_paths="政府信息公开 › 政策")).status_code == 302
    assert Placement.objects.get(document=draft).section.title == "政策"
    page = writer.post(url(draft), sent(draft, section_paths="没有这个"))
    assert "没有“没有这个”这个栏目。" in page.content.decode()


def test_under_review_nothing_is_saved_and_nothing_lost(writer, draft):
    set_state(draft, "in_review")
    page = writer.post(url(draft), sent(draft, title="审查中改标题"))
    assert page.status_code == 422
    assert "撤销送审后才能修改" in page.content.decode()
    assert "审查中改标题" in page.content.decode()


def test_the_choosers_find_sections_and_documents(writer, cast, draft):
    add_section(actor=cast.officer, path=["政府信息公开", "财政预决算"])
    rows = writer.get(reverse("desk:document_sections"), {"q": "公开 预决算"}).json()["rows"]
    assert [row["path"] for row in rows] == ["政府信息公开 › 财政预决算"]
    other = drafted(cast, title="另一份停车文件", document_number="青财〔2025〕1号")
    save_draft(
        actor=cast.planning_liaison,
        document=None,
        values={"kind": "notice", "title": "外单位停车草稿", "publisher": cast.planning},
    )
    rows = writer.get(reverse("desk:document_find", args=[draft.pk]), {"q": "停车"}).json()["rows"]
    assert [(row["pk"], row["number"]) for row in rows] == [(other.pk, "青财〔2025〕1号")]


def test_a_picture_of_the_text_is_kept_shown_and_guarded(writer, client, cast, draft):
    upload = SimpleUploadedFile("图.png", PIXEL)
    base = Document.objects.get(pk=draft.pk).latest_revision_id
    answer = writer.post(
        reverse("desk:document_attach", args=[draft.pk]),
        {"upload": upload, "inline": "1", "caption": "示意图", "base": base},
    ).json()
    assert answer["ok"], answer
    src = answer["src"]
    assert writer.get(src).headers["Content-Type"] == "image/png"
    body = f'<figure><img src="{src}" alt="示意图"></figure>'
    assert writer.post(url(draft), sent(draft, body=body, base=answer["base"])).status_code == 302
    kept = Document.objects.get(pk=draft.pk)
    assert f'src="/doc/{draft.pk}/files/' in kept.body
    assert src in writer.get(url(draft)).content.decode()
    pk = working_copy(kept).attachments.get().pk
    refused = writer.post(
        reverse("desk:document_detach", args=[draft.pk, pk]), headers={"Accept": "application/json"}
    ).json()
    assert "正文里还用着" in refused["sentences"][0]
    client.force_login(cast.planning_liaison)
    assert client.get(src).status_code == 404


def test_a_file_that_is_no_picture_is_refused_in_the_text(writer, draft):
    upload = SimpleUploadedFile("说明.txt", "一些文字".encode())
    answer = writer.post(reverse("desk:document_attach", args=[draft.pk]), {"upload": upload, "inline": "1"}).json()
    assert answer["ok"] is False
    assert "不是图片" in answer["sentences"][0]


def test_the_page_costs_a_bounded_number_of_queries(writer, draft, django_assert_max_num_queries):
    writer.get(url(draft))
    with django_assert_max_num_queries(32):
        writer.get(url(draft))
