"""Findings from run to run: kept, settled, repaired in the HTML, left with a reason."""

from __future__ import annotations

import pytest

from gongkai.apps.audit.models import AuditEntry
from gongkai.apps.documents.models import Attachment, Document
from gongkai.apps.documents.operations import save_draft
from gongkai.apps.files.operations import store
from gongkai.apps.publishing.models import Finding, WordingEntry
from gongkai.apps.publishing.operations.findings import dismiss, proofread_saved, reopen, repair, run_proofing
from gongkai.apps.publishing.operations.wording import save_wording, switch_wording
from gongkai.apps.publishing.queries.findings import check_text, findings_of, grouped, open_blockers
from gongkai.domain.workflow import Blocked
from tests.apps.documents.paper import drafted, normative

pytestmark = pytest.mark.django_db
PHONE = "13800138000"
BODY = "<p>申请人李某，手机<strong>138</strong>00138000。</p><p>由工商行政管理局的的负责。</p>"


@pytest.fixture
def paper(cast):
    """A draft with a phone number across tags, an old name and a doubled word."""
    return drafted(normative(cast, body=BODY))


def rules(document, state="open"):
    return sorted(Finding.objects.filter(document=document, state=state).values_list("rule", flat=True))


def finding(document, rule):
    return Finding.objects.get(document=document, rule=rule, state=Finding.State.OPEN)


def test_a_run_finds_and_a_second_run_finds_nothing_new(cast, paper):
    run_proofing(actor=cast.finance_liaison, document=paper)
    assert rules(paper) == ["format.doubled", "privacy.mobile", "wording.organ"]
    before = set(findings_of(paper).values_list("pk", "key"))
    run_proofing(actor=cast.finance_liaison, document=paper)
    assert set(findings_of(paper).values_list("pk", "key")) == before
    # 只有个人信息挡住送审
    assert open_blockers(paper) == ["含有手机号码“138****8000”，公开前应作去标识化处理。"]
    assert [(group.name, group.open_count) for group in grouped(findings_of(paper))] == [
        ("个人信息", 1),
        ("用语", 1),
        ("格式", 1),
    ]


def test_personal_data_is_nowhere_in_the_rows(cast, paper):
    run_proofing(actor=cast.finance_liaison, document=paper)
    for row in Finding.objects.filter(document=paper).values():
        assert PHONE not in str(row)


def test_a_save_is_proofread(cast, paper, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        save_draft(actor=cast.finance_liaison, document=paper, values={"body": "<p>锟斤拷</p>"})
    assert rules(paper) == ["damage.mojibake"]


def test_repair_changes_the_words_across_tags(cast, paper):
    run_proofing(actor=cast.finance_liaison, document=paper)
    repair(actor=cast.finance_liaison, finding=finding(paper, "privacy.mobile"))
    assert "<p>申请人李某，手机<strong>138****8000</strong>。</p>" in Document.objects.get(pk=paper.pk).body
    repair(actor=cast.finance_liaison, finding=finding(paper, "format.doubled"))
    repair(actor=cast.finance_liaison, finding=finding(paper, "wording.organ"))
    assert Document.objects.get(pk=paper.pk).text == "申请人李某，手机138****8000。\n由市场监督管理局的负责。"
    assert rules(paper) == []
    assert open_blockers(paper) == []
    entry = AuditEntry.objects.filter(action="改正校对问题").first()
    assert entry is not None
    assert PHONE not in str(entry.after)


def test_repair_in_the_title(cast):
    paper = drafted(normative(cast, title="关于做好的的工作的通知"))
    run_proofing(actor=cast.finance_liaison, document=paper)
    repair(actor=cast.finance_liaison, finding=finding(paper, "format.doubled"))
    assert Document.objects.get(pk=paper.pk).title == "关于做好的工作的通知"


def test_a_finding_whose_words_are_gone_counts_as_put_right(cast, paper):
    run_proofing(actor=cast.finance_liaison, document=paper)
    save_draft(actor=cast.finance_liaison, document=paper, values={"body": "<p>由市场监督管理局负责。</p>"})
    run_proofing(actor=cast.finance_liaison, document=paper)
    assert rules(paper) == []
    assert rules(paper, "repaired") == ["format.doubled", "privacy.mobile", "wording.organ"]
    # 又写回来，问题重新出现
    save_draft(actor=cast.finance_liaison, document=paper, values={"body": BODY})
    run_proofing(actor=cast.finance_liaison, document=paper)
    assert rules(paper) == ["format.doubled", "privacy.mobile", "wording.organ"]


def test_repair_of_words_that_moved_still_hits_them(cast, paper):
    run_proofing(actor=cast.finance_liaison, document=paper)
    old = finding(paper, "wording.organ")
    save_draft(actor=cast.finance_liaison, document=paper, values={"body": "<p>新加的一段。</p>" + BODY})
    repair(actor=cast.finance_liaison, finding=old)
    assert "市场监督管理局" in Document.objects.get(pk=paper.pk).text


def test_repair_of_words_that_are_gone_is_refused(cast, paper):
    run_proofing(actor=cast.finance_liaison, document=paper)
    old = finding(paper, "wording.organ")
    save_draft(actor=cast.finance_liaison, document=paper, values={"body": "<p>别的内容。</p>"})
    with pytest.raises(Blocked) as refused:
        repair(actor=cast.finance_liaison, finding=old)
    assert refused.value.blockers == ("文字已经改动，请刷新后再看。",)


def test_a_dismissal_needs_a_reason_and_personal_data_a_ground(cast, paper):
    run_proofing(actor=cast.finance_liaison, document=paper)
    phone = finding(paper, "privacy.mobile")
    with pytest.raises(Blocked) as refused:
        dismiss(actor=cast.finance_liaison, finding=phone, reason=" ")
    assert refused.value.blockers == (
        "请说明为什么不改。",
        "保留个人信息要选择依据：惩戒公示、强制性信息披露或其他依据。",
    )
    dismiss(actor=cast.finance_liaison, finding=phone, reason=f"处罚决定依法公示，{PHONE}", ground="discipline")
    run_proofing(actor=cast.finance_liaison, document=paper)
    phone.refresh_from_db()
    assert (phone.state, phone.ground) == ("dismissed", "discipline")
    assert PHONE not in phone.dismissal_reason
    assert open_blockers(paper) == []
    entry = AuditEntry.objects.get(action="不改校对问题")
    assert entry.after["依据"] == "惩戒公示"
    reopen(actor=cast.finance_liaison, finding=phone)
    assert open_blockers(paper)


def test_another_number_is_another_finding(cast, paper):
    run_proofing(actor=cast.finance_liaison, document=paper)
    dismiss(
        actor=cast.finance_liaison, finding=finding(paper, "privacy.mobile"), reason="依法公示", ground="discipline"
    )
    more = BODY + "<p>另有13900139000。</p>"
    save_draft(actor=cast.finance_liaison, document=paper, values={"body": more})
    run_proofing(actor=cast.finance_liaison, document=paper)
    assert rules(paper).count("privacy.mobile") == 1


def test_strangers_may_not(cast, paper):
    run_proofing(actor=cast.finance_liaison, document=paper)
    row = finding(paper, "wording.organ")
    # 别的单位看不到草稿
    for act in (
        lambda: repair(actor=cast.town_liaison, finding=row),
        lambda: dismiss(actor=cast.town_liaison, finding=row, reason="没事"),
    ):
        with pytest.raises(Blocked) as refused:
            act()
        assert refused.value.blockers == ("没有找到这个问题，或者您不能查看这份文件。",)
    # 监督员能看，不能改
    with pytest.raises(Blocked) as refused:
        repair(actor=cast.auditor, finding=row)
    assert refused.value.blockers == ("您不是发布机构、责任单位或起草单位的联络员，不能处理这份文件的校对问题。",)


def test_words_of_an_attachment_are_read_and_changed_in_the_file(cast, paper):
    stored = store(actor=None, data="名单".encode(), name="名单.txt")
    Attachment.objects.create(document=paper, file=stored, name="名单.txt", text=f"李某 {PHONE}")
    run_proofing(actor=cast.finance_liaison, document=paper)
    row = Finding.objects.get(document=paper, field__startswith="attachment:")
    assert not row.has_repair
    with pytest.raises(Blocked) as refused:
        repair(actor=cast.finance_liaison, finding=row)
    assert refused.value.blockers == ("附件里的文字要在原文件中改正后重新上传。",)


def test_names_in_a_table_of_the_body(cast):
    number = "11010119900307563X"
    number = next(n for n in (f"1101011990030756{i}{c}" for i in range(10) for c in "0123456789X") if _fits(n))
    table = f"<table><tr><th>姓名</th><th>身份证号</th></tr><tr><td>张三丰</td><td>{number}</td></tr></table>"
    paper = drafted(normative(cast, body=table))
    run_proofing(actor=None, document=paper)
    assert rules(paper) == ["privacy.name", "privacy.resident_id"]
    repair(actor=cast.finance_liaison, finding=finding(paper, "privacy.name"))
    assert "<td>张**</td>" in Document.objects.get(pk=paper.pk).body


def _fits(number):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(d) * w for d, w in zip(number[:17], weights, strict=True)) % 11] == number[17]


def test_citations_of_repealed_documents(cast):
    drafted(normative(cast, "青溪县旧救助办法", "青政发〔2019〕8号"))
    Document.objects.filter(title="青溪县旧救助办法").update(validity="repealed")
    paper = drafted(normative(cast, body="<p>根据《青溪县旧救助办法》制定本办法。</p>"))
    run_proofing(actor=None, document=paper)
    assert rules(paper) == ["citation.repealed"]


def test_the_live_check_stores_nothing(cast, paper):
    rows = check_text(BODY, paper, title="关于做好的的工作")
    assert {row["rule"] for row in rows} == {"format.doubled", "privacy.mobile", "wording.organ"}
    assert rows[0]["severity"] == "block"
    assert not Finding.objects.exists()


def test_the_place_keeps_its_own_wording(cast, paper):
    with pytest.raises(Blocked) as refused:
        save_wording(actor=cast.finance_liaison, kind="leader", wrong="县长林净", right="")
    assert refused.value.blockers == ("用语规则由政务公开主管部门维护。", "请填写领导的规范姓名和职务。")
    row = save_wording(
        actor=cast.officer, kind="leader", wrong="县长林净", right="县长林静", is_blocking=True, basis="任免〔2026〕1号"
    )
    save_draft(actor=cast.finance_liaison, document=paper, values={"body": "<p>县长林净出席会议。</p>"})
    run_proofing(actor=None, document=paper)
    assert open_blockers(paper) == ["领导姓名职务：“县长林净”应为“县长林静”。"]
    switch_wording(actor=cast.officer, entry=row, is_active=False)
    run_proofing(actor=None, document=paper)
    assert open_blockers(paper) == []
    with pytest.raises(Blocked) as refused:
        save_wording(actor=cast.officer, kind="leader", wrong="县长林净", right="县长林静")
    assert refused.value.blockers == ("“县长林净”已在列表中。",)
    assert WordingEntry.objects.count() == 1


def test_the_reaction_forgives_a_deleted_document():
    from gongkai.apps.documents.events import DraftSaved

    proofread_saved(DraftSaved(10**9))
    assert not Finding.objects.exists()
