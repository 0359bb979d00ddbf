"""Files of a document: cleaned, public only with the publication, and looked at every day."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from PIL import Image

from gongkai.apps.documents import operations, queries
from gongkai.apps.documents.models import Attachment, Document, DocumentDuty
from gongkai.apps.documents.queries.public import public_document
from gongkai.apps.files import _disk
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, normative, publish

pytestmark = pytest.mark.django_db


def picture(colour: str = "red") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(kept, "PNG")
    return kept.getvalue()


def table(*, hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    book.properties.creator = "张三"
    book.active.append(["单位", "金额"])
    book.active.append(["城关镇", 12])
    book.active.append(["内部数据", 34])
    book.active.row_dimensions[3].hidden = hidden
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def fresh(document):
    return Document.objects.get(pk=document.pk)


def test_a_file_is_cleaned_and_its_words_are_read(cast):
    draft = drafted(normative(cast))
    row = operations.attach(actor=cast.finance_liaison, document=draft, data=table(hidden=True), name="补贴表.xlsx")
    assert (row.name, row.media, row.is_live, row.defect) == ("补贴表.xlsx", "file", False, "")
    assert "城关镇" in row.text
    assert "内部数据" not in row.text
    assert sum(entry["count"] for entry in row.cleaning) >= 2
    assert [each.pk for each in queries.working_copy(fresh(draft)).attachments.all()] == [row.pk]


def test_the_public_sees_a_file_with_the_next_publication(cast):
    document = publish(drafted(normative(cast)))
    row = operations.attach(actor=None, document=document, data=table(), name="补贴表.xlsx")
    assert public_document(document.pk).attachments == ()
    document = publish(document, on=date(2026, 4, 2), note="增加附件")
    assert [each.pk for each in public_document(document.pk).attachments] == [row.pk]
    assert document.versions.first().facts["附件"] == "补贴表.xlsx"
    operations.detach(actor=None, document=document, attachment=row)
    assert [each.pk for each in public_document(document.pk).attachments] == [row.pk]
    publish(document, on=date(2026, 4, 3), note="撤下附件")
    assert public_document(document.pk).attachments == ()
    assert not Attachment.objects.exists()


def test_a_picture_in_the_text_is_kept_while_the_text_uses_it(cast):
    draft = drafted(normative(cast))
    row = operations.attach(actor=None, document=draft, data=picture(), name="图.png", is_inline=True)
    body = f'<p>见图。</p><figure><img src="/doc/{draft.pk}/files/{row.pk}/图.png" alt="图"></figure>'
    draft = operations.save_draft(actor=None, document=draft, values={"body": body})
    with pytest.raises(Blocked) as refused:
        operations.detach(actor=None, document=draft, attachment=row)
    assert refused.value.blockers == ("正文里还用着“图.png”，请先从正文中删去。",)


def test_what_cannot_be_attached_is_refused(cast):
    draft = drafted(normative(cast))
    attach, book = operations.attach, table()
    attach(actor=None, document=draft, data=book, name="补贴表.xlsx")
    cases = [
        ({"data": book, "name": "又一份.xlsx", "actor": None}, "这个文件已经在附件中，名称是“补贴表.xlsx”。"),
        ({"data": table(), "name": "表.xlsx", "actor": None, "is_inline": True}, "“表.xlsx”不是图片，不能放在正文里。"),
        ({"data": picture(), "name": "图.png", "actor": cast.town_liaison}, "没有找到这份文件，或者您不能查看。"),
        (
            {"data": picture(), "name": "图.png", "actor": cast.auditor},
            "您不是发布机构、责任单位或起草单位的联络员，不能修改这份文件。",
        ),
        ({"data": picture()[:-30], "name": "坏图.png", "actor": None}, "图片不完整或已损坏，打不开。"),
    ]
    for values, sentence in cases:
        with pytest.raises(Blocked) as refused:
            attach(document=draft, **values)
        assert refused.value.blockers == (sentence,)
    stranger = Attachment(pk=999)
    with pytest.raises(Blocked) as refused:
        operations.detach(actor=None, document=draft, attachment=stranger)
    assert refused.value.blockers == ("这份文件没有这个附件。",)


def test_a_name_and_a_caption_are_changed(cast):
    draft = drafted(normative(cast))
    row = operations.attach(actor=None, document=draft, data=table(), name="1.xlsx")
    operations.describe_attachment(
        actor=cast.officer, document=draft, attachment=row, name="补贴发放表.xlsx", caption="按镇街"
    )
    row = Attachment.objects.get()
    assert (row.name, row.caption) == ("补贴发放表.xlsx", "按镇街")


def test_a_file_that_no_longer_opens_is_a_duty_until_it_does(cast):
    draft = drafted(normative(cast))
    row = operations.attach(actor=None, document=draft, data=picture("blue"), name="图.png")
    publish(draft)
    assert operations.check_media(at(date(2026, 4, 1))) == 0
    place = _disk.place_of(row.file.sha256)
    kept = place.read_bytes()
    place.unlink()
    assert operations.check_media(at(date(2026, 4, 2))) == 1
    assert operations.check_media(at(date(2026, 4, 3))) == 1
    duty = DocumentDuty.objects.get()
    assert (duty.kind, duty.unit, duty.opened_on) == ("defect", cast.finance, date(2026, 4, 2))
    assert duty.text.startswith("“图.png”打不开：")
    place.write_bytes(kept)
    assert operations.check_media(at(date(2026, 4, 4))) == 0
    duty.refresh_from_db()
    assert (duty.done_at, duty.done_text) == (at(date(2026, 4, 4)), "已能打开。")
