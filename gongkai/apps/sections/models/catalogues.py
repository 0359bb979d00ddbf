"""Standard catalogues of grass-roots openness (基层政务公开标准目录). standards §11; CAT-08 to CAT-14."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from gongkai.apps.orgs.models import Unit
from gongkai.apps.sections.models.tree import Section


class StandardCatalogue(models.Model):
    """One version of the catalogue of one domain at one level. A new version replaces the one in force."""

    class Level(models.TextChoices):
        COUNTY = "county", "县级"
        TOWN = "town", "乡级"
        VILLAGE = "village", "村级"

    class State(models.TextChoices):
        DRAFT = "draft", "编制中"
        IN_FORCE = "in_force", "现行"
        REPLACED = "replaced", "已被替换"

    # a code of data/catalogue/domains.toml, or one that the place added
    domain = models.CharField("领域", max_length=40, db_index=True)
    level = models.CharField("层级", max_length=8, choices=Level.choices)
    unit = models.ForeignKey(Unit, verbose_name="编制单位", on_delete=models.PROTECT, related_name="catalogues")
    title = models.CharField("名称", max_length=200)
    version = models.PositiveIntegerField("版本", default=1)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    # CAT-09: the guideline of the superior department starts the clock of three months
    guideline_title = models.CharField("标准指引", max_length=200, blank=True)
    guideline_issued_on = models.DateField("标准指引印发日期", null=True, blank=True)
    due_on = models.DateField("编制期限", null=True, blank=True)
    in_force_on = models.DateField("启用日期", null=True, blank=True)
    change_reason = models.CharField("调整原因", max_length=300, blank=True)
    # CAT-10: why single rows changed: {key of the row: reason}
    change_reasons = models.JSONField("各项调整原因", default=dict, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="经办人", null=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("录入时间")

    class Meta:
        verbose_name = "标准目录"
        verbose_name_plural = "标准目录"
        ordering = ["domain", "level", "unit", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["domain", "level", "unit", "version"], name="catalogue_version_once")
        ]

    def __str__(self) -> str:
        return self.title


class StandardItem(models.Model):
    """One row (事项). `key` stays the same over versions: the two item names folded."""

    catalogue = models.ForeignKey(
        StandardCatalogue, verbose_name="标准目录", on_delete=models.CASCADE, related_name="items"
    )
    position = models.PositiveIntegerField("序号")
    key = models.CharField("比对用名称", max_length=400, db_index=True)
    first_item = models.CharField("一级事项", max_length=200)
    second_item = models.CharField("二级事项", max_length=200, blank=True)
    required_elements = models.TextField("公开内容（要素）", blank=True)
    basis = models.TextField("公开依据", blank=True)
    time_limit_text = models.CharField("公开时限", max_length=300, blank=True)
    # read from the words where they can be read: {"kind", "count", "unit", "anchor"}; never guessed
    time_limit = models.JSONField("时限（已识别）", default=dict, blank=True)
    body_text = models.CharField("公开主体", max_length=200, blank=True)
    body_unit = models.ForeignKey(
        Unit, verbose_name="公开主体单位", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    channels = models.JSONField("公开渠道和载体", default=list, blank=True)
    audience = models.CharField("公开对象", max_length=120, blank=True)
    mode = models.CharField("公开方式", max_length=60, blank=True)
    levels = models.CharField("公开层级", max_length=60, blank=True)

    class Meta:
        verbose_name = "标准事项"
        verbose_name_plural = "标准事项"
        ordering = ["catalogue", "position"]

    def __str__(self) -> str:
        return " › ".join(filter(None, (self.first_item, self.second_item)))


class CatalogueSection(models.Model):
    """An item of a catalogue and a section where it is disclosed. Kept by the item's key, so versions keep it."""

    domain = models.CharField("领域", max_length=40)
    key = models.CharField("比对用名称", max_length=400)
    section = models.ForeignKey(Section, verbose_name="栏目", on_delete=models.CASCADE, related_name="standard_items")

    class Meta:
        verbose_name = "事项栏目对应"
        verbose_name_plural = "事项栏目对应"
        constraints = [models.UniqueConstraint(fields=["domain", "key", "section"], name="catalogue_section_once")]

    def __str__(self) -> str:
        return f"{self.key} → {self.section}"


class PowerEntry(models.Model):
    """One power or duty of a unit (权责清单). CAT-12: each should be answered by an item of a catalogue."""

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.CASCADE, related_name="powers")
    code = models.CharField("编码", max_length=60, blank=True)
    name = models.CharField("事项名称", max_length=300)
    kind_text = models.CharField("类型", max_length=40, blank=True)
    domain = models.CharField("领域", max_length=40, blank=True)
    # the item that answers it, by key; "" = a gap
    item_key = models.CharField("对应事项", max_length=400, blank=True)

    class Meta:
        verbose_name = "权责事项"
        verbose_name_plural = "权责事项"
        ordering = ["unit", "name"]
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="power_once")]

    def __str__(self) -> str:
        return self.name
