"""The organisation tree. SYS-01: types, levels, groups, renames with history."""

from __future__ import annotations

from django.db import models


class Unit(models.Model):  # type: ignore[django-manager-missing]  # sections are Wagtail pages, which have no types
    """An administrative organ or a body under one."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", "政府"
        OFFICE = "office", "办公室"
        DEPARTMENT = "department", "部门"
        TOWN = "town", "镇街"
        COMMITTEE = "committee", "管委会"
        INSTITUTION = "institution", "事业单位"
        ENTERPRISE = "enterprise", "企业"
        VERTICAL = "vertical", "垂直管理单位"
        INTERNAL = "internal", "内设机构"
        VILLAGE = "village", "村（社区）"

    name = models.CharField("名称", max_length=120, unique=True)
    short_name = models.CharField("简称", max_length=60, blank=True)
    kind = models.CharField("类型", max_length=16, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", verbose_name="上级", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    # the openness office of the place (政务公开主管部门): exactly one is in force
    is_oversight_office = models.BooleanField("主管部门", default=False)
    is_active = models.BooleanField("在用", default=True)
    replaced_by = models.ForeignKey(
        "self", verbose_name="职能并入", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )
    order = models.PositiveIntegerField("排序", default=0)
    address = models.CharField("办公地址", max_length=200, blank=True)
    phone = models.CharField("公开电话", max_length=60, blank=True)
    # organisation or social credit code: the first part of the index numbers of what the unit publishes
    code = models.CharField("机构代码", max_length=18, blank=True)

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class UnitName(models.Model):
    """Another name a unit is or was known by. `folded` is the name in simplified script without marks."""

    class Kind(models.TextChoices):
        CURRENT = "current", "现名"
        ALIAS = "alias", "别称"
        FORMER = "former", "曾用名"

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.CASCADE, related_name="names")
    text = models.CharField("名称", max_length=120)
    folded = models.CharField("比对用名称", max_length=120, db_index=True)
    kind = models.CharField("种类", max_length=8, choices=Kind.choices)
    from_on = models.DateField("自", null=True, blank=True)
    until_on = models.DateField("至", null=True, blank=True)

    class Meta:
        verbose_name = "单位名称"
        verbose_name_plural = "单位名称"
        constraints = [models.UniqueConstraint(fields=["unit", "folded", "kind"], name="orgs_name_once")]

    def __str__(self) -> str:
        return self.text


class UnitGroup(models.Model):
    """A collective name of a notice (各镇街, 县直各部门). Members are those chosen and those of the kinds named."""

    name = models.CharField("名称", max_length=80, unique=True)
    aliases = models.JSONField("其他写法", default=list)
    kinds = models.JSONField("包含类型", default=list)
    members = models.ManyToManyField(Unit, verbose_name="成员单位", blank=True, related_name="unit_groups")
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "单位组"
        verbose_name_plural = "单位组"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name
