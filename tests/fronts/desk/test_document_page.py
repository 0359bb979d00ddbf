"""The page of a document: what can be done next, who owes what, versions, duties, comparison."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from gongkai.apps.documents.models import Document, DocumentDuty
from gongkai.apps.documents.operations import decide_openness, save_draft
from tests.apps.documents import paper
from tests.fronts.desk.test_documents import LONG, drafted


@pytest.fixture
def public(cast):
    """A normative document of the office, public since March."""
    return paper.publish(paper.drafted(paper.normative(cast, drafting_unit=cast.finance)), note="首次发布")


def page_of(client, document) -> str:
    answer = client.get(reverse("desk:document", args=[document.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def act(client, document, name, **values):
    return client.post(reverse("desk:document_act", args=[document.pk, name]), values)


def test_a_draft_says_what_it_lacks_under_the_greyed_button(client, cast):
    draft = drafted(cast, title=LONG)
    client.force_login(cast.finance_liaison)
    page = page_of(client, draft)
    assert 'disabled aria-describedby="why-submit">送审' in page
    for sentence in ("还没有认定公开属性", "还没有正文", "还没有选择发布栏目"):
        assert sentence in page


def test_sending_to_review_and_taking_back(client, cast):
    draft = paper.drafted(paper.normative(cast, publisher=cast.finance, drafting_unit=cast.finance), actor=None)
    Document.objects.filter(pk=draft.pk).update(waiver_reason="仅调整日期")
    decide_openness(actor=cast.finance_liaison, document=draft, openness_class="proactive")
    client.force_login(cast.finance_liaison)
    assert act(client, draft, "submit").status_code == 302
    page = page_of(client, draft)
    assert "审查中" in page
    assert "撤销送审后才能修改" in page
    assert "保密审查" in page
    answer = act(client, draft, "cancel", reason="")
    assert answer.status_code == 422
    assert act(client, draft, "cancel", reason="要补充附件").status_code == 302
    assert Document.objects.get(pk=draft.pk).state == "draft"


def test_a_policy_without_interpretation_is_told_to_have_one(client, cast):
    draft = paper.drafted(paper.normative(cast, publisher=cast.finance, drafting_unit=cast.finance))
    decide_openness(actor=cast.finance_liaison, document=draft, openness_class="proactive")
    client.force_login(cast.finance_liaison)
    page = page_of(client, draft)
    assert "解读" in page
    assert 'aria-describedby="why-submit"' in page


def test_several_are_sent_each_by_the_same_rules(client, cast):
    bare = drafted(cast, title="缺很多")
    whole = paper.drafted(paper.normative(cast, publisher=cast.finance, drafting_unit=cast.finance, title="齐全的"))
    Document.objects.filter(pk=whole.pk).update(waiver_reason="仅调整日期")
    decide_openness(actor=cast.finance_liaison, document=whole, openness_class="proactive")
    client.force_login(cast.finance_liaison)
    page = client.post(reverse("desk:documents_bulk"), {"document": [bare.pk, whole.pk]}, follow=True)
    text = page.content.decode()
    assert "《缺很多》没有送审：" in text
    assert "已送审 1 件。" in text
    assert Document.objects.get(pk=whole.pk).state == "in_review"
    assert Document.objects.get(pk=bare.pk).state == "draft"


def test_another_units_draft_is_not_sent_by_guessing_its_number(client, cast):
    draft = drafted(cast)
    client.force_login(cast.planning_liaison)
    client.post(reverse("desk:documents_bulk"), {"document": [draft.pk]})
    assert act(client, draft, "submit").status_code == 404
    assert Document.objects.get(pk=draft.pk).state == "draft"


def test_withdrawal_needs_a_reason_that_the_public_reads(client, cast, public):
    client.force_login(cast.finance_liaison)
    assert act(client, public, "withdraw", reason=" ").status_code == 422
    assert act(client, public, "withdraw", reason="文件内容有误").status_code == 302
    page = page_of(client, public)
    assert "撤回：文件内容有误" in page


def test_what_may_be_done_is_a_form_that_can_be_sent(client, cast, public):
    client.force_login(cast.finance_liaison)
    page = page_of(client, public)
    for name in ("withdraw", "validity"):
        form = page.split(reverse("desk:document_act", args=[public.pk, name]))[1].split("</form>")[0]
        assert 'name="reason"' in form
        assert "disabled" not in form


def test_the_auditor_sees_reasons_instead_of_forms(client, cast, public):
    client.force_login(cast.auditor)
    page = page_of(client, public)
    assert "由发布机构、责任单位或者起草单位的联络员办理。" in page
    assert 'name="reason"' not in page
    act(client, public, "withdraw", reason="试试")
    assert Document.objects.get(pk=public.pk).live


def test_a_repeal_opens_duties_that_are_closed_here(client, cast, public):
    dependant = paper.publish(
        paper.drafted(
            paper.interpretation(cast, responsible_unit=cast.finance), relations=paper.related("interprets", public)
        )
    )
    client.force_login(cast.finance_liaison)
    values = {"validity": "repealed", "on": paper.DAY + timedelta(days=20), "reason": "青政发〔2026〕9号"}
    assert act(client, public, "validity", **values).status_code == 302
    duty = DocumentDuty.objects.get(document=dependant)
    page = page_of(client, dependant)
    assert duty.text in page
    assert act(client, dependant, f"duty-{duty.pk}", text="已在解读页标明").status_code == 302
    assert "已在解读页标明" in page_of(client, dependant)
    # the duty of another document does not exist on this page
    assert act(client, public, f"duty-{duty.pk}", text="x").status_code == 404


def test_a_change_keeps_what_the_public_reads_and_is_compared(client, cast, public):
    save_draft(
        actor=cast.finance_liaison, document=public, values={"body": "<p>为了规范社会救助工作，制定本办法。</p>"}
    )
    client.force_login(cast.finance_liaison)
    page = page_of(client, public)
    assert "原版公开中" in page
    assert "社会救助" in page
    version = public.versions.get().number
    shown = client.get(reverse("desk:document_compare", args=[public.pk]), {"old": f"v{version}"}).content.decode()
    assert "<del>临时</del><ins>社会</ins>" in shown
    for wrong in ("v99", "r99999", "x", ""):
        assert client.get(reverse("desk:document_compare", args=[public.pk]), {"old": wrong}).status_code == 404


def test_relations_are_shown_on_both_pages(client, cast, public):
    change = paper.drafted(
        paper.normative(cast, title="关于修改临时救助办法的通知", number="青政发〔2026〕8号"),
        relations=paper.related("amends", public, "第四条"),
    )
    client.force_login(cast.officer)
    assert "第四条" in page_of(client, change)
    assert "被修改" in page_of(client, public)


def test_the_page_costs_a_bounded_number_of_queries(client, cast, public, django_assert_max_num_queries):
    client.force_login(cast.finance_liaison)
    page_of(client, public)
    with django_assert_max_num_queries(75):
        page_of(client, public)


def test_the_preview_is_the_public_page_with_the_drafts_words(client, cast, public):
    save_draft(actor=cast.finance_liaison, document=public, values={"title": "改过还没有审查的标题"})
    client.force_login(cast.finance_liaison)
    answer = client.get(reverse("desk:document_preview", args=[public.pk]))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "改过还没有审查的标题" in text
    assert "为了规范临时救助工作" in text
    # the page of the site, not of the desk
    assert "今天要办" not in text
    assert client.get(reverse("desk:document_preview", args=[drafted(cast).pk])).status_code == 200


def test_a_public_policy_gets_its_media_pack_here(client, cast, public):
    client.force_login(cast.finance_liaison)
    assert "生成媒体素材包" in page_of(client, public)
    assert act(client, public, "pack").status_code == 302
    pack = public.media_packs.get()
    page = page_of(client, public)
    assert reverse("desk:pack", args=[pack.pk]) in page
    assert "生成媒体素材包" not in page
    client.force_login(cast.planning_liaison)
    assert act(client, public, "pack").status_code == 422


def test_a_writer_keeps_a_document_at_the_head_of_a_section(client, cast, public):
    place = public.placements.get()
    client.force_login(cast.finance_liaison)
    assert ">置顶<" in page_of(client, public)
    assert act(client, public, f"pin-{place.section_id}").status_code == 302
    place.refresh_from_db()
    assert place.is_pinned
    assert "取消置顶" in page_of(client, public)
    act(client, public, f"pin-{place.section_id}")
    place.refresh_from_db()
    assert not place.is_pinned
    # not in that section, and not for other units
    assert act(client, public, "pin-999999").status_code == 404
    client.force_login(cast.town_liaison)
    assert "置顶" not in page_of(client, public)
    assert act(client, public, f"pin-{place.section_id}").status_code == 422
    place.refresh_from_db()
    assert not place.is_pinned
