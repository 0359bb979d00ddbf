"""From an empty draft to the public site and on to the day the document is repealed, on the screens people use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from gongkai.apps.documents.models import Document, DocumentDuty
from gongkai.apps.documents.operations import RelationDraft, decide_openness, save_draft, waive_interpretation
from gongkai.apps.orgs.models import Membership, User
from gongkai.apps.publishing import operations as publishing
from gongkai.apps.publishing.models import ReviewProcess
from gongkai.apps.publishing.queries import gates_of
from gongkai.apps.sections.models import Section
from tests.apps.documents.paper import section
from tests.cast import Cast, person
from tests.journeys.conftest import DESKTOP, expect

POLICY, EXPLAINED = "青溪县城镇老旧小区加装电梯补助办法", "《青溪县城镇老旧小区加装电梯补助办法》解读"
NUMBER = "青政规〔2026〕8号"
TEXT = "为了推进城镇老旧小区加装电梯，制定本办法。加装电梯的，每台补助十五万元。"
PHONE = "13800138000"
PLACES = (("政府信息公开", "政策", "规范性文件"), ("政务公开", "重点领域", "老旧小区改造"))
EXPLAINS = ("政务公开", "政策解读", "文字解读")
# who takes which step, in the order in which they come
STEPS = [("shen", "保密审查"), ("he", "第一次审核"), ("lu", "第一次校对"), ("meng", "第二次审核"),
         ("song", "第二次校对"), ("bai", "第三次审核"), ("tao", "第三次校对")]  # fmt: skip
NAMES = {"he": "何川", "lu": "陆宁", "meng": "孟佳", "song": "宋岩", "bai": "白露", "tao": "陶然"}
ELEMENTS = {
    "background": "老旧小区楼龄大多超过二十年，住户年龄偏高，上下楼不便。",
    "purpose": "减轻住户出资的压力，让有意愿的单元尽早动工。",
    "measures": "县财政按台定额补助，竣工验收后一次拨付。",
    "audience": "2000年以前建成、四层以上、没有电梯的住宅单元的业主。",
    "standards": "每台电梯补助十五万元，低保家庭分摊的部分另行减半。",
    "keywords": "加装电梯、老旧小区、财政补助",
    "terms": "老旧小区：2000年以前建成、配套设施不全的住宅小区。",
    "differences": "无旧文件，本办法是第一次制定。",
}


@dataclass(frozen=True)
class Office:
    """The people of this story besides the cast, and where its documents hang."""

    luo: User
    team: dict[str, User]
    places: list[Section]


@pytest.fixture
def office(town: Cast) -> Office:
    """罗平 drafts; six reviewers of the county office stand beside 沈正 of the cast."""
    roles = Membership.Role
    luo = person("luo", "罗", "平", town.finance, roles.LIAISON)
    team = {key: person(f"r_{key}", name[0], name[1:], town.office, roles.REVIEWER) for key, name in NAMES.items()}
    return Office(luo, team | {"shen": town.reviewer}, [section(*path) for path in (*PLACES, EXPLAINS)])


def draft(page: Page, kind: str, title: str, publisher: str) -> Document:
    """起草: the kind, the title, whose it is."""
    page.goto("/desk/documents/new/")
    page.get_by_role("radio", name=kind).check()
    page.get_by_label("标题").fill(title)
    page.get_by_label("发布机构").select_option(label=publisher)
    page.get_by_role("button", name="开始起草").click()
    expect(page.locator("[data-body]")).to_be_visible()
    return Document.objects.get(title=title)


def write(page: Page, text: str) -> None:
    """The whole body anew, typed."""
    page.locator("[data-body]").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


def hang(page: Page, path: tuple[str, ...]) -> None:
    """Choose one section by a word of its name."""
    page.get_by_label("查找栏目").fill(path[-1])
    page.get_by_role("button", name=" › ".join(path)).click()


def back(page: Page) -> None:
    """Save and see the document's page."""
    page.get_by_role("button", name="保存并返回").click()
    expect(page.get_by_role("heading", name="下一步")).to_be_visible()


def wanting(page: Page) -> str:
    """The sentences under the greyed button."""
    expect(page.get_by_role("button", name="送审", exact=True)).to_be_disabled()
    return page.locator("#why-submit").inner_text()


def test_a_document_is_refused_reviewed_published_and_repealed(enter, axe, town, office, browser, live_server):
    page = enter(office.luo)
    policy = drafted_with_refusals(page, axe, town)
    explanation = explained(page, policy)
    reviewed(enter, axe, town, office, policy)
    site = browser.new_context(viewport=DESKTOP, base_url=live_server.url)
    reader = site.new_page()
    seen_by_the_public(reader, axe, policy, explanation)
    citing = published(town, office, citing_draft(town, policy))
    repeal = published(town, office, repealing_draft(town, office, policy))
    marked_everywhere(reader, policy, explanation, citing, repeal)
    owed(enter, axe, town, office, explanation, citing)
    assert site.cookies() == []
    site.close()


def drafted_with_refusals(page: Page, axe, town: Cast) -> Document:
    """Each missing part is named before anything can be sent; what is sent without interpretation comes back."""
    policy = draft(page, "行政规范性文件", POLICY, "县政府办公室")
    write(page, f"{TEXT}申请人李某，手机{PHONE}。")
    back(page)
    sentences = wanting(page)
    assert "还没有认定公开属性" in sentences
    for part in ("发文字号", "合法性审核", "征求意见", "施行日期", "栏目"):
        assert part in sentences, part
    axe(page)
    page.get_by_role("link", name="修改", exact=True).click()
    today = timezone.localdate()
    page.locator("#doc_genre").select_option("通知")
    page.locator("#doc_responsible_unit").select_option(label="县财政局")
    for name, value in {
        "document_number": NUMBER,
        "issuer_text": "青溪县人民政府办公室",
        "theme": "城乡建设、环境保护\\城乡建设（含住房）",
        "dated_on": str(today - timedelta(days=3)),
        "effective_on": str(today),
        "legality_text": "县司法局合法性审核通过",
        "consultation_text": "征求意见30日，收到意见12条，采纳9条",
    }.items():
        page.locator(f"#doc_{name}").fill(value)
    for path in PLACES:
        hang(page, path)
    back(page)
    sentences = wanting(page)
    assert "发文字号" not in sentences
    assert "还没有认定公开属性" in sentences
    page.get_by_role("link", name="修改", exact=True).click()
    page.get_by_label("主动公开").check()
    back(page)
    # a personal number stands in the text: no way on before it is masked
    sentences = wanting(page)
    assert "公开属性" not in sentences
    assert "手机" in sentences
    page.get_by_role("button", name=re.compile("改为“138")).click()
    page.get_by_text("已改正。").wait_for()
    assert PHONE not in Document.objects.get(pk=policy.pk).text
    # without an interpretation: told on its page, and sent from the list it comes back at once
    assert "没有附解读稿" in wanting(page)
    page.goto("/desk/documents/")
    page.get_by_label(f"勾选《{POLICY}》").check()
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.locator(".messages")).to_contain_text(f"《{POLICY}》退回：材料不全")
    expect(page.locator(".messages")).to_contain_text("没有附解读稿")
    page.goto(reverse("desk:document", args=[policy.pk]))
    expect(page.locator("main")).to_contain_text("已退回")
    assert Document.objects.get(pk=policy.pk).state == Document.State.RETURNED
    assert not ReviewProcess.objects.filter(document=policy, state="running").exists()
    axe(page)
    return policy


def explained(page: Page, policy: Document) -> Document:
    """The interpretation with its eight elements is drafted; now the two go to review together."""
    explanation = draft(page, "政策解读 ", EXPLAINED, "县政府办公室")
    write(page, "这份办法说清了谁能申请、补多少、怎么领。")
    page.locator("#doc_form").select_option(label="文字解读")
    page.locator("#doc_responsible_unit").select_option(label="县财政局")
    page.locator("#doc_organised_on").fill(str(timezone.localdate()))
    for code, words in ELEMENTS.items():
        page.locator(f"#doc_element_{code}").fill(words)
    expect(page.locator("[data-count-elements]")).to_have_text("八个要素齐全")
    page.get_by_label("查找文件").fill("加装电梯")
    page.locator("[data-find=relations] li button").first.click()
    page.locator("[name=relation_kind]").first.select_option("interprets")
    hang(page, EXPLAINS)
    page.get_by_label("主动公开").check()
    back(page)
    page.goto(reverse("desk:document", args=[policy.pk]))
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("已送审。")
    return explanation


def reviewed(enter, axe, town: Cast, office: Office, policy: Document) -> None:
    """Seven people take one step each; whoever took one is told why there is no second; then it is signed."""
    process = ReviewProcess.objects.get(document=policy, state="running")
    address = reverse("desk:review_process", args=[process.pk])
    for place, (who, words) in enumerate(STEPS):
        page = enter(office.team[who])
        if place == 0:
            page.goto("/desk/reviews/")
            axe(page)
            page.get_by_role("link", name=POLICY).first.click()
            axe(page)
        else:
            page.goto(address)
        take(page, words)
        page.context.close()
        if who == "he":
            page = enter(office.team["he"])
            page.goto(address)
            assert page.get_by_role("button", name=re.compile("^通过")).count() == 0
            page.get_by_text("何川已经承担第一次审核，三审三校应由六个不同的人办理。").first.wait_for()
            page.context.close()
    page = enter(town.second_officer)
    page.goto(address)
    page.get_by_role("button", name="签发", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("已签发。")
    page.context.close()


def take(page: Page, words: str) -> None:
    """One step passed with what it asks for."""
    pass_button = page.get_by_role("button", name=f"通过{words}", exact=True)
    if words == "第一次审核":  # nothing ticked: refused with the names of the gates
        pass_button.click()
        page.get_by_text("还没有核对政治关、法律关、政策关、保密关、文字关").first.wait_for()
    for box in page.locator(".pb-gates input").all():
        box.check()
    if words == "保密审查":
        page.get_by_label("依据").fill("经审查不涉及国家秘密、工作秘密")
    pass_button.click()
    expect(page.locator(".messages")).to_contain_text("已通过。")


def seen_by_the_public(reader: Page, axe, policy: Document, explanation: Document) -> None:
    """Under both paths, in the library, the feed and the sitemap; bound to its interpretation to the minute."""
    policy.refresh_from_db()
    explanation.refresh_from_db()
    assert policy.live
    assert explanation.live
    assert policy.published_at == explanation.published_at
    address = f"/doc/{policy.pk}/"
    for path in PLACES:
        place = section(*path)
        reader.goto(place.relative_url(None))
        axe(reader)
        expect(reader.get_by_role("link", name=POLICY).first).to_have_attribute("href", address)
        feed = reader.request.get(f"/feeds/section/{place.pk}.atom")
        assert feed.ok
        assert POLICY in feed.text()
    reader.goto("/library/normative/")
    expect(reader.get_by_role("link", name=POLICY).first).to_be_visible()
    assert POLICY in reader.request.get("/feeds/library/normative.atom").text()
    index = reader.request.get("/sitemap.xml").text()
    chunks = [part for part in re.findall(r"<loc>([^<]+)</loc>", index) if "documents" in part]
    listed = "".join(reader.request.get("/" + chunk.split("/", 3)[3]).text() for chunk in chunks)
    assert f"{address}</loc>" in listed
    reader.goto(address)
    axe(reader)
    assert NUMBER in reader.locator("dl.meta").first.inner_text()
    stamp = reader.locator("meta[name=PubDate]").get_attribute("content")
    trails = reader.locator("aside").inner_text()
    assert all(" › ".join(path) in trails for path in PLACES)
    reader.locator("aside").get_by_role("link", name=EXPLAINED).click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text(EXPLAINED)
    axe(reader)
    assert reader.locator("meta[name=PubDate]").get_attribute("content") == stamp
    reader.locator(".of-policy").get_by_role("link", name=POLICY).click()
    expect(reader.get_by_role("heading", level=1)).to_contain_text(POLICY)


def citing_draft(town: Cast, policy: Document) -> Document:
    """The justice bureau names the document in a text of its own."""
    return ready(
        town.justice_liaison,
        {
            "kind": "policy",
            "title": "关于做好加装电梯纠纷调解工作的通知",
            "body": f"<p>根据《{POLICY}》（{NUMBER}），现就纠纷调解工作通知如下。</p>",
            "document_number": "青司〔2026〕31号",
            "genre": "通知",
            "issuer_text": "青溪县司法局",
            "publisher": town.justice,
            "responsible_unit": town.justice,
            "drafting_unit": town.justice,
        },
    )


def repealing_draft(town: Cast, office: Office, policy: Document) -> Document:
    """The next document ends the first."""
    return ready(
        office.luo,
        {
            "kind": "normative",
            "title": "青溪县人民政府办公室关于废止部分文件的通知",
            "body": "<p>经研究，决定废止一件行政规范性文件。</p>",
            "document_number": "青政规〔2026〕9号",
            "genre": "通知",
            "issuer_text": "青溪县人民政府办公室",
            "publisher": town.office,
            "responsible_unit": town.finance,
            "drafting_unit": town.finance,
            "legality_text": "县司法局合法性审核通过",
            "consultation_text": "征求意见30日，没有收到意见",
        },
        RelationDraft("repeals", policy),
    )


def ready(writer: User, values: dict, *relations: RelationDraft) -> Document:
    """A draft with all it needs; it only tells others what to do, so there is nothing to interpret."""
    day = timezone.localdate()
    values = values | {"theme": "城乡建设、环境保护\\城乡建设（含住房）", "dated_on": day, "effective_on": day}
    document = save_draft(
        actor=writer, document=None, values=values, sections=[section(*PLACES[0])], relations=relations
    )
    decide_openness(actor=writer, document=document, openness_class="proactive")
    waive_interpretation(actor=writer, document=document, reason="只涉及内部分工，不面向公众。")
    return Document.objects.get(pk=document.pk)


def published(town: Cast, office: Office, document: Document) -> Document:
    """The same review, without the screens."""
    process = publishing.submit(actor=document.created_by, document=document)
    assert process.state == "running", process.returned_reason
    people = iter(office.team[who] for who, _ in STEPS)
    for step in process.steps.exclude(kind="sign").order_by("rank", "pk"):
        basis = "不涉密" if step.kind == "secrecy" else ""
        gates = [code for code, _ in gates_of(step)]
        publishing.pass_step(actor=next(people), step=step, gates=gates, basis=basis)
    publishing.sign(actor=town.second_officer, process=process, at_once=True)
    return Document.objects.get(pk=document.pk)


def marked_everywhere(reader: Page, policy: Document, explanation: Document, citing: Document, repeal: Document):
    """The public sees that it is over: on the document, on what explains it and on what names it."""
    reader.goto(f"/doc/{policy.pk}/")
    ribbon = reader.locator(".ribbon").first
    expect(ribbon).to_contain_text("废止")
    expect(ribbon.get_by_role("link", name=repeal.document_number)).to_have_attribute("href", f"/doc/{repeal.pk}/")
    for dependant in (explanation, citing):
        reader.goto(f"/doc/{dependant.pk}/")
        expect(reader.locator(".ribbon").first).to_contain_text("废止")
    reader.goto("/library/normative/")
    assert reader.get_by_role("link", name=POLICY).count() == 0, "the tab of what is in force"
    reader.get_by_role("link", name=re.compile("废止")).first.click()
    expect(reader.get_by_role("link", name=POLICY).first).to_be_visible()


def owed(enter, axe, town: Cast, office: Office, explanation: Document, citing: Document) -> None:
    """Each owner finds on the desk what is to be done."""
    assert set(DocumentDuty.objects.filter(done_at=None).values_list("document_id", flat=True)) >= {
        explanation.pk,
        citing.pk,
    }
    for user, document in ((office.luo, explanation), (town.justice_liaison, citing)):
        page = enter(user)
        page.goto("/desk/today/")
        line = page.locator("main a", has_text=document.title).first
        expect(line).to_be_visible()
        line.click()
        expect(page.get_by_role("heading", name="待办")).to_be_visible()
        expect(page.locator("main")).to_contain_text(f"《{POLICY}》已废止")
        axe(page)
