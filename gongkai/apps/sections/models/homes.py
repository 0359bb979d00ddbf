"""Pages that are no sections: a unit's own home, and a topic made of blocks. PLT-14, PLT-16: neither needs code."""

from __future__ import annotations

from django.db import models
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, RichTextBlock, StructBlock, URLBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models.tree import HOMES_ADDRESS

FEATURES = ["bold", "italic", "ol", "ul", "link"]


class UnitHome(Page):
    """The pages of one unit (部门网页): own address, header and contacts; seen by the public while it is live."""

    unit = models.OneToOneField(Unit, verbose_name="单位", on_delete=models.PROTECT, related_name="home_page")
    lead_text = models.CharField("页首文字", max_length=120, blank=True)
    duties = RichTextField("主要职责", blank=True, features=FEATURES)
    address = models.CharField("办公地址", max_length=200, blank=True)
    office_hours = models.CharField("办公时间", max_length=120, blank=True)
    phone = models.CharField("联系电话", max_length=60, blank=True)
    fax = models.CharField("传真", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    post_code = models.CharField("邮政编码", max_length=6, blank=True)
    leader_text = models.CharField("负责人", max_length=60, blank=True)

    parent_page_types = ["sections.HomePage"]
    subpage_types = ["sections.Section", "sections.TopicPage", "sections.FormPage"]
    template = "portal/unit_home.html"

    class Meta:
        verbose_name = "部门网页"
        verbose_name_plural = "部门网页"

    def set_url_path(self, parent: Page) -> str:
        """/u/<slug>/: the homes of units share one place of their own. `HomePage.route` finds them there."""
        self.url_path = f"{parent.url_path}{HOMES_ADDRESS}/{self.slug}/"
        return self.url_path


class TopicPage(Page):
    """A topic (专题): blocks put together on the desk. Order and retirement are the page tree's (PLT-16)."""

    lead = models.TextField("导语", blank=True)
    body = StreamField(
        [
            ("heading", CharBlock(label="小标题", max_length=60)),
            ("text", RichTextBlock(label="文字", features=FEATURES)),
            (
                "sections",
                StructBlock(
                    [
                        ("title", CharBlock(label="标题", required=False, max_length=40)),
                        ("section", PageChooserBlock(label="栏目", page_type="sections.Section")),
                    ],
                    label="栏目信息",
                    icon="list-ul",
                ),
            ),
            # INT-14: policies on the left, their interpretations on the right
            (
                "pair",
                StructBlock(
                    [
                        ("policies", PageChooserBlock(label="重要政策栏目", page_type="sections.Section")),
                        ("interpretations", PageChooserBlock(label="政策解读栏目", page_type="sections.Section")),
                    ],
                    label="政策与解读对照",
                    icon="link",
                ),
            ),
            ("rules_in_force", StructBlock([], label="现行有效规章", icon="doc-full")),
            (
                "links",
                ListBlock(
                    StructBlock([("text", CharBlock(label="文字")), ("url", URLBlock(label="网址"))]), label="链接"
                ),
            ),
        ],
        verbose_name="内容",
        blank=True,
    )
    retired_on = models.DateField("停用日期", null=True, blank=True)

    parent_page_types = ["sections.HomePage", "sections.UnitHome", "sections.Section"]
    subpage_types = ["sections.Section"]
    template = "portal/topic.html"

    class Meta:
        verbose_name = "专题"
        verbose_name_plural = "专题"
