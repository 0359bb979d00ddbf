"""A small public site for tests: tree, unit page, topic, form, catalogue, footer, documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from django.conf import settings

from gongkai.apps.documents.models import CleanUp, CleanUpEntry, Document
from gongkai.apps.ledgers.models import FiledPlan, LedgerItem, Notice
from gongkai.apps.sections import operations as sections
from gongkai.apps.sections.models import (
    FormField,
    FormPage,
    Section,
    SiteFacts,
    StandardCatalogue,
    StandardItem,
    TopicPage,
    UnitHome,
)
from tests.cast import Cast, assemble
from tests.fronts.portal import samples

KINDS = Section.ContentKind


@dataclass(frozen=True)
class Site:
    """What was built, by name."""

    cast: Cast
    documents: dict[str, Document]
    policies: Section
    readings: Section
    rules: Section
    guide: Section
    reports: Section
    home: UnitHome
    topic: TopicPage
    form: FormPage
    catalogue: StandardCatalogue
    notice: Notice
    retired: Section
    private_root: Path

    @property
    def addresses(self) -> list[str]:
        """Every public page of every kind."""
        row = self.documents
        documents = [
            f"/doc/{row[name].pk}/" for name in ("law", "old", "change", "gone", "read", "report", "plan", "repost")
        ]
        old = row["old"].pk
        inner = [f"/doc/{old}/cited/", f"/doc/{old}/versions/1/", f"/doc/{old}/versions/1/compare/2/"]
        inner += [f"/doc/{row['gone'].pk}/compare/{old}/"]
        slugs = ("normative", "policy", "regulation", "interpretation", "plan", "report", "guide")
        lists = [
            "/",
            "/latest/",
            "/library/",
            *(f"/library/{slug}/" for slug in slugs),
            "/gazette/",
            "/gazette/2026/3/",
        ]
        lists += [
            "/gazette/2026/3/2/",
            "/gazette/?q=电梯",
            "/library/normative/?tab=ended",
            "/library/normative/?year=2026",
        ]
        lists += [
            "/search/",
            "/search/?q=电梯",
            "/search/?q=没有的词",
            "/search/?q=青政规[2026]3号",
            "/map/",
            "/units/",
            "/feeds/",
        ]
        lists += [
            "/catalogues/",
            f"/catalogues/{self.catalogue.pk}/",
            f"/catalogues/{self.catalogue.pk}/1/",
            "/catalogues/?q=预算",
            "/ledger/",
            f"/ledger/{self.notice.pk}/",
            f"/ledger/{self.notice.pk}/plans/{self.cast.finance.pk}/",
            "/section-changes/",
            "/guides/",
            "/clean-ups/",
            "/clean-ups/2025/",
        ]
        pages = [self.policies, self.readings, self.rules, self.guide, self.reports, self.home, self.topic, self.form]
        pages.append(self.retired)
        return [*lists, *documents, *inner, *(page.relative_url(None) for page in pages)]

    @property
    def missing_addresses(self) -> list[str]:
        """What answers with a page although nothing is there: not found, withdrawn, a draft, a number too large."""
        row = self.documents
        gone = [f"/doc/{row[name].pk}/" for name in ("withdrawn", "draft")]
        return ["/nothing-here/", *gone, f"/doc/{2**64}/", "/library/nothing/", "/latest/?page=99", "/latest/?page=x"]

    @property
    def file_addresses(self) -> list[str]:
        """What is taken away, and pictures of addresses."""
        row = self.documents["old"]
        files = [f"/doc/{row.pk}/download/{form}/" for form in ("docx", "pdf", "txt")]
        files += [f"/doc/{row.pk}/tables/1.{form}" for form in ("xlsx", "csv")]
        files += [f"/doc/{row.pk}/files/{file.pk}/{quote(file.name)}" for file in row.attachments.all()]
        return [*files, f"/doc/{row.pk}/qr.svg", "/qr.svg?page=/latest/", f"/catalogues/{self.catalogue.pk}.xlsx"]

    @property
    def machine_addresses(self) -> list[str]:
        """What programs ask for."""
        feeds = [f"/feeds/section/{self.policies.pk}", f"/feeds/unit/{self.cast.office.pk}", "/feeds/library/normative"]
        made = [
            f"{place}.{kind}"
            for place in (*feeds, "/feeds/latest", "/feeds/library/gazette")
            for kind in ("atom", "rss")
        ]
        maps = ["/sitemap.xml", "/sitemap-pages-0.xml", "/sitemap-documents-0.xml", "/sitemap-gazette-0.xml"]
        return [*made, *maps, "/robots.txt", "/.well-known/security.txt"]


def build() -> Site:
    """Build it in the open transaction."""
    cast = assemble()
    office, other = cast.office, cast.finance
    office.phone, office.address = "0000-1234567", "青溪县人民路1号"
    office.save()
    sections.ensure_home(actor=None)
    made = {
        path: _section(path, kind, unit)
        for path, kind, unit in (
            ("政府信息公开>政府信息公开指南", KINDS.TEXT, office),
            ("政府信息公开>法定主动公开内容>履职依据>行政规范性文件", KINDS.LIBRARY, cast.justice),
            ("政府信息公开>法定主动公开内容>重要政策", KINDS.LIST, office),
            ("政府信息公开>法定主动公开内容>财政预算、决算信息", KINDS.LIST, other),
            ("政府信息公开>政府信息公开年报", KINDS.REPORT, office),
            ("政策解读", KINDS.LIST, office),
            ("互动交流", KINDS.BRANCH, office),
            ("办事服务", KINDS.BRANCH, office),
        )
    }
    guide = made["政府信息公开>政府信息公开指南"]
    guide.body = "<p>本指南说明公开了什么、怎么找、怎么申请。</p>"
    guide.save()
    policies, readings = made["政府信息公开>法定主动公开内容>重要政策"], made["政策解读"]
    budget = made["政府信息公开>法定主动公开内容>财政预算、决算信息"]
    documents = samples.library(office, other, policies, budget, readings)
    for n in range(45):
        title = f"青溪县财政局关于2026年第{n + 1}批惠民惠农财政补贴资金“一卡通”发放情况的公告"
        samples.make(
            Document.Kind.NOTICE, title, other, samples.at(1 + n % 10, 1 + n % 27, year=2025 + n % 2), policies
        )
    SiteFacts.objects.create(
        site_code="5001120001", icp_number="渝ICP备00000001号", police_number="渝公网安备 50000000000001号", contact_text="0000-1234567",
        error_report_url="https://zfwzgl.www.gov.cn/exposure/jiucuo.html", sought_words="加装电梯补贴、一卡通、青政规〔2026〕3号",
        superior_links=[("link", {"text": "江州省人民政府", "url": "https://www.jiangzhou.example/"})],
        security_contact="mailto:security@qingxi.example",
    )  # fmt: skip
    top = sections.ensure_home(actor=None)
    home = UnitHome(
        title="青溪县财政局", slug="caizheng", unit=other, address="青溪县解放路8号", phone="0000-7654321", office_hours="工作日 9:00—17:30",
        lead_text="管好用好每一分钱", duties="<p>负责全县财政收支管理。</p>",
    )  # fmt: skip
    top.add_child(instance=home)
    topic = TopicPage(title="优化营商环境", slug="yshj", lead="集中公开优化营商环境的政策和解读。")
    topic.body = [
        ("heading", "最新政策"),
        ("text", "<p>政策集中在这里。</p>"),
        ("pair", {"policies": policies, "interpretations": readings}),
        ("sections", {"title": "重要政策", "section": policies}),
        ("rules_in_force", {}),
        ("links", [{"text": "中国政府网", "url": "https://www.gov.cn/"}]),
    ]
    top.add_child(instance=topic)
    form = FormPage(title="营商环境问卷", slug="wenjuan", lead="<p>请写下您的意见。</p>", owner_unit=office)
    top.add_child(instance=form)
    FormField.objects.create(page=form, sort_order=1, label="您的意见", field_type="multiline", required=True)
    FormField.objects.create(
        page=form, sort_order=2, label="类别", field_type="radio", choices="企业\n群众", required=True
    )
    catalogue = StandardCatalogue.objects.create(
        domain="财政预决算", level="county", unit=other, title="青溪县财政预决算领域基层政务公开标准目录", state="in_force",
        made_at=samples.at(3, 1),
    )  # fmt: skip
    for n in range(1, 4):
        StandardItem.objects.create(
            catalogue=catalogue, position=n, key=f"预算{n}", first_item="政府预算", second_item=f"一般公共预算{n}", body_text="县财政局",
            required_elements="收入、支出、平衡情况和说明", basis="《中华人民共和国预算法》", time_limit_text="批准后20日内", channels=[{"name": "政府网站", "is_required": True}],
        )  # fmt: skip
    notice = Notice.objects.create(
        title="2026年青溪县政务公开工作要点", year=2026, text="公开财政预算。", accepted_at=samples.at(3, 1),
        is_public=True, made_public_at=samples.at(3, 2),
    )  # fmt: skip
    LedgerItem.objects.create(notice=notice, year=2026, position=1, text="公开财政预算")
    FiledPlan.objects.create(notice=notice, unit=other, text="四月：公开预算。", published_on=date(2026, 5, 8))
    clean_up = CleanUp.objects.create(
        year=2025, title="2025年规范性文件清理", started_on=date(2025, 9, 1), propose_by_on=date(2025, 10, 31),
        state=CleanUp.State.CLOSED, closed_on=date(2025, 12, 20),
    )  # fmt: skip
    CleanUpEntry.objects.create(clean_up=clean_up, document=documents["old"], unit=office, decision="amend")
    retired = _section("政府信息公开>旧栏目", KINDS.LIST, office)
    retired.retired_on = date(2026, 3, 1)
    retired.save()
    return Site(
        cast, documents, policies, readings, made["政府信息公开>法定主动公开内容>履职依据>行政规范性文件"], guide,
        made["政府信息公开>政府信息公开年报"], home, topic, form, catalogue, notice, retired,
        Path(settings.PRIVATE_ROOT),
    )  # fmt: skip


def _section(path: str, kind: str, unit) -> Section:
    made = sections.add_section(actor=None, path=path.split(">"), unit=unit)
    made.content_kind = kind
    made.save()
    return made
