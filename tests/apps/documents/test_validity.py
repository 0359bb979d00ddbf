"""What a change of one document does to the others. LIB-01, LIB-03, LIB-04, LIB-09, INT-11."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.apps.documents import operations, queries
from gongkai.apps.documents.events import DocumentPublished, DutyOpened, ValidityChanged
from gongkai.apps.documents.models import Citation, Document, DocumentDuty
from gongkai.apps.documents.queries.coverage import uncovered
from gongkai.apps.documents.queries.public import public_document
from gongkai.apps.orgs.models import Message
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import at, drafted, interpretation, normative, publish, related

pytestmark = pytest.mark.django_db
LATER = date(2026, 6, 1)


def citing(cast, title, number, text):
    return publish(drafted(normative(cast, title, number, body=f"<p>{text}</p>")))


def fresh(document):
    return Document.objects.get(pk=document.pk)


def duties(**which):
    rows = DocumentDuty.objects.filter(**which).order_by("pk")
    return [(duty.kind, duty.document.title, duty.unit.short_name, duty.text) for duty in rows]


@pytest.fixture
def family(cast):
    """A policy, its interpretation, one that cites it, one that carries it out, and one that has nothing to do."""
    policy = publish(drafted(normative(cast)))
    reading = publish(drafted(interpretation(cast), relations=related("interprets", policy)))
    cites = citing(
        cast, "青溪县救助站管理办法", "青政发〔2026〕7号", "依照《青溪县临时救助办法》（青政发〔2026〕3号）执行。"
    )
    carries = publish(
        drafted(
            normative(cast, "城关镇临时救助细则", "城政发〔2026〕1号", responsible_unit=cast.town),
            relations=related("implements", policy),
        )
    )
    citing(cast, "青溪县供水办法", "青政发〔2026〕8号", "依照《青溪县水资源条例》执行。")
    return policy, reading, cites, carries


def test_a_repeal_marks_everything_that_rests_on_the_document(
    cast, family, django_capture_on_commit_callbacks, monkeypatch
):
    policy, reading, _, carries = family
    heard = []
    monkeypatch.setattr("gongkai.apps.audit.events._react", heard.append)
    repeal = drafted(
        normative(cast, "青溪县人民政府关于废止《青溪县临时救助办法》的决定", "青政发〔2026〕20号", genre="决定", body="<p>废止《青溪县临时救助办法》（青政发〔2026〕3号）。</p>"),
        relations=related("repeals", policy),
    )  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        repeal = publish(repeal, on=LATER)
    policy = fresh(policy)
    assert (policy.validity, policy.repealed_on) == ("repealed", LATER)
    assert (
        policy.validity_text == "由《青溪县人民政府关于废止〈青溪县临时救助办法〉的决定》（青政发〔2026〕20号）废止。"
    )
    assert duties() == [
        (
            "interprets_repealed",
            reading.title,
            "县司法局",
            "所解读的《青溪县临时救助办法》已废止，请在解读中注明或者撤回解读。",
        ),
        (
            "cites_repealed",
            "青溪县救助站管理办法",
            "县财政局",
            "正文引用或依据的《青溪县临时救助办法》已废止，请核对并修改。",
        ),
        ("cites_repealed", carries.title, "城关镇", "正文引用或依据的《青溪县临时救助办法》已废止，请核对并修改。"),
    ]
    assert ValidityChanged(policy.pk, "repealed") in heard
    assert DocumentPublished(repeal.pk, is_first=True, is_major=True) in heard
    assert len([event for event in heard if isinstance(event, DutyOpened)]) == 3
    assert [row.document.title for row in queries.citing_out_of_force()] == ["青溪县救助站管理办法"]
    stale = DocumentDuty.objects.filter(done_at=None).values_list("document", flat=True)
    assert (reading.pk in stale, repeal.pk in stale) == (True, False)


def test_an_amendment_is_told_on_both_pages(cast, family):
    policy = family[0]
    change = drafted(
        normative(cast, "青溪县人民政府关于修改《青溪县临时救助办法》的决定", "青政发〔2026〕15号", genre="决定"),
        relations=related("amends", policy, "第四条、第九条"),
    )
    publish(change, on=LATER)
    page = public_document(policy.pk)
    changes = [row for row in page.relations if row.kind == "amends"]
    assert [(row.other.document_number, row.articles_text) for row in changes] == [
        ("青政发〔2026〕15号", "第四条、第九条")
    ]
    assert (page.document.validity, page.document.validity_text[-13:]) == ("amended", "修改，涉及第四条、第九条。")
    back = public_document(change.pk)
    assert [(queries.RELATION_WORDS[row.kind, row.is_outgoing], row.other.pk) for row in back.relations] == [
        ("修改的文件", policy.pk)
    ]


def test_a_change_of_the_policy_asks_for_another_interpretation(cast, family):
    policy, reading, *_ = family
    change = drafted(
        normative(cast, "关于修改临时救助办法的决定", "青政发〔2026〕15号", genre="决定"),
        relations=related("amends", policy, "第四条"),
    )
    publish(change, on=LATER)
    told = "《青溪县临时救助办法》被《关于修改临时救助办法的决定》修改，请编写补充解读。"
    assert duties() == [("follow_up", policy.title, "县司法局", told)]
    again = drafted(interpretation(cast, title="临时救助办法修改解读"), relations=related("interprets", policy))
    publish(again, on=LATER)
    duty = DocumentDuty.objects.get()
    assert (duty.done_text, duty.done_at) == ("已发布《临时救助办法修改解读》。", at(LATER))
    bound = public_document(policy.pk).related("interprets", is_outgoing=False)
    assert [row.other.pk for row in bound] == [again.pk, reading.pk]


def test_a_major_version_asks_too_and_a_minor_one_does_not(cast, family):
    policy = family[0]
    operations.save_draft(actor=None, document=policy, values={"body": "<p>改了错字。</p>"})
    publish(policy, on=LATER, note="改错字", is_major=False)
    assert duties() == []
    operations.save_draft(actor=None, document=policy, values={"body": "<p>提高了标准。</p>"})
    publish(policy, on=LATER, note="提高标准")
    assert [duty[3] for duty in duties()] == ["《青溪县临时救助办法》有实质变更，请编写补充解读。"]


def test_what_replaces_a_document_repeals_it_and_may_name_it(cast, family):
    policy, _, cites, _ = family
    successor = drafted(
        normative(cast, "青溪县社会救助办法", "青政发〔2026〕30号", body="<p>《青溪县临时救助办法》（青政发〔2026〕3号）同时废止。</p>"),
        relations=related("supersedes", policy),
    )  # fmt: skip
    successor = publish(successor, on=LATER)
    about = publish(
        drafted(
            interpretation(cast, title="社会救助办法解读", body="<p>与《青溪县临时救助办法》相比，标准提高。</p>"),
            relations=related("interprets", successor),
        ),
        on=LATER,
    )
    assert fresh(policy).validity == "repealed"
    owed = {duty.document_id for duty in DocumentDuty.objects.all()}
    assert successor.pk not in owed
    assert about.pk not in owed
    assert cites.pk in owed
    assert [row.document_id for row in queries.citing_out_of_force()] == [cites.pk]


def test_a_new_version_without_the_citation_settles_the_duty(cast, family):
    policy, _, cites, _ = family
    operations.set_validity(actor=None, document=policy, validity="lapsed", on=LATER, reason="届满", now=at(LATER))
    operations.save_draft(actor=None, document=cites, values={"body": "<p>依照国家规定执行。</p>"})
    publish(cites, on=LATER)
    duty = DocumentDuty.objects.get(document=cites)
    assert (duty.done_text, duty.done_at) == ("新版本不再引用。", at(LATER))
    assert not queries.citing_out_of_force().exists()


def test_in_force_again_nobody_owes_anything(cast, family):
    policy = family[0]
    operations.set_validity(actor=None, document=policy, validity="repealed", on=LATER, reason="误操作", now=at(LATER))
    assert DocumentDuty.objects.filter(done_at__isnull=True).count() == 3
    operations.set_validity(actor=None, document=policy, validity="in_force", on=LATER, reason="更正", now=at(LATER))
    assert not DocumentDuty.objects.filter(done_at__isnull=True).exists()
    assert fresh(policy).repealed_on is None


def test_a_text_that_appears_citing_what_is_repealed_owes_at_once(cast, family):
    policy = family[0]
    operations.set_validity(actor=None, document=policy, validity="repealed", on=LATER, reason="决定", now=at(LATER))
    late = citing(cast, "青溪县新办法", "青政发〔2026〕40号", "依照《青溪县临时救助办法》执行。")
    assert [duty[0] for duty in duties(document=late)] == ["cites_repealed"]


def test_validity_is_refused_with_every_reason(cast, family):
    policy, reading, *_ = family
    with pytest.raises(Blocked) as refused:
        operations.set_validity(
            actor=cast.town_liaison, document=policy, validity="void", on=date(2026, 9, 1), reason=" ", now=at(LATER)
        )
    assert refused.value.blockers == (
        "您不是发布机构、责任单位或起草单位的联络员，不能变更这份文件的有效性。",
        "请选择有效性。",
        "请写明变更有效性的依据。",
        "日期（2026年9月1日）还没有到，到期后再变更。",
    )
    with pytest.raises(Blocked) as refused:
        operations.set_validity(actor=None, document=reading, validity="lapsed", on=LATER, reason="过时", now=at(LATER))
    assert refused.value.blockers == ("政策解读没有有效性。",)
    with pytest.raises(Blocked) as refused:
        operations.set_validity(
            actor=None, document=policy, validity="lapsed", on=date(2020, 1, 1), reason="过时", now=at(LATER)
        )
    assert refused.value.blockers == ("日期不能早于文件的成文日期。",)


def test_what_has_passed_its_last_day_lapses_by_itself(cast):
    document = publish(drafted(normative(cast, expires_on=date(2027, 3, 31))))
    assert operations.lapse_expired(date(2027, 3, 31)) == 0
    assert operations.lapse_expired(date(2027, 4, 1)) == 1
    assert operations.lapse_expired(date(2027, 4, 2)) == 0
    row = fresh(document)
    assert (row.validity, row.validity_text) == ("lapsed", "有效期至2027年3月31日，已经届满。")


def test_citations_wait_for_documents_that_come_later(cast):
    early = citing(
        cast, "青溪县救助站管理办法", "青政发〔2026〕7号", "依照《青溪县临时救助办法》和《江州省救助条例》执行。"
    )
    assert [row.cited_text for row in queries.unresolved()] == ["《青溪县临时救助办法》", "《江州省救助条例》"]
    policy = publish(drafted(normative(cast)))
    assert Citation.objects.get(target=policy).document == early
    assert [row.cited_text for row in queries.unresolved_of(early)] == ["《江州省救助条例》"]
    assert [row.pk for row in queries.cites_of(early.pk)] == [policy.pk]
    assert public_document(policy.pk).cited_count == 1


def test_a_number_is_known_however_it_is_named_and_news_of_the_same_title_is_not_meant(cast):
    text = "<p>原青政发〔2026〕3号、4号继续执行《青溪县临时救助办法》。</p>"
    citing = publish(drafted(normative(cast, "引用的办法", "青政发〔2026〕20号", body=text)))
    assert queries.unresolved_of(citing).count() == 3
    news = {"kind": "news", "title": "青溪县临时救助办法", "publisher": cast.office, "body": "<p>办法印发。</p>"}
    publish(drafted(news | {"source_text": "县政府办公室", "dated_on": date(2026, 3, 1)}))
    first = publish(drafted(normative(cast)))
    second = publish(drafted(normative(cast, "青溪县养老服务办法", "青政发〔2026〕4号")))
    named = dict(Citation.objects.filter(document=citing).values_list("cited_text", "target__document_number"))
    assert (named["原青政发〔2026〕3号"], named["4号"]) == (first.document_number, second.document_number)
    # the news came first and was all there was; read anew, the document is meant
    publish(
        drafted(news | {"title": "青溪县养老服务办法", "source_text": "县政府办公室", "dated_on": date(2026, 3, 1)})
    )
    later = publish(
        drafted(normative(cast, "后来的办法", "青政发〔2026〕21号", body="<p>依照《青溪县养老服务办法》。</p>"))
    )
    assert Citation.objects.get(document=later).target == second


def test_a_wrong_number_behind_a_right_title_is_not_guessed(cast):
    publish(drafted(normative(cast)))
    citing(cast, "青溪县救助站管理办法", "青政发〔2026〕7号", "依照《青溪县临时救助办法》（青政发〔2016〕3号）执行。")
    assert [row.cited_text for row in queries.unresolved()] == ["《青溪县临时救助办法》（青政发〔2016〕3号"]


def test_proofing_is_told_what_may_not_be_relied_on(cast, family):
    policy = family[0]
    drafted(normative(cast, "青溪县未公开办法", "青政发〔2026〕50号"))
    text = "依照《青溪县临时救助办法》、《青溪县未公开办法》（青政发〔2026〕50号）、《青溪县供水办法》和《某法》执行。"
    assert queries.cited_validity(text) == {"《青溪县未公开办法》（青政发〔2026〕50号": "未公开发布"}
    operations.set_validity(actor=None, document=policy, validity="repealed", on=LATER, reason="决定", now=at(LATER))
    assert queries.cited_validity(text)["《青溪县临时救助办法》"] == "废止"
    assert queries.cited_validity("") == {}


def test_a_normative_document_is_a_basis_only_when_published_and_in_force(cast):
    draft = drafted(normative(cast, consultation_text=""))
    assert queries.usable_as_basis(draft) == ("没有公开发布，不得作为行政管理依据。", "没有征求意见的记录。")
    document = publish(drafted(normative(cast, number="青政发〔2026〕60号")))
    assert queries.usable_as_basis(document) == ()
    operations.set_validity(actor=None, document=document, validity="lapsed", on=LATER, reason="届满", now=at(LATER))
    assert queries.usable_as_basis(fresh(document)) == ("已经失效，不得作为行政管理依据。",)


def test_a_duty_is_closed_with_words_by_its_unit(cast, family):
    policy = family[0]
    operations.set_validity(actor=None, document=policy, validity="repealed", on=LATER, reason="决定", now=at(LATER))
    duty = DocumentDuty.objects.get(unit=cast.town)
    assert [row.pk for row in queries.duties_for(cast.town_liaison)] == [duty.pk]
    assert queries.duties_for(cast.officer).count() == queries.duties_for(cast.auditor).count() == 3
    with pytest.raises(Blocked) as refused:
        operations.close_duty(actor=cast.finance_liaison, duty=duty, text="")
    assert refused.value.blockers == ("这件待办由城关镇办理，您不能办结。", "请写明办理情况。")
    operations.close_duty(actor=cast.town_liaison, duty=duty, text="已改为依据新办法", now=at(LATER))
    with pytest.raises(Blocked) as refused:
        operations.close_duty(actor=cast.town_liaison, duty=duty, text="再办一次")
    assert refused.value.blockers == ("这件待办已经办结。",)
    assert not queries.duties_for(cast.town_liaison).exists()
    assert queries.duties_for(cast.town_liaison, with_done=True).get().done_text == "已改为依据新办法"


def test_policies_without_interpretation_and_pairs_that_are_broken(cast, family):
    policy, reading, *_ = family
    assert policy.pk not in {row.pk for row in uncovered()}
    assert uncovered().count() == 3
    # what is out of force needs no explaining any more
    ended = uncovered().first()
    operations.set_validity(
        actor=None, document=ended, validity="lapsed", on=LATER, reason="任务已经完成", now=at(LATER)
    )
    assert ended.pk not in {row.pk for row in uncovered()}
    assert uncovered().count() == 2
    assert not queries.broken_pairs().exists()
    operations.withdraw(actor=None, document=policy, reason="有误")
    assert [row.pk for row in queries.broken_pairs()] == [reading.pk]


def test_the_people_of_the_unit_are_told_once(cast, family, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        operations.set_validity(
            actor=None, document=family[0], validity="repealed", on=LATER, reason="决定", now=at(LATER)
        )
    told = Message.objects.filter(user=cast.town_liaison)
    assert [(row.title, row.text) for row in told] == [
        ("文件待办：引用的文件已失效", "正文引用或依据的《青溪县临时救助办法》已废止，请核对并修改。")
    ]
    assert not Message.objects.filter(user=cast.auditor).exists()
