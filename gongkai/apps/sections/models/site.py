"""What the foot of every public page says of the site itself (standards §5.2). What is not known is left empty."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from wagtail.blocks import CharBlock, StructBlock, URLBlock
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.fields import StreamField

LINK = StructBlock([("text", CharBlock(label="文字", max_length=40)), ("url", URLBlock(label="网址"))], label="链接")


class SiteFacts(BaseGenericSetting):
    """One row, kept by the oversight office. An empty field is not shown; nothing is made up."""

    host_text = models.CharField("主办单位", max_length=80, blank=True, help_text="不填时为政务公开主管部门")
    undertaker_text = models.CharField("承办单位", max_length=80, blank=True)
    contact_text = models.CharField("联系方式", max_length=120, blank=True)
    site_code = models.CharField(
        "网站标识码",
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-z]{10}$", "网站标识码为 10 位数字，或 bm 加 8 位数字。")],
    )
    icp_number = models.CharField("ICP备案编号", max_length=40, blank=True)
    police_number = models.CharField("公安备案编号", max_length=40, blank=True)
    police_url = models.URLField("公安备案查询网址", blank=True)
    organ_mark_url = models.URLField("党政机关网站标识网址", blank=True)
    error_report_url = models.URLField("政府网站找错网址", blank=True)
    superior_links = StreamField([("link", LINK)], verbose_name="上级网站", blank=True)
    account_links = StreamField([("link", LINK)], verbose_name="官方账号", blank=True)
    # what the home page offers under the search box
    sought_words = models.CharField("大家在找", max_length=200, blank=True, help_text="用顿号分开")
    security_contact = models.CharField(
        "安全问题联系方式", max_length=200, blank=True, help_text="mailto: 开头的邮箱，或 https 网址"
    )

    class Meta:
        verbose_name = "网站信息"
        verbose_name_plural = "网站信息"

    def __str__(self) -> str:
        return "网站信息"
