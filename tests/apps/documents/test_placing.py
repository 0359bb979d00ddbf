"""Where documents hang: many sections, the column of a form, pinning, gathering. INT-06, CAT-16."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.documents import operations
from gongkai.apps.documents.models import Document, Placement
from gongkai.apps.documents.queries.public_lists import PublicFilter, section_documents
from gongkai.apps.sections import operations as tree
from gongkai.apps.sections.models import Section
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import drafted, interpretation, normative, publish, related, section

pytestmark = pytest.mark.django_db
COLUMNS = ("文字", "图片", "视频")


@pytest.fixture
def columns(db):
    return {name: section("政务公开", "政策解读", name) for name in COLUMNS}


def hung(document):
    return {row.section.title for row in Placement.objects.filter(document=document, is_live=True)}


FORMS = [
    # 文字、问答、专家解读进“文字”
    ("text", "文字"),
    ("qa", "文字"),
    # 图解、动漫进“图片”
    ("chart", "图片"),
    ("cartoon", "图片"),
    ("illustrated", "图片"),
    # 视频、在线访谈进“视频”
    ("video", "视频"),
    ("online", "视频"),
    ("short_video", "视频"),
]


@pytest.mark.parametrize(("form", "column"), FORMS)
def test_an_interpretation_goes_to_the_column_of_its_form_only(cast, columns, form, column):
    policy = publish(drafted(normative(cast)))
    draft = drafted(
        interpretation(cast, form=form),
        places=[section("政务公开", "政策解读")],
        relations=related("interprets", policy),
    )
    assert hung(publish(draft)) == {"政策解读", column}


def test_a_change_of_form_moves_it(cast, columns):
    policy = publish(drafted(normative(cast)))
    draft = drafted(interpretation(cast), places=[columns["视频"]], relations=related("interprets", policy))
    reading = publish(draft)
    assert hung(reading) == {"文字"}
    operations.save_draft(actor=None, document=reading, values={"form": "chart"})
    assert hung(publish(reading, on=date(2026, 4, 1))) == {"图片"}


def test_it_finds_the_columns_of_the_site_from_any_other_section(cast, columns):
    Section.objects.filter(pk=columns["文字"].pk).update(catalogue_code="local.interpretation.text")
    policy = publish(drafted(normative(cast)))
    draft = drafted(interpretation(cast), places=[section("民生", "救助")], relations=related("interprets", policy))
    assert hung(publish(draft)) == {"救助", "文字"}


def test_without_columns_it_stays_where_it_was_put(cast):
    policy = publish(drafted(normative(cast)))
    draft = drafted(interpretation(cast), places=[section("解读")], relations=related("interprets", policy))
    assert hung(publish(draft)) == {"解读"}


def test_a_pinned_document_comes_first(cast):
    place = section("政策文件")
    old = publish(drafted(normative(cast)))
    new = publish(drafted(normative(cast, "青溪县养老服务办法", "青政发〔2026〕4号")), on=date(2026, 5, 1))

    def order():
        return [row.pk for row in section_documents(place.pk, {}, PublicFilter(), 0, 20)]

    assert order() == [new.pk, old.pk]
    operations.pin(actor=cast.officer, document=old, section=place, is_pinned=True)
    assert order() == [old.pk, new.pk]
    with pytest.raises(Blocked) as refused:
        operations.pin(actor=cast.officer, document=old, section=section("别处"), is_pinned=True)
    assert refused.value.blockers == ("这份文件不在栏目“别处”中。",)
    with pytest.raises(Blocked) as refused:
        operations.pin(actor=cast.town_liaison, document=old, section=place, is_pinned=False)
    assert refused.value.blockers == ("您不是发布机构、责任单位或起草单位的联络员，不能置顶这份文件。",)


def test_a_section_gathers_without_copying(cast):
    place = section("财政政策")
    of_finance = publish(
        drafted(
            normative(cast, "青溪县财政补贴办法", "青财发〔2026〕1号", publisher=cast.finance),
            places=[section("财政局")],
        )
    )
    publish(drafted(normative(cast)))
    gathers = {"kinds": ["normative"], "units": [cast.finance.pk]}
    assert [row.pk for row in section_documents(place.pk, gathers, PublicFilter(), 0, 20)] == [of_finance.pk]
    assert Placement.objects.filter(document=of_finance).count() == 1


def test_what_hangs_in_a_replaced_section_moves_with_it(cast, django_capture_on_commit_callbacks):
    """停用栏目并指定代替栏目：文件一起过去，公开的照样排在新栏目里；审查中的发布时过去。"""
    old, new = section("政务公开", "旧专栏"), section("政务公开", "新专栏")
    public = publish(drafted(normative(cast), places=[old]))
    both = publish(drafted(normative(cast, "两处都有", "青政发〔2026〕5号"), places=[old, new]))
    draft = drafted(normative(cast, "草稿", "青政发〔2026〕6号"), places=[old])
    reviewed = drafted(normative(cast, "审查中", "青政发〔2026〕7号"), places=[old])
    Document.objects.filter(pk=reviewed.pk).update(state="in_review")
    with django_capture_on_commit_callbacks(execute=True):
        tree.retire_section(actor=cast.officer, section=old, replaced_by=new, reason="合并")
    listed = section_documents(new.pk, {}, PublicFilter(), 0, 10)
    assert {row.pk for row in listed} == {public.pk, both.pk}
    assert set(Placement.objects.filter(section=new).values_list("document", flat=True)) == {
        public.pk, both.pk, draft.pk,
    }  # fmt: skip
    assert Placement.objects.get(section=old).document == reviewed
    Document.objects.filter(pk=reviewed.pk).update(state="draft")
    publish(Document.objects.get(pk=reviewed.pk))
    assert not Placement.objects.filter(section=old).exists()
    assert Placement.objects.get(document=reviewed, section=new).is_live
